// Activations: how calls are entered and left, errors find their handlers, generators go on.
#include <minipy/objects/cell.h>
#include <minipy/objects/rope.h>
#include <minipy/vm/attributes.h>
#include <minipy/vm/generator_entry.h>
#include <minipy/vm/raising.h>

#include <mayfly/objects/model/bound_method.h>

namespace minipy {

Interpreter::Interpreter(Runtime& rt)
    : rt_(rt),
      minipy_(Minipy::of(rt)),
      stack_(rt.heap().vm_stack()),
      first_(rt.calls()),
      handled_(rt.heap()),
      return_value_(rt.heap()) {}

Interpreter::~Interpreter() {
  for (Activation* each = first_.next; each;) {
    Activation* next = each->next;
    delete each;
    each = next;
  }
}

Activation* Interpreter::add_activation(Activation& innermost) {
  auto* activation = new (std::nothrow) Activation(rt_.calls());
  if (!activation) return nullptr;
  activation->caller = innermost.registers ? &innermost : nullptr;  // the end of the chain is no call
  innermost.next = activation;
  return activation;
}

// Registers that hold nothing which is needed are emptied: an exact collection sees the others alone (contract 0.4).
void Interpreter::clear_dead_registers() {
  const Activation* inner = nullptr;  // the activation that the one at hand has called
  Value* inner_end = nullptr;         // where that ends, and those that it has called in its own frame
  for (const Activation* each = top_; each; each = each->caller) {
    Value* from = each->registers + each->code->live_at(each->pc);
    Value* const to = reinterpret_cast<Value*>(each->limit);
    Value* end = each->registers + each->code->registers();
    if (inner && inner->registers >= each->registers && inner->registers <= to) {
      // Before its registers stands its function, and before that the instance that it initialises.
      Value* const called = inner->registers - (inner->mode() == Activation::Mode::kInit ? 2 : 1);
      for (; from < called; from++) *from = Value::empty();
      from = std::max(from, inner_end);
      end = std::max(end, inner_end);
    }
    for (Value* word = from; word < to; word++) *word = Value::empty();
    inner = each;
    inner_end = end;
  }
}

Dict& Interpreter::globals() {
  if (top_) return globals_of(top_->function());
  return *minipy_.main_namespace();
}

Result<Value> Interpreter::locals(const Activation* of) {
  if (!of) return Value(&globals());
  const Blueprint& plan = of->code->blueprint();
  if (!plan.is_function && !plan.is_class_body) return Value(&globals_of(of->function()));
  if (plan.is_class_body) return of->registers[0];
  Local<Dict> made(rt_, Dict::create(rt_.heap()));
  if (!made) return made.error();
  if (!made.get()) return rt_.heap().allocation_error();
  const auto add = [&](const std::string& name, Value value, bool in_cell) -> Result<> {
    if (in_cell && value.is<Cell>()) value = value.as<Cell>()->content();
    if (value.is_empty() || name.starts_with('.')) return {};
    if (const Rope* rope = value.try_as<Rope>()) value = MAYFLY_TRY(new_string(rt_, rope->view()));
    String* key = MAYFLY_TRY(minipy_.interned(name));
    if (made->set(rt_.heap(), key, value) == Dict::Set::kOutOfMemory) return rt_.heap().allocation_error();
    return {};
  };
  for (size_t i = 0; i < plan.locals; i++) MAYFLY_TRY(add(plan.local_names[i], of->registers[i], plan.in_cell[i]));
  for (const PairedLocal& pair : plan.pairs) {
    const Value function = of->registers[pair.function];
    if (function.is_empty()) continue;
    Local<BoundMethod> method(
        rt_, BoundMethod::create(rt_.space(), of->registers[pair.value], *static_cast<Object*>(function.cell())));
    if (!method) return method.error();
    if (!method.get()) return rt_.heap().allocation_error();
    MAYFLY_TRY(add(plan.local_names[pair.value], Value(method.get()), false));
  }
  for (size_t i = 0; i < plan.free_names.size(); i++)
    MAYFLY_TRY(add(plan.free_names[i], of->function().capture(PyCode::kFirstCell + i), true));
  return Value(made.get());
}

// --- errors ----------------------------------------------------------------------------------------------------------

Error Interpreter::raise_exception(Value exception) {
  const Value handling = handled_.get();
  if (!handling.is_nil() && !handling.identical(exception)) set_context(rt_, exception, handling);
  return raise_value(rt_, exception);
}

// Adds the place of an activation to the traceback of the pending error.
void Interpreter::note_position(Activation& activation) {
  Result<Value> exception = exception_of(rt_, pending_);
  if (!exception) {
    pending_ = exception.take_error();
    return;
  }
  if (is_reraised_) {
    is_reraised_ = false;
    return;
  }
  Local<Value> held(rt_, *exception);
  if (!held) return;
  const Value handling = handled_.get();
  if (!handling.is_nil() && !handling.identical(held.get())) note_context(rt_, held.get(), handling);
  Result<> added = add_traceback(rt_, held.get(), activation.function(), activation.code->index_of(activation.pc));
  if (!added) {
    pending_ = added.take_error();
    return;
  }
  // What a getter raises that the loop has called, too.
  const Instruction& at = *activation.pc;
  if (at.op == Op::kGetAttribute && is_exception(rt_, pending_, ExceptionId::kAttribute)) {
    pending_ =
        with_attribute(rt_, std::move(pending_), activation.registers[at.b], activation.code->attribute_name(at.c));
  }
}

bool Interpreter::find_handler(Activation& activation) {
  const Blueprint& plan = activation.code->blueprint();
  const auto at = static_cast<uint32_t>(activation.pc - plan.code.data());
  for (const ExceptionRange& range : plan.handlers) {
    if (at < range.start || at >= range.end) continue;
    Result<Value> exception = exception_of(rt_, pending_);
    if (!exception) return false;
    activation.registers[range.exception] = *exception;
    activation.pc = plan.code.data() + range.target;
    pending_ = Error();
    return true;
  }
  return false;
}

// Goes outwards from the innermost activation to a handler; false: there was none up to `base`, which has been left, too.
bool Interpreter::unwind(Activation* base) {
  for (;;) {
    Activation& activation = *top_;
    const bool catchable = !is_uncatchable(pending_);
    if (catchable) {
      note_position(activation);
      if (!is_uncatchable(pending_) && find_handler(activation)) return true;
    }
    if (activation.generator) {
      finish_generator(activation);
      // A StopIteration must not look like the generator's end.
      if (is_exception(rt_, pending_, ExceptionId::kStopIteration)) {
        Error inner = std::move(pending_);
        pending_ = raise(rt_, ExceptionId::kRuntime, "generator raised StopIteration");
        Result<Value> cause = exception_of(rt_, inner);
        Result<Value> error = exception_of(rt_, pending_);
        if (cause && error) {
          note_cause(rt_, *error, *cause);
          set_context(rt_, *error, *cause);
        }
      }
    }
    const bool last = &activation == base;
    pop_activation();
    if (last) return false;
    stack_.pop_to(top_->limit);
  }
}

// --- generators ------------------------------------------------------------------------------------------------------

Value Interpreter::take_return_value() {
  const Value value = return_value_.get();
  return_value_.set(Value::nil());
  return value;
}

void Interpreter::finish_generator(const Activation& activation) {
  handled_.set(activation.registers[-2]);
  activation.generator->finish();
}

Result<Value> Interpreter::resume_with(Generator& generator, const Value* sent, bool behind) {
  if (!rt_.calls().guard().has_room()) return raise_too_deep(rt_);
  uint64_t* const mark = stack_.top();
  MAYFLY_TRY(enter_generator(generator, Activation::Mode::kOutside, sent));
  if (behind) top_->pc++;
  Result<Value> result = run(sent == nullptr);
  stack_.pop_to(mark);
  return result;
}

Result<Value> Interpreter::resume(Generator& generator, Value sent) {
  if (generator.is_running()) return raise(rt_, ExceptionId::kValue, "generator already executing");
  if (generator.is_finished()) return Value::empty();
  return resume_with(generator, &sent);
}

// The "yield from" at which a generator stands is over, and has this value.
Result<Value> Interpreter::resume_behind(Generator& generator, Value value) {
  return resume_with(generator, &value, true);
}

Value Interpreter::waits_for(const Generator& generator) {
  if (generator.state() != Generator::State::kSuspended) return Value::empty();
  const Instruction& at = generator.code().first()[generator.resume_at()];
  return at.op == Op::kYieldFrom ? generator.saved(at.b) : Value::empty();
}

// Where it waits for another iterator, that one is given the error first. `inside`: it took it, and the result is what the
// generator yields; or it came to its end, and the generator goes on with what it returned.
Result<Value> Interpreter::throw_into_inner(Generator& generator, Error& error, bool& inside) {
  inside = false;
  Locals<2> held(rt_);
  if (!held) return held.error();
  held[0] = waits_for(generator);
  if (held[0].is_empty()) return Value::empty();
  held[1] = MAYFLY_TRY(exception_of(rt_, error));
  Result<Value> result = Value::empty();
  if (is_exception(rt_, error, ExceptionId::kGeneratorExit)) {
    const Value close = MAYFLY_TRY(find_attr(rt_, held[0], *minipy_.names().close));
    if (!close.is_empty()) {
      Result<Value> closed = minipy::call(rt_, close);
      if (!closed) error = closed.take_error();
    }
    return Value::empty();
  }
  if (held[0].is<Generator>()) {
    result = throw_into(*held[0].as<Generator>(), std::move(error));
    if (result && result->is_empty()) {
      inside = true;
      return resume_behind(generator, take_return_value());
    }
  } else {
    const Value method = MAYFLY_TRY(find_attr(rt_, held[0], *minipy_.names().throw_));
    if (method.is_empty()) return Value::empty();
    result = minipy::call(rt_, method, {held[1]});
  }
  if (result) {
    inside = true;
    return result;
  }
  error = result.take_error();
  if (is_exception(rt_, error, ExceptionId::kStopIteration)) {
    const Value exception = MAYFLY_TRY(exception_of(rt_, error));
    const Value value = MAYFLY_TRY(get_attr(rt_, exception, *minipy_.names().value));
    inside = true;
    return resume_behind(generator, value);
  }
  return Value::empty();
}

Result<Value> Interpreter::throw_into(Generator& generator, Error error) {
  if (generator.is_running()) return raise(rt_, ExceptionId::kValue, "generator already executing");
  if (generator.is_finished()) return error;
  if (generator.state() == Generator::State::kFresh) {
    generator.finish();
    return error;
  }
  Local<Generator> held(rt_, &generator);
  if (!held) return held.error();
  bool inside = false;
  Result<Value> inner = throw_into_inner(generator, error, inside);
  if (!inner) return inner;
  if (inside) return inner;
  pending_ = std::move(error);
  return resume_with(generator, nullptr);
}

}  // namespace minipy
