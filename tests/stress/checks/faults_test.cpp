// Every allocation of every operation fails once, in each scenario; and what a host does beside: fork, signals, threads.
#include "checks/failing_malloc.h"
#include "run/child.h"
#include "run/generator.h"
#include "run/runner.h"

#include <mayfly/mayfly.h>

#include <gtest/gtest.h>

#include <sys/time.h>

#include <atomic>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

namespace stress {
namespace {

std::unique_ptr<Runner> make_runner() {
  std::string problem;
  std::unique_ptr<Runner> runner = Runner::create({}, problem);
  EXPECT_TRUE(runner) << problem;
  return runner;
}

// So many operations, one after the other.
template <typename Step>
void run(Runner& runner, Generator& generator, int steps, Step&& step) {
  for (int i = 0; i < steps; i++) {
    const Operation operation = generator.next(runner.model());
    const std::optional<Mismatch> found = step(operation);
    ASSERT_FALSE(found) << "step " << i + 1 << ": " << to_string(*found);
    generator.note(runner.model());
  }
}

void run(Runner& runner, Generator& generator, int steps) {
  run(runner, generator, steps, [&](const Operation& operation) { return runner.step(operation); });
}

class FailingAllocations : public testing::TestWithParam<const char*> {
 protected:
  static constexpr int kSteps = 1500;
};

TEST_P(FailingAllocations, OfTheGcHeapAreErrorsThatChangeNothing) {
  const std::unique_ptr<Runner> runner = make_runner();
  ASSERT_TRUE(runner);
  Generator generator(*find_scenario(GetParam()), 11, 150);
  const auto arm = [&](size_t nth) { runner->world().set_fail_every(nth); };
  run(*runner, generator, kSteps, [&](const Operation& operation) { return runner->step_failing(operation, arm); });
  EXPECT_GT(runner->failed_allocations(), 500u);
}

TEST_P(FailingAllocations, OfMallocMemoryAreErrorsThatChangeNothing) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the sanitizer has a malloc of its own";
#endif
  const std::unique_ptr<Runner> runner = make_runner();
  ASSERT_TRUE(runner);
  Generator generator(*find_scenario(GetParam()), 12, 150);
  run(*runner, generator, kSteps,
      [&](const Operation& operation) { return runner->step_failing(operation, &fail_malloc); });
}

std::vector<const char*> names_of_scenarios() {
  std::vector<const char*> names;
  for (const Scenario& scenario : all_scenarios()) names.push_back(scenario.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Of, FailingAllocations, testing::ValuesIn(names_of_scenarios()),
                         [](const testing::TestParamInfo<const char*>& name) { return std::string(name.param); });

TEST(Host, GoesOnAfterAForkOnBothSides) {
  const std::unique_ptr<Runner> runner = make_runner();
  ASSERT_TRUE(runner);
  Generator generator(*find_scenario("mixed"), 21, 100);
  run(*runner, generator, 3000);
  {
    Child child([&](Report& report) {
      run(*runner, generator, 3000);
      if (testing::Test::HasFailure()) report.fail(0, 0, "a mismatch in the child");
    });
    ASSERT_TRUE(child.wait(60'000));
    EXPECT_EQ(child.failure(), "");
  }
  run(*runner, generator, 3000);
}

std::atomic<int> alarms{0};

TEST(Host, MayHaveSignalHandlersThatRunAtAnyMoment) {
  struct sigaction action = {}, before = {};
  action.sa_handler = [](int) { alarms.fetch_add(1, std::memory_order_relaxed); };
  action.sa_flags = SA_RESTART;
  ASSERT_EQ(sigaction(SIGALRM, &action, &before), 0);
  const itimerval often = {{0, 500}, {0, 500}}, never = {};
  setitimer(ITIMER_REAL, &often, nullptr);
  {
    const std::unique_ptr<Runner> runner = make_runner();
    ASSERT_TRUE(runner);
    Generator generator(*find_scenario("mixed"), 22, 100);
    for (int i = 0; i < 100 && (i < 3 || alarms < 20); i++) run(*runner, generator, 2000);
  }
  setitimer(ITIMER_REAL, &never, nullptr);
  sigaction(SIGALRM, &before, nullptr);
  EXPECT_GT(alarms.load(), 0);
}

// A thread between attaching and waiting is scanned, so what is dead may stay for a while; nothing alive goes, and when the
// threads are gone, the next collection is exact.
TEST(Host, MayAttachAndDetachThreadsWhileOthersCollect) {
  using namespace mayfly;
  Result<std::unique_ptr<Runtime>> made = Runtime::create();
  ASSERT_TRUE(made);
  Runtime& rt = **made;
  constexpr size_t kObjects = 300;
  std::vector<int> told(kObjects);
  std::vector<Root<Instance>> held;
  std::vector<Root<WeakRef>> references;
  const Root<Class> cls = *rt.make_class("Thing").build();
  for (size_t i = 0; i < kObjects; i++) {
    held.push_back(*rt.create(cls));
    references.push_back(*rt.weak_reference(Value(held[i]), [&told, i](WeakRef&) { told[i]++; }));
  }
  std::atomic<bool> over{false};
  std::atomic<int> attached{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; i++) {
    threads.emplace_back([&] {
      while (!over) {
        const ThreadScope scope;
        if (scope.attached()) attached++;
        gc::blocking(gc::Frames::kHoldNone, [] { std::this_thread::yield(); });
      }
    });
  }
  size_t dropped = 0;
  int wrong = 0;
  while (dropped < kObjects / 2 || attached < 500) {
    if (dropped < kObjects / 2) held[dropped++].reset();
    rt.collect();
    for (size_t i = 0; i < kObjects; i++)
      wrong += i < dropped ? told[i] > 1 : told[i] != 0 || references[i]->death() != gc::Death::kAlive;
  }
  EXPECT_EQ(wrong, 0);
  over = true;
  for (std::thread& thread : threads) thread.join();
  const CollectReport report = rt.collect_exact();
  EXPECT_TRUE(report.exact) << report.why_not();
  for (size_t i = 0; i < kObjects; i++) EXPECT_EQ(told[i], i < dropped) << i;
}

}  // namespace
}  // namespace stress
