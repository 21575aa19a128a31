// Operators: ==, hash, truth, text, length, items, membership, iteration, dicts with user keys.
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/attributes/iteration.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/frontend/frontend.h>

#include <support/test_runtime.h>

#include <cmath>

namespace mayfly {
namespace {

class Operators : public test::RuntimeTest {
 protected:
  Class& cls = make_class("Door");

  bool equal(Value a, Value b) {
    Result<bool> result = equals(rt, a, b);
    EXPECT_TRUE(result) << result.error().to_string();
    return result && *result;
  }
  bool is_true(Value v) {
    Result<bool> result = truth(rt, v);
    EXPECT_TRUE(result) << result.error().to_string();
    return result && *result;
  }
  uint64_t hash_of(Value v) {
    Result<uint64_t> result = hash(rt, v);
    EXPECT_TRUE(result) << result.error().to_string();
    return result ? *result : 0;
  }
  std::string shown(Value v) {
    Result<String*> result = representation(rt, v);
    return result ? std::string((*result)->view()) : result.error().to_string();
  }
  std::string said(Value v) {
    Result<String*> result = to_string(rt, v);
    return result ? std::string((*result)->view()) : result.error().to_string();
  }
  Value list(std::initializer_list<Value> values) { return List::create(rt.heap(), {values.begin(), values.size()}); }
  Value tuple(std::initializer_list<Value> values) { return Tuple::create(rt.heap(), {values.begin(), values.size()}); }
  std::vector<std::string> all(Value iterable) {
    std::vector<std::string> found;
    Iteration items(rt, iterable);
    for (;;) {
      Result<bool> more = items.next();
      EXPECT_TRUE(more) << more.error().to_string();
      if (!more || !*more) return found;
      found.push_back(said(items.value()));
    }
  }
};

TEST_F(Operators, CompareNumbersByValueWhateverTheirType) {
  EXPECT_TRUE(equal(number(1), Value::number(1.0)));
  EXPECT_TRUE(equal(number(1), Value::boolean(true)));
  EXPECT_FALSE(equal(number(1), Value::number(1.5)));
  EXPECT_FALSE(equal(Value::number(NAN), Value::number(NAN)));
  EXPECT_TRUE(equal(*make_integer(rt.heap(), INT64_MAX), *make_integer(rt.heap(), INT64_MAX)));
  EXPECT_FALSE(equal(number(0), Value::nil()));
  EXPECT_TRUE(equal(Value::nil(), Value::nil()));
  EXPECT_EQ(hash_of(number(1)), hash_of(Value::number(1.0)));
}

TEST_F(Operators, CompareStringsAndContainersByContent) {
  EXPECT_TRUE(equal(text("a"), text("a")));
  EXPECT_FALSE(equal(text("a"), text("b")));
  EXPECT_TRUE(equal(list({number(1), text("a")}), list({Value::number(1.0), text("a")})));
  EXPECT_FALSE(equal(list({number(1)}), list({number(1), number(2)})));
  EXPECT_FALSE(equal(list({number(1)}), tuple({number(1)})));
  EXPECT_TRUE(equal(tuple({list({})}), tuple({list({})})));
  EXPECT_EQ(hash_of(tuple({number(1), text("a")})), hash_of(tuple({number(1), text("a")})));
  Dict* a = Dict::create(rt.heap());
  Dict* b = Dict::create(rt.heap());
  ASSERT_TRUE(dict_set(rt, *a, number(1), list({number(2)})));
  EXPECT_FALSE(equal(a, b));
  ASSERT_TRUE(dict_set(rt, *b, Value::number(1.0), list({number(2)})));
  EXPECT_TRUE(equal(a, b));
  ASSERT_TRUE(dict_set(rt, *b, number(1), number(3)));
  EXPECT_FALSE(equal(a, b));
}

TEST_F(Operators, CompareWhatIsLeftOfListsThatAComparisonEmpties) {
  Root<List> a(rt.heap(), List::create(rt.heap()));
  Root<List> b(rt.heap(), List::create(rt.heap()));
  bool both = true;
  define(cls, "__eq__", [&](Runtime&, Arguments) -> Result<Value> {
    a->clear();
    if (both) b->clear();
    return Value::boolean(false);
  });
  for (bool is_equal : {true, false}) {
    both = is_equal;
    ASSERT_TRUE(a->append(rt.heap(), make(cls)));
    ASSERT_TRUE(b->append(rt.heap(), number(1)));
    EXPECT_EQ(equal(a.get(), b.get()), is_equal);
  }
}

TEST_F(Operators, CompareSelfContainingListsWithAnErrorNotACrash) {
  List* a = List::create(rt.heap());
  List* b = List::create(rt.heap());
  ASSERT_TRUE(a->append(rt.heap(), Value(b)));
  ASSERT_TRUE(b->append(rt.heap(), Value(a)));
  message(equals(rt, a, b), ErrorKind::kRecursion);
}

// Contract 4.9.
TEST_F(Operators, AskTheLeftThenTheRightThenIdentity) {
  std::string asked;
  Value answer = rt.not_implemented();
  auto side = [&](const char* which) {
    return [&asked, &answer, which](Runtime&, Arguments) -> Result<Value> {
      asked += which;
      return answer;
    };
  };
  Class& other = make_class("Other");
  define(cls, "__eq__", side("L"));
  define(other, "__eq__", side("R"));
  Instance* a = make(cls);
  Instance* b = make(other);
  EXPECT_FALSE(equal(a, b));
  EXPECT_EQ(asked, "LR");
  asked.clear();
  EXPECT_TRUE(equal(a, a));
  EXPECT_EQ(asked, "LL");
  answer = Value::boolean(true);
  asked.clear();
  EXPECT_TRUE(equal(a, b));
  EXPECT_EQ(asked, "L");
  asked.clear();
  EXPECT_TRUE(equal(number(1), b));
  EXPECT_EQ(asked, "R");
  // A subclass's own answer goes first.
  Class& special = make_class("Special", {&cls});
  define(special, "__eq__", side("S"));
  asked.clear();
  EXPECT_TRUE(equal(a, make(special)));
  EXPECT_EQ(asked, "S");
  // One that it inherits does not.
  Class& plain = make_class("Plain", {&cls});
  asked.clear();
  EXPECT_TRUE(equal(a, make(plain)));
  EXPECT_EQ(asked, "L");
}

TEST_F(Operators, ReturnTheErrorsOfUserComparisons) {
  define(cls, "__eq__", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kValue, "no"); });
  EXPECT_EQ(message(equals(rt, list({make(cls)}), list({number(1)})), ErrorKind::kValue), "no");
}

