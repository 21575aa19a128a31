#include "support.h"

namespace mayfly::bench {

Runtime& runtime() {
  static Runtime* rt = [] { return check(Runtime::create()).release(); }();
  return *rt;
}

Root<Class> counter_class() {
  static Root<Class> cls = check(runtime()
                                     .define<Counter>("Counter")
                                     .constructor<>()
                                     .method("add", &Counter::add, arg("n") = 1)
                                     .field("total", &Counter::total)
                                     .build());
  return cls;
}

namespace {

// The leanest method there is: what a front-end's own would be entered like.
Result<Value> add_entry(Runtime&, Function&, Arguments arguments) noexcept {
  return Value::small(arguments[1].as_small() + 1);
}

}  // namespace

Root<Class> point_class() {
  static Root<Class> cls = [] {
    Runtime& rt = runtime();
    Symbol* name = rt.space().symbols().intern("Point");
    Root<Class> made(rt.heap(), check(Class::create(rt.space(), *name)));
    NativeDescription description;
    description.name = "add";
    description.set_entry<&add_entry>();
    description.rooted_frame = true;
    Root<Function> function(rt.heap(), check(make_native(rt, description)));
    check(made->set_attribute(rt.space(), *rt.space().symbols().intern("add"), Value(function.get())));
    return made;
  }();
  return cls;
}

Root<Instance> make_point(int64_t x) {
  Runtime& rt = runtime();
  Root<Instance> point(rt.heap(), Instance::create(rt.space(), *point_class()));
  if (!point) fail(Error::out_of_memory());
  for (const char* name : {"x", "y", "z"})
    if (!point->set_own_attribute(rt.space(), *rt.space().symbols().intern(name), Value::small(x)))
      fail(Error::out_of_memory());
  return point;
}

}  // namespace mayfly::bench
