// The loop of the interpreter.
//
// Registers and the instruction pointer stand in local variables; the instruction pointer is written to the
// activation before anything that may raise, collect or call. An error is put into pending_, and control goes to `failed`.
#include <minipy/objects/cell.h>
#include <minipy/objects/range_iterator.h>
#include <minipy/objects/rope.h>
#include <minipy/objects/sequence_iterator.h>
#include <minipy/objects/slice.h>
#include <minipy/vm/attributes.h>
#include <minipy/vm/generator_entry.h>
#include <minipy/vm/native.h>
#include <minipy/vm/raising.h>
#include <minipy/vm/slicing.h>
#include <minipy/vm/slow.h>

#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/runtime/attributes/access.h>
#include <mayfly/runtime/call/quick_call.h>

// Labels as values: one indirect jump per instruction, which processors predict well.
#pragma GCC diagnostic ignored "-Wpedantic"

namespace minipy {

namespace {

// Leaves the loop for the error's handler.
#define FAIL(...)             \
  do {                        \
    pending_ = (__VA_ARGS__); \
    goto failed;              \
  } while (false)
// The value of a Result, or FAIL.
#define TRY(...)                                                                            \
  (__extension__({                                                                          \
    auto result_ = (__VA_ARGS__);                                                           \
    if (!result_) [[unlikely]] {                                                            \
      pending_ = result_.take_error();                                                      \
      goto failed;                                                                          \
    }                                                                                       \
    static_cast<typename decltype(result_)::value_type>(::mayfly::detail::unwrap(result_)); \
  }))

inline bool both_small(Value a, Value b) { return a.is_small() && b.is_small(); }
// Of two numbers of which one is a double, and the other a double or a small integer.
inline bool as_doubles(Value a, Value b, double& x, double& y) {
  if (a.is_double()) {
    x = a.as_double();
    if (b.is_double()) {
      y = b.as_double();
      return true;
    }
    if (b.is_small()) {
      y = static_cast<double>(b.as_small());
      return true;
    }
    return false;
  }
  if (a.is_small() && b.is_double()) {
    x = static_cast<double>(a.as_small());
    y = b.as_double();
    return true;
  }
  return false;
}

inline int64_t floor_divide(int64_t a, int64_t b) {
  const int64_t quotient = a / b;
  return quotient - (a % b != 0 && (a < 0) != (b < 0));
}
inline int64_t floor_modulo(int64_t a, int64_t b) {
  const int64_t rest = a % b;
  return rest + (rest != 0 && (rest < 0) != (b < 0) ? b : 0);
}

inline bool is_same(Value a, Value b) { return a.identical(b); }
inline BinaryOp binary_op(Op op) { return static_cast<BinaryOp>(static_cast<int>(op) - static_cast<int>(Op::kAdd)); }

// The truth of values that need not be asked; false: it is another one.
inline bool knows_truth(Value value, bool& truth) {
  if (value.is_boolean()) [[likely]]
    truth = value.is_true();
  else if (value.is_nil())
    truth = false;
  else if (value.is_small())
    truth = value.as_small() != 0;
  else
    return false;
  return true;
}

// An instance of a program's class, with nothing but slots.
inline bool is_plain_instance(Value value) { return value.is_object() && value.cell()->kind() == kKindInstance; }

// The instance, where a site and the next, which writes, both know the attribute as the same slot in its cell.
inline Instance* with_plain_slot(Value object, const AttributeCache* sites) {
  if (!is_plain_instance(object)) return nullptr;
  Instance& instance = *object.as<Instance>();
  const Shape& shape = instance.shape();
  constexpr auto kSlot = AttributeCache::Found::kSlot;
  if (!sites[0].matches(shape) || !sites[1].matches(shape) || sites[0].found() != kSlot || sites[1].found() != kSlot)
    return nullptr;
  return sites[0].slot() < instance.inline_capacity() ? &instance : nullptr;
}

// A value of a class that reading it through an instance gives as it is.
inline bool is_never_bound(Value value) {
  if (!value.is_object()) return true;
  const gc::KindId kind = value.cell()->kind();
  return kind == kKindString || kind == kKindList || kind == kKindTuple || kind == kKindDict;
}

// For a function and two arguments behind all registers.
inline bool has_room_beyond(const Activation& frame, const gc::WordStack& stack) {
  return reinterpret_cast<uint64_t*>(frame.registers + frame.code->registers() + 3) <= stack.limit();
}

inline Value boolean(bool b) { return Value::boolean(b); }

}  // namespace

Result<Value> Interpreter::run(bool throwing) {
  static const void* const kLabels[] = {
#define MINIPY_LABEL(enumerator, form) &&enumerator##_label,
      MINIPY_OPCODES(MINIPY_LABEL)
#undef MINIPY_LABEL
  };
  Runtime& rt = rt_;
  Activation* const base = top_;
  gc::Heap& heap = rt.heap();
  CallStack& calls = rt.calls();
  const gc::KindId code_kind = PyCode::kind();
  const gc::KindId generator_kind = Generator::kind();
  const gc::KindId range_kind = RangeIterator::kind();
  const gc::KindId list_iterator_kind = SequenceIterator::list_kind();
  const gc::KindId tuple_iterator_kind = SequenceIterator::tuple_kind();

  Activation* frame = nullptr;
  Value* r = nullptr;
  const Instruction* pc = nullptr;
  const PyCode::Tables* tables = nullptr;  // of the function
  // The call that is about to be made: the callable's place, which the arguments follow.
  Value* call_at = nullptr;
  uint32_t call_count = 0;
  uint32_t call_result = 0;
  Activation::Mode call_mode = Activation::Mode::kCall;
  Function* callee = nullptr;
  PyCode* callee_code = nullptr;
  Value yielded;    // what a generator leaves with
  Value left_with;  // what a call returns

#define LOAD_FRAME()                 \
  do {                               \
    frame = top_;                    \
    r = frame->registers;            \
    pc = frame->pc;                  \
    tables = &frame->code->tables(); \
  } while (false)
// Back to the caller of the innermost activation.
#define LEAVE_FRAME()            \
  do {                           \
    pop_activation();            \
    LOAD_FRAME();                \
    stack_.pop_to(frame->limit); \
  } while (false)
#define DISPATCH() goto* kLabels[static_cast<size_t>(pc->op)]
#define NEXT()  \
  do {          \
    pc++;       \
    DISPATCH(); \
  } while (false)
#define SKIP()  \
  do {          \
    pc += 2;    \
    DISPATCH(); \
  } while (false)
#define JUMP_TO(target)            \
  do {                             \
    pc = tables->first + (target); \
    DISPATCH();                    \
  } while (false)
#define SAVE() frame->pc = pc
#define OP(name) name##_label:
// The function that runs stands before its registers.
#define FUNCTION() (*r[-1].as<Function>())

  LOAD_FRAME();
  if (throwing) goto failed;
  DISPATCH();

  OP(kMove) {
    r[pc->a] = r[pc->b];
    NEXT();
  }
  OP(kConstant) {
    r[pc->a] = tables->constants[pc->wide()];
    NEXT();
  }
  OP(kClear) {
    r[pc->a] = Value::empty();
    NEXT();
  }
  OP(kCheck) {
    if (r[pc->a].is_empty()) [[unlikely]] {
      SAVE();
      FAIL(unbound_local(rt, *frame->code, pc->a));
    }
    NEXT();
  }
  OP(kNop) { NEXT(); }
  OP(kFlatten) {
    if (const Rope* rope = r[pc->a].try_as<Rope>()) [[unlikely]] {
      SAVE();
      r[pc->a] = TRY(new_string(rt, rope->view()));
    }
    NEXT();
  }

  // --- cells ---
  OP(kMakeCell) {
    SAVE();
    Cell* cell = Cell::create(heap, r[pc->a]);
    if (!cell) FAIL(heap.allocation_error());
    r[pc->a] = cell;
    NEXT();
  }
  OP(kLoadCell) {
    const Value value = r[pc->b].as<Cell>()->content();
    if (value.is_empty()) [[unlikely]] {
      SAVE();
      FAIL(unbound_local(rt, *frame->code, pc->b));
    }
    r[pc->a] = value;
    NEXT();
  }
  OP(kStoreCell) {
    r[pc->a].as<Cell>()->set_content(r[pc->b]);
    NEXT();
  }
  OP(kDeleteCell) {
    Cell& cell = *r[pc->a].as<Cell>();
    if (cell.content().is_empty()) [[unlikely]] {
      SAVE();
      FAIL(unbound_local(rt, *frame->code, pc->a));
    }
    cell.set_content(Value::empty());
    NEXT();
  }
  OP(kLoadFree) {
    const Value value = FUNCTION().capture(PyCode::kFirstCell + pc->b).as<Cell>()->content();
    if (value.is_empty()) [[unlikely]] {
      SAVE();
      FAIL(unbound_free(rt, *frame->code, pc->b));
    }
    r[pc->a] = value;
    NEXT();
  }
  OP(kStoreFree) {
    FUNCTION().capture(PyCode::kFirstCell + pc->a).as<Cell>()->set_content(r[pc->b]);
    NEXT();
  }
  OP(kDeleteFree) {
    Cell& cell = *FUNCTION().capture(PyCode::kFirstCell + pc->a).as<Cell>();
    if (cell.content().is_empty()) [[unlikely]] {
      SAVE();
      FAIL(unbound_free(rt, *frame->code, pc->a));
    }
    cell.set_content(Value::empty());
    NEXT();
  }
  OP(kFreeCell) {
    r[pc->a] = FUNCTION().capture(PyCode::kFirstCell + pc->b);
    NEXT();
  }
  OP(kLoadClassFree) {
    SAVE();
    const Value own = TRY(find_name(rt, r[0], tables->constants[pc->c]));
    const Value value = own.is_empty() ? FUNCTION().capture(PyCode::kFirstCell + pc->b).as<Cell>()->content() : own;
    if (value.is_empty()) FAIL(unbound_free(rt, *frame->code, pc->b));
    r[pc->a] = value;
    NEXT();
  }

  // --- names ---
  OP(kLoadGlobal) {
    const GlobalCache& cache = tables->global_caches[pc->b];
    Dict& globals = globals_of(FUNCTION());
    if (cache.dict == &globals && cache.version == globals.version()) [[likely]] {
      if (cache.builtins_version == 0) {
        r[pc->a] = globals.value_at(cache.position);
        NEXT();
      }
      const Dict& builtins = minipy_.builtins();
      if (cache.builtins_version == builtins.version()) {
        r[pc->a] = builtins.value_at(cache.position);
        NEXT();
      }
    }
    SAVE();
    r[pc->a] = TRY(load_global(rt, *frame->code, globals, pc->b));
    NEXT();
  }
  OP(kStoreGlobal) {
    const GlobalCache& cache = tables->global_caches[pc->b];
    Dict& globals = globals_of(FUNCTION());
    if (cache.dict == &globals && cache.version == globals.version() && cache.builtins_version == 0) {
      globals.set_value_at(cache.position, r[pc->a]);
      NEXT();
    }
    SAVE();
    if (globals.set(heap, frame->code->global_name(pc->b), r[pc->a]) != Dict::Set::kDone) FAIL(heap.allocation_error());
    NEXT();
  }
  OP(kDeleteGlobal) {
    SAVE();
    TRY(delete_global(rt, globals_of(FUNCTION()), frame->code->global_name(pc->b)));
    NEXT();
  }
  OP(kLoadName) {
    SAVE();
    r[pc->a] = TRY(load_name(rt, r[0], globals_of(FUNCTION()), tables->constants[pc->b]));
    NEXT();
  }
  OP(kStoreName) {
    SAVE();
    TRY(store_name(rt, r[0], tables->constants[pc->b], r[pc->a]));
    NEXT();
  }
  OP(kDeleteName) {
    SAVE();
    TRY(delete_name(rt, r[0], tables->constants[pc->b]));
    NEXT();
  }

#include <minipy/vm/loop_arithmetic.inc>
#include <minipy/vm/loop_attributes.inc>
#include <minipy/vm/loop_calls.inc>
#include <minipy/vm/loop_comparisons.inc>
#include <minipy/vm/loop_returns.inc>
#include <minipy/vm/loop_values.inc>

failed:
  stack_.pop_to(top_->limit);
  if (!unwind(base)) return std::move(pending_);
  stack_.pop_to(top_->limit);
  LOAD_FRAME();
  DISPATCH();
}

}  // namespace minipy
