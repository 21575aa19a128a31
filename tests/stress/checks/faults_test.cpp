// Every allocation of every operation fails once, in each scenario; and what a host does beside: fork, signals, threads.
#include "checks/failing_malloc.h"
#include "run/child.h"
#include "run/generator.h"
#include "run/runner.h"

#include <mayfly/gc/threads/thread_scope.h>

#include <gtest/gtest.h>

#include <sys/time.h>

#include <atomic>
#include <csignal>
#include <string>
#include <thread>

namespace stress {
namespace {

std::unique_ptr<Runner> make_runner(const WorldOptions& options = {}) {
  std::string problem;
  std::unique_ptr<Runner> runner = Runner::create(options, problem);
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

TEST(Host, MayAttachAndDetachThreadsWhileOthersCollect) {
  WorldOptions options;
  options.has_other_threads = true;
  const std::unique_ptr<Runner> runner = make_runner(options);
  ASSERT_TRUE(runner);
  std::atomic<bool> over{false};
  std::atomic<int> attached{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; i++) {
    threads.emplace_back([&] {
      while (!over) {
        const mayfly::ThreadScope scope;
        if (scope.attached()) attached++;
        mayfly::gc::blocking(mayfly::gc::Frames::kHoldNone, [] { std::this_thread::yield(); });
      }
    });
  }
  Generator generator(*find_scenario("mixed"), 23, 50);
  for (int i = 0; i < 100 && (i < 3 || attached < 50); i++) run(*runner, generator, 1000);
  over = true;
  mayfly::gc::blocking(mayfly::gc::Frames::kHoldNone, [&] {
    for (std::thread& thread : threads) thread.join();
  });
  EXPECT_GT(attached.load(), 0);
}

}  // namespace
}  // namespace stress
