// Attribute access: the order of looking, descriptors, caches, messages.
#include <mayfly/runtime/attributes/access.h>
#include <mayfly/runtime/attributes/binding.h>
#include <mayfly/runtime/attributes/near_match.h>
#include <mayfly/runtime/frontend/frontend.h>

#include <support/test_runtime.h>

namespace mayfly {
namespace {

class Attributes : public test::RuntimeTest {
 protected:
  Class& cls = make_class("Door");

  // A function that returns this number and takes what comes.
  Function& constant(int64_t i) {
    return function("constant", [i](Runtime&, Arguments) -> Result<Value> { return Value::small(i); });
  }
  bool has(Value object, std::string_view attribute) {
    Result<bool> has = rt.has_attribute(object, name(attribute));
    EXPECT_TRUE(has) << has.error().to_string();
    return has && *has;
  }
  Value property(Value getter, Value setter = Value::nil(), Value deleter = Value::nil()) {
    return Property::create(rt.space(), getter, setter, deleter);
  }
};

TEST_F(Attributes, OfAnInstanceAreItsOwnThenItsClasss) {
  Instance* door = make(cls);
  set(cls, "width", number(90));
  EXPECT_EQ(get(door, "width"), number(90));
  set(door, "width", number(70));
  EXPECT_EQ(get(door, "width"), number(70));
  EXPECT_TRUE(rt.delete_attribute(door, name("width")));
  EXPECT_EQ(get(door, "width"), number(90));
}

TEST_F(Attributes, AreBoundWhenTheyAreFunctionsOfTheClass) {
  Function& open = define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  Instance* door = make(cls);
  const Value method = get(door, "open");
  ASSERT_TRUE(method.is<BoundMethod>());
  EXPECT_EQ(method.as<BoundMethod>()->receiver(), Value(door));
  EXPECT_EQ(Value(&method.as<BoundMethod>()->function()), Value(&open));
  // A new one each time (contract 3.1); the function itself through the class (3.7); unbound when stored on the
  // instance (3.5); a stored bound method stays what it is.
  EXPECT_NE(get(door, "open"), method);
  EXPECT_EQ(get(&cls, "open"), Value(&open));
  set(door, "own", Value(&open));
  EXPECT_EQ(get(door, "own"), Value(&open));
  set(cls, "stored", method);
  EXPECT_EQ(get(door, "stored"), method);
}

// Contract 4.2 and 4.5.
TEST_F(Attributes, OfTheInstanceCannotShadowAProperty) {
  int64_t stored = 1;
  Function& getter = function("getter", [&](Runtime&, Arguments arguments) -> Result<Value> {
    EXPECT_EQ(arguments.size(), 1u);
    return Value::small(stored);
  });
  Function& setter = function("setter", [&](Runtime&, Arguments arguments) -> Result<Value> {
    stored = arguments[1].as_small();
    return Value::nil();
  });
  Function& deleter = function("deleter", [&](Runtime&, Arguments) -> Result<Value> {
    stored = -1;
    return Value::nil();
  });
  Instance* door = make(cls);
  set(door, "width", number(5));
  set(cls, "width", property(&getter, &setter, &deleter));
  EXPECT_EQ(get(door, "width"), number(1));
  set(door, "width", number(8));
  EXPECT_EQ(get(door, "width"), number(8));
  EXPECT_TRUE(rt.delete_attribute(door, name("width")));
  EXPECT_EQ(stored, -1);
  // Through the class it is the property itself.
  EXPECT_TRUE(get(&cls, "width").is<Property>());
}

TEST_F(Attributes, OfAPropertyWithoutSetterGetterOrDeleterSayWhatIsMissing) {
  Instance* door = make(cls);
  set(cls, "width", property(&constant(1)));
  EXPECT_EQ(message(rt.set_attribute(door, name("width"), number(1)), ErrorKind::kAttribute),
            "attribute 'width' of 'Door' object can't be set: the property has no setter");
  EXPECT_EQ(message(rt.delete_attribute(door, name("width")), ErrorKind::kAttribute),
            "attribute 'width' of 'Door' object can't be deleted: the property has no deleter");
  set(cls, "height", property(Value::nil(), &constant(1)));
  EXPECT_EQ(message(rt.get_attribute(door, name("height")), ErrorKind::kAttribute),
            "attribute 'height' of 'Door' object can't be read: the property has no getter");
}

TEST_F(Attributes, ThatAreUserDescriptorsAreAsked) {
  Class& data = make_class("Data");
  define(data, "__get__", [&](Runtime&, Arguments arguments) -> Result<Value> {
    EXPECT_EQ(arguments[2], Value(&cls));
    return Value::small(arguments[1].is_nil() ? 100 : 200);
  });
  Value last = Value::nil();
  Class& writing = make_class("Writing", {&data});
  define(writing, "__set__", [&](Runtime&, Arguments arguments) -> Result<Value> {
    last = arguments[2];
    return Value::nil();
  });
  Instance* door = make(cls);
  set(cls, "reads", Value(make(data)));
  set(cls, "writes", Value(make(writing)));
  EXPECT_EQ(get(door, "reads"), number(200));
  EXPECT_EQ(get(&cls, "reads"), number(100));
  // One that only reads is shadowed by the instance, one that writes is not (contract 4.2).
  set(door, "reads", number(1));
  EXPECT_EQ(get(door, "reads"), number(1));
  set(door, "writes", number(2));
  EXPECT_EQ(last, number(2));
  EXPECT_EQ(get(door, "writes"), number(200));
  EXPECT_EQ(message(rt.delete_attribute(door, name("writes")), ErrorKind::kAttribute),
            "attribute 'writes' of 'Door' object can't be deleted: the descriptor does not define it");
}

TEST_F(Attributes, ThatAreMissingSayTypeNameAndANearMatch) {
  Instance* door = make(cls);
  set(door, "width", number(1));
  define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  EXPECT_EQ(message(rt.get_attribute(door, name("opne")), ErrorKind::kAttribute),
            "'Door' object has no attribute 'opne'; did you mean 'open'?");
  EXPECT_EQ(message(rt.get_attribute(door, name("widht")), ErrorKind::kAttribute),
            "'Door' object has no attribute 'widht'; did you mean 'width'?");
  EXPECT_EQ(message(rt.get_attribute(door, name("colour")), ErrorKind::kAttribute),
            "'Door' object has no attribute 'colour'");
  EXPECT_EQ(message(rt.call_method(door, name("opn")), ErrorKind::kAttribute),
            "'Door' object has no attribute 'opn'; did you mean 'open'?");
  EXPECT_EQ(message(rt.get_attribute(&cls, name("opem")), ErrorKind::kAttribute),
            "class 'Door' has no attribute 'opem'; did you mean 'open'?");
  EXPECT_EQ(message(rt.delete_attribute(door, name("widths")), ErrorKind::kAttribute),
            "'Door' object has no attribute 'widths'; did you mean 'width'?");
  EXPECT_EQ(message(rt.get_attribute(number(4), name("open")), ErrorKind::kAttribute),
            "'int' object has no attribute 'open'");
}

TEST_F(Attributes, OfOtherValuesCannotBeSet) {
  EXPECT_EQ(message(rt.set_attribute(number(4), name("open"), number(1)), ErrorKind::kAttribute),
            "attribute 'open' of 'int' object can't be set: objects of this type take no attributes");
  Class& strict = make_class("Strict", {}, {.accepts_attributes = false});
  EXPECT_EQ(message(rt.set_attribute(make(strict), name("open"), number(1)), ErrorKind::kAttribute),
            "'Strict' object has no attribute 'open', and its class takes no new ones");
}

TEST_F(Attributes, ThatAreMissingGoToTheClasssHook) {
  define(cls, "__getattr__", [&](Runtime&, Arguments arguments) -> Result<Value> {
    EXPECT_TRUE(arguments[1].is<Symbol>());
    return arguments[1];
  });
  Instance* door = make(cls);
  EXPECT_EQ(get(door, "anything"), Value(&name("anything")));
  set(door, "own", number(1));
  EXPECT_EQ(get(door, "own"), number(1));
  // A getter's own "there is none" goes there too, another error does not.
  ErrorKind kind = ErrorKind::kAttribute;
  set(cls, "failing", property(&function("getter", [&](Runtime&, Arguments) -> Result<Value> {
        return make_error(kind, "from the getter");
      })));
  EXPECT_EQ(get(door, "failing"), Value(&name("failing")));
  kind = ErrorKind::kValue;
  EXPECT_EQ(message(rt.get_attribute(door, name("failing")), ErrorKind::kValue), "from the getter");
}

// Contract 4.2: it replaces the whole; its AttributeError falls to the hook for missing ones.
TEST_F(Attributes, AreAllInterceptedByAGetAttributeHook) {
  Instance* door = make(cls);
  set(door, "own", number(1));
  AttributeCache cache;
  Symbol& own = name("own");
  EXPECT_EQ(value(rt.get_attribute(door, own, &cache)), number(1));
  define(cls, "__getattribute__", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    Symbol& wanted = *arguments[1].as<Symbol>();
    if (wanted.view() == "secret") return make_error(ErrorKind::kAttribute, "no");
    if (wanted.view() == "plain") return get_attribute_plainly(runtime, arguments[0], own);
    return Value::small(42);
  });
  EXPECT_EQ(value(rt.get_attribute(door, own, &cache)), number(42));
  EXPECT_EQ(value(rt.get_attribute(door, own, &cache)), number(42));
  EXPECT_EQ(get(door, "plain"), number(1));
  EXPECT_EQ(message(rt.get_attribute(door, name("secret")), ErrorKind::kAttribute), "no");
  define(cls, "__getattr__", [&](Runtime&, Arguments) -> Result<Value> { return Value::small(7); });
  EXPECT_EQ(get(door, "secret"), number(7));
  // A front-end that says nothing else of errors changes nothing.
  class Plain final : public FrontEnd {
   public:
    const char* name() const override { return "plain"; }
  } plain;
  rt.set_front_end(&plain);
  EXPECT_EQ(get(door, "secret"), number(7));
  rt.set_front_end(nullptr);
}

// Contract 4.3.
TEST_F(Attributes, WritesAndDeletionsAreAllInterceptedByTheirHooks) {
  Instance* door = make(cls);
  set(door, "own", number(1));
  AttributeCache cache;
  Symbol& own = name("own");
  EXPECT_TRUE(rt.set_attribute(door, own, number(2), &cache));
  int writes = 0;
  define(cls, "__setattr__", [&](Runtime& runtime, Arguments arguments) -> Result<Value> {
    writes++;
    MAYFLY_TRY(set_attribute_plainly(runtime, arguments[0], *arguments[1].as<Symbol>(), arguments[2]));
    return Value::nil();
  });
  EXPECT_TRUE(rt.set_attribute(door, own, number(3), &cache));
  EXPECT_EQ(value(rt.get_attribute(door, own, &cache)), number(3));
  EXPECT_TRUE(rt.set_attribute(door, own, number(4), &cache));
  EXPECT_EQ(writes, 2);
  define(cls, "__delattr__",
         [&](Runtime&, Arguments) -> Result<Value> { return make_error(ErrorKind::kAttribute, "not that"); });
  EXPECT_EQ(message(rt.delete_attribute(door, own), ErrorKind::kAttribute), "not that");
  EXPECT_TRUE(delete_attribute_plainly(rt, door, own));
  EXPECT_FALSE(has(door, "own"));
}

TEST_F(Attributes, OfAClassGoThroughItsMetaclass) {
  Class& meta = make_class("Meta", {rt.space().type_class()});
  Class& made = make_class("Made", {}, {}, &meta);
  define(meta, "describe", [](Runtime&, Arguments arguments) -> Result<Value> { return arguments[0]; });
  set(meta, "size", property(&constant(5)));
  set(made, "own", number(1));
  EXPECT_EQ(call_method(&made, "describe"), Value(&made));
  EXPECT_EQ(get(&made, "size"), number(5));
  EXPECT_EQ(get(&made, "own"), number(1));
  // Instances do not see the metaclass.
  EXPECT_FALSE(has(make(made), "describe"));
  EXPECT_EQ(message(rt.set_attribute(&made, name("size"), number(1)), ErrorKind::kAttribute),
            "attribute 'size' of 'Meta' object can't be set: the property has no setter");
  // A metaclass decides what calling its classes does.
  define(meta, "__call__", [](Runtime&, Arguments) -> Result<Value> { return Value::small(9); });
  EXPECT_EQ(call(&made), number(9));
}

// Contract 3.2.
TEST_F(Attributes, OfABoundMethodAreItsFunctions) {
  Function& open = define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  set(Value(&open), "documentation", number(3));
  EXPECT_EQ(get(&open, "documentation"), number(3));
  const Value method = get(make(cls), "open");
  EXPECT_EQ(get(method, "documentation"), number(3));
  EXPECT_EQ(message(rt.set_attribute(method, name("documentation"), number(4)), ErrorKind::kAttribute),
            "attribute 'documentation' of 'bound_method' object can't be set: a bound method has none of its own");
  EXPECT_FALSE(rt.delete_attribute(method, name("documentation")));
  EXPECT_TRUE(rt.delete_attribute(&open, name("documentation")));
  EXPECT_FALSE(has(method, "documentation"));
  EXPECT_FALSE(rt.delete_attribute(&open, name("documentation")));
}

// Contract 4.6.
TEST_F(Attributes, ThroughSuperContinueInTheOrderOfTheInstancesClass) {
  Class& left = make_class("Left", {&cls});
  Class& right = make_class("Right", {&cls});
  Class& both = make_class("Both", {&left, &right});
  set(cls, "side", number(0));
  set(right, "side", number(2));
  set(cls, "of_class", Value(ClassMethod::create(rt.space(), Value(&constant(1)))));
  define(cls, "open", [](Runtime&, Arguments arguments) -> Result<Value> { return arguments[0]; });
  Instance* door = make(both);
  EXPECT_EQ(value(get_super_attribute(rt, left, door, name("side"))), number(2));
  EXPECT_EQ(value(get_super_attribute(rt, right, door, name("side"))), number(0));
  const Value method = value(get_super_attribute(rt, left, door, name("open")));
  EXPECT_EQ(call(method), Value(door));
  // In class methods.
  const Value of_class = value(get_super_attribute(rt, left, &both, name("of_class")));
  ASSERT_TRUE(of_class.is<BoundMethod>());
  EXPECT_EQ(of_class.as<BoundMethod>()->receiver(), Value(&both));
  EXPECT_EQ(message(get_super_attribute(rt, cls, door, name("side")), ErrorKind::kAttribute),
            "no class after 'Door' in the resolution order of 'Both' has an attribute 'side'");
  EXPECT_EQ(message(get_super_attribute(rt, both, make(cls), name("side")), ErrorKind::kType),
            "super: <Door object> is no instance and no subclass of class 'Both'");
}

TEST_F(Attributes, ReadWithACacheFollowEveryChange) {
  Instance* door = make(cls);
  Symbol& width = name("width");
  set(cls, "width", number(1));
  AttributeCache cache;
  EXPECT_EQ(value(rt.get_attribute(door, width, &cache)), number(1));
  EXPECT_EQ(cache.found(), AttributeCache::Found::kClassValue);
  set(cls, "width", number(2));
  EXPECT_EQ(value(rt.get_attribute(door, width, &cache)), number(2));
  set(door, "width", number(3));
  EXPECT_EQ(value(rt.get_attribute(door, width, &cache)), number(3));
  EXPECT_EQ(cache.found(), AttributeCache::Found::kSlot);
  EXPECT_EQ(value(rt.get_attribute(door, width, &cache)), number(3));
  EXPECT_TRUE(rt.set_attribute(door, width, number(4), &cache));
  EXPECT_EQ(value(rt.get_attribute(door, width, &cache)), number(4));
  set(cls, "width", property(&constant(5)));
  EXPECT_EQ(value(rt.get_attribute(door, width, &cache)), number(5));
  EXPECT_EQ(value(rt.get_attribute(door, width, &cache)), number(5));
  EXPECT_FALSE(rt.set_attribute(door, width, number(6), &cache));
  EXPECT_TRUE(rt.delete_attribute(&cls, width));
  EXPECT_EQ(value(rt.get_attribute(door, width, &cache)), number(4));
  EXPECT_TRUE(rt.delete_attribute(door, width));
  EXPECT_FALSE(rt.get_attribute(door, width, &cache));
}

// What a cache has seen becomes a descriptor only later.
TEST_F(Attributes, ReadWithACacheNoticeThatAValueBecameADescriptor) {
  Class& later = make_class("Later");
  Instance* door = make(cls);
  set(cls, "width", Value(make(later)));
  Symbol& width = name("width");
  AttributeCache of_class;
  EXPECT_TRUE(value(rt.get_attribute(door, width, &of_class)).is<Instance>());
  Instance* other = make(cls);
  set(other, "width", number(1));
  AttributeCache of_slot;
  EXPECT_EQ(value(rt.get_attribute(other, width, &of_slot)), number(1));
  define(later, "__get__", [](Runtime&, Arguments) -> Result<Value> { return Value::small(8); });
  EXPECT_EQ(value(rt.get_attribute(door, width, &of_class)), number(8));
  EXPECT_EQ(value(rt.get_attribute(other, width, &of_slot)), number(1));
  define(later, "__set__", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  EXPECT_EQ(value(rt.get_attribute(other, width, &of_slot)), number(8));
}

TEST_F(Attributes, AskedForTellErrorsFromAbsence) {
  Instance* door = make(cls);
  EXPECT_FALSE(has(door, "width"));
  set(door, "width", number(1));
  EXPECT_TRUE(has(door, "width"));
  set(cls, "failing", property(&function("getter", [](Runtime&, Arguments) -> Result<Value> {
        return make_error(ErrorKind::kValue, "broken");
      })));
  EXPECT_EQ(message(rt.has_attribute(door, name("failing")), ErrorKind::kValue), "broken");
}

TEST_F(Attributes, SurviveAnExactCollectionInAGetter) {
  Root<Instance> door = make_root(cls);
  set(cls, "width", property(&function("getter", [](Runtime& runtime, Arguments arguments) -> Result<Value> {
        runtime.collect_exact();
        return Value(&arguments[0].as<Instance>()->cls());
      })));
  EXPECT_EQ(get(door.get(), "width"), Value(&cls));
  Instance* unheld = make(cls);
  EXPECT_EQ(get(unheld, "width"), Value(&cls));
}

TEST_F(Attributes, RunOutOfMemoryWithoutAChange) {
  Instance* door = make(cls);
  set(door, "width", number(1));
  Symbol& open = name("open");
  Symbol& fresh = name("fresh");
  define(cls, "open", [](Runtime&, Arguments) -> Result<Value> { return Value::nil(); });
  rt.heap().set_fail_every(1);
  EXPECT_EQ(rt.get_attribute(door, open).error().kind(), ErrorKind::kOutOfMemory);
  Result<> set_fresh = rt.set_attribute(door, fresh, number(1));
  rt.heap().set_fail_every(0);
  EXPECT_EQ(set_fresh.error().kind(), ErrorKind::kOutOfMemory);
  EXPECT_FALSE(has(door, "fresh"));
  EXPECT_EQ(get(door, "width"), number(1));
}

TEST(NearMatches, AreNearEnough) {
  auto suggest = [](std::string_view wanted, std::initializer_list<std::string_view> names) {
    NearMatch near(wanted);
    for (std::string_view each : names) near.consider(each);
    return std::string(near.suggestion());
  };
  EXPECT_EQ(suggest("lenght", {"height", "length", "left"}), "; did you mean 'length'?");
  EXPECT_EQ(suggest("x", {"y", "z"}), "");
  EXPECT_EQ(suggest("open", {"shut", "close"}), "");
  EXPECT_EQ(suggest("", {"a"}), "");
  EXPECT_EQ(suggest(std::string(100, 'a'), {"a"}), "");
  EXPECT_EQ(suggest("ab", {"ba"}), "; did you mean 'ba'?");
}

}  // namespace
}  // namespace mayfly
