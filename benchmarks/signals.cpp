// Signals: one emission to 1, 10 and 1,000 listeners, each held weakly, per listener. The peers, where they are installed:
// Boost.Signals2 with track, Qt's receiver connections (peer_qt.cpp), and libsigc++'s slots, which hold strongly.
//
// Every receiver is an object of its own, and every listener adds its argument to a field of it.
#include "support.h"

#ifdef MAYFLY_BENCH_BOOST
#include <boost/signals2.hpp>
#endif
#ifdef MAYFLY_BENCH_SIGC
#include <sigc++/sigc++.h>
#endif

#include <memory>
#include <vector>

namespace mayfly::bench {

namespace {

void count_listeners(benchmark::State& state) { state.SetItemsProcessed(state.iterations() * state.range(0)); }

void emit_weakly(benchmark::State& state) {
  Runtime& rt = runtime();
  Root<Signal> signal = check(rt.signal());
  std::vector<Root<Instance>> receivers;
  for (int64_t i = 0; i < state.range(0); i++) {
    receivers.push_back(make_point(1));
    check(rt.connect_weak(signal, check(rt.method(receivers.back(), "add"))));
  }
  rt.collect_exact();
  const Value one[] = {Value::small(1)};
  for (auto _ : state) {
    const EmitResult done = check(rt.emit(*signal, Arguments(one, 1)));
    benchmark::DoNotOptimize(done.called);
  }
  count_listeners(state);
}

struct Receiver {
  int64_t total = 0;
  void add(int64_t n) { total += n; }
};

#ifdef MAYFLY_BENCH_BOOST
void emit_boost(benchmark::State& state) {
  boost::signals2::signal<void(int64_t)> signal;
  std::vector<std::shared_ptr<Receiver>> receivers;
  for (int64_t i = 0; i < state.range(0); i++) {
    receivers.push_back(std::make_shared<Receiver>());
    using Slot = boost::signals2::signal<void(int64_t)>::slot_type;
    signal.connect(
        Slot(&Receiver::add, receivers.back().get(), boost::placeholders::_1).track_foreign(receivers.back()));
  }
  for (auto _ : state) signal(1);
  benchmark::DoNotOptimize(receivers.back()->total);
  count_listeners(state);
}
#endif

#ifdef MAYFLY_BENCH_SIGC
void emit_sigc(benchmark::State& state) {
  sigc::signal<void, int64_t> signal;
  std::vector<std::unique_ptr<Receiver>> receivers;
  for (int64_t i = 0; i < state.range(0); i++) {
    receivers.push_back(std::make_unique<Receiver>());
    signal.connect(sigc::mem_fun(*receivers.back(), &Receiver::add));
  }
  for (auto _ : state) signal.emit(1);
  benchmark::DoNotOptimize(receivers.back()->total);
  count_listeners(state);
}
#endif

void with_sizes(const char* name, void (*f)(benchmark::State&)) {
  benchmark::RegisterBenchmark(name, f)->Arg(1)->Arg(10)->Arg(1'000);
}

}  // namespace

void register_signals() {
  with_sizes("mayfly/emit", emit_weakly);
#ifdef MAYFLY_BENCH_BOOST
  with_sizes("boost/emit", emit_boost);
#endif
#ifdef MAYFLY_BENCH_QT
  with_sizes("qt/emit", emit_qt);
#endif
#ifdef MAYFLY_BENCH_SIGC
  with_sizes("sigc/emit", emit_sigc);
#endif
}

}  // namespace mayfly::bench