TEST_F(Operators, SurviveExactCollectionsInUserComparisons) {
  define(cls, "__eq__", [](Runtime& runtime, Arguments arguments) -> Result<Value> {
    runtime.collect_exact();
    return Value::boolean(Instance::is(*arguments[0].cell()) && Instance::is(*arguments[1].cell()));
  });
  EXPECT_TRUE(equal(list({make(cls), make(cls)}), list({make(cls), make(cls)})));
  EXPECT_TRUE(*contains(rt, list({make(cls)}), Value(make(cls))));
}

// Contract 3.3.
TEST_F(Operators, CompareBoundMethodsByReceiverIdentityAndFunction) {
  define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  define(cls, "shut", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  define(cls, "__eq__", [](Runtime&, Arguments) -> Result<Value> { return Value::boolean(true); });
  Instance* a = make(cls);
  Instance* b = make(cls);
  EXPECT_TRUE(equal(get(a, "open"), get(a, "open")));
  EXPECT_FALSE(equal(get(a, "open"), get(b, "open")));
  EXPECT_FALSE(equal(get(a, "open"), get(a, "shut")));
  // The receiver is unhashable: it defines == and no hash (contract 4.9).
  EXPECT_EQ(message(hash(rt, a), ErrorKind::kType), "'Door' object can't be hashed");
  EXPECT_EQ(hash_of(get(a, "open")), hash_of(get(a, "open")));
}

// Contract 1.14, 1.15, 2.10, 2.12: in the core, the identity of the referents.
TEST_F(Operators, CompareWeakReferencesByIdentityBeforeAndAfterDeath) {
  define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Function& callback = function("callback", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Root<Instance> door = make_root(cls);
  Root<WeakRef> a = std::move(*rt.weak_reference(door.get()));
  Root<WeakRef> b = std::move(*rt.weak_reference(door.get(), Value(&callback)));
  Root<WeakMethod> m = std::move(*rt.weak_method(get(door.get(), "open")));
  Root<WeakMethod> n = std::move(*rt.weak_method(get(door.get(), "open")));
  const uint64_t hash_before = hash_of(a.get());
  const uint64_t method_hash = hash_of(m.get());
  EXPECT_TRUE(equal(a.get(), b.get()));
  EXPECT_TRUE(equal(m.get(), n.get()));
  EXPECT_FALSE(equal(a.get(), m.get()));
  door.reset();
  rt.collect_exact();
  EXPECT_EQ(a->get(), nullptr);
  EXPECT_TRUE(equal(a.get(), b.get()));
  EXPECT_TRUE(equal(m.get(), n.get()));
  EXPECT_EQ(hash_of(b.get()), hash_before);
  EXPECT_EQ(hash_of(n.get()), method_hash);
}

TEST_F(Operators, HashByTheMostDerivedOfHashAndEqual) {
  define(cls, "__eq__", [](Runtime&, Arguments) -> Result<Value> { return Value::boolean(true); });
  EXPECT_FALSE(hash(rt, make(cls)));
  Class& hashed = make_class("Hashed", {&cls});
  define(hashed, "__hash__", [](Runtime&, Arguments) -> Result<Value> { return Value::small(7); });
  EXPECT_EQ(hash_of(make(hashed)), 7u);
  Class& again = make_class("Again", {&hashed});
  EXPECT_EQ(hash_of(make(again)), 7u);
  define(again, "__eq__", [](Runtime&, Arguments) -> Result<Value> { return Value::boolean(true); });
  EXPECT_FALSE(hash(rt, make(again)));
  set(hashed, "__hash__", Value::nil());
  EXPECT_FALSE(hash(rt, make(hashed)));
  define(hashed, "__hash__", [&](Runtime&, Arguments) -> Result<Value> { return text("x"); });
  EXPECT_EQ(message(hash(rt, make(hashed)), ErrorKind::kType),
            "the hash of 'Hashed' object must be an integer, not 'string'");
  EXPECT_EQ(message(hash(rt, list({})), ErrorKind::kType), "'list' object can't be hashed");
  EXPECT_FALSE(hash(rt, tuple({list({})})));
  Class& plain = make_class("Plain");
  Instance* a = make(plain);
  EXPECT_EQ(hash_of(a), hash_of(a));
}

// Contract 4.10.
TEST_F(Operators, FindTruthInBoolThenLengthThenExistence) {
  EXPECT_FALSE(is_true(Value::nil()));
  EXPECT_FALSE(is_true(number(0)));
  EXPECT_FALSE(is_true(Value::number(-0.0)));
  EXPECT_TRUE(is_true(Value::number(NAN)));
  EXPECT_FALSE(is_true(text("")));
  EXPECT_TRUE(is_true(text("0")));
  EXPECT_FALSE(is_true(list({})));
  EXPECT_FALSE(is_true(Dict::create(rt.heap())));
  EXPECT_TRUE(is_true(tuple({Value::nil()})));
  Instance* door = make(cls);
  EXPECT_TRUE(is_true(door));
  int64_t size = 0;
  define(cls, "__len__", [&](Runtime&, Arguments) -> Result<Value> { return Value::small(size); });
  EXPECT_FALSE(is_true(door));
  size = 3;
  EXPECT_TRUE(is_true(door));
  EXPECT_EQ(*length(rt, door), 3u);
  size = -1;
  EXPECT_EQ(message(length(rt, door), ErrorKind::kValue), "the length of 'Door' object must not be negative, as -1 is");
  define(cls, "__len__", [&](Runtime&, Arguments) -> Result<Value> { return text("long"); });
  EXPECT_EQ(message(length(rt, door), ErrorKind::kType),
            "the length of 'Door' object must be an integer, not 'string'");
  define(cls, "__bool__", [&](Runtime&, Arguments) -> Result<Value> { return Value::boolean(false); });
  EXPECT_FALSE(is_true(door));
  define(cls, "__bool__", [&](Runtime&, Arguments) -> Result<Value> { return Value::small(1); });
  EXPECT_EQ(message(truth(rt, door), ErrorKind::kType), "the truth of 'Door' object must be a boolean, not 'int'");
  EXPECT_EQ(message(length(rt, number(1)), ErrorKind::kType), "'int' object has no length");
  EXPECT_EQ(*length(rt, text("h\xc3\xa9")), 2u);
}

TEST_F(Operators, MakeTexts) {
  EXPECT_EQ(said(text("a'b\n")), "a'b\n");
  EXPECT_EQ(shown(text("a'b\n\x01")), "'a\\'b\\n\\x01'");
  EXPECT_EQ(shown(text("\t\r\x7f\\")), "'\\t\\r\\x7f\\\\'");
  EXPECT_EQ(shown(list({number(1), text("a"), Value::nil(), Value::number(1.5), Value::boolean(true)})),
            "[1, 'a', nil, 1.5, true]");
  EXPECT_EQ(shown(tuple({number(1)})), "(1,)");
  EXPECT_EQ(shown(tuple({})), "()");
  Dict* dict = Dict::create(rt.heap());
  ASSERT_TRUE(dict_set(rt, *dict, text("a"), number(1)));
  ASSERT_TRUE(dict_set(rt, *dict, text("b"), Value(dict)));
  EXPECT_EQ(shown(dict), "{'a': 1, 'b': {...}}");
  List* self = List::create(rt.heap());
  ASSERT_TRUE(self->append(rt.heap(), Value(self)));
  EXPECT_EQ(shown(self), "[[...]]");
  EXPECT_EQ(shown(&name("open")), "open");
  Instance* door = make(cls);
  EXPECT_EQ(said(door), "<Door object>");
  define(cls, "__repr__", [&](Runtime&, Arguments) -> Result<Value> { return text("Door!"); });
  EXPECT_EQ(said(door), "Door!");
  EXPECT_EQ(shown(list({door})), "[Door!]");
  define(cls, "__str__", [&](Runtime&, Arguments) -> Result<Value> { return text("a door"); });
  EXPECT_EQ(said(door), "a door");
  EXPECT_EQ(shown(door), "Door!");
  define(cls, "__repr__", [&](Runtime&, Arguments) -> Result<Value> { return Value::small(1); });
  EXPECT_EQ(message(representation(rt, door), ErrorKind::kType),
            "the text of 'Door' object must be a string, not 'int'");
}

TEST_F(Operators, GetSetAndDeleteItems) {
  const Value l = list({number(1), number(2), number(3)});
  EXPECT_EQ(value(get_item(rt, l, number(-1))), number(3));
  EXPECT_TRUE(set_item(rt, l, number(0), number(9)));
  EXPECT_TRUE(delete_item(rt, l, number(1)));
  EXPECT_EQ(shown(l), "[9, 3]");
  EXPECT_EQ(message(get_item(rt, l, number(2)), ErrorKind::kIndex), "index 2 is out of range: the 'list' has 2 items");
  EXPECT_EQ(message(get_item(rt, l, text("a")), ErrorKind::kType),
            "the index of a 'list' must be an integer, not 'string'");
  EXPECT_EQ(said(value(get_item(rt, text("h\xc3\xa9!"), number(1)))), "\xc3\xa9");
  EXPECT_EQ(value(get_item(rt, tuple({number(5)}), number(0))), number(5));
  EXPECT_EQ(message(set_item(rt, tuple({number(5)}), number(0), number(1)), ErrorKind::kType),
            "'tuple' object has no items to set");
  Dict* dict = Dict::create(rt.heap());
  EXPECT_TRUE(set_item(rt, dict, text("a"), number(1)));
  EXPECT_EQ(value(get_item(rt, dict, text("a"))), number(1));
  EXPECT_EQ(message(get_item(rt, dict, text("b")), ErrorKind::kKey), "no such key: 'b'");
  EXPECT_TRUE(delete_item(rt, dict, text("a")));
  EXPECT_EQ(message(delete_item(rt, dict, text("a")), ErrorKind::kKey), "no such key: 'a'");
  EXPECT_EQ(message(get_item(rt, number(1), number(1)), ErrorKind::kType), "'int' object has no items to get");
  EXPECT_FALSE(delete_item(rt, number(1), number(1)));
  Instance* door = make(cls);
  Value noted = Value::nil();
  define(cls, "__getitem__", [&](Runtime&, Arguments arguments) -> Result<Value> { return arguments[1]; });
  define(cls, "__setitem__", [&](Runtime&, Arguments arguments) -> Result<Value> { return noted = arguments[2]; });
  define(cls, "__delitem__", [&](Runtime&, Arguments arguments) -> Result<Value> { return noted = arguments[1]; });
  EXPECT_EQ(value(get_item(rt, door, number(4))), number(4));
  EXPECT_TRUE(set_item(rt, door, number(4), number(5)));
  EXPECT_EQ(noted, number(5));
  EXPECT_TRUE(delete_item(rt, door, number(6)));
  EXPECT_EQ(noted, number(6));
}

TEST_F(Operators, IterateOverEverythingThatHasItems) {
  using Strings = std::vector<std::string>;
  EXPECT_EQ(all(list({number(1), number(2)})), (Strings{"1", "2"}));
  EXPECT_EQ(all(tuple({number(1)})), (Strings{"1"}));
  EXPECT_EQ(all(text("h\xc3\xa9")), (Strings{"h", "\xc3\xa9"}));
  Dict* dict = Dict::create(rt.heap());
  for (int i = 0; i < 3; i++) ASSERT_TRUE(dict_set(rt, *dict, number(i), number(0)));
  ASSERT_TRUE(dict_delete(rt, *dict, number(1)));
  EXPECT_EQ(all(dict), (Strings{"0", "2"}));
  Instance* door = make(cls);
  EXPECT_EQ(message(contains(rt, door, number(1)), ErrorKind::kType), "'Door' object can't be iterated over");
  define(cls, "__getitem__", [](Runtime&, Arguments arguments) -> Result<Value> {
    if (arguments[1].as_small() == 3) return make_error(ErrorKind::kIndex, "enough");
    return arguments[1];
  });
  EXPECT_EQ(all(door), (Strings{"0", "1", "2"}));
  EXPECT_TRUE(*contains(rt, door, number(2)));
  EXPECT_FALSE(*contains(rt, door, number(3)));
  // A native iterator ends with the empty value.
  Class& counter = make_class("Counter");
  int64_t left = 2;
  define(counter, "__next__",
         [&](Runtime&, Arguments) -> Result<Value> { return left-- > 0 ? Value::small(left) : Value::empty(); });
  define(cls, "__iter__", [&](Runtime&, Arguments) -> Result<Value> { return Value(make(counter)); });
  EXPECT_EQ(all(door), (Strings{"1", "0"}));
  define(cls, "__iter__", [&](Runtime&, Arguments) -> Result<Value> { return list({number(8)}); });
  EXPECT_EQ(all(door), (Strings{"8"}));
  define(cls, "__iter__", [&](Runtime&, Arguments) -> Result<Value> { return Value::small(8); });
  Iteration bad(rt, door);
  EXPECT_EQ(message(bad.next(), ErrorKind::kType), "iterating over 'Door' object gave a 'int', which has no next item");
  define(cls, "__contains__", [&](Runtime&, Arguments) -> Result<Value> { return Value::boolean(true); });
  EXPECT_TRUE(*contains(rt, door, number(99)));
  EXPECT_TRUE(*contains(rt, text("hello"), text("ell")));
  EXPECT_EQ(message(contains(rt, text("hello"), number(1)), ErrorKind::kType),
            "only a string can be in a string, not a 'int'");
}

TEST_F(Operators, IterateOverADictThatChangesWithAnError) {
  Dict* dict = Dict::create(rt.heap());
  ASSERT_TRUE(dict_set(rt, *dict, number(1), number(1)));
  Iteration items(rt, dict);
  EXPECT_TRUE(*items.next());
  // A new value for a key is no change of the keys.
  ASSERT_TRUE(dict_set(rt, *dict, number(1), number(2)));
  ASSERT_TRUE(dict_set(rt, *dict, number(2), number(2)));
  EXPECT_EQ(message(items.next(), ErrorKind::kValue), "the dict was changed while it was iterated over");
}

TEST_F(Operators, LetAFrontEndSayWhatEndsAnIteration) {
  class StopIsKey final : public FrontEnd {
   public:
    const char* name() const override { return "test"; }
    bool ends_iteration(const Error& error) const override { return error.kind() == ErrorKind::kKey; }
    bool ends_sequence(const Error& error) const override { return error.kind() == ErrorKind::kKey; }
  } front_end;
  rt.set_front_end(&front_end);
  define(cls, "__next__", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kKey, "stop"); });
  EXPECT_TRUE(all(make(cls)).empty());
  Class& indexed = make_class("Indexed");
  define(indexed, "__getitem__",
         [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kKey, "stop"); });
  EXPECT_TRUE(all(make(indexed)).empty());
  rt.set_front_end(nullptr);
  Iteration items(rt, make(cls));
  EXPECT_EQ(message(items.next(), ErrorKind::kKey), "stop");
}

