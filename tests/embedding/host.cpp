// The host that each way of embedding builds: it defines a class, holds one of its methods weakly, and sees it die.
#include <mayfly/mayfly.h>

#include <cstdio>

struct Door {
  int64_t opened = 0;
  int64_t open(int64_t n) { return opened += n; }
  ~Door() { std::printf("released after %lld\n", static_cast<long long>(opened)); }
};

mayfly::Result<> session(mayfly::Runtime& rt) {
  using namespace mayfly;
  Root<Class> cls = MAYFLY_TRY(rt.define<Door>("Door")
                                   .constructor<>()
                                   .method("open", &Door::open, arg("n") = 1)
                                   .field("opened", &Door::opened)
                                   .build());
  Root<Instance> door = MAYFLY_TRY(rt.create(cls));
  Root<BoundMethod> bound = MAYFLY_TRY(rt.method(door, "open"));
  Root<WeakMethod> open =
      MAYFLY_TRY(rt.weak_method(bound, [](WeakMethod& w) { std::printf("died: %s\n", name(w.death())); }));
  bound.reset();
  if (WeakCall<int64_t> r = MAYFLY_TRY(rt.call_weak<int64_t>(open, kw("n") = 2)))
    std::printf("opened %lld\n", static_cast<long long>(*r));
  Result<int64_t> wrong = rt.call_method<int64_t>(door, "open", "wide");
  std::printf("%s\n", wrong ? "no error" : wrong.error().to_string().c_str());
  door.reset();
  CollectReport report = rt.collect_exact();
  std::printf("%s\n", report.why_not().c_str());
  if (WeakCall<int64_t> r = MAYFLY_TRY(rt.call_weak<int64_t>(open)); !r) std::printf("dead: %s\n", name(r.death()));
  return {};
}

int main() {
  std::printf("mayfly %s\n", mayfly::version());
  mayfly::Result<std::unique_ptr<mayfly::Runtime>> rt = mayfly::Runtime::create();
  if (!rt) return 1;
  mayfly::Result<> done = session(**rt);
  if (!done) std::printf("%s\n", done.error().to_string().c_str());
  return done ? 0 : 1;
}
