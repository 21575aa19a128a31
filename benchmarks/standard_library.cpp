// The C++ standard library's way: std::weak_ptr to the receiver and std::function over it.
//
// The benchmarks named std/ run before there is a second thread (shared_ptr then counts without atomic instructions);
// std_with_threads/ are the same afterwards, as in most hosts.
#include "support.h"

#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace mayfly::bench {

namespace {

struct Receiver {
  int64_t total = 0;
  int64_t payload[2] = {};
  int64_t add(int64_t n) { return total += n; }
};

struct WeakListener {
  std::weak_ptr<Receiver> receiver;
  std::function<int64_t(Receiver&, int64_t)> function;
};

WeakListener listen(const std::shared_ptr<Receiver>& receiver) {
  return {receiver, [](Receiver& r, int64_t n) { return r.add(n); }};
}

void create(benchmark::State& state) {
  auto receiver = std::make_shared<Receiver>();
  for (auto _ : state) {
    auto listener = std::make_unique<WeakListener>(listen(receiver));
    benchmark::DoNotOptimize(listener.get());
  }
}

void lock(benchmark::State& state) {
  auto receiver = std::make_shared<Receiver>();
  WeakListener listener = listen(receiver);
  for (auto _ : state) {
    auto held = listener.receiver.lock();
    benchmark::DoNotOptimize(held.get());
  }
}

void lock_and_call(benchmark::State& state) {
  auto receiver = std::make_shared<Receiver>();
  WeakListener listener = listen(receiver);
  for (auto _ : state)
    if (auto held = listener.receiver.lock()) benchmark::DoNotOptimize(listener.function(*held, 1));
}

void dead_check(benchmark::State& state) {
  auto receiver = std::make_shared<Receiver>();
  WeakListener listener = listen(receiver);
  receiver.reset();
  for (auto _ : state) benchmark::DoNotOptimize(listener.receiver.lock() == nullptr);
}

void make_shared_object(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(std::make_shared<Receiver>().get());
}

void start_second_thread() {
  static bool once = (std::thread([] {}).join(), true);
  benchmark::DoNotOptimize(once);
}

void create_threaded(benchmark::State& state) {
  start_second_thread();
  create(state);
}
void lock_threaded(benchmark::State& state) {
  start_second_thread();
  lock(state);
}
void lock_and_call_threaded(benchmark::State& state) {
  start_second_thread();
  lock_and_call(state);
}

}  // namespace

void register_standard_library() {
  benchmark::RegisterBenchmark("std/create", create);
  benchmark::RegisterBenchmark("std/lock", lock);
  benchmark::RegisterBenchmark("std/lock_and_call", lock_and_call);
  benchmark::RegisterBenchmark("std/dead_check", dead_check);
  benchmark::RegisterBenchmark("std/make_shared", make_shared_object);
  benchmark::RegisterBenchmark("std_with_threads/create", create_threaded);
  benchmark::RegisterBenchmark("std_with_threads/lock", lock_threaded);
  benchmark::RegisterBenchmark("std_with_threads/lock_and_call", lock_and_call_threaded);
}

}  // namespace mayfly::bench
