// gc: collecting, and looking at what there is (contract 9).
#include <minipy/modules/gc_walk.h>
#include <minipy/modules/modules.h>
#include <minipy/types/containers.h>
#include <minipy/types/function.h>
#include <minipy/vm/interpreter.h>
#include <minipy/vm/module.h>
#include <minipy/vm/namespace.h>

namespace minipy {

namespace {

// Of the module, under this name; None where a program has deleted it.
Result<Value> own(Runtime& rt, std::string_view name) {
  Minipy& minipy = Minipy::of(rt);
  const Value module = find_in(minipy.modules(), "gc");
  if (!module.is<Module>()) return Value::nil();
  const Value found = find_in(module.as<Module>()->names(), name);
  return found.is_empty() ? Value::nil() : found;
}

// Contract 9.3. Their errors concern nobody.
Result<> tell_callbacks(Runtime& rt, const char* phase, int64_t generation, int64_t collected) {
  Locals<4> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(own(rt, "callbacks"));
  const List* callbacks = as<List>(held[0]);
  if (!callbacks || callbacks->empty()) return {};
  held[1] = MAYFLY_TRY(new_string(rt, phase));
  held[2] = Value(Dict::create(rt.heap()));
  if (held[2].is_empty()) return rt.heap().allocation_error();
  Dict& info = *held[2].as<Dict>();
  MAYFLY_TRY(set_in(rt, info, "generation", Value::small(generation)));
  MAYFLY_TRY(set_in(rt, info, "collected", Value::small(collected)));
  MAYFLY_TRY(set_in(rt, info, "uncollectable", Value::small(0)));
  for (size_t i = 0; i < callbacks->size(); i++) {
    held[3] = callbacks->at(i);
    const Result<Value> done = call(rt, held[3], {held[1], held[2]});
    if (done) continue;
    if (is_uncatchable(done.error())) return Error(done.error().kind(), done.error().message());
    rt.lifecycle().report(Unraisable::Source::kListener, done.error(), held[3]);
  }
  return {};
}

Result<Value> collect(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"generation"};
  Value given = Value::empty();
  MAYFLY_TRY(take(rt, "collect", args, kNames, 0, 0, {&given, 1}));
  int64_t number = 2;
  if (!given.is_empty()) {
    number =
        MAYFLY_TRY(to_int64_or_raise(rt, given, ExceptionId::kOverflow, "Python int too large to convert to C int"));
  }
  if (number < 0 || number > 2) return raise(rt, ExceptionId::kValue, "invalid generation");
  MAYFLY_TRY(tell_callbacks(rt, "start", number, 0));
  const CollectReport report = rt.collect_for_script();
  const auto collected = static_cast<int64_t>(report.collected);
  MAYFLY_TRY(tell_callbacks(rt, "stop", number, collected));
  return Value::small(collected);
}

Result<Value> enable(Runtime& rt, Arguments) {
  while (!rt.heap().automatic_enabled()) rt.heap().enable_automatic();
  return Value::nil();
}
Result<Value> disable(Runtime& rt, Arguments) {
  if (rt.heap().automatic_enabled()) rt.heap().disable_automatic();
  return Value::nil();
}
Result<Value> is_enabled(Runtime& rt, Arguments) { return Value::boolean(rt.heap().automatic_enabled()); }

// --- looking -------------------------------------------------------------------------------------------------------------

Result<Value> get_objects(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"generation"};
  Value given = Value::empty();
  MAYFLY_TRY(take(rt, "get_objects", args, kNames, 0, 0, {&given, 1}));
  if (!given.is_empty() && !given.is_nil()) {
    const int64_t number = MAYFLY_TRY(
        to_int64_or_raise(rt, given, ExceptionId::kOverflow, "Python int too large to convert to C ssize_t"));
    if (number > 2)
      return raise(rt, ExceptionId::kValue, "generation must be less than the number of available generations (3)");
    if (number < 0) return raise(rt, ExceptionId::kValue, "generation cannot be negative");
    if (number < 2) return new_list(rt);  // all are old
  }
  Minipy::of(rt).interpreter().clear_dead_registers();
  return Value(MAYFLY_TRY(all_objects(rt)));
}

Result<Value> get_referrers(Runtime& rt, Arguments args) {
  Minipy::of(rt).interpreter().clear_dead_registers();
  return Value(MAYFLY_TRY(referrers(rt, {args.values(), args.positional()})));
}

Result<Value> get_referents(Runtime& rt, Arguments args) {
  return Value(MAYFLY_TRY(referents(rt, {args.values(), args.positional()})));
}

Result<Value> tracked(Runtime&, Arguments args) { return Value::boolean(is_tracked(args[0])); }

Result<Value> finalized(Runtime&, Arguments args) {
  return Value::boolean(args[0].is_object() && args[0].cell()->has_flag(gc::Cell::kFinalized));
}

// --- freezing: all that is alive is held until unfreeze ------------------------------------------------------------------

Result<Value> frozen(Runtime& rt) {
  const Class& module = Minipy::of(rt).cls(ClassId::kModule);
  return module.own_attribute(*MAYFLY_TRY(hidden_name(rt, "frozen")));
}

Result<> set_frozen(Runtime& rt, Value list) {
  Local<Value> held(rt, list);
  if (!held) return held.error();
  Symbol* name = MAYFLY_TRY(hidden_name(rt, "frozen"));
  return Minipy::of(rt).cls(ClassId::kModule).set_attribute(rt.space(), *name, *held);
}

