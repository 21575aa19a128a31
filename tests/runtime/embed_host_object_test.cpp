// Host objects: who owns them, when they are released, and C++ base classes.
#include <support/embed_test.h>

#include <thread>

namespace {

using namespace mayfly;

struct Log {
  std::vector<std::string> lines;
  std::thread::id thread;
};

struct Tracked {
  Log* log;
  std::string name;
  Tracked(Log* l, std::string n) : log(l), name(std::move(n)) {}
  Tracked(Tracked&& other) noexcept : log(std::exchange(other.log, nullptr)), name(std::move(other.name)) {}
  ~Tracked() {
    if (!log) return;
    log->lines.push_back(name);
    log->thread = std::this_thread::get_id();
  }
  std::string hello() const { return "I am " + name; }
};

struct Named {
  virtual ~Named() = default;
  std::string name = "named";
  std::string shout() const { return name + "!"; }
  virtual std::string kind() const { return "Named"; }
};
struct Sized {
  int size = 3;
  int twice() const { return 2 * size; }
};
struct Gate : Sized, Named {
  std::string kind() const override { return "Gate"; }
  int width = 9;
};
struct HighGate : Gate {
  int height = 20;
};
struct Unrelated {};

class HostObjects : public test::EmbedTest {
 protected:
  // What is left is released while the log is there.
  ~HostObjects() override { owner.reset(); }
  Log log;
  Root<Class> tracked = must(rt.define<Tracked>("Tracked").method("hello", &Tracked::hello).build());
};

TEST_F(HostObjects, ByValueAreOwned) {
  Root<Instance> a = must(rt.wrap(Tracked(&log, "a")));
  EXPECT_EQ(must(rt.call_method<std::string>(a, "hello")), "I am a");
  a.reset();
  EXPECT_TRUE(log.lines.empty());
  rt.collect_exact();
  EXPECT_EQ(log.lines, std::vector<std::string>{"a"});
  EXPECT_EQ(log.thread, std::this_thread::get_id());
}

TEST_F(HostObjects, OfUniquePointersAreOwned) {
  struct Deleter {
    int* count;
    void operator()(Tracked* object) const {
      ++*count;
      delete object;
    }
  };
  int deleted = 0;
  Root<Instance> a = must(rt.wrap(std::make_unique<Tracked>(&log, "a")));
  Root<Instance> b = must(rt.wrap(std::unique_ptr<Tracked, Deleter>(new Tracked(&log, "b"), Deleter{&deleted})));
  EXPECT_EQ(must(rt.call_method<std::string>(b, "hello")), "I am b");
  a.reset();
  b.reset();
  rt.collect_exact();
  EXPECT_EQ(log.lines.size(), 2u);
  EXPECT_EQ(deleted, 1);
  EXPECT_EQ(error(rt.wrap(std::unique_ptr<Tracked>())), "ValueError: the object to wrap is a null handle");
}

TEST_F(HostObjects, OfSharedPointersAreShared) {
  auto shared = std::make_shared<Tracked>(&log, "s");
  Root<Instance> box = must(rt.wrap(shared));
  EXPECT_EQ(shared.use_count(), 2);
  EXPECT_EQ(must(rt.convert<std::shared_ptr<Tracked>>(box)), shared);
  box.reset();
  rt.collect_exact();
  EXPECT_EQ(shared.use_count(), 1);
  EXPECT_TRUE(log.lines.empty());
  Root<Instance> owned = must(rt.wrap(Tracked(&log, "o")));
  EXPECT_EQ(error(rt.convert<std::shared_ptr<Tracked>>(owned)),
            "TypeError: the value must be a Tracked that a std::shared_ptr owns, not <Tracked object>");
  EXPECT_EQ(error(rt.convert<std::shared_ptr<Tracked>>(tracked)),
            "TypeError: the value must be a Tracked, not <class Tracked>");
}

TEST_F(HostObjects, OfReferencesStayTheHosts) {
  {
    Tracked mine(&log, "mine");
    Root<Instance> box = must(rt.wrap(std::ref(mine)));
    EXPECT_EQ(host_object<Tracked>(box), &mine);
    EXPECT_EQ(must(rt.call_method<std::string>(box, "hello")), "I am mine");
    box.reset();
    rt.collect_exact();
    EXPECT_TRUE(log.lines.empty());
  }
  EXPECT_EQ(log.lines.size(), 1u);
}

TEST_F(HostObjects, AreReleasedAtShutdownNewestFirst) {
  Root<Instance> a = must(rt.wrap(Tracked(&log, "a")));
  Root<Instance> b = must(rt.wrap(Tracked(&log, "b")));
  must(rt.wrap(Tracked(&log, "c")));
  owner.reset();
  EXPECT_EQ(log.lines, (std::vector<std::string>{"c", "b", "a"}));
  EXPECT_FALSE(a);
}

TEST_F(HostObjects, AreWholeInTheirFinalizers) {
  struct Final {
    Log* log;
    ~Final() { log->lines.push_back("released"); }
    void finalize() { log->lines.push_back("finalized"); }
  };
  Root<Class> cls = must(rt.define<Final>("Final").special(Special::kFinalize, &Final::finalize).build());
  Root<Instance> object = must(rt.wrap(std::unique_ptr<Final>(new Final{&log})));
  object.reset();
  rt.collect_exact();
  rt.collect_exact();
  EXPECT_EQ(log.lines, (std::vector<std::string>{"finalized", "released"}));
}

TEST_F(HostObjects, ReleasedEarlyGiveAClearErrorAfterwards) {
  Root<Instance> a = must(rt.wrap(Tracked(&log, "a")));
  Root<BoundMethod> hello = must(rt.method(a, "hello"));
  EXPECT_TRUE(release_host_object(a));
  EXPECT_FALSE(release_host_object(a));
  EXPECT_FALSE(release_host_object(tracked));
  EXPECT_EQ(log.lines.size(), 1u);
  EXPECT_EQ(error(rt.call<std::string>(hello)),
            "DeadReferenceError: Tracked.hello(): the receiver must be a Tracked, but the C++ object of this <Tracked "
            "object> "
            "was released");
  EXPECT_EQ(host_object<Tracked>(a), nullptr);
  a.reset();
  hello.reset();
  rt.collect_exact();
  EXPECT_EQ(log.lines.size(), 1u);
}

TEST_F(HostObjects, AreReleasedWhenTheyCantBeBoxed) {
  struct Loose {
    int* released;
    explicit Loose(int* r) : released(r) {}
    Loose(Loose&& other) noexcept : released(std::exchange(other.released, nullptr)) {}
    ~Loose() {
      if (released) ++*released;
    }
  };
  int released = 0;
  const std::string message = error(rt.wrap(Loose(&released)));
  EXPECT_EQ(released, 1);
  EXPECT_TRUE(
      message.starts_with("TypeError: the object to wrap must be of a type that is bound, but no class of this "
                          "runtime stands for the C++ type "))
      << message;
}

TEST_F(HostObjects, AreReturnedByFunctions) {
  Root<Function> make = must(rt.function("make", [this](std::string name) { return Tracked(&log, name); }));
  Root<Function> unique =
      must(rt.function("unique", [this](std::string name) { return std::make_unique<Tracked>(&log, name); }));
  Root<Function> none = must(rt.function("none", [] { return std::shared_ptr<Tracked>(); }));
  EXPECT_EQ(must(rt.call_method<std::string>(must(rt.call<Root<Instance>>(make, "m")), "hello")), "I am m");
  EXPECT_EQ(must(rt.call_method<std::string>(must(rt.call<Root<Instance>>(unique, "u")), "hello")), "I am u");
  EXPECT_EQ(must(rt.call<Root<Value>>(none)).get(), Value::nil());
}

TEST_F(HostObjects, ArePassedByReferencePointerAndCopy) {
  Root<Class> gates = must(rt.define<Gate>("Gate").constructor<>().build());
  Root<Instance> gate = must(rt.create(gates));
  Gate* object = host_object<Gate>(gate);
  Root<Function> reference = must(rt.function("f", [&](Gate& g) { return &g == object; }));
  Root<Function> constant = must(rt.function("f", [&](const Gate& g) { return &g == object; }));
  Root<Function> pointer = must(rt.function("f", [&](Gate* g) { return g == object; }));
  Root<Function> copy = must(rt.function("f", [&](Gate g) { return &g != object && g.width == object->width; }));
  Root<Function> optional = must(rt.function("f", [&](std::optional<Gate> g) { return g.has_value(); }));
  EXPECT_TRUE(must(rt.call<bool>(reference, gate)));
  EXPECT_TRUE(must(rt.call<bool>(constant, gate)));
  EXPECT_TRUE(must(rt.call<bool>(pointer, gate)));
  EXPECT_FALSE(must(rt.call<bool>(pointer, nullptr)));
  EXPECT_TRUE(must(rt.call<bool>(copy, gate)));
  EXPECT_FALSE(must(rt.call<bool>(optional, nullptr)));
  EXPECT_EQ(error(rt.call<bool>(reference, nullptr)), "TypeError: f(): argument 1 must be a Gate, not nil");
  EXPECT_EQ(error(rt.call<bool>(pointer, 1)), "TypeError: f(): argument 1 must be a Gate or nil, not 1 (int)");
  EXPECT_EQ(must(rt.convert<Gate>(gate)).width, 9);
}

class Abstract {
 public:
  virtual ~Abstract() = default;
  virtual int number() const = 0;
};
struct Concrete : Abstract {
  int number() const override { return 5; }
};
class AbstractWithoutVirtualDestructor {
 public:
  virtual int number() const = 0;

