#include "checks/failing_malloc.h"

#include <cerrno>
#include <cstdlib>
#include <new>

extern "C" {
void* __libc_malloc(size_t bytes);
void* __libc_calloc(size_t count, size_t bytes);
void* __libc_realloc(void* memory, size_t bytes);
}

namespace stress {

static thread_local size_t until_failure = 0;

void fail_malloc(size_t nth) { until_failure = nth; }

[[maybe_unused]] static bool fails() {
  if (until_failure == 0 || --until_failure > 0) return false;
  errno = ENOMEM;
  return true;
}

}  // namespace stress

// Sanitizers have a malloc of their own.
#if !defined(__SANITIZE_ADDRESS__)
extern "C" {
void* malloc(size_t bytes) { return stress::fails() ? nullptr : __libc_malloc(bytes); }
void* calloc(size_t count, size_t bytes) { return stress::fails() ? nullptr : __libc_calloc(count, bytes); }
void* realloc(void* memory, size_t bytes) { return stress::fails() ? nullptr : __libc_realloc(memory, bytes); }
}

void* operator new(size_t bytes) {
  if (void* memory = __libc_malloc(bytes)) return memory;
  throw std::bad_alloc();
}
void* operator new(size_t bytes, const std::nothrow_t&) noexcept { return malloc(bytes); }
#endif
