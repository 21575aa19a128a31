// Built-in functions that go through all items: all, any, max, min, sorted, sum.
#include <minipy/objects/big_integer.h>
#include <minipy/types/builtins.h>
#include <minipy/types/list.h>
#include <minipy/vm/arithmetic.h>

namespace minipy {

namespace {

Result<Value> all(Runtime& rt, Arguments args) {
  Items items(rt, args[0]);
  while (MAYFLY_TRY(items.next()))
    if (!MAYFLY_TRY(truth(rt, items.value()))) return Value::boolean(false);
  return Value::boolean(true);
}

Result<Value> any(Runtime& rt, Arguments args) {
  Items items(rt, args[0]);
  while (MAYFLY_TRY(items.next()))
    if (MAYFLY_TRY(truth(rt, items.value()))) return Value::boolean(true);
  return Value::boolean(false);
}

// The extreme item so far, and its key; on the VM stack.
class Extreme {
 public:
  Extreme(Runtime& rt, bool maximum, Value key) : rt_(rt), maximum_(maximum), held_(rt) {
    if (!held_) return;
    held_[kFunction] = key;
    held_[kBest] = Value::empty();
  }
  Result<> check() { return held_ ? Result<>() : Result<>(held_.error()); }
  Result<> consider(Value item) {
    held_[kItem] = item;
    held_[kItemKey] = item;
    if (!held_[kFunction].is_nil())
      held_[kItemKey] = MAYFLY_TRY(invoke(rt_, held_[kFunction], Arguments(&held_[kItem], 1)));
    bool better = held_[kBest].is_empty();
    if (!better && maximum_) {
      const Value answer = MAYFLY_TRY(compare(rt_, CompareOp::kGreater, held_[kItemKey], held_[kBestKey]));
      better = answer.is_boolean() ? answer.is_true() : MAYFLY_TRY(truth(rt_, answer));
    } else if (!better) {
      better = MAYFLY_TRY(less(rt_, held_[kItemKey], held_[kBestKey]));
    }
    if (better) {
      held_[kBest] = held_[kItem];
      held_[kBestKey] = held_[kItemKey];
    }
    return {};
  }
  Value best() const { return held_[kBest]; }

 private:
  enum Slot { kFunction, kItem, kItemKey, kBest, kBestKey, kSlotCount };
  Runtime& rt_;
  bool maximum_;
  Locals<kSlotCount> held_;
};

Result<Value> extreme(Runtime& rt, Arguments args, bool maximum) {
  const char* name = maximum ? "max" : "min";
  if (args.positional() == 0) return raise(rt, ExceptionId::kType, "%s expected at least 1 argument, got 0", name);
  Value key = Value::nil(), fallback = Value::empty();
  for (uint32_t i = 0; i < args.keywords(); i++) {
    const std::string_view keyword = args.name(i).view();
    if (keyword == "key") {
      key = args.keyword(i);
    } else if (keyword == "default") {
      fallback = args.keyword(i);
    } else {
      return invalid_keyword(rt, args.name(i), name);
    }
  }
  if (args.positional() > 1 && !fallback.is_empty()) {
    return raise(rt, ExceptionId::kType, "Cannot specify a default for %s() with multiple positional arguments", name);
  }
  Extreme best(rt, maximum, key);
  MAYFLY_TRY(best.check());
  if (args.positional() > 1) {
    for (uint32_t i = 0; i < args.positional(); i++) MAYFLY_TRY(best.consider(args[i]));
    return best.best();
  }
  Items items(rt, args[0]);
  while (MAYFLY_TRY(items.next())) MAYFLY_TRY(best.consider(items.value()));
  if (!best.best().is_empty()) return best.best();
  if (!fallback.is_empty()) return fallback;
  return raise(rt, ExceptionId::kValue, "%s() arg is an empty sequence", name);
}

Result<Value> max(Runtime& rt, Arguments args) { return extreme(rt, args, true); }
Result<Value> min(Runtime& rt, Arguments args) { return extreme(rt, args, false); }

Result<Value> sorted(Runtime& rt, Arguments args) {
  if (args.positional() != 1)
    return raise(rt, ExceptionId::kType, "sorted expected 1 argument, got %u", args.positional());
  Local<List> list(rt, MAYFLY_TRY(to_list(rt, args[0])));
  if (!list) return list.error();
  MAYFLY_TRY(sort_with_keywords(rt, *list, "sort", args.rest()));
  return Value(list.get());
}

// A sum of integers, as long as it and they are in bounds that no sum of this process leaves.
class WideSum {
 public:
  // False, and nothing is taken: it is no integer, or too large a one.
  bool take(Value item) {
    if (item.is_small()) [[likely]] {
      sum_ += item.as_small();
    } else if (item.is_boolean()) {
      sum_ += item.is_true();
    } else if (const BoxedInteger* boxed = item.try_as<BoxedInteger>()) {
      const std::optional<int64_t> number = to_int64(Value(boxed));
      if (!number) return false;
      sum_ += *number;
    } else {
      return false;
    }
    is_in_use_ = true;
    return true;
  }
  bool is_in_use() const { return is_in_use_; }
  // The sum as a value; it is not in use then.
  Result<Value> finish(gc::Heap& heap) {
    is_in_use_ = false;
    if (sum_ >= INT64_MIN && sum_ <= INT64_MAX) return make_integer(heap, static_cast<int64_t>(sum_));
    Integer number;
    mpz_set_si(number, static_cast<int64_t>(sum_ >> 64));
    mpz_mul_2exp(number, number, 64);
    mpz_add_ui(number, number, static_cast<uint64_t>(sum_));
    return make_any_integer(heap, number);
  }

 private:
  __extension__ typedef __int128 Wide;
  Wide sum_ = 0;
  bool is_in_use_ = false;
};

Result<Value> sum(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"iterable", "start"};
  Locals<2> given(rt);
  if (!given) return given.error();
  given[0] = given[1] = Value::empty();
  MAYFLY_TRY(take(rt, "sum", args, kNames, 1, 1, given.span()));
  if (given[1].is_empty()) given[1] = Value::small(0);
  if (as<String>(given[1])) return raise(rt, ExceptionId::kType, "sum() can't sum strings [use ''.join(seq) instead]");
  Items items(rt, given[0]);
  WideSum wide;
  if (!given[1].is_boolean() && wide.take(given[1])) given[1] = Value::small(0);
  while (MAYFLY_TRY(items.next())) {
    const Value total = given[1], item = items.value();
    if (wide.is_in_use()) {
      if (wide.take(item)) [[likely]]
        continue;
      given[1] = MAYFLY_TRY(wide.finish(rt.heap()));
      given[1] = MAYFLY_TRY(binary(rt, BinaryOp::kAdd, given[1], items.value()));
    } else if (total.is_double() && item.is_double()) {
      given[1] = Value::number(total.as_double() + item.as_double());
    } else {
      given[1] = MAYFLY_TRY(binary(rt, BinaryOp::kAdd, total, item));
    }
  }
  return wide.is_in_use() ? wide.finish(rt.heap()) : Result<Value>(given[1]);
}

}  // namespace

Result<> define_fold_builtins(Runtime& rt, Dict& builtins) {
  static constexpr NativeSpec kFunctions[] = {
      function<all, 1>("all"),
      function<any, 1>("any"),
      keywords_function<max>("max"),
      keywords_function<min>("min"),
      keywords_function<sorted>("sorted"),
      keywords_function<sum>("sum"),
  };
  return install(rt, builtins, kFunctions);
}

}  // namespace minipy
