// Nobody holds the string that a call returns: a view of it would dangle.
// expect: this would look into a value that nobody holds
#include <mayfly/mayfly.h>

size_t size_of_name(mayfly::Runtime& rt, const mayfly::Root<mayfly::Function>& function) {
#ifdef MAYFLY_CORRECT
  auto name = rt.call<std::string>(function);
#else
  auto name = rt.call<std::string_view>(function);
#endif
  return name ? name->size() : 0;
}
