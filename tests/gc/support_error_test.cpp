// Error: a message, a trace, a cause, and the value that a script raised.
#include <mayfly/gc/support/version.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace mayfly {
namespace {

using test::Node;

class Errors : public test::HeapTest {};

TEST(Version, HasThreeParts) {
  const std::string_view text = version();
  EXPECT_EQ(std::count(text.begin(), text.end(), '.'), 2);
  EXPECT_EQ(text.find_first_not_of("0123456789."), std::string_view::npos);
}

TEST_F(Errors, SayNothingWhereThereIsNone) {
  Error none;
  EXPECT_FALSE(none.is_set());
  EXPECT_EQ(none.kind(), ErrorKind::kNone);
  EXPECT_EQ(none.message(), "");
  EXPECT_TRUE(none.trace().empty());
  EXPECT_EQ(none.cause(), nullptr);
  EXPECT_EQ(none.raw_value(), 0u);
  none.add_position({"f"});
  none.set_cause(Error(ErrorKind::kValue, "why"));
  none.set_raw_value(heap, test::plain_word(1));
  EXPECT_EQ(none.to_string(), "NoError: ");
}

TEST_F(Errors, HaveANameForEachKind) {
  std::set<std::string> names;
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::kUnsupported); kind++)
    EXPECT_TRUE(names.insert(name(static_cast<ErrorKind>(kind))).second) << kind;
  EXPECT_EQ(names.count("?"), 0u);
  EXPECT_STREQ(name(static_cast<ErrorKind>(200)), "?");
}

TEST_F(Errors, AreFormattedAtAnyLength) {
  for (size_t length : {size_t{0}, size_t{10}, size_t{510}, size_t{511}, size_t{512}, size_t{100'000}}) {
    const std::string text(length, 'x');
    Error error = make_error(ErrorKind::kValue, "%s", text.c_str());
    EXPECT_EQ(error.kind(), ErrorKind::kValue);
    EXPECT_EQ(error.message(), text) << length;
  }
}

TEST_F(Errors, TellTheirTraceAndTheirCause) {
  std::string function = "open";
  Error cause(ErrorKind::kKey, "no key");
  cause.add_position({"find", "", 0});
  Error error(ErrorKind::kValue, "no door");
  error.add_position({function, "door.tiny", 3});
  error.add_position({"", "main.tiny", 0});
  error.set_cause(std::move(cause));
  function = "gone";  // the error has copied it
  ASSERT_NE(error.cause(), nullptr);
  EXPECT_EQ(error.cause()->kind(), ErrorKind::kKey);
  EXPECT_EQ(error.to_string(),
            "ValueError: no door\n  in open (door.tiny:3)\n  in ? (main.tiny)\ncaused by KeyError: no key\n  in find");
  Error moved = std::move(error);
  EXPECT_FALSE(error.is_set());  // NOLINT(bugprone-use-after-move): what a moved-from Error is
  EXPECT_EQ(moved.trace().size(), 2u);
}

TEST_F(Errors, KeepTheInnermostPositions) {
  Error error(ErrorKind::kRecursion, "too deep");
  for (int i = 1; i <= 1'000; i++) error.add_position({"f", "a.tiny", i});
  ASSERT_EQ(error.trace().size(), 64u);
  EXPECT_EQ(error.trace().front().line, 1);
  EXPECT_EQ(error.trace().back().line, 64);
}

TEST_F(Errors, AreRootsOfTheirValue) {
  Root<Node> node(heap, Node::create(heap, 1));
  gc::WeakHandle watch = heap.weak_table().handle_for(*node);
  Error error(ErrorKind::kScript, "raised");
  error.set_raw_value(heap, node.word());
  node.reset();
  heap.collect_exact();
  EXPECT_EQ(watch.get(), reinterpret_cast<gc::Cell*>(error.raw_value()));
  error.set_raw_value(heap, 0);
  EXPECT_EQ(error.raw_value(), 0u);
  heap.collect_exact();
  EXPECT_EQ(watch.get(), nullptr);
}

// There is one, shared by all: nothing is added to it.
TEST_F(Errors, OfMemoryStayAsTheyAre) {
  Error error = Error::out_of_memory();
  error.add_position({"f"});
  error.set_cause(Error(ErrorKind::kValue, "why"));
  error.set_raw_value(heap, test::plain_word(1));
  EXPECT_EQ(Error::out_of_memory().to_string(), "OutOfMemory: out of memory");
  EXPECT_EQ(error.raw_value(), 0u);
}

}  // namespace
}  // namespace mayfly
