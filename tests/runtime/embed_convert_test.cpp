// Conversions between C++ types and values: everything goes through a native function, in and out.
#include <support/embed_test.h>

#include <cmath>
#include <limits>

namespace {

using namespace mayfly;

enum class Color : uint8_t { kRed, kGreen, kBlue = 7 };
enum Level : int16_t { kLow = -3, kHigh = 300 };
enum class Many { kOne };
struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

}  // namespace

template <>
struct mayfly::EnumNames<Color> {
  static constexpr EnumName<Color> kNames[] = {{"red", Color::kRed}, {"green", Color::kGreen}, {"blue", Color::kBlue}};
};

template <>
struct mayfly::EnumNames<Many> {
  static constexpr EnumName<Many> kOne = {"a_rather_long_name_of_a_value", Many::kOne};
  static constexpr EnumName<Many> kNames[] = {kOne, kOne, kOne, kOne, kOne, kOne, kOne, kOne, kOne, kOne, kOne, kOne};
};

template <>
struct mayfly::Converter<Point> {
  static Result<Point> from_value(Runtime& rt, Value value) {
    auto pair = Converter<std::pair<double, double>>::from_value(rt, value);
    if (!pair) return mismatch(rt, value, "a point (a tuple of 2 numbers)");
    return Point{pair->first, pair->second};
  }
  static Result<Value> to_value(Runtime& rt, const Point& point) {
    return Converter<std::pair<double, double>>::to_value(rt, {point.x, point.y});
  }
};

