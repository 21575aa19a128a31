#include "run/campaign.h"

#include "run/generator.h"
#include "run/meeting.h"
#include "run/runner.h"

#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

namespace stress {

namespace {

// The operations of a runtime since it was made, in memory that a crash leaves to the parent. When it is full, the runtime
// is shut down, and begins anew.
class Log {
 public:
  static constexpr size_t kRoom = 4'000'000;

  static Log* share() {
    void* memory =
        mmap(nullptr, sizeof(Log), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
      std::perror("mayfly-stress: no memory for the operations of a runtime");
      std::exit(2);
    }
    return static_cast<Log*>(memory);
  }
  void unshare() { munmap(static_cast<void*>(this), sizeof(Log)); }

  void add(const Operation& operation) {
    if (count_ < kRoom) operations_[count_++] = operation;
  }
  void clear() { count_ = 0; }
  bool is_nearly_full() const { return count_ > kRoom - 100'000; }
  std::vector<Operation> operations() const { return {operations_, operations_ + count_}; }

  uint64_t step = 0;  // of the runtime that it is of

 private:
  size_t count_ = 0;
  Operation operations_[kRoom];
};

// What belongs to one runtime.
struct Lane {
  Lane(const Scenario& scenario, uint64_t seed, uint32_t collect_every, Log& its_log)
      : generator(scenario, seed, collect_every), log(its_log) {}
  std::unique_ptr<Runner> runner;
  Generator generator;
  Log& log;
};

class Run {
 public:
  Run(const Options& options, const Scenario& scenario, uint64_t steps, std::vector<Log*> logs, Report& report)
      : options_(options), scenario_(scenario), steps_(steps), report_(report), meeting_(options.threads) {
    // With several threads, only what `can_collect` names may collect.
    scenario_.acts_collect = scenario.acts_collect && options.threads == 1;
    for (uint32_t i = 0; i < options.runtimes; i++)
      lanes_.push_back(std::make_unique<Lane>(scenario_, options.seed * 1'000'003 + i, options.gc_every, *logs[i]));
  }

  void run() {
    WorldOptions world;
    world.heap_limit = options_.heap_limit;
    world.verify = options_.verify;
    for (uint32_t i = 0; i < lanes_.size(); i++) {
      std::string problem;
      lanes_[i]->runner = Runner::create(world, problem);
      if (!lanes_[i]->runner) return report_.fail(i, 0, "no runtime: " + problem);
      lanes_[i]->runner->set_fail_every(options_.fail_every);
    }
    // This thread runs its share, too: the runtimes were made on it.
    std::vector<std::thread> threads;
    for (uint32_t i = 1; i < options_.threads; i++) {
      threads.emplace_back([this, i] {
        run_thread(i);
        meeting_.leave();
      });
    }
    run_thread(0);
    mayfly::gc::blocking(mayfly::gc::Frames::kHoldNone, [&] {
      meeting_.leave();
      for (std::thread& thread : threads) thread.join();
    });
    for (auto& lane : lanes_) static_cast<void>(lane->runner->world().runtime().adopt_thread());
    Operation end;
    end.verb = Verb::kShutdown;
    for (uint32_t i = 0; i < lanes_.size() && !report_.has_failed; i++) step(i, end);
    // What has gone wrong is not taken down.
    if (report_.has_failed) _exit(0);
  }

 private:
  static bool can_collect(Verb verb) {
    return verb == Verb::kCollect || verb == Verb::kMark || verb == Verb::kShutdown;
  }

