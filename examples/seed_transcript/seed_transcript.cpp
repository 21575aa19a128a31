// The session of the Python documentation of weakref.WeakMethod, through the embedding API, line by line.
//
// Each line of Python stands beside the C++ that does the same, and prints what Python prints. Only the address
// differs, as it does in Python, too, and what gc.collect() counts.
#include <mayfly/mayfly.h>

#include <cstdio>

using namespace mayfly;

namespace {

// The session's variables.
struct Session {
  Runtime& rt;
  Root<Class> C;  // NOLINT(readability-identifier-naming): as in the session
  Root<Instance> c;
  Root<Value> r;  // first a WeakRef, then a WeakMethod
};

struct Line {
  const char* python;
  Result<> (*run)(Session& session);
};

void print_method(const BoundMethod& method) {
  const Instance& receiver = *method.receiver().as<Instance>();
  std::printf("<bound method %s.%s of <__main__.%s object at %p>>\n", receiver.cls().name().c_str(),
              static_cast<Function&>(method.function()).name()->c_str(), receiver.cls().name().c_str(),
              static_cast<const void*>(&receiver));
}

// r(), and what the prompt does with a value: nil is Python's None, which it does not print.
Result<> show_r(Session& s) {
  const Value value = MAYFLY_TRY(s.rt.call(s.r.get()));
  if (value.is_nil()) return {};
  if (const BoundMethod* method = value.try_as<BoundMethod>()) {
    print_method(*method);
    return {};
  }
  std::printf("%s\n", MAYFLY_TRY(representation(s.rt, value))->c_str());
  return {};
}

Result<> define_c(Session& s) {
  s.C = MAYFLY_TRY(s.rt.make_class("C").method("method", [](Value) { std::puts("method called!"); }).build());
  return {};
}

constexpr Line kSession[] = {
    {"class C:\n"
     "...     def method(self):\n"
     "...         print(\"method called!\")\n"
     "...",
     &define_c},
    {"c = C()",
     [](Session& s) -> Result<> {
       s.c = MAYFLY_TRY(s.rt.create(s.C));
       return {};
     }},
    {"r = weakref.ref(c.method)",
     [](Session& s) -> Result<> {
       const Root<BoundMethod> method = MAYFLY_TRY(s.rt.method(s.c, "method"));
       const Root<WeakRef> made = MAYFLY_TRY(s.rt.weak_reference(method));
       s.r = MAYFLY_TRY(s.rt.value(made));
       return {};
     }},
    {"r()", &show_r},
    {"r = weakref.WeakMethod(c.method)",
     [](Session& s) -> Result<> {
       const Root<BoundMethod> method = MAYFLY_TRY(s.rt.method(s.c, "method"));
       const Root<WeakMethod> made = MAYFLY_TRY(s.rt.weak_method(method));
       s.r = MAYFLY_TRY(s.rt.value(made));
       return {};
     }},
    {"r()", &show_r},
    {"r()()",
     [](Session& s) -> Result<> {
       const Value method = MAYFLY_TRY(s.rt.call(s.r.get()));
       return s.rt.call<void>(method);
     }},
    {"del c",
     [](Session& s) -> Result<> {
       s.c.reset();
       return {};
     }},
    {"gc.collect()",
     [](Session& s) -> Result<> {
       std::printf("%zu\n", s.rt.collect_exact().collected);
       return {};
     }},
    {"r()", &show_r},
};

Result<> play(Runtime& rt) {
  std::puts("# Python kills c and its methods at once, by counting references. Mayfly kills when it collects:");
  std::puts("# so here each line is preceded by an exact collection.");
  Session session{rt, {}, {}, {}};
  for (const Line& line : kSession) {
    const CollectReport report = rt.collect_exact();
    if (!report.exact) std::printf("# not exact: %s\n", report.why_not().c_str());
    std::printf(">>> %s\n", line.python);
    MAYFLY_TRY(line.run(session));
  }
  std::puts(">>>");
  return {};
}

}  // namespace

int main() {
  Result<std::unique_ptr<Runtime>> rt = Runtime::create();
  const Result<> done = rt ? play(**rt) : rt.take_error();
  if (done) return 0;
  std::fprintf(stderr, "%s\n", done.error().to_string().c_str());
  return 1;
}
