#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/embed/weak.h>
#include <mayfly/runtime/lifecycle/runtime_entry.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/weak/finalizing.h>

namespace mayfly {

Result<Finalizer*> make_finalizer(Runtime& rt, Value target, Value callable, Arguments arguments, Class* cls) {
  gc::Heap& heap = rt.heap();
  FinalizerArguments passed;
  if (!arguments.empty()) {
    passed.values = Tuple::create(heap, {arguments.values(), arguments.size()});
    if (!passed.values) return heap.allocation_error();
  }
  if (const uint32_t count = arguments.keywords()) {
    passed.names = gc::Backing::create(heap, count);
    if (!passed.names) return heap.allocation_error();
    auto** names = reinterpret_cast<Symbol**>(passed.names->words());
    for (uint32_t i = 0; i < count; i++) names[i] = &arguments.name(i);
  }
  if (!cls) cls = rt.space().class_of_kind(kKindFinalizer);
  return Finalizer::create_of(rt.space(), *cls, target, callable, passed);
}

Result<Value> run_taken(Runtime& rt, Finalizer& finalizer, Value callable) {
  // The finalizer holds them until the call is over.
  const FinalizerArguments passed = finalizer.passed();
  const Value* values = passed.values ? passed.values->values().data() : nullptr;
  Result<Value> result =
      invoke(rt, callable, Arguments(values, passed.positional(), passed.symbols(), passed.keywords()));
  finalizer.forget();
  return result;
}

Result<Value> call_finalizer(Runtime& rt, Finalizer& finalizer) {
  if (!finalizer.is_alive()) return Value::nil();
  // Room first: what can't be called stays alive.
  Locals<2> held(rt);
  if (!held) return held.error();
  if (!rt.calls().guard().has_room()) return rt.calls().recursion_error("the call of a finalizer");
  held[0] = Value(&finalizer);
  held[1] = finalizer.take(rt.space());
  return run_taken(rt, finalizer, held[1]);
}

Result<Value> peek_finalizer(Runtime& rt, const Finalizer& finalizer) {
  Object* target = finalizer.target();
  if (!target || !finalizer.is_alive()) return Value::nil();
  gc::Heap& heap = rt.heap();
  const FinalizerArguments passed = finalizer.passed();
  const std::span<const Value> values = passed.values ? passed.values->values() : std::span<const Value>();
  Tuple* positional = Tuple::create(heap, values.first(passed.positional()));
  Dict* keywords = Dict::create(heap);
  if (!positional || !keywords) return heap.allocation_error();
  for (uint32_t i = 0; i < passed.keywords(); i++) {
    String* name = String::create(heap, passed.symbols()[i]->view());
    // Strings are plain keys: no user code is asked about them.
    if (!name || keywords->set(heap, Value(name), values[passed.positional() + i]) != Dict::Set::kDone)
      return heap.allocation_error();
  }
  const Value parts[] = {Value(target), finalizer.callable(), Value(positional), Value(keywords)};
  Tuple* made = Tuple::create(heap, parts);
  if (!made) return heap.allocation_error();
  return Value(made);
}

Result<Value> detach_finalizer(Runtime& rt, Finalizer& finalizer) {
  const Value parts = MAYFLY_TRY(peek_finalizer(rt, finalizer));
  if (parts.is_nil()) return parts;
  finalizer.take(rt.space());
  finalizer.forget();
  return parts;
}

// --- the checked way in ----------------------------------------------------------------------------------------------

Result<Value> Runtime::peek(Finalizer& finalizer) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(&finalizer, "the finalizer"));
  return peek_finalizer(*this, finalizer);
}

Result<Value> Runtime::detach(Finalizer& finalizer) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(&finalizer, "the finalizer"));
  return detach_finalizer(*this, finalizer);
}

Result<> Runtime::set_runs_at_shutdown(Finalizer& finalizer, bool wanted) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(check_value(&finalizer, "the finalizer"));
  finalizer.set_runs_at_shutdown(*space_, wanted);
  return {};
}

Result<Root<Finalizer>> embed::make_checked_finalizer(Runtime& rt, const Operand& target, Value callable,
                                                      Arguments arguments) {
  MAYFLY_TRY(check_present(target.value, "the target"));
  MAYFLY_TRY(check_present(callable, "the callable"));
  MAYFLY_TRY(rt.check_value(target.value, "the target"));
  MAYFLY_TRY(rt.check_value(callable, "the callable"));
  MAYFLY_TRY(rt.check_values(arguments));
  Finalizer* made = MAYFLY_TRY(make_finalizer(rt, target.value, callable, arguments));
  Root<Finalizer> root(rt.heap(), made, target.file, target.line);
  if (root) return root;
  // Nobody has it.
  made->take(rt.space());
  made->forget();
  return Error::out_of_memory();
}

}  // namespace mayfly
