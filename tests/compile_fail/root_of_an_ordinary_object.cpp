// The same for a class: an ordinary object is no cell.
// expect: Root<T> holds a cell of the GC heap
#include <mayfly/mayfly.h>

struct Door {};

#ifdef MAYFLY_CORRECT
mayfly::Root<mayfly::List> hold(mayfly::gc::Heap& heap, mayfly::List* list) { return {heap, list}; }
#else
mayfly::Root<Door> hold(mayfly::gc::Heap& heap, Door* door) { return {heap, door}; }
#endif
