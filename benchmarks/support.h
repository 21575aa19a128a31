// What the benchmarks share: one runtime, the classes of the measured programs, and a way to end a run on an error.
//
// The runtime is made when it is first asked for, so that what is measured before it runs in a process with one thread:
// bdwgc starts marker threads, and std::shared_ptr counts atomically from a process's second thread on.
#pragma once

#include <mayfly/mayfly.h>

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>

namespace mayfly::bench {

[[noreturn]] inline void fail(const Error& error) {
  std::fprintf(stderr, "benchmark: %s\n", error.to_string().c_str());
  std::exit(1);
}

template <typename T>
T check(Result<T> result) {
  if (!result) fail(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

Runtime& runtime();

// A receiver with one method, the same work in every contender: add to a counter.
struct Counter {
  int64_t total = 0;
  int64_t add(int64_t n) { return total += n; }
};

// Bound with define<Counter>: method "add", field "total".
Root<Class> counter_class();
// A class of the program's own whose instances have three attributes, and a native method "add".
Root<Class> point_class();
// An instance of point_class with x, y and z set.
Root<Instance> make_point(int64_t x);

// Each file's benchmarks; main.cpp calls these in the order in which they are to run.
void register_standard_library();
void register_raw_bdwgc();
void register_raw_bdwgc_deaths();
void register_objects();
void register_signals();
void register_weak_maps();
void register_weak_map_deaths();
#ifdef MAYFLY_BENCH_QT
void emit_qt(benchmark::State& state);
#endif
void register_weak_methods();
void register_weak_method_deaths();

}  // namespace mayfly::bench