// Without a front-end, and with one that leaves the meaning of errors as it is.
TEST_F(Operators, EndAnIterationByIndexAtTheFirstIndexError) {
  class Plain final : public FrontEnd {
   public:
    const char* name() const override { return "plain"; }
  } plain;
  Class& indexed = make_class("Indexed");
  ErrorKind stop = ErrorKind::kIndex;
  define(indexed, "__getitem__", [&](Runtime&, Arguments arguments) -> Result<Value> {
    if (arguments[1] == Value::small(3)) return make_error(stop, "no more");
    return arguments[1];
  });
  define(cls, "__next__", [](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kIndex, "broken"); });
  for (FrontEnd* front_end : {static_cast<FrontEnd*>(nullptr), static_cast<FrontEnd*>(&plain)}) {
    rt.set_front_end(front_end);
    stop = ErrorKind::kIndex;
    EXPECT_EQ(all(make(indexed)), (std::vector<std::string>{"0", "1", "2"}));
    stop = ErrorKind::kValue;
    Iteration items(rt, make(indexed));
    for (int i = 0; i < 3; i++) EXPECT_TRUE(*items.next());
    EXPECT_EQ(message(items.next(), ErrorKind::kValue), "no more");
    Iteration broken(rt, make(cls));
    EXPECT_EQ(message(broken.next(), ErrorKind::kIndex), "broken");
  }
  rt.set_front_end(nullptr);
}