namespace {

class Conversions : public test::EmbedTest {
 protected:
  // A T through a script's hands: converted to a value, passed to a function that takes and returns a T, converted back.
  template <typename T>
  T round(const T& value, int line = __builtin_LINE()) {
    Root<Function> same = must(rt.function("same", [](T x) { return x; }), line);
    return must(rt.call<T>(same, value), line);
  }
  // The error of passing `given` to a function that takes a T.
  template <typename T, typename V>
  std::string refused(const V& given, int line = __builtin_LINE()) {
    Root<Function> take = must(rt.function(
                                   "take", [](T) {}, arg("x")),
                               line);
    return error(rt.call<void>(take, given), line);
  }
  template <typename T>
  void expect_integer_range(const char* message) {
    constexpr T least = std::numeric_limits<T>::min();
    constexpr T most = std::numeric_limits<T>::max();
    EXPECT_EQ(round<T>(least), least);
    EXPECT_EQ(round<T>(most), most);
    EXPECT_EQ(round<T>(T(42)), T(42));
    EXPECT_EQ(refused<T>("text"), message);
  }
};

TEST_F(Conversions, IntegersOfEveryWidthGoThroughAtTheirLimits) {
  expect_integer_range<int8_t>(
      "TypeError: take(): argument 1 ('x') must be an integer from -128 to 127, not 'text' (string)");
  expect_integer_range<uint8_t>(
      "TypeError: take(): argument 1 ('x') must be an integer from 0 to 255, not 'text' (string)");
  expect_integer_range<int16_t>(
      "TypeError: take(): argument 1 ('x') must be an integer from -32768 to 32767, not 'text' (string)");
  expect_integer_range<uint16_t>(
      "TypeError: take(): argument 1 ('x') must be an integer from 0 to 65535, not 'text' (string)");
  expect_integer_range<int32_t>(
      "TypeError: take(): argument 1 ('x') must be an integer from -2147483648 to 2147483647, not 'text' (string)");
  expect_integer_range<uint32_t>(
      "TypeError: take(): argument 1 ('x') must be an integer from 0 to 4294967295, not 'text' (string)");
  expect_integer_range<int64_t>(
      "TypeError: take(): argument 1 ('x') must be an integer from -9223372036854775808 to "
      "9223372036854775807, not 'text' (string)");
  expect_integer_range<uint64_t>(
      "TypeError: take(): argument 1 ('x') must be an integer from 0 to 18446744073709551615, not 'text' (string)");
  expect_integer_range<long long>(
      "TypeError: take(): argument 1 ('x') must be an integer from -9223372036854775808 to "
      "9223372036854775807, not 'text' (string)");
}

TEST_F(Conversions, IntegersOutOfRangeNameTheRange) {
  EXPECT_EQ(refused<int8_t>(128),
            "TypeError: take(): argument 1 ('x') must be an integer from -128 to 127, not 128 (int)");
  EXPECT_EQ(refused<int8_t>(-129),
            "TypeError: take(): argument 1 ('x') must be an integer from -128 to 127, not -129 (int)");
  EXPECT_EQ(refused<uint8_t>(-1), "TypeError: take(): argument 1 ('x') must be an integer from 0 to 255, not -1 (int)");
  EXPECT_EQ(refused<uint64_t>(-1),
            "TypeError: take(): argument 1 ('x') must be an integer from 0 to 18446744073709551615, not -1 (int)");
  EXPECT_EQ(refused<int64_t>(UINT64_MAX),
            "TypeError: take(): argument 1 ('x') must be an integer from -9223372036854775808 "
            "to 9223372036854775807, not 18446744073709551615 (int)");
  EXPECT_EQ(refused<int32_t>(int64_t{1} << 50),
            "TypeError: take(): argument 1 ('x') must be an integer from -2147483648 to "
            "2147483647, not 1125899906842624 (int)");
}

TEST_F(Conversions, IntegersAreNeitherDoublesNorBooleans) {
  EXPECT_EQ(refused<int>(1.0),
            "TypeError: take(): argument 1 ('x') must be an integer from -2147483648 to 2147483647, not 1.0 (float)");
  EXPECT_EQ(refused<int>(true),
            "TypeError: take(): argument 1 ('x') must be an integer from -2147483648 to 2147483647, not true (bool)");
  EXPECT_EQ(refused<int>(nullptr),
            "TypeError: take(): argument 1 ('x') must be an integer from -2147483648 to 2147483647, not nil");
}

TEST_F(Conversions, BooleansAreStrict) {
  EXPECT_TRUE(round(true));
  EXPECT_FALSE(round(false));
  EXPECT_EQ(refused<bool>(1), "TypeError: take(): argument 1 ('x') must be true or false, not 1 (int)");
  EXPECT_EQ(refused<bool>(nullptr), "TypeError: take(): argument 1 ('x') must be true or false, not nil");
}

TEST_F(Conversions, DoublesGoThroughBitForBit) {
  for (double d : {0.0, -0.0, 1.5, -1e300, 5e-324, std::numeric_limits<double>::infinity()}) EXPECT_EQ(round(d), d);
  EXPECT_TRUE(std::signbit(round(-0.0)));
  EXPECT_TRUE(std::isnan(round(std::nan(""))));
}

TEST_F(Conversions, DoublesTakeIntegersThatTheyHoldExactly) {
  Root<Function> same = must(rt.function(
      "same", [](double x) { return x; }, arg("x")));
  EXPECT_EQ(must(rt.call<double>(same, 3)), 3.0);
  EXPECT_EQ(must(rt.call<double>(same, int64_t{1} << 60)), 0x1p60);
  EXPECT_EQ(must(rt.call<double>(same, uint64_t{1} << 63)), 0x1p63);
  EXPECT_EQ(
      error(rt.call<double>(same, (int64_t{1} << 60) + 1)),
      "TypeError: same(): argument 1 ('x') must be a number that a double can hold exactly, not 1152921504606846977 "
      "(int)");
  EXPECT_EQ(error(rt.call<double>(same, "1")),
            "TypeError: same(): argument 1 ('x') must be a number, not '1' (string)");
  EXPECT_EQ(error(rt.call<double>(same, true)),
            "TypeError: same(): argument 1 ('x') must be a number, not true (bool)");
}

TEST_F(Conversions, FloatsRoundButDoNotOverflow) {
  for (float f : {0.1f, -1.5f, 3.4e38f}) EXPECT_EQ(round(f), f);
  Root<Function> same = must(rt.function(
      "same", [](float x) { return x; }, arg("x")));
  EXPECT_EQ(must(rt.call<float>(same, 0.1)), 0.1f);
  EXPECT_EQ(error(rt.call<float>(same, 1e300)),
            "TypeError: same(): argument 1 ('x') must be a number in the range of a float, not 1e+300 (float)");
  EXPECT_EQ(error(rt.call<float>(same, 16777217)),
            "TypeError: same(): argument 1 ('x') must be a number that a float can hold exactly, not 16777217 (int)");
  EXPECT_TRUE(std::isinf(round(std::numeric_limits<float>::infinity())));
}

TEST_F(Conversions, EnumsWithNamesGoByName) {
  EXPECT_EQ(round(Color::kGreen), Color::kGreen);
  EXPECT_EQ(must(rt.convert<std::string>(must(rt.value(Color::kBlue)))), "blue");
  EXPECT_EQ(must(rt.convert<Color>(must(rt.value("red")))), Color::kRed);
  EXPECT_EQ(must(rt.convert<Color>(must(rt.value(7)))), Color::kBlue);
  EXPECT_EQ(must(rt.convert<Color>(must(rt.symbol("green")))), Color::kGreen);
  EXPECT_EQ(must(rt.convert<int>(must(rt.value(static_cast<Color>(99))))), 99);
  EXPECT_EQ(refused<Color>("pink"),
            "TypeError: take(): argument 1 ('x') must be one of 'red', 'green', 'blue', not 'pink' (string)");
  EXPECT_EQ(refused<Color>(2),
            "TypeError: take(): argument 1 ('x') must be one of 'red', 'green', 'blue', not 2 (int)");
}

TEST_F(Conversions, EnumsWithManyNamesNameSomeOfThem) {
  const std::string message = refused<Many>("x");
  EXPECT_TRUE(
      message.starts_with("TypeError: take(): argument 1 ('x') must be one of 'a_rather_long_name_of_a_value', "));
  EXPECT_TRUE(message.ends_with(", ..., not 'x' (string)")) << message;
}

TEST_F(Conversions, EnumsWithoutNamesGoAsIntegers) {
  EXPECT_EQ(round(kLow), kLow);
  EXPECT_EQ(must(rt.convert<int>(must(rt.value(kHigh)))), 300);
  EXPECT_EQ(refused<Level>(40000),
            "TypeError: take(): argument 1 ('x') must be an integer from -32768 to 32767, not 40000 (int)");
}

TEST_F(Conversions, StringsGoThroughByteForByte) {
  EXPECT_EQ(round<std::string>(""), "");
  EXPECT_EQ(round<std::string>("gr\xc3\xbc\xc3\x9f dich"), "gr\xc3\xbc\xc3\x9f dich");
  const std::string with_nul("a\0b", 3);
  EXPECT_EQ(round(with_nul), with_nul);
  EXPECT_EQ(refused<std::string>(1), "TypeError: take(): argument 1 ('x') must be a string, not 1 (int)");
  EXPECT_EQ(refused<const char*>(with_nul),
            "TypeError: take(): argument 1 ('x') must be a string without NUL characters, not 'a\\x00b' (string)");
}

TEST_F(Conversions, StringsMustBeValidUtf8OnTheirWayOut) {
  EXPECT_EQ(error(rt.value("ab\xff")), "ValueError: the value must be valid UTF-8, but has the byte 0xff at offset 2");
  Root<Function> bad = must(rt.function("bad", [] { return std::string("\xc0"); }));
  EXPECT_EQ(error(rt.call<std::string>(bad)),
            "ValueError: bad(): the result must be valid UTF-8, but has the byte 0xc0 at offset 0");
}

TEST_F(Conversions, ViewsLookIntoTheArgument) {
  Root<Function> size = must(rt.function("size", [](std::string_view text, const char* same) {
    return static_cast<int>(text.size()) + (text == same ? 100 : 0);
  }));
  EXPECT_EQ(must(rt.call<int>(size, "four", "four")), 104);
  EXPECT_EQ(must(rt.call<int>(size, must(rt.symbol("name")), "name")), 104);
}

TEST_F(Conversions, CharactersAreStringsOfOne) {
  EXPECT_EQ(round('x'), 'x');
  EXPECT_EQ(refused<char>("xy"),
            "TypeError: take(): argument 1 ('x') must be a string of one ASCII character, not 'xy' (string)");
  EXPECT_EQ(refused<char>(120),
            "TypeError: take(): argument 1 ('x') must be a string of one ASCII character, not 120 (int)");
  EXPECT_EQ(error(rt.value('\xe9')), "ValueError: the value must be valid UTF-8, but has the byte 0xe9 at offset 0");
}

TEST_F(Conversions, OptionalsGoByNil) {
  EXPECT_EQ(round(std::optional<int>(3)), 3);
  EXPECT_EQ(round(std::optional<int>()), std::nullopt);
  EXPECT_EQ(round(std::optional<std::string>("a")), "a");
  EXPECT_EQ(refused<std::optional<uint8_t>>(300),
            "TypeError: take(): argument 1 ('x') must be nil, or it must be an integer from 0 to 255, not 300 (int)");
}

TEST_F(Conversions, SequencesGoThroughAsListsAndTuples) {
  const std::vector<int> numbers = {1, -2, 3};
  EXPECT_EQ(round(numbers), numbers);
  EXPECT_EQ(round(std::vector<std::string>{}), std::vector<std::string>{});
  EXPECT_EQ(round(std::vector<bool>{true, false}), (std::vector<bool>{true, false}));
  EXPECT_EQ((round(std::vector<std::vector<double>>{{1}, {}, {2, 3}})),
            (std::vector<std::vector<double>>{{1}, {}, {2, 3}}));
  EXPECT_EQ((round(std::array<int, 2>{4, 5})), (std::array<int, 2>{4, 5}));
  EXPECT_EQ((round(std::pair<int, std::string>{1, "one"})), (std::pair<int, std::string>{1, "one"}));
  EXPECT_EQ((round(std::tuple<int, bool, double>{1, true, 0.5})), (std::tuple<int, bool, double>{1, true, 0.5}));
  EXPECT_EQ(must(rt.convert<std::vector<int>>(must(rt.tuple(7, 8)))), (std::vector<int>{7, 8}));
  EXPECT_EQ((must(rt.convert<std::pair<int, int>>(must(rt.list(7, 8))))), (std::pair<int, int>{7, 8}));
}

TEST_F(Conversions, ErrorsOfSequencesNameTheItem) {
  EXPECT_EQ(refused<std::vector<uint8_t>>(std::vector<int>{1, 2, 300}),
            "TypeError: take(): argument 1 ('x') has an item at index 2 that must be an integer from 0 to 255, not 300 "
            "(int)");
  EXPECT_EQ(
      refused<std::vector<std::vector<bool>>>(std::vector<std::vector<int>>{{}, {1}}),
      "TypeError: take(): argument 1 ('x') has an item at index 1 that has an item at index 0 that must be true or "
      "false, not 1 (int)");
  EXPECT_EQ(refused<std::vector<int>>(7), "TypeError: take(): argument 1 ('x') must be a list, not 7 (int)");
  EXPECT_EQ((refused<std::pair<int, int>>(std::vector<int>{1})),
            "TypeError: take(): argument 1 ('x') must be a tuple of 2 items, not <list of 1>");
  EXPECT_EQ((refused<std::array<int, 3>>(std::vector<int>{1})),
            "TypeError: take(): argument 1 ('x') must be a list of 3 items, not <list of 1>");
  EXPECT_EQ((refused<std::tuple<int, bool>>(std::pair<int, int>{1, 2})),
            "TypeError: take(): argument 1 ('x') has an item at index 1 that must be true or false, not 2 (int)");
}

TEST_F(Conversions, MapsGoThroughAsDicts) {
  const std::map<std::string, int> ages = {{"ann", 31}, {"bob", 27}};
  EXPECT_EQ(round(ages), ages);
  const std::unordered_map<int, std::vector<int>> graph = {{1, {2, 3}}, {2, {}}};
  EXPECT_EQ(round(graph), graph);
  EXPECT_EQ((refused<std::map<std::string, bool>>(ages)),
            "TypeError: take(): argument 1 ('x') has a value that must be true or false, not 31 (int)");
  EXPECT_EQ((refused<std::map<int, int>>(ages)),
            "TypeError: take(): argument 1 ('x') has a key that must be an integer from "
            "-2147483648 to 2147483647, not 'ann' (string)");
  EXPECT_EQ((refused<std::map<int, int>>(std::vector<int>{})),
            "TypeError: take(): argument 1 ('x') must be a dict, not <list of 0>");
}

TEST_F(Conversions, ValuesAndHandlesKeepIdentity) {
  Root<List> list = must(rt.list(1, 2));
  EXPECT_EQ(round(Value(list)), Value(list));
  EXPECT_EQ(round(list), list);
  EXPECT_EQ(round(Root<Value>(rt.heap(), Value(list))).get(), Value(list));
  EXPECT_EQ(round(Root<Value>(rt.heap(), Value::nil())).get(), Value::nil());
  EXPECT_EQ(round(WeakRoot<List>(rt.heap(), list.get())).get(), list.get());
  EXPECT_EQ(refused<Root<List>>(1), "TypeError: take(): argument 1 ('x') must be a list, not 1 (int)");
  EXPECT_EQ(refused<Root<List>>(nullptr), "TypeError: take(): argument 1 ('x') must be a list, not nil");
  EXPECT_EQ(refused<WeakRoot<Instance>>(list),
            "TypeError: take(): argument 1 ('x') must be an instance, not <list of 2>");
}

TEST_F(Conversions, PointersAndReferencesToCellsAreTheCell) {
  Root<List> list = must(rt.list(1, 2, 3));
  Root<Function> size = must(rt.function("size", [](const List& x, const List* y, List* z) {
    return x.size() + (y ? y->size() : 0) + (z ? z->size() : 0);
  }));
  EXPECT_EQ(must(rt.call<int>(size, list, list, list)), 9);
  EXPECT_EQ(must(rt.call<int>(size, list, nullptr, nullptr)), 3);
  EXPECT_EQ(error(rt.call<int>(size, nullptr, nullptr, nullptr)),
            "TypeError: size(): argument 1 must be a list, not nil");
  EXPECT_EQ(error(rt.call<int>(size, list, 1, nullptr)),
            "TypeError: size(): argument 2 must be a list or nil, not 1 (int)");
  Root<Function> kind = must(rt.function("kind", [](Object& object) { return static_cast<int>(object.kind()); }));
  EXPECT_EQ(must(rt.call<int>(kind, list)), kKindList);
  EXPECT_EQ(error(rt.call<int>(kind, 1)), "TypeError: kind(): argument 1 must be an object, not 1 (int)");
}

TEST_F(Conversions, NullHandlesDoNotGoOut) {
  Root<Function> same = must(rt.function("same", [](Value x) { return x; }));
  EXPECT_EQ(error(rt.call<void>(same, Root<List>())), "ValueError: argument 1 must be an object, but is a null handle");
  EXPECT_EQ(error(rt.call<void>(Root<Function>())), "ValueError: the callee is a null handle");
  Root<Function> null = must(rt.function("null", [] { return Root<List>(); }));
  EXPECT_EQ(error(rt.call<void>(null)), "ValueError: null(): the result must be an object, but is a null handle");
  Root<Function> nil = must(rt.function("nil", [] { return std::optional<Root<List>>(); }));
  EXPECT_EQ(must(rt.call<Root<Value>>(nil)).get(), Value::nil());
}

TEST_F(Conversions, AHostsOwnTypeHasItsOwnConverter) {
  EXPECT_EQ(round(Point{1, 2.5}), (Point{1, 2.5}));
  EXPECT_EQ(refused<Point>("here"),
            "TypeError: take(): argument 1 ('x') must be a point (a tuple of 2 numbers), not 'here' (string)");
  EXPECT_EQ((round(std::vector<Point>{{1, 2}, {3, 4}})), (std::vector<Point>{{1, 2}, {3, 4}}));
}

TEST_F(Conversions, ResultsNameWhatWasAskedFor) {
  EXPECT_EQ(error(rt.convert<bool>(must(rt.value(3)))), "TypeError: the value must be true or false, not 3 (int)");
  Root<Function> three = must(rt.function("three", [] { return 3; }));
  EXPECT_EQ(error(rt.call<std::string>(three)), "TypeError: the result must be a string, not 3 (int)");
  EXPECT_EQ(error(rt.call<Root<List>>(three)), "TypeError: the result must be a list, not 3 (int)");
}

}  // namespace