  void run_thread(uint32_t thread) {
    const mayfly::ThreadScope attached;
    if (!attached.attached()) return report_.fail(thread, 0, "the thread was not taken in by the collector");
    std::vector<uint32_t> mine;
    for (uint32_t i = thread; i < lanes_.size(); i += options_.threads) mine.push_back(i);
    for (const uint32_t i : mine) {
      const mayfly::Result<> adopted = lanes_[i]->runner->world().runtime().adopt_thread();
      if (!adopted) report_.fail(i, 0, adopted.error().to_string());
    }
    for (uint64_t done = 0; !is_over(); done++) {
      if (options_.threads > 1) meeting_.pause();
      if (is_over()) break;
      const uint32_t place = mine[done % mine.size()];
      Lane& lane = *lanes_[place];
      const Operation operation = lane.generator.next(lane.runner->model());
      if (options_.threads > 1 && can_collect(operation.verb))
        meeting_.alone([&] { step(place, operation); });
      else
        step(place, operation);
      if (lane.log.is_nearly_full()) lane.generator.end_life();
    }
  }

  bool is_over() const {
    if (__atomic_load_n(&report_.has_failed, __ATOMIC_RELAXED)) return true;
    return steps_ > 0 && __atomic_load_n(&report_.steps, __ATOMIC_RELAXED) >= steps_;
  }

  void step(uint32_t place, const Operation& operation) {
    Lane& lane = *lanes_[place];
    lane.log.step++;
    lane.log.add(operation);
    __atomic_fetch_add(&report_.steps, 1, __ATOMIC_RELAXED);
    const uint64_t before = lane.runner->model().collections();
    const std::optional<Mismatch> found = lane.runner->step(operation);
    if (found) return report_.fail(place, lane.log.step, to_string(*found));
    lane.generator.note(lane.runner->model());
    const uint64_t collections = lane.runner->model().collections() - before;
    if (collections > 0) tell_others(place, collections);
    if (operation.verb == Verb::kShutdown) lane.log.clear();
    report_.live = lane.runner->model().present_count();
    report_.failed_allocations = lane.runner->failed_allocations();
  }

  // A collection is the process's: to the other runtimes it is one that runs nothing.
  void tell_others(uint32_t place, uint64_t collections) {
    __atomic_fetch_add(&report_.collections, collections, __ATOMIC_RELAXED);
    for (uint32_t i = 0; i < lanes_.size(); i++) {
      if (i == place) continue;
      for (uint64_t k = 0; k < collections; k++) {
        Operation mark;
        mark.verb = Verb::kMark;
        lanes_[i]->log.add(mark);
        lanes_[i]->runner->note_collections(1);
        lanes_[i]->generator.note(lanes_[i]->runner->model());
      }
    }
  }

  const Options& options_;
  Scenario scenario_;
  uint64_t steps_;
  Report& report_;
  Meeting meeting_;
  std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace

Result run_campaign(const Options& options, const Scenario& scenario, uint64_t steps, double seconds,
                    Progress progress) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
  std::vector<Log*> logs;
  for (uint32_t i = 0; i < options.runtimes; i++) logs.push_back(Log::share());

  Result result;
  {
    Child child([&](Report& report) { Run(options, scenario, steps, logs, report).run(); });
    // A run that makes no step for so long hangs.
    constexpr double kHang = 60;
    double moved = 0;
    uint64_t steps_then = 0;
    bool is_ended = false;
    while (!child.wait(100)) {
      const double now = elapsed();
      const Report& report = child.report();
      if (progress) progress(options, scenario, report, now);
      if (report.steps != steps_then) moved = now;
      steps_then = report.steps;
      is_ended = seconds > 0 && now >= seconds;
      if (is_ended || now - moved > kHang) break;
    }
    if (is_ended && !child.report().has_failed) {
      // It had its time.
      child.kill();
    } else {
      child.kill();
      result.what = child.failure();
      result.has_failed = !result.what.empty();
    }
    const Report& report = child.report();
    result.steps = report.steps;
    result.collections = report.collections;
    result.failed_allocations = report.failed_allocations;
    result.seconds = elapsed();
    if (result.has_failed) {
      result.scenario = scenario.name;
      result.runtime = report.failed_runtime;
      result.step = report.has_failed ? report.failed_step : logs[0]->step;
      result.operations = logs[result.runtime]->operations();
    }
  }
  for (Log* log : logs) log->unshare();
  return result;
}

}  // namespace stress