TEST_F(Operators, DispatchBinaryOperations) {
  std::string asked;
  auto side = [&](const char* which, bool declines) {
    return [this, &asked, which, declines](Runtime&, Arguments) -> Result<Value> {
      asked += which;
      return declines ? rt.not_implemented() : Value::small(1);
    };
  };
  Class& other = make_class("Other");
  define(cls, "__add__", side("L", true));
  define(other, "__radd__", side("R", false));
  auto add = [&](Value a, Value b) { return binary(rt, Special::kAdd, Special::kReflectedAdd, a, b, "+"); };
  EXPECT_EQ(value(add(make(cls), make(other))), number(1));
  EXPECT_EQ(asked, "LR");
  EXPECT_EQ(value(add(number(1), make(other))), number(1));
  EXPECT_EQ(message(add(make(cls), number(1)), ErrorKind::kType), "+ is not defined for 'Door' and 'int'");
  Class& sub = make_class("Sub", {&cls});
  define(sub, "__radd__", side("S", false));
  asked.clear();
  EXPECT_EQ(value(add(make(cls), make(sub))), number(1));
  EXPECT_EQ(asked, "S");
}

// --- dicts -----------------------------------------------------------------------------------------------------------

class DictsWithUserKeys : public Operators {
 protected:
  DictsWithUserKeys() {
    define(cls, "__hash__", [](Runtime&, Arguments) -> Result<Value> { return Value::small(5); });
    define(cls, "__eq__", [this](Runtime& runtime, Arguments arguments) -> Result<Value> {
      if (on_compare) on_compare();
      if (fail) return make_error(ErrorKind::kValue, "no comparison");
      const Value a = MAYFLY_TRY(runtime.get_attribute(arguments[0], name("id")));
      if (!arguments[1].is<Instance>()) return runtime.not_implemented();
      return Value::boolean(a == MAYFLY_TRY(runtime.get_attribute(arguments[1], name("id"))));
    });
  }
  Value key(int64_t id) {
    Instance* made = make(cls);
    set(made, "id", number(id));
    return made;
  }
  std::function<void()> on_compare;
  bool fail = false;
  Root<Dict> dict{rt.heap(), Dict::create(rt.heap())};
};

