// Scripts, their shrinking, and runs that can be had again.
#include "run/generator.h"
#include "run/replay.h"
#include "run/shrink.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdio>

namespace stress {
namespace {

std::vector<Operation> operations_of(const char* scenario, uint64_t seed, int steps) {
  Model model;
  Generator generator(*find_scenario(scenario), seed, 100);
  std::vector<Operation> operations;
  for (int i = 0; i < steps; i++) {
    operations.push_back(generator.next(model));
    model.apply(operations.back());
    generator.note(model);
  }
  return operations;
}

TEST(Scripts, AreReadAsTheyWereWritten) {
  const std::vector<Operation> operations = operations_of("lives", 3, 2000);
  const std::string path = testing::TempDir() + "stress_script_test.script";
  std::string problem;
  ASSERT_TRUE(write_script(path, operations, "a comment\nof two lines", problem)) << problem;
  const Script script = read_script(path, problem);
  EXPECT_EQ(problem, "");
  EXPECT_EQ(script.operations, operations);
  std::remove(path.c_str());
}

TEST(Scripts, SayWhatIsWrongInALine) {
  std::string problem;
  EXPECT_FALSE(parse_operation("jump 3", problem));
  EXPECT_EQ(problem, "'jump' is no operation");
  EXPECT_FALSE(parse_operation("instance 3", problem));
  EXPECT_EQ(problem, "'instance' takes 2 operands, got 1");
  EXPECT_FALSE(parse_operation("list x", problem));
  EXPECT_EQ(problem, "'x' is no operand, expected a number");
  EXPECT_FALSE(parse_operation("@300 collect", problem));
  EXPECT_EQ(problem, "'@300' is no runtime, expected @0 to @255");
}

TEST(Scripts, WorkWithAnyLineLeftOut) {
  std::vector<Operation> operations = operations_of("mixed", 4, 3000);
  Random random(9);
  std::erase_if(operations, [&](const Operation&) { return random.one_in(3); });
  EXPECT_EQ(replay_in_child(operations, {}, 0, 60), "");
}

TEST(Runs, AreTheSameForTheSameSeed) {
  EXPECT_EQ(operations_of("mixed", 5, 5000), operations_of("mixed", 5, 5000));
  EXPECT_NE(operations_of("mixed", 5, 5000), operations_of("mixed", 6, 5000));
}

TEST(Shrinking, FindsTheFewestOperationsThatFail) {
  const std::vector<Operation> operations = operations_of("mixed", 7, 2000);
  const auto count = [](const std::vector<Operation>& some, Verb verb) {
    return std::count_if(some.begin(), some.end(), [&](const Operation& o) { return o.verb == verb; });
  };
  const Fails fails = [&](const std::vector<Operation>& some) {
    return count(some, Verb::kWeak) >= 2 && count(some, Verb::kCollect) >= 1;
  };
  const std::vector<Operation> few = renumber(shrink(operations, fails, 10'000), fails);
  EXPECT_EQ(few.size(), 3u);
  EXPECT_TRUE(fails(few));
}

TEST(Children, TellHowTheyCrashed) {
  Child crash([](Report&) { std::raise(SIGILL); });
  ASSERT_TRUE(crash.wait(60'000));
  EXPECT_EQ(crash.failure().rfind("it crashed: ", 0), 0u) << crash.failure();
  Child failure([](Report& report) { report.fail(0, 1, "what was expected"); });
  ASSERT_TRUE(failure.wait(60'000));
  EXPECT_EQ(failure.failure(), "what was expected");
  Child well([](Report&) {});
  ASSERT_TRUE(well.wait(60'000));
  EXPECT_EQ(well.failure(), "");
}

}  // namespace
}  // namespace stress
