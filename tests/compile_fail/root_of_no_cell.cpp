// Roots are of cells of the GC heap.
// expect: Root<T> holds a cell of the GC heap
#include <mayfly/mayfly.h>

#ifdef MAYFLY_CORRECT
mayfly::Root<mayfly::List> held;
#else
mayfly::Root<int> held;
#endif