TEST_F(DictsWithUserKeys, FindEqualKeysAndKeepTheFirst) {
  Root<Value> first(rt.heap(), key(1));
  ASSERT_TRUE(dict_set(rt, *dict, first.get(), number(10)));
  ASSERT_TRUE(dict_set(rt, *dict, key(2), number(20)));
  ASSERT_TRUE(dict_set(rt, *dict, key(1), number(11)));
  EXPECT_EQ(dict->size(), 2u);
  EXPECT_EQ(dict->key_at(dict->next(0)), first.get());
  EXPECT_EQ(value(dict_get(rt, *dict, key(1))), number(11));
  EXPECT_TRUE(value(dict_get(rt, *dict, key(3))).is_empty());
  EXPECT_EQ(value(get_item(rt, dict.get(), key(2))), number(20));
  EXPECT_TRUE(*dict_delete(rt, *dict, key(1)));
  EXPECT_FALSE(*dict_delete(rt, *dict, key(1)));
  // A plain key with the same hash.
  ASSERT_TRUE(dict_set(rt, *dict, number(5), number(50)));
  EXPECT_EQ(value(dict_get(rt, *dict, number(5))), number(50));
  EXPECT_TRUE(*dict_delete(rt, *dict, number(5)));
  EXPECT_EQ(dict->size(), 1u);
}

