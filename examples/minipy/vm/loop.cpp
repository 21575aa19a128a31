// The loop of the interpreter.
//
// Registers, constants and the instruction pointer stand in local variables; the instruction pointer is written to the
// activation before anything that may raise, collect or call. An error is put into pending_, and control goes to `failed`.
#include <minipy/objects/cell.h>
#include <minipy/objects/range_iterator.h>
#include <minipy/objects/sequence_iterator.h>
#include <minipy/objects/slice.h>
#include <minipy/vm/interpreter.h>
#include <minipy/vm/native.h>
#include <minipy/vm/raising.h>
#include <minipy/vm/slow.h>

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
inline bool both_double(Value a, Value b) { return a.is_double() && b.is_double(); }
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

inline Value boolean(bool b) { return Value::boolean(b); }

}  // namespace

Result<Value> Interpreter::run_instructions(Activation* const base, bool throwing) {
  static const void* const kLabels[] = {
#define MINIPY_LABEL(enumerator, form) &&enumerator##_label,
      MINIPY_OPCODES(MINIPY_LABEL)
#undef MINIPY_LABEL
  };
  Runtime& rt = rt_;
  gc::Heap& heap = rt.heap();
  const gc::KindId generator_kind = Generator::kind();
  const gc::KindId range_kind = RangeIterator::kind();
  const gc::KindId list_iterator_kind = SequenceIterator::list_kind();
  const gc::KindId tuple_iterator_kind = SequenceIterator::tuple_kind();

  Activation* frame = nullptr;
  Value* r = nullptr;
  const Value* constants = nullptr;
  const Instruction* pc = nullptr;
  // The call that is about to be made.
  uint32_t call_base = 0;
  uint32_t call_count = 0;
  uint32_t call_result = 0;
  Activation::Mode call_mode = Activation::Mode::kCall;

#define LOAD_FRAME()                      \
  do {                                    \
    frame = top_;                         \
    r = frame->registers;                 \
    constants = frame->code->constants(); \
    pc = frame->pc;                       \
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
#define JUMP_TO(target)                   \
  do {                                    \
    pc = frame->code->first() + (target); \
    DISPATCH();                           \
  } while (false)
#define SAVE() frame->pc = pc
#define OP(name) name##_label:

  LOAD_FRAME();
  if (throwing) goto failed;
  DISPATCH();

  OP(kMove) {
    r[pc->a] = r[pc->b];
    NEXT();
  }
  OP(kConstant) {
    r[pc->a] = constants[pc->wide()];
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
    const Value value = frame->function().capture(PyCode::kFirstCell + pc->b).as<Cell>()->content();
    if (value.is_empty()) [[unlikely]] {
      SAVE();
      FAIL(unbound_free(rt, *frame->code, pc->b));
    }
    r[pc->a] = value;
    NEXT();
  }
  OP(kStoreFree) {
    frame->function().capture(PyCode::kFirstCell + pc->a).as<Cell>()->set_content(r[pc->b]);
    NEXT();
  }
  OP(kDeleteFree) {
    Cell& cell = *frame->function().capture(PyCode::kFirstCell + pc->a).as<Cell>();
    if (cell.content().is_empty()) [[unlikely]] {
      SAVE();
      FAIL(unbound_free(rt, *frame->code, pc->a));
    }
    cell.set_content(Value::empty());
    NEXT();
  }
  OP(kFreeCell) {
    r[pc->a] = frame->function().capture(PyCode::kFirstCell + pc->b);
    NEXT();
  }
  OP(kLoadClassFree) {
    SAVE();
    const Value own = TRY(find_name(rt, r[0], constants[pc->c]));
    const Value value =
        own.is_empty() ? frame->function().capture(PyCode::kFirstCell + pc->b).as<Cell>()->content() : own;
    if (value.is_empty()) FAIL(unbound_free(rt, *frame->code, pc->b));
    r[pc->a] = value;
    NEXT();
  }

  // --- names ---
  OP(kLoadGlobal) {
    const GlobalCache& cache = frame->code->global_cache(pc->b);
    Dict& globals = globals_of(frame->function());
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
    GlobalCache& cache = frame->code->global_cache(pc->b);
    Dict& globals = globals_of(frame->function());
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
    TRY(delete_global(rt, globals_of(frame->function()), frame->code->global_name(pc->b)));
    NEXT();
  }
  OP(kLoadName) {
    SAVE();
    r[pc->a] = TRY(load_name(rt, r[0], globals_of(frame->function()), constants[pc->b]));
    NEXT();
  }
  OP(kStoreName) {
    SAVE();
    TRY(store_name(rt, r[0], constants[pc->b], r[pc->a]));
    NEXT();
  }
  OP(kDeleteName) {
    SAVE();
    TRY(delete_name(rt, r[0], constants[pc->b]));
    NEXT();
  }

  // --- arithmetic ---
  OP(kAdd) {
    const Value a = r[pc->b], b = r[pc->c];
    double x, y;
    if (both_small(a, b)) [[likely]] {
      const int64_t sum = a.as_small() + b.as_small();
      if (Value::fits_small(sum)) [[likely]] {
        r[pc->a] = Value::small(sum);
        NEXT();
      }
    } else if (as_doubles(a, b, x, y)) {
      r[pc->a] = Value::number(x + y);
      NEXT();
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kAdd, r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kSubtract) {
    const Value a = r[pc->b], b = r[pc->c];
    double x, y;
    if (both_small(a, b)) [[likely]] {
      const int64_t difference = a.as_small() - b.as_small();
      if (Value::fits_small(difference)) [[likely]] {
        r[pc->a] = Value::small(difference);
        NEXT();
      }
    } else if (as_doubles(a, b, x, y)) {
      r[pc->a] = Value::number(x - y);
      NEXT();
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kSubtract, r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kMultiply) {
    const Value a = r[pc->b], b = r[pc->c];
    double x, y;
    if (both_small(a, b)) [[likely]] {
      int64_t product;
      if (!__builtin_mul_overflow(a.as_small(), b.as_small(), &product) && Value::fits_small(product)) [[likely]] {
        r[pc->a] = Value::small(product);
        NEXT();
      }
    } else if (as_doubles(a, b, x, y)) {
      r[pc->a] = Value::number(x * y);
      NEXT();
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kMultiply, r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kDivide) {
    const Value a = r[pc->b], b = r[pc->c];
    double x, y;
    if (as_doubles(a, b, x, y) && y != 0) {
      r[pc->a] = Value::number(x / y);
      NEXT();
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kDivide, r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kFloorDivide) {
    const Value a = r[pc->b], b = r[pc->c];
    if (both_small(a, b) && b.as_small() != 0) [[likely]] {
      const int64_t quotient = floor_divide(a.as_small(), b.as_small());
      if (Value::fits_small(quotient)) [[likely]] {
        r[pc->a] = Value::small(quotient);
        NEXT();
      }
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kFloorDivide, r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kModulo) {
    const Value a = r[pc->b], b = r[pc->c];
    if (both_small(a, b) && b.as_small() != 0) [[likely]] {
      r[pc->a] = Value::small(floor_modulo(a.as_small(), b.as_small()));
      NEXT();
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kModulo, r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kPower) OP(kLeftShift) OP(kMatrixMultiply) {
    SAVE();
    r[pc->a] = TRY(binary(rt, binary_op(pc->op), r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kRightShift) {
    const Value a = r[pc->b], b = r[pc->c];
    if (both_small(a, b) && b.as_small() >= 0) [[likely]] {
      r[pc->a] = Value::small(a.as_small() >> std::min<int64_t>(b.as_small(), 63));
      NEXT();
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kRightShift, r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kAnd) {
    const Value a = r[pc->b], b = r[pc->c];
    if (both_small(a, b)) [[likely]] {
      r[pc->a] = Value::small(a.as_small() & b.as_small());
      NEXT();
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kAnd, r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kOr) {
    const Value a = r[pc->b], b = r[pc->c];
    if (both_small(a, b)) [[likely]] {
      r[pc->a] = Value::small(a.as_small() | b.as_small());
      NEXT();
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kOr, r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kXor) {
    const Value a = r[pc->b], b = r[pc->c];
    if (both_small(a, b)) [[likely]] {
      r[pc->a] = Value::small(a.as_small() ^ b.as_small());
      NEXT();
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kXor, r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kAddSmall) {
    const Value a = r[pc->b];
    if (a.is_small()) [[likely]] {
      const int64_t sum = a.as_small() + pc->small();
      if (Value::fits_small(sum)) [[likely]] {
        r[pc->a] = Value::small(sum);
        NEXT();
      }
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kAdd, a, Value::small(pc->small())));
    NEXT();
  }
  OP(kSubtractSmall) {
    const Value a = r[pc->b];
    if (a.is_small()) [[likely]] {
      const int64_t difference = a.as_small() - pc->small();
      if (Value::fits_small(difference)) [[likely]] {
        r[pc->a] = Value::small(difference);
        NEXT();
      }
    }
    SAVE();
    r[pc->a] = TRY(binary(rt, BinaryOp::kSubtract, a, Value::small(pc->small())));
    NEXT();
  }
  OP(kInPlaceAddSmall) {
    const Value a = r[pc->a];
    if (a.is_small()) [[likely]] {
      const int64_t sum = a.as_small() + static_cast<int16_t>(pc->b);
      if (Value::fits_small(sum)) [[likely]] {
        r[pc->a] = Value::small(sum);
        NEXT();
      }
    }
    SAVE();
    r[pc->a] = TRY(in_place(rt, BinaryOp::kAdd, a, Value::small(static_cast<int16_t>(pc->b))));
    NEXT();
  }
  OP(kInPlaceSubtractSmall) {
    const Value a = r[pc->a];
    if (a.is_small()) [[likely]] {
      const int64_t difference = a.as_small() - static_cast<int16_t>(pc->b);
      if (Value::fits_small(difference)) [[likely]] {
        r[pc->a] = Value::small(difference);
        NEXT();
      }
    }
    SAVE();
    r[pc->a] = TRY(in_place(rt, BinaryOp::kSubtract, a, Value::small(static_cast<int16_t>(pc->b))));
    NEXT();
  }
  OP(kInPlaceAdd) {
    const Value a = r[pc->a], b = r[pc->b];
    double x, y;
    if (both_small(a, b)) [[likely]] {
      const int64_t sum = a.as_small() + b.as_small();
      if (Value::fits_small(sum)) [[likely]] {
        r[pc->a] = Value::small(sum);
        NEXT();
      }
    } else if (as_doubles(a, b, x, y)) {
      r[pc->a] = Value::number(x + y);
      NEXT();
    }
    SAVE();
    r[pc->a] = TRY(in_place(rt, BinaryOp::kAdd, a, b));
    NEXT();
  }
  OP(kInPlace) {
    const auto op = static_cast<BinaryOp>(pc->c);
    const Value a = r[pc->a], b = r[pc->b];
    double x, y;
    if (op == BinaryOp::kMultiply) {
      int64_t product;
      if (both_small(a, b)) {
        if (!__builtin_mul_overflow(a.as_small(), b.as_small(), &product) && Value::fits_small(product)) {
          r[pc->a] = Value::small(product);
          NEXT();
        }
      } else if (as_doubles(a, b, x, y)) {
        r[pc->a] = Value::number(x * y);
        NEXT();
      }
    } else if (op == BinaryOp::kSubtract) {
      if (both_small(a, b)) {
        const int64_t difference = a.as_small() - b.as_small();
        if (Value::fits_small(difference)) {
          r[pc->a] = Value::small(difference);
          NEXT();
        }
      } else if (as_doubles(a, b, x, y)) {
        r[pc->a] = Value::number(x - y);
        NEXT();
      }
    }
    SAVE();
    r[pc->a] = TRY(in_place(rt, op, a, b));
    NEXT();
  }
  OP(kNot) {
    const Value a = r[pc->b];
    if (a.is_boolean()) [[likely]] {
      r[pc->a] = boolean(!a.is_true());
      NEXT();
    }
    SAVE();
    r[pc->a] = boolean(!TRY(mayfly::truth(rt, a)));
    NEXT();
  }
  OP(kNegative) {
    const Value a = r[pc->b];
    if (a.is_small() && a.as_small() != Value::kMinSmall) [[likely]] {
      r[pc->a] = Value::small(-a.as_small());
      NEXT();
    }
    if (a.is_double()) {
      r[pc->a] = Value::number(-a.as_double());
      NEXT();
    }
    SAVE();
    r[pc->a] = TRY(unary(rt, UnaryOp::kNegative, a));
    NEXT();
  }
  OP(kPositive) {
    SAVE();
    r[pc->a] = TRY(unary(rt, UnaryOp::kPositive, r[pc->b]));
    NEXT();
  }
  OP(kInvert) {
    SAVE();
    r[pc->a] = TRY(unary(rt, UnaryOp::kInvert, r[pc->b]));
    NEXT();
  }

  // --- comparisons ---
#define COMPARISON(name, op)                                    \
  OP(name) {                                                    \
    const Value a = r[pc->b], b = r[pc->c];                     \
    double x, y;                                                \
    if (both_small(a, b)) [[likely]] {                          \
      r[pc->a] = boolean(a.as_small() op b.as_small());         \
      NEXT();                                                   \
    }                                                           \
    if (as_doubles(a, b, x, y)) {                               \
      r[pc->a] = boolean(x op y);                               \
      NEXT();                                                   \
    }                                                           \
    SAVE();                                                     \
    r[pc->a] = TRY(minipy::compare(rt, CompareOp::name, a, b)); \
    NEXT();                                                     \
  }
  COMPARISON(kEqual, ==)
  COMPARISON(kNotEqual, !=)
  COMPARISON(kLess, <)
  COMPARISON(kLessEqual, <=)
  COMPARISON(kGreater, >)
  COMPARISON(kGreaterEqual, >=)
#undef COMPARISON
  OP(kIs) {
    r[pc->a] = boolean(is_same(r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kIsNot) {
    r[pc->a] = boolean(!is_same(r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kIn) {
    SAVE();
    r[pc->a] = boolean(TRY(minipy::contains(rt, r[pc->c], r[pc->b])));
    NEXT();
  }
  OP(kNotIn) {
    SAVE();
    r[pc->a] = boolean(!TRY(minipy::contains(rt, r[pc->c], r[pc->b])));
    NEXT();
  }

  // --- jumps ---
  OP(kJump) { JUMP_TO(pc->wide()); }
  OP(kLoop) {
    SAVE();
    TRY(rt.steps(1));
    JUMP_TO(pc->wide());
  }
  OP(kJumpIfFalse) {
    const Value a = r[pc->a];
    bool truth;
    if (a.is_boolean()) [[likely]]
      truth = a.is_true();
    else if (a.is_nil())
      truth = false;
    else if (a.is_small())
      truth = a.as_small() != 0;
    else {
      SAVE();
      truth = TRY(mayfly::truth(rt, a));
    }
    if (truth) NEXT();
    JUMP_TO(pc->wide());
  }
  OP(kJumpIfTrue) {
    const Value a = r[pc->a];
    bool truth;
    if (a.is_boolean()) [[likely]]
      truth = a.is_true();
    else if (a.is_nil())
      truth = false;
    else if (a.is_small())
      truth = a.as_small() != 0;
    else {
      SAVE();
      truth = TRY(mayfly::truth(rt, a));
    }
    if (!truth) NEXT();
    JUMP_TO(pc->wide());
  }
  OP(kJumpIfNone) {
    if (!r[pc->a].is_nil()) NEXT();
    JUMP_TO(pc->wide());
  }
  OP(kJumpIfNotNone) {
    if (r[pc->a].is_nil()) NEXT();
    JUMP_TO(pc->wide());
  }
  OP(kJumpCompare) {
    const Value a = r[pc->a], b = r[pc->b];
    const auto op = static_cast<CompareOp>(pc->c & (kWhenFalse - 1));
    bool truth;
    double x, y;
    if (both_small(a, b)) [[likely]] {
      const int64_t m = a.as_small(), n = b.as_small();
      switch (op) {
        case CompareOp::kEqual: truth = m == n; break;
        case CompareOp::kNotEqual: truth = m != n; break;
        case CompareOp::kLess: truth = m < n; break;
        case CompareOp::kLessEqual: truth = m <= n; break;
        case CompareOp::kGreater: truth = m > n; break;
        case CompareOp::kGreaterEqual: truth = m >= n; break;
        case CompareOp::kIs: truth = m == n; break;
        case CompareOp::kIsNot: truth = m != n; break;
        default: {
          SAVE();
          truth = TRY(test(rt, op, a, b));
        }
      }
    } else if (op <= CompareOp::kGreaterEqual && as_doubles(a, b, x, y)) {
      switch (op) {
        case CompareOp::kEqual: truth = x == y; break;
        case CompareOp::kNotEqual: truth = x != y; break;
        case CompareOp::kLess: truth = x < y; break;
        case CompareOp::kLessEqual: truth = x <= y; break;
        case CompareOp::kGreater: truth = x > y; break;
        default: truth = x >= y; break;
      }
    } else if (op == CompareOp::kIs || op == CompareOp::kIsNot) {
      truth = is_same(a, b) == (op == CompareOp::kIs);
    } else {
      SAVE();
      truth = TRY(test(rt, op, a, b));
    }
    if (truth == ((pc->c & kWhenFalse) == 0)) JUMP_TO(pc[1].wide());
    SKIP();
  }

  // --- attributes ---
  OP(kGetAttribute) {
    const Value object = r[pc->b];
    AttributeCache& cache = frame->code->attribute_cache(pc->c);
    if (object.is<Instance>()) [[likely]] {
      const Instance& instance = *object.as<Instance>();
      if (cache.matches(instance.shape()) && cache.found() == AttributeCache::Found::kSlot) [[likely]] {
        r[pc->a] = instance.slot(cache.slot());
        NEXT();
      }
    }
    SAVE();
    r[pc->a] = TRY(load_attribute(rt, object, frame->code->attribute_name(pc->c), cache));
    NEXT();
  }
  OP(kSetAttribute) {
    const Value object = r[pc->a];
    AttributeCache& cache = frame->code->attribute_cache(pc->c);
    if (object.is<Instance>()) [[likely]] {
      Instance& instance = *object.as<Instance>();
      if (cache.matches(instance.shape()) && cache.found() == AttributeCache::Found::kSlot) [[likely]] {
        instance.set_slot(cache.slot(), r[pc->b]);
        NEXT();
      }
    }
    SAVE();
    TRY(store_attribute(rt, object, frame->code->attribute_name(pc->c), r[pc->b], cache));
    NEXT();
  }
  OP(kDeleteAttribute) {
    SAVE();
    TRY(delete_attr(rt, r[pc->a], frame->code->attribute_name(pc->b)));
    NEXT();
  }
  OP(kMethod) {
    const Value object = r[pc->b];
    AttributeCache& cache = frame->code->attribute_cache(pc->c);
    if (object.is_object()) [[likely]] {
      if (object.is<Instance>()) {
        if (cache.matches(object.as<Instance>()->shape()) && cache.found() == AttributeCache::Found::kClassValue &&
            cache.class_value().is<Function>()) [[likely]] {
          r[pc->a] = cache.class_value();
          r[pc->a + 1] = object;
          NEXT();
        }
      } else if (const Class* cls = minipy_.method_class(object)) {
        if (cache.matches(cls->root_shape())) [[likely]] {
          r[pc->a] = cache.class_value();
          r[pc->a + 1] = object;
          NEXT();
        }
      }
    }
    SAVE();
    {
      Value pair[2];
      TRY(load_method(rt, object, frame->code->attribute_name(pc->c), cache, pair));
      r[pc->a] = pair[0];
      r[pc->a + 1] = pair[1];
    }
    NEXT();
  }

  // --- calls ---
  OP(kCallMethod) {
    if (r[pc->a].is_empty()) {
      call_base = pc->a + 1u;
      call_count = pc->b;
    } else {
      call_base = pc->a;
      call_count = pc->b + 1u;
    }
    call_result = pc->c;
    goto call;
  }
  OP(kCall) {
    call_base = pc->a;
    call_count = pc->b;
    call_result = pc->c;
    goto call;
  }

call:
  SAVE();
  {
    Value* const at = r + call_base;
    const Value callee = *at;
    if (!callee.is_object()) [[unlikely]]
      goto call_anything;
    switch (callee.cell()->kind()) {
      case kKindFunction: {
        Function& function = *callee.as<Function>();
        if (!PyCode::is(function.code())) {
          const NativeSpec* spec = minipy_.leaf_of(function);
          const uint64_t word = spec ? spec->word_entry(rt, function, at + 1, call_count)
                                     : QuickCall::call_held(rt, rt.calls(), function, at + 1, call_count);
          if (word > QuickCall::kNotQuick) [[likely]] {
            r[call_result] = Value::from_word(word);
            NEXT();
          }
          if (word == QuickCall::kNotQuick) goto call_anything;
          Error error = rt.calls().take_pending_error();
          if (!error.is_set()) error = make_stop_iteration(rt, Value::empty());
          FAIL(std::move(error));
        }
        PyCode& code = static_cast<PyCode&>(function.code());
        TRY(rt.steps(1));
        uint64_t* const end = reinterpret_cast<uint64_t*>(at + 1 + std::max(code.registers(), call_count));
        if (end > stack_.limit()) [[unlikely]]
          FAIL(raise(rt, ExceptionId::kRecursion, "maximum recursion depth exceeded"));
        for (Value* word = at + 1 + call_count; word < reinterpret_cast<Value*>(end); word++) *word = Value::empty();
        if (end > frame->limit) stack_.publish(end);
        if (!code.is_simple() || call_count != code.positional()) [[unlikely]] {
          TRY(bind_arguments(function, code, at + 1, call_count, nullptr, nullptr, 0));
          if (code.blueprint().is_generator) {
            Generator* made = Generator::create(heap, function, at + 1, code.registers());
            if (!made) FAIL(heap.allocation_error());
            stack_.pop_to(frame->limit);
            r[call_result] = made;
            NEXT();
          }
        }
        call_mode = Activation::Mode::kCall;
        goto enter;
      }
      case kKindBoundMethod: {
        // There is a register beyond the last temporary.
        const BoundMethod& method = *callee.as<BoundMethod>();
        for (uint32_t i = call_count; i > 0; i--) at[i + 1] = at[i];
        at[1] = method.receiver();
        at[0] = Value(&method.function());
        call_count++;
        goto call;
      }
      case kKindClass: {
        Class& cls = *callee.as<Class>();
        if (!minipy_.is_made_plainly(cls)) break;
        const Value init = cls.special(Special::kInit);
        Function* function = init.try_as<Function>();
        if (!function || !PyCode::is(function->code())) break;
        PyCode& code = static_cast<PyCode&>(function->code());
        // [class][arguments...] becomes [instance][function][instance][arguments...].
        uint64_t* const end = reinterpret_cast<uint64_t*>(at + 2 + std::max(code.registers(), call_count + 1));
        if (end > stack_.limit() || code.blueprint().is_generator) break;
        TRY(rt.steps(1));
        Instance* instance = Instance::create(rt.space(), cls);
        if (!instance) FAIL(heap.allocation_error());
        for (Value* word = at + 1 + call_count; word < reinterpret_cast<Value*>(end); word++) *word = Value::empty();
        if (end > frame->limit) stack_.publish(end);
        for (uint32_t i = call_count; i > 0; i--) at[i + 2] = at[i];
        at[0] = instance;
        at[1] = function;
        at[2] = instance;
        call_base++;
        call_count++;
        if (!code.is_simple() || call_count != code.positional()) [[unlikely]]
          TRY(bind_arguments(*function, code, at + 2, call_count, nullptr, nullptr, 0));
        call_mode = Activation::Mode::kInit;
        goto enter;
      }
      default: break;
    }
  }
call_anything : {
  const Value called = TRY(invoke(rt, r[call_base], Arguments(r + call_base + 1, call_count)));
  if (called.is_empty()) FAIL(make_stop_iteration(rt, Value::empty()));
  r[call_result] = called;
  NEXT();
}

enter : {  // r[call_base] is a function of PyCode, its registers are filled, the VM stack reaches to their end
  Activation* const activation = push_activation();
  if (!activation) FAIL(Error::out_of_memory());
  Function& function = *r[call_base].as<Function>();
  activation->registers = r + call_base + 1;
  activation->code = static_cast<PyCode*>(&function.code());
  activation->limit = std::max(frame->limit, stack_.top());
  activation->pc = activation->code->first();
  activation->generator = nullptr;
  activation->result = static_cast<uint16_t>(call_result);
  activation->mode = call_mode;
  activation->has_call = false;
  if (!rt.calls().has_room()) [[unlikely]] {
    pop_activation();
    FAIL(raise(rt, ExceptionId::kRecursion, "maximum recursion depth exceeded"));
  }
  auto* entered = ::new (static_cast<void*>(activation->call)) EnteredCall(rt.calls(), function);
  entered->frame().set_state(activation);
  activation->has_call = true;
  LOAD_FRAME();
  DISPATCH();
}

  OP(kCallKeywords) {
    SAVE();
    uint32_t base_register = pc->a;
    uint32_t positional = pc->b;
    if (pc[1].b) {  // after kMethod
      if (r[base_register].is_empty())
        base_register++;
      else
        positional++;
    }
    r[pc->c] =
        TRY(call_keywords(rt, r[base_register], r + base_register + 1, positional, *constants[pc[1].a].as<Tuple>()));
    SKIP();
  }
  OP(kCallSpread) {
    SAVE();
    r[pc->b] = TRY(call_spread(rt, r[pc->a], *r[pc->a + 1].as<Tuple>(), r[pc->a + 2]));
    NEXT();
  }
  OP(kReturn) {
    Value value = r[pc->a];
    SAVE();
    switch (frame->mode) {
      case Activation::Mode::kInit:
        if (!value.is_nil()) [[unlikely]]
          FAIL(raise(rt, ExceptionId::kType, "__init__() should return None, not '%s'", type_name_of(rt, value)));
        value = r[-2];
        [[fallthrough]];
      case Activation::Mode::kCall: {
        const uint16_t result = frame->result;
        pop_activation();
        LOAD_FRAME();
        stack_.pop_to(frame->limit);
        r[result] = value;
        pc += 1 + (pc->op == Op::kCallKeywords);
        DISPATCH();
      }
      case Activation::Mode::kIterate: {  // a generator's end is the loop's
        handled_.set(r[-2]);
        frame->generator->finish();
        pop_activation();
        LOAD_FRAME();
        stack_.pop_to(frame->limit);
        JUMP_TO(pc[1].wide());
      }
      case Activation::Mode::kOutside: {
        Generator* generator = frame->generator;
        if (generator) {
          handled_.set(r[-2]);
          generator->finish();
          return_value_.set(value);
          value = Value::empty();
        }
        pop_activation();
        return value;
      }
    }
  }
  OP(kYield) {
    const Value value = r[pc->b];
    SAVE();
    Generator& generator = *frame->generator;
    const Value outer = r[-2];
    const Value own = handled_.get();
    generator.leave(r, static_cast<uint32_t>(pc - frame->code->first()), own.identical(outer) ? Value::empty() : own);
    handled_.set(outer);
    const bool iterates = frame->mode == Activation::Mode::kIterate;
    pop_activation();
    if (!iterates) return value;
    LOAD_FRAME();
    stack_.pop_to(frame->limit);
    r[pc->b] = value;
    SKIP();
  }
  OP(kYieldFrom) {
    SAVE();
    const Value inner = r[pc->b];
    const Value sent = r[pc->a];
    r[pc->a] = Value::empty();
    Value value;
    if (inner.is_object() && inner.cell()->kind() == generator_kind) {
      value = TRY(resume(*inner.as<Generator>(), sent));
      if (value.is_empty()) {
        r[pc->a] = take_return_value();
        NEXT();
      }
    } else {
      value = sent.is_nil() ? TRY(next_or_return(rt, inner, r[pc->a])) : TRY(send_or_return(rt, inner, sent, r[pc->a]));
      if (value.is_empty()) NEXT();
    }
    r[pc->a] = Value::nil();
    Generator& generator = *frame->generator;
    const Value outer = r[-2];
    const Value own = handled_.get();
    generator.leave(r, static_cast<uint32_t>(pc - frame->code->first()), own.identical(outer) ? Value::empty() : own);
    handled_.set(outer);
    const bool iterates = frame->mode == Activation::Mode::kIterate;
    pop_activation();
    if (!iterates) return value;
    LOAD_FRAME();
    stack_.pop_to(frame->limit);
    r[pc->b] = value;
    SKIP();
  }

  // --- iteration ---
  OP(kIterate) {
    SAVE();
    r[pc->a] = TRY(get_iterator(rt, r[pc->b]));
    NEXT();
  }
  OP(kForIterate) {
    const Value iterator = r[pc->a];
    if (iterator.is_object()) [[likely]] {
      const gc::KindId kind = iterator.cell()->kind();
      if (kind == range_kind) {
        const Value item = iterator.as<RangeIterator>()->next();
        if (item.is_empty()) JUMP_TO(pc[1].wide());
        r[pc->b] = item;
        SKIP();
      }
      if (kind == list_iterator_kind || kind == tuple_iterator_kind) {
        const Value item = iterator.as<SequenceIterator>()->next();
        if (item.is_empty()) JUMP_TO(pc[1].wide());
        r[pc->b] = item;
        SKIP();
      }
      if (kind == generator_kind) {
        Generator& generator = *iterator.as<Generator>();
        if (generator.is_finished()) JUMP_TO(pc[1].wide());
        SAVE();
        if (generator.is_running()) FAIL(raise(rt, ExceptionId::kValue, "generator already executing"));
        TRY(rt.steps(1));
        uint64_t* const room = stack_.room(3 + generator.count());
        if (!room || !rt.calls().has_room())
          FAIL(raise(rt, ExceptionId::kRecursion, "maximum recursion depth exceeded"));
        const uint32_t count = generator.count();
        room[0] = iterator.word();
        room[1] = handled_.get().word();
        room[2] = Value(&generator.function()).word();
        Value* const registers = reinterpret_cast<Value*>(room + 3);
        std::fill(registers, registers + count, Value::empty());
        stack_.publish(room + 3 + count);
        Activation* const activation = push_activation();
        if (!activation) FAIL(Error::out_of_memory());
        const bool fresh = generator.state() == Generator::State::kFresh;
        const Value handled = generator.handled();
        activation->registers = registers;
        activation->code = &generator.code();
        activation->limit = room + 3 + count;
        activation->pc = activation->code->first() + generator.resume_at();
        activation->generator = &generator;
        activation->mode = Activation::Mode::kIterate;
        auto* entered = ::new (static_cast<void*>(activation->call)) EnteredCall(rt.calls(), generator.function());
        entered->frame().set_state(activation);
        activation->has_call = true;
        generator.enter(registers);
        if (!handled.is_empty()) handled_.set(handled);
        if (!fresh) {
          registers[activation->pc->a] = Value::nil();
          if (activation->pc->op == Op::kYield) activation->pc++;
        }
        LOAD_FRAME();
        DISPATCH();
      }
    }
    SAVE();
    const Value item = TRY(next_item(rt, iterator));
    if (item.is_empty()) JUMP_TO(pc[1].wide());
    r[pc->b] = item;
    SKIP();
  }
  OP(kUnpack) {
    const Value source = r[pc->b];
    const uint32_t count = pc->c;
    if (source.is<Tuple>() && source.as<Tuple>()->size() == count) [[likely]] {
      const Tuple& tuple = *source.as<Tuple>();
      Value* const to = r + pc->a;
      for (uint32_t i = 0; i < count; i++) to[i] = tuple.at(i);
      NEXT();
    }
    SAVE();
    TRY(unpack(rt, source, r + pc->a, count));
    NEXT();
  }
  OP(kUnpackStar) {
    SAVE();
    TRY(unpack_star(rt, r[pc->b], r + pc->a, pc->c, pc[1].a));
    SKIP();
  }

  // --- displays ---
  OP(kList) {
    SAVE();
    List* list = List::create(heap, {r + pc->b, pc->c});
    if (!list) FAIL(heap.allocation_error());
    r[pc->a] = list;
    NEXT();
  }
  OP(kTuple) {
    SAVE();
    Tuple* tuple = Tuple::create(heap, {r + pc->b, pc->c});
    if (!tuple) FAIL(heap.allocation_error());
    r[pc->a] = tuple;
    NEXT();
  }
  OP(kSet) {
    SAVE();
    r[pc->a] = TRY(make_set(rt, r + pc->b, pc->c));
    NEXT();
  }
  OP(kDict) {
    SAVE();
    r[pc->a] = TRY(make_dict(rt, r + pc->b, pc->c));
    NEXT();
  }
  OP(kListAppend) {
    SAVE();
    if (!r[pc->a].as<List>()->append(heap, r[pc->b])) FAIL(heap.allocation_error());
    NEXT();
  }
  OP(kListExtend) {
    SAVE();
    TRY(extend_list(rt, *r[pc->a].as<List>(), r[pc->b]));
    NEXT();
  }
  OP(kSetAdd) {
    SAVE();
    TRY(add_to_set(rt, r[pc->a], r[pc->b]));
    NEXT();
  }
  OP(kSetUpdate) {
    SAVE();
    TRY(update_set(rt, r[pc->a], r[pc->b]));
    NEXT();
  }
  OP(kDictSet) {
    SAVE();
    TRY(minipy::set_item(rt, r[pc->a], r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kDictUpdate) {
    SAVE();
    TRY(update_dict(rt, *r[pc->a].as<Dict>(), r[pc->b]));
    NEXT();
  }
  OP(kDictMerge) {
    SAVE();
    TRY(merge_keywords(rt, *r[pc->a].as<Dict>(), r[pc->b], r[pc->c]));
    NEXT();
  }
  OP(kListToTuple) {
    SAVE();
    Tuple* tuple = Tuple::create(heap, r[pc->b].as<List>()->values());
    if (!tuple) FAIL(heap.allocation_error());
    r[pc->a] = tuple;
    NEXT();
  }
  OP(kSlice) {
    SAVE();
    SliceObject* slice = SliceObject::create(heap, r[pc->b], r[pc->b + 1], r[pc->b + 2]);
    if (!slice) FAIL(heap.allocation_error());
    r[pc->a] = slice;
    NEXT();
  }
  OP(kGetItem) {
    const Value container = r[pc->b], key = r[pc->c];
    if (key.is_small() && container.is<List>()) {
      const List& list = *container.as<List>();
      int64_t index = key.as_small();
      if (index < 0) index += static_cast<int64_t>(list.size());
      if (static_cast<uint64_t>(index) < list.size()) [[likely]] {
        r[pc->a] = list.at(static_cast<size_t>(index));
        NEXT();
      }
    }
    SAVE();
    r[pc->a] = TRY(minipy::get_item(rt, container, key));
    NEXT();
  }
  OP(kSetItem) {
    const Value container = r[pc->a], key = r[pc->b];
    if (key.is_small() && container.is<List>()) {
      List& list = *container.as<List>();
      int64_t index = key.as_small();
      if (index < 0) index += static_cast<int64_t>(list.size());
      if (static_cast<uint64_t>(index) < list.size()) [[likely]] {
        list.set(static_cast<size_t>(index), r[pc->c]);
        NEXT();
      }
    }
    SAVE();
    TRY(minipy::set_item(rt, container, key, r[pc->c]));
    NEXT();
  }
  OP(kDeleteItem) {
    SAVE();
    TRY(minipy::delete_item(rt, r[pc->a], r[pc->b]));
    NEXT();
  }
  OP(kFormat) {
    SAVE();
    const uint16_t spec = pc[1].a;
    r[pc->a] =
        TRY(format_value(rt, r[pc->b], static_cast<char>(pc->c), spec == kNoRegister ? Value::empty() : r[spec]));
    SKIP();
  }
  OP(kJoin) {
    SAVE();
    r[pc->a] = TRY(join_strings(rt, r + pc->b, pc->c));
    NEXT();
  }

  // --- functions, classes, modules ---
  OP(kFunction) {
    SAVE();
    PyCode& code = *constants[pc->c].as<PyCode>();
    r[pc->a] = TRY(make_function(rt, code, globals_of(frame->function()), r[pc->b], r[pc->b + 1], r + pc->b + 2,
                                 code.blueprint().free_names.size()));
    NEXT();
  }
  OP(kBuildClass) {
    SAVE();
    r[pc->a] = TRY(build_class_statement(rt, r + pc->b));
    NEXT();
  }
  OP(kImport) {
    SAVE();
    const uint16_t names = pc[1].a;
    r[pc->a] = TRY(import_module(rt, globals_of(frame->function()), constants[pc->b].as<String>()->view(), pc->c,
                                 names == kNoConstant ? Value::nil() : constants[names]));
    SKIP();
  }
  OP(kImportFrom) {
    SAVE();
    r[pc->a] = TRY(import_from(rt, r[pc->b], constants[pc->c]));
    NEXT();
  }
  OP(kImportStar) {
    SAVE();
    TRY(import_star(rt, r[pc->a], globals_of(frame->function())));
    NEXT();
  }

  // --- exceptions ---
  OP(kRaise) {
    SAVE();
    FAIL(raise_value(rt, TRY(exception_to_raise(rt, r[pc->a]))));
  }
  OP(kRaiseFrom) {
    SAVE();
    r[pc->a] = TRY(exception_to_raise(rt, r[pc->a]));
    if (!r[pc->b].is_nil()) r[pc->b] = TRY(exception_cause(rt, r[pc->b]));
    note_cause(rt, r[pc->a], r[pc->b]);
    FAIL(raise_value(rt, r[pc->a]));
  }
  OP(kRaiseAgain) {
    SAVE();
    if (handled_.get().is_nil()) FAIL(raise(rt, ExceptionId::kRuntime, "No active exception to reraise"));
    is_reraised_ = true;
    FAIL(raise_value(rt, handled_.get()));
  }
  OP(kReraise) {
    SAVE();
    is_reraised_ = true;
    FAIL(raise_value(rt, r[pc->a]));
  }
  OP(kEnterHandler) {
    r[pc->a + 1] = handled_.get();
    handled_.set(r[pc->a]);
    NEXT();
  }
  OP(kLeaveHandler) {
    handled_.set(r[pc->a + 1]);
    r[pc->a] = Value::empty();
    r[pc->a + 1] = Value::empty();
    NEXT();
  }
  OP(kMatchException) {
    SAVE();
    if (TRY(exception_matches(rt, r[pc->a], r[pc->b]))) SKIP();
    JUMP_TO(pc[1].wide());
  }
  OP(kEnterWith) {
    SAVE();
    Value* const pair = r + pc->a;
    TRY(enter_with(rt, r[pc->b], pair));
    NEXT();
  }
  OP(kExitWith) {
    SAVE();
    r[pc->c] = TRY(exit_with(rt, r[pc->a], r[pc->b]));
    NEXT();
  }
  OP(kAssertFail) {
    SAVE();
    FAIL(assertion_failed(rt, pc->b ? r[pc->a] : Value::empty()));
  }
  OP(kPrintExpression) {
    SAVE();
    TRY(print_expression(rt, r[pc->a]));
    NEXT();
  }
  OP(kExtra) { NEXT(); }

failed:
  stack_.pop_to(top_->limit);
  if (!unwind(base)) return std::move(pending_);
  stack_.pop_to(top_->limit);
  LOAD_FRAME();
  DISPATCH();
}

}  // namespace minipy
