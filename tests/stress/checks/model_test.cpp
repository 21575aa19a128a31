// The model against graphs that were thought through by hand. No Mayfly here.
#include "model/model.h"

#include <gtest/gtest.h>

#include <sstream>

namespace stress {
namespace {

class ModelTest : public testing::Test {
 protected:
  // Each line is an operation that the model accepts.
  void run(const std::string& script) {
    std::istringstream lines(script);
    for (std::string line; std::getline(lines, line);) {
      if (line.find_first_not_of(' ') == std::string::npos) continue;
      std::string problem;
      const std::optional<Operation> operation = parse_operation(line, problem);
      ASSERT_TRUE(operation) << line << ": " << problem;
      ASSERT_TRUE(model_.accepts(*operation)) << line;
      outcome_ = model_.apply(*operation);
    }
  }
  std::string events() const {
    std::string text;
    for (const Event& event : model_.events()) text += (text.empty() ? "" : "; ") + to_string(event);
    return text;
  }
  bool is_alive(Id id) const { return model_.is_present(id); }

  Model model_;
  Outcome outcome_;
};

TEST_F(ModelTest, KeepsWhatAHeldObjectReaches) {
  run("list 2\n list 3\n list 4\n append 2 3\n append 3 4\n drop 3\n drop 4\n collect");
  EXPECT_TRUE(is_alive(4));
  run("drop 2\n collect");
  EXPECT_FALSE(is_alive(2) || is_alive(3) || is_alive(4));
}

TEST_F(ModelTest, CollectsCycles) {
  run("list 2\n list 3\n append 2 3\n append 3 2\n drop 2\n drop 3\n collect");
  EXPECT_EQ(model_.present_count(), 1u);
}

TEST_F(ModelTest, TellsNewestFirstWithinAnObjectAndByFirstReferenceAcrossObjects) {  // contract 1.7, 0.6
  run("class 2 0 0\n instance 3 2\n instance 4 2\n weak 5 4 1\n weak 6 3 1\n weak 7 4 1\n drop 3\n drop 4\n collect");
  EXPECT_EQ(events(), "function 1 told of 7; function 1 told of 5; function 1 told of 6");
}

TEST_F(ModelTest, IsSilentForReferencesThatAreGarbage) {  // contract 1.10
  run("class 2 0 0\n instance 3 2\n weak 4 3 1\n attr 3 0 4\n drop 3\n drop 4\n collect");
  EXPECT_EQ(events(), "");
}

TEST_F(ModelTest, TellsOnceWhereBothPartsOfAWeakMethodDie) {  // contract 2.8
  run("class 2 0 0\n instance 3 2\n function 4\n bound 5 3 4\n weakmethod 6 5 1\n drop 3\n drop 4\n drop 5\n collect");
  EXPECT_EQ(events(), "function 1 told of 6");
  EXPECT_EQ(model_.object(6).death, Dead::kBoth);
}

TEST_F(ModelTest, KeepsAnEphemeronsValueOnlyWithItsKey) {  // contract 6.11
  run("class 2 0 0\n instance 3 2\n list 4\n keymap 5\n attach 5 3 4\n append 4 3\n drop 4\n collect");
  EXPECT_TRUE(is_alive(4));
  run("drop 3\n collect");
  EXPECT_FALSE(is_alive(3) || is_alive(4));
  EXPECT_TRUE(model_.object(5).entries.empty());
}

TEST_F(ModelTest, FollowsEphemeronsFromMapToMap) {
  run("class 2 0 0\n instance 3 2\n instance 4 2\n keymap 5\n identitymap 6\n attach 5 3 4\n attach 6 4 3\n drop 4\n "
      "collect");
  EXPECT_TRUE(is_alive(4));
  run("drop 3\n collect");
  EXPECT_FALSE(is_alive(3) || is_alive(4));
}

TEST_F(ModelTest, RunsAFinalizerOnceAndReclaimsAfterIt) {  // contract 8.1, 0.5
  run("class 2 0 1\n instance 3 2\n drop 3\n collect");
  EXPECT_EQ(events(), "object 3 finalized");
  EXPECT_TRUE(is_alive(3));
  run("collect");
  EXPECT_EQ(events(), "");
  EXPECT_FALSE(is_alive(3));
}

TEST_F(ModelTest, BringsBackWhatAFinalizerHoldsWithoutItsOldReferences) {  // contract 8.3
  run("class 2 0 1\n instance 3 2\n list 4\n attr 3 0 4\n weak 5 3 0\n long 6 3 0\n act 3 4 0\n drop 3\n drop 4\n "
      "collect");
  EXPECT_TRUE(model_.object(3).held);
  EXPECT_TRUE(is_alive(4));
  EXPECT_EQ(model_.object(5).target, 0u);
  EXPECT_EQ(model_.object(6).target, 3u);
  run("drop 3\n collect");
  EXPECT_EQ(model_.object(6).target, 0u);
}

TEST_F(ModelTest, ReleasesAfterFinalizersAndOnce) {
  run("class 2 0 3\n host 3 2\n host 4 0\n drop 3\n drop 4\n collect");
  EXPECT_EQ(events(), "object 3 finalized; host object of 4 released");
  run("collect");
  EXPECT_EQ(events(), "host object of 3 released");
  run("collect");
  EXPECT_EQ(events(), "");
}

TEST_F(ModelTest, RunsFinalizerObjectsThatNobodyHoldsAndThoseLeftAtShutdownNewestFirst) {  // contract 7.3, 7.5, 7.6
  run("class 2 0 0\n instance 3 2\n finalizer 4 3 1 0\n finalizer 5 2 1 0\n finalizer 6 2 1 0\n atshutdown 5 0\n"
      "finalizer 7 2 1 0\n drop 4\n drop 3\n collect");
  EXPECT_EQ(events(), "finalizer 4 calls 1");
  run("shutdown");
  EXPECT_EQ(events(), "finalizer 7 calls 1; finalizer 6 calls 1");
}

TEST_F(ModelTest, CallsListenersInOrderAndNoneThatIsGone) {
  run("class 2 0 0\n instance 3 2\n function 4\n bound 5 3 4\n signal 6\n connect 7 6 4\n connectweak 8 6 5 1\n"
      "connect 9 6 1\n block 9\n emit 6");
  EXPECT_EQ(events(), "function 4 called with 0; function 4 called with 3");
  run("unblock 9\n drop 3\n drop 5\n collect");
  EXPECT_EQ(events(), "function 1 told of 8");
  run("emit 6");
  EXPECT_EQ(events(), "function 4 called with 0; function 1 called with 0");
}

TEST_F(ModelTest, GivesTheSharedReferenceAgain) {  // contract 1.4
  run("class 2 0 0\n weak 3 2 0\n weak 4 2 0");
  EXPECT_EQ(outcome_.object, 3u);
  EXPECT_FALSE(is_alive(4));
}

TEST_F(ModelTest, RefusesWhatIsNotThere) {
  Operation operation;
  operation.verb = Verb::kDrop;
  operation.operands = {5};
  EXPECT_FALSE(model_.accepts(operation));
  operation.operands = {kBuiltIn};
  EXPECT_FALSE(model_.accepts(operation));
}

}  // namespace
}  // namespace stress