TEST_F(DictsWithUserKeys, AreLookedThroughOnceForADefaultAndForAPop) {
  ASSERT_TRUE(dict_set(rt, *dict, key(1), number(10)));
  int compared = 0;
  on_compare = [&] { compared++; };
  EXPECT_EQ(value(dict_set_default(rt, *dict, key(2), number(20))), number(20));
  EXPECT_EQ(compared, 1);
  EXPECT_EQ(value(dict_set_default(rt, *dict, key(1), number(30))), number(10));
  EXPECT_EQ(compared, 2);
  EXPECT_EQ(value(dict_pop(rt, *dict, key(1))), number(10));
  EXPECT_EQ(compared, 3);
  EXPECT_TRUE(value(dict_pop(rt, *dict, key(1))).is_empty());
  EXPECT_EQ(value(dict_set_default(rt, *dict, number(7), number(70))), number(70));
  EXPECT_EQ(value(dict_set_default(rt, *dict, number(7), number(71))), number(70));
  EXPECT_EQ(value(dict_pop(rt, *dict, number(7))), number(70));
  EXPECT_EQ(dict->size(), 1u);
}

TEST_F(DictsWithUserKeys, BeginAnewWhenAComparisonChangesTheDict) {
  ASSERT_TRUE(dict_set(rt, *dict, key(1), number(10)));
  ASSERT_TRUE(dict_set(rt, *dict, key(2), number(20)));
  int changes = 0;
  on_compare = [&] {
    if (changes++ == 0) dict->clear();
  };
  EXPECT_TRUE(value(dict_get(rt, *dict, key(2))).is_empty());
  on_compare = nullptr;
  ASSERT_TRUE(dict_set(rt, *dict, key(1), number(10)));
  on_compare = [&] {
    const Dict::Set done = dict->set(rt.heap(), number(100 + changes++), number(0));
    EXPECT_EQ(done, Dict::Set::kDone);
  };
  EXPECT_EQ(message(dict_get(rt, *dict, key(2)), ErrorKind::kValue),
            "the comparison of a dict's keys changes the dict each time");
}