 protected:
  ~AbstractWithoutVirtualDestructor() = default;
};
struct Holder final : AbstractWithoutVirtualDestructor {
  int number() const override { return 6; }
};
class Single {
 public:
  static Single& get() {
    static Single single;
    return single;
  }
  int number() const { return 7; }
  Single(const Single&) = delete;

 private:
  Single() = default;
  ~Single() = default;
};

TEST_F(HostObjects, MayBeAbstractOrUndeletable) {
  Root<Class> abstract = must(rt.define<Abstract>("Abstract").method("number", &Abstract::number).build());
  Root<Class> concrete = must(rt.define<Concrete>("Concrete").base<Abstract>().constructor<>().build());
  EXPECT_EQ(must(rt.call_method<int>(must(rt.create(concrete)), "number")), 5);
  EXPECT_EQ(must(rt.call_method<int>(must(rt.wrap(std::unique_ptr<Abstract>(new Concrete))), "number")), 5);
  Root<Class> plain = must(rt.define<AbstractWithoutVirtualDestructor>("Plain")
                               .method("number", &AbstractWithoutVirtualDestructor::number)
                               .build());
  Holder holder;
  EXPECT_EQ(must(rt.call_method<int>(must(rt.wrap(std::ref<AbstractWithoutVirtualDestructor>(holder))), "number")), 6);
  Root<Class> single = must(rt.define<Single>("Single").method("number", &Single::number).build());
  EXPECT_EQ(must(rt.call_method<int>(must(rt.wrap(std::ref(Single::get()))), "number")), 7);
}

class CppBases : public test::EmbedTest {
 protected:
  Root<Class> named = must(rt.define<Named>("Named")
                               .constructor<>()
                               .method("shout", &Named::shout)
                               .method("kind", &Named::kind)
                               .field("name", &Named::name)
                               .build());
  Root<Class> sized = must(rt.define<Sized>("Sized").constructor<>().method("twice", &Sized::twice).build());
  Root<Class> gate =
      must(rt.define<Gate>("Gate").base<Sized>().base<Named>().constructor<>().field("width", &Gate::width).build());
  Root<Class> high =
      must(rt.define<HighGate>("HighGate").base<Gate>().constructor<>().field("height", &HighGate::height).build());
};

TEST_F(CppBases, MethodsOfAllBasesWork) {
  Root<Instance> object = must(rt.create(high));
  EXPECT_EQ(must(rt.call_method<std::string>(object, "shout")), "named!");
  EXPECT_EQ(must(rt.call_method<std::string>(object, "kind")), "Gate");
  EXPECT_EQ(must(rt.call_method<int>(object, "twice")), 6);
  EXPECT_EQ(must(rt.get<int>(object, "width")), 9);
  EXPECT_EQ(must(rt.get<int>(object, "height")), 20);
  EXPECT_EQ(host_object<Named>(object), static_cast<Named*>(host_object<HighGate>(object)));
  EXPECT_EQ(host_object<Unrelated>(object), nullptr);
}

TEST_F(CppBases, ADerivedObjectIsNeitherSiblingNorDescendant) {
  Root<Instance> object = must(rt.create(gate));
  Root<Function> f = must(rt.function("f", [](HighGate&) {}));
  EXPECT_EQ(error(rt.call<void>(f, object)), "TypeError: f(): argument 1 must be a HighGate, not <Gate object>");
  EXPECT_EQ(error(rt.call_method<void>(must(rt.create(sized)), "shout")),
            "AttributeError: 'Sized' object has no attribute 'shout'");
}

TEST_F(CppBases, SharedPointersConvertToTheBase) {
  Root<Instance> box = must(rt.wrap(std::make_shared<HighGate>()));
  std::shared_ptr<Sized> base = must(rt.convert<std::shared_ptr<Sized>>(box));
  EXPECT_EQ(base->size, 3);
  EXPECT_EQ(base.use_count(), 2);
}

TEST_F(CppBases, ABasesConstructorDoesNotMakeADerivedObject) {
  Root<Instance> object = must(rt.create(gate));
  Root<Value> init = must(rt.get<Root<Value>>(named, "__init__"));
  EXPECT_EQ(
      error(rt.call<void>(init, object)),
      "TypeError: Named.__init__(): the receiver must be a new Named, but this <Gate object> has a C++ type, and a "
      "constructor, of its own");
}

TEST_F(CppBases, AScriptsClassMayDeriveFromABoundOne) {
  Root<Class> painted = must(rt.make_class("Painted", gate)
                                 .method("paint", [](Runtime& runtime, Instance& self,
                                                     std::string color) { return runtime.set(self, "color", color); })
                                 .method("kind", [](Gate& self) { return "painted " + self.kind(); })
                                 .build());
  Root<Instance> object = must(rt.create(painted));
  must(rt.call_method<void>(object, "paint", "red"));
  EXPECT_EQ(must(rt.get<std::string>(object, "color")), "red");
  EXPECT_EQ(must(rt.call_method<std::string>(object, "kind")), "painted Gate");
  EXPECT_EQ(must(rt.call_method<int>(object, "twice")), 6);
  EXPECT_TRUE(must(is_instance(rt.space(), object, *gate) ? Result<bool>(true) : Result<bool>(false)));
}

TEST_F(CppBases, AScriptsConstructorMustCallTheBases) {
  Root<Class> lazy = must(rt.make_class("Lazy", gate).method("__init__", [](Value) {}).build());
  EXPECT_EQ(error(rt.call_method<void>(must(rt.create(lazy)), "twice")),
            "DeadReferenceError: Sized.twice(): the receiver must be a Sized, but the C++ object of this <Lazy object> "
            "was never "
            "made: its class's constructor was not called");
  Root<Value> init = must(rt.get<Root<Value>>(gate, "__init__"));
  Root<Class> proper =
      must(rt.make_class("Proper", gate)
               .method("__init__", captures(init),
                       [](Value base, Runtime& runtime, Value self) { return runtime.call<void>(base, self); })
               .build());
  EXPECT_EQ(must(rt.call_method<int>(must(rt.create(proper)), "twice")), 6);
}

TEST_F(CppBases, MustBeBoundFirstAndAgree) {
  struct Orphan : Unrelated {};
  EXPECT_TRUE(error(rt.define<Orphan>("Orphan").base<Unrelated>().build())
                  .starts_with(
                      "TypeError: can't make class 'Orphan': no class of this runtime stands for its C++ base class "));
  EXPECT_EQ(
      error(rt.define<Unrelated>("Unrelated").base(sized).build()),
      "TypeError: can't make class 'Unrelated': its base 'Sized' is bound to a C++ type, which is named by base<T>()");
  EXPECT_EQ(error(rt.make_class("Both", named, sized).build()),
            "TypeError: can't make class 'Both': instances of its bases 'Named' and 'Sized' own different C++ types");
  must(rt.make_class("Both", gate, named).build());
  must(rt.make_class("Mixin").build());
}

TEST_F(CppBases, MayMixWithClassesOfScripts) {
  Root<Class> mixin = must(rt.make_class("Mixin").method("hello", [](Value) { return "hello"; }).build());
  struct Mixed : Sized {};
  Root<Class> mixed = must(rt.define<Mixed>("Mixed").base<Sized>().base(mixin).constructor<>().build());
  Root<Instance> object = must(rt.create(mixed));
  EXPECT_EQ(must(rt.call_method<std::string>(object, "hello")), "hello");
  EXPECT_EQ(must(rt.call_method<int>(object, "twice")), 6);
}

}  // namespace