Result<Value> freeze(Runtime& rt, Arguments) {
  Minipy::of(rt).interpreter().clear_dead_registers();
  MAYFLY_TRY(set_frozen(rt, Value(MAYFLY_TRY(all_objects(rt)))));
  return Value::nil();
}

Result<Value> unfreeze(Runtime& rt, Arguments) {
  MAYFLY_TRY(set_frozen(rt, Value::nil()));
  return Value::nil();
}

Result<Value> get_freeze_count(Runtime& rt, Arguments) {
  const Value list = MAYFLY_TRY(frozen(rt));
  return Value::small(list.is<List>() ? static_cast<int64_t>(list.as<List>()->size()) : 0);
}

// --- what has no meaning here, and is kept as it was set -----------------------------------------------------------------

Result<Value> three(Runtime& rt, int64_t a, int64_t b, int64_t c) {
  const Value values[] = {Value::small(a), Value::small(b), Value::small(c)};
  return new_tuple(rt, values);
}

Result<Value> get_threshold(Runtime& rt, Arguments) {
  const Class& module = Minipy::of(rt).cls(ClassId::kModule);
  const Value set = module.own_attribute(*MAYFLY_TRY(hidden_name(rt, "threshold")));
  return set.is_empty() ? three(rt, 700, 10, 10) : set;
}

Result<Value> set_threshold(Runtime& rt, Arguments args) {
  Locals<3> values(rt);
  if (!values) return values.error();
  const Value before = MAYFLY_TRY(get_threshold(rt, args));
  for (uint32_t i = 0; i < 3; i++) values[i] = before.as<Tuple>()->at(i);
  for (uint32_t i = 0; i < args.positional(); i++) {
    const int64_t number =
        MAYFLY_TRY(to_int64_or_raise(rt, args[i], ExceptionId::kOverflow, "Python int too large to convert to C int"));
    values[i] = MAYFLY_TRY(make_integer(rt.heap(), number));
  }
  Local<Value> all(rt, MAYFLY_TRY(new_tuple(rt, values.span())));
  if (!all) return all.error();
  Symbol* name = MAYFLY_TRY(hidden_name(rt, "threshold"));
  MAYFLY_TRY(Minipy::of(rt).cls(ClassId::kModule).set_attribute(rt.space(), *name, *all));
  return Value::nil();
}

Result<Value> get_count(Runtime& rt, Arguments) { return three(rt, 0, 0, 0); }

Result<Value> get_stats(Runtime& rt, Arguments) {
  Local<List> list(rt, List::create(rt.heap()));
  if (!list) return list.error();
  if (!list.get()) return rt.heap().allocation_error();
  for (int generation = 0; generation < 3; generation++) {
    Local<Dict> each(rt, Dict::create(rt.heap()));
    if (!each) return each.error();
    if (!each.get() || !list->append(rt.heap(), Value(each.get()))) return rt.heap().allocation_error();
    const auto collections = static_cast<int64_t>(rt.heap().statistics().collections);
    MAYFLY_TRY(set_in(rt, *each, "collections", Value::small(generation == 2 ? collections : 0)));
    MAYFLY_TRY(set_in(rt, *each, "collected", Value::small(0)));
    MAYFLY_TRY(set_in(rt, *each, "uncollectable", Value::small(0)));
  }
  return Value(list.get());
}

Result<Value> get_debug(Runtime&, Arguments) { return Value::small(0); }
Result<Value> set_debug(Runtime& rt, Arguments args) {
  const int64_t flags =
      MAYFLY_TRY(to_int64_or_raise(rt, args[0], ExceptionId::kOverflow, "Python int too large to convert to C int"));
  if (flags != 0) return raise(rt, ExceptionId::kValue, "gc.set_debug() is not supported: only 0 can be set");
  return Value::nil();
}

constexpr NativeSpec kFunctions[] = {
    keywords_function<collect>("collect"),
    function<enable, 0>("enable"),
    function<disable, 0>("disable"),
    function<is_enabled, 0>("isenabled"),
    keywords_function<get_objects>("get_objects"),
    function<get_referrers, 0, kAnyNumber>("get_referrers"),
    function<get_referents, 0, kAnyNumber>("get_referents"),
    function<tracked, 1>("is_tracked"),
    function<finalized, 1>("is_finalized"),
    function<freeze, 0>("freeze"),
    function<unfreeze, 0>("unfreeze"),
    function<get_freeze_count, 0>("get_freeze_count"),
    function<get_threshold, 0>("get_threshold"),
    function<set_threshold, 1, 3>("set_threshold"),
    function<get_count, 0>("get_count"),
    function<get_stats, 0>("get_stats"),
    function<get_debug, 0>("get_debug"),
    function<set_debug, 1>("set_debug"),
};

}  // namespace

Result<> define_gc(Runtime& rt, Dict& ns) {
  MAYFLY_TRY(install(rt, ns, kFunctions));
  for (const char* name : {"callbacks", "garbage"}) MAYFLY_TRY(set_in(rt, ns, name, MAYFLY_TRY(new_list(rt))));
  const struct {
    const char* name;
    int64_t value;
  } kFlags[] = {{"DEBUG_STATS", 1},
                {"DEBUG_COLLECTABLE", 2},
                {"DEBUG_UNCOLLECTABLE", 4},
                {"DEBUG_SAVEALL", 32},
                {"DEBUG_LEAK", 38}};
  for (const auto& each : kFlags) MAYFLY_TRY(set_in(rt, ns, each.name, Value::small(each.value)));
  return {};
}

}  // namespace minipy