TEST_F(DictsWithUserKeys, ReturnErrorsOfTheComparisonUnchanged) {
  ASSERT_TRUE(dict_set(rt, *dict, key(1), number(10)));
  fail = true;
  EXPECT_EQ(message(dict_set(rt, *dict, key(2), number(20)), ErrorKind::kValue), "no comparison");
  EXPECT_EQ(message(dict_get(rt, *dict, key(2)), ErrorKind::kValue), "no comparison");
  EXPECT_EQ(message(dict_delete(rt, *dict, key(2)), ErrorKind::kValue), "no comparison");
  EXPECT_EQ(dict->size(), 1u);
  EXPECT_EQ(message(dict_set(rt, *dict, list({}), number(1)), ErrorKind::kType), "'list' object can't be hashed");
}

TEST_F(DictsWithUserKeys, SurviveExactCollectionsInTheComparison) {
  ASSERT_TRUE(dict_set(rt, *dict, key(1), number(10)));
  on_compare = [&] { rt.collect_exact(); };
  ASSERT_TRUE(dict_set(rt, *dict, key(2), list({number(3)})));
  EXPECT_EQ(shown(value(dict_get(rt, *dict, key(2)))), "[3]");
}

TEST_F(DictsWithUserKeys, OfASubclassAreAskedForMissingOnes) {
  Class& counting = make_class("Counting", {rt.space().class_of_kind(kKindDict)});
  dict->set_own_class(&counting);
  define(counting, "__missing__", [](Runtime&, Arguments arguments) -> Result<Value> { return arguments[1]; });
  EXPECT_EQ(value(get_item(rt, dict.get(), number(3))), number(3));
  EXPECT_TRUE(value(dict_get(rt, *dict, number(3))).is_empty());
}

}  // namespace
}  // namespace mayfly
