#include <mayfly/mayfly.h>

#include <cstdio>

using namespace mayfly;

struct Door {
  int64_t opened = 0;
  int64_t open(int64_t times) { return opened += times; }
};

// Any of these calls can fail: MAYFLY_TRY gives the value, or returns the error to our caller.
Result<> session(Runtime& rt) {
  // A C++ type becomes a class; a Root keeps what it refers to alive.
  Root<Class> doors = MAYFLY_TRY(rt.define<Door>("Door")
                                     .constructor<>()
                                     .method("open", &Door::open, arg("times") = 1)
                                     .field("opened", &Door::opened)
                                     .build());
  Root<Instance> door = MAYFLY_TRY(rt.create(doors));

  // A weak method keeps neither the door nor its method alive. It tells, once, when one of them dies.
  Root<BoundMethod> bound = MAYFLY_TRY(rt.method(door, "open"));
  Root<WeakMethod> open = MAYFLY_TRY(
      rt.weak_method(bound, [](WeakMethod& method) { std::printf("callback: the %s died\n", name(method.death())); }));
  bound.reset();

  // Looked at, held and called in one step, while the door lives.
  if (WeakCall<int64_t> opened = MAYFLY_TRY(rt.call_weak<int64_t>(open, 2)))
    std::printf("called: opened %lld times\n", static_cast<long long>(*opened));

  // The door dies in the next exact collection, which then runs the callback.
  door.reset();
  CollectReport report = rt.collect_exact();
  std::printf("collected: %s\n", report.exact ? "exactly" : report.why_not().c_str());

  WeakCall<int64_t> late = MAYFLY_TRY(rt.call_weak<int64_t>(open, 2));
  std::printf("called: %s\n", late ? "still alive" : "too late");
  return {};
}

int main() {
  Result<std::unique_ptr<Runtime>> rt = Runtime::create();
  Result<> done = rt ? session(**rt) : rt.take_error();
  if (done) return 0;
  std::fprintf(stderr, "%s\n", done.error().to_string().c_str());
  return 1;
}
