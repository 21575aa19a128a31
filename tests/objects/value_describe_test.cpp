// describe and type_name: values in error messages.
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/model/object_space.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/text/utf8.h>
#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/type_name.h>

#include <support/test_code.h>
#include <support/test_space.h>

#include <limits>
#include <string>

namespace mayfly {
namespace {

class Describe : public test::SpaceTest {
 protected:
  std::string of(Value value) { return describe(space, value).to_string(); }
  Value text(std::string_view bytes) { return String::create(heap, bytes); }
};

TEST_F(Describe, ShowsPlainValues) {
  EXPECT_EQ(of(Value::nil()), "nil");
  EXPECT_EQ(of(Value::boolean(true)), "true");
  EXPECT_EQ(of(Value::boolean(false)), "false");
  EXPECT_EQ(of(Value::empty()), "nothing");
}

TEST_F(Describe, ShowsNumbers) {
  EXPECT_EQ(of(Value::small(-42)), "-42");
  EXPECT_EQ(of(*make_integer(heap, INT64_MIN)), "-9223372036854775808");
  EXPECT_EQ(of(*make_unsigned(heap, UINT64_MAX)), "18446744073709551615");
  EXPECT_EQ(of(Value::number(1.5)), "1.5");
  EXPECT_EQ(of(Value::number(2)), "2.0");
  EXPECT_EQ(of(Value::number(-0.0)), "-0.0");
  EXPECT_EQ(of(Value::number(1e100)), "1e+100");
  EXPECT_EQ(of(Value::number(0.1)), "0.1");
  EXPECT_EQ(of(Value::number(std::numeric_limits<double>::infinity())), "inf");
  EXPECT_EQ(of(Value::number(-std::numeric_limits<double>::infinity())), "-inf");
  EXPECT_EQ(of(Value::number(std::numeric_limits<double>::quiet_NaN())), "nan");
}

TEST_F(Describe, QuotesAndCutsTexts) {
  EXPECT_EQ(of(text("")), "''");
  EXPECT_EQ(of(text("open")), "'open'");
  const std::string forty(40, 'x');
  EXPECT_EQ(of(text(forty)), "'" + forty + "'");
  EXPECT_EQ(of(text(forty + "y")), "'" + forty + "...'");
  EXPECT_EQ(of(text("a\nb\tc\x01\x7f")), "'a\\nb\\tc\\x01\\x7f'");
  EXPECT_EQ(of(text(std::string(30, '\x01'))), "'\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01...'");
}

TEST_F(Describe, CutsBetweenCodePoints) {
  for (size_t lead = 0; lead < 6; lead++) {
    std::string long_text(lead, 'x');
    for (int i = 0; i < 30; i++) long_text += "\xe2\x82\xac";
    const std::string shown = of(text(long_text));
    EXPECT_EQ(utf8::find_invalid(shown), utf8::kValid) << lead;
    EXPECT_LE(shown.size(), 45u);
    EXPECT_TRUE(shown.ends_with("...'"));
  }
}

TEST_F(Describe, ShowsNamesAsTheyAre) { EXPECT_EQ(of(space.symbols().intern("open")), "open"); }

TEST_F(Describe, ShowsObjectsByTheirClass) {
  Class* door = make_class("Door");
  EXPECT_EQ(of(Instance::create(space, *door)), "<Door object>");
  EXPECT_EQ(of(door), "<class Door>");
}

TEST_F(Describe, ShowsFunctionsAndMethodsByTheirName) {
  Code* code = test::TestCode::create(heap);
  Function* open = Function::create(space, *code, String::create(heap, "open"));
  Instance* door = Instance::create(space, *make_class("Door"));
  EXPECT_EQ(of(open), "<function open>");
  EXPECT_EQ(of(BoundMethod::create(space, door, *open)), "<bound method Door.open>");
  Function* nameless = Function::create(space, *code, nullptr);
  EXPECT_EQ(of(nameless), "<" + std::string(type_name(space, nameless)) + " object>");
  const Value method = BoundMethod::create(space, door, *nameless);
  EXPECT_EQ(of(method), "<" + std::string(type_name(space, method)) + " object>");
}

TEST_F(Describe, CutsLongNames) {
  Class* cls = make_class("AVeryLongNameOfAClassThatNobodyWouldEverWantToRead");
  EXPECT_EQ(of(Instance::create(space, *cls)), "<AVeryLongNameOfAClassThatNobodyWouldEver... object>");
}

TEST_F(Describe, CountsWhatContainersHold) {
  const Value two[] = {Value::small(1), Value::small(2)};
  const std::string list(type_name(space, List::create(heap)));
  const std::string tuple(type_name(space, Tuple::create(heap, {})));
  const std::string dict(type_name(space, Dict::create(heap)));
  EXPECT_EQ(of(List::create(heap, two)), "<" + list + " of 2>");
  EXPECT_EQ(of(Tuple::create(heap, two)), "<" + tuple + " of 2>");
  EXPECT_EQ(of(Dict::create(heap)), "<" + dict + " of 0>");
}

TEST_F(Describe, NeedsNoMemory) {
  const Value long_text = text(std::string(1000, 'x'));
  const Value object = Instance::create(space, *make_class("Door"));
  test::FailingAllocations failing(heap);
  EXPECT_EQ(describe(space, long_text).view().size(), 45u);
  EXPECT_STREQ(describe(space, object).c_str(), "<Door object>");
}

TEST(Description, TakesWhatFits) {
  Description description;
  for (int i = 0; i < 200; i++) description.append("\xc3\xa9");
  EXPECT_LE(description.view().size(), Description::kMaxSize);
  EXPECT_GE(description.view().size(), Description::kMaxSize - 1);
  EXPECT_EQ(utf8::find_invalid(description.view()), utf8::kValid);
  EXPECT_EQ(description.c_str()[description.view().size()], 0);
}

TEST_F(Describe, NamesTypes) {
  EXPECT_EQ(type_name(space, Value::empty()), "nothing");
  EXPECT_EQ(type_name(space, Instance::create(space, *make_class("Door"))), "Door");
  for (Value value : {Value::nil(), Value::boolean(true), Value::small(1), Value::number(1), text("t")}) {
    const std::string_view name = type_name(space, value);
    EXPECT_NE(name, "");
    EXPECT_EQ(name.data()[name.size()], 0);
  }
  EXPECT_EQ(type_name(space, Value::small(1)), type_name(space, *make_integer(heap, INT64_MAX)));
}

}  // namespace
}  // namespace mayfly
