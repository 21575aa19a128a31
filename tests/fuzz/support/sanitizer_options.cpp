// What the sanitizers must know of bdwgc, wherever a target runs: it does not scan the fake stacks that use-after-return
// detection makes, and leak detection does not scan its heap. What ASAN_OPTIONS and UBSAN_OPTIONS say goes before.

extern "C" __attribute__((visibility("default"))) const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "detect_stack_use_after_return=0:detect_leaks=0:strict_string_checks=1";
}

extern "C" __attribute__((visibility("default"))) const char* __ubsan_default_options();
extern "C" const char* __ubsan_default_options() { return "halt_on_error=1:abort_on_error=1:print_stacktrace=1"; }
