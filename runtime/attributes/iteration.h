// Iteration: going through what a value contains, from C++.
//
//   Iteration items(rt, value);
//   while (MAYFLY_TRY(items.next())) use(items.value());
//
// Lists and tuples give their items (a list that changes meanwhile is followed by index), dicts and weak maps their keys,
// weak sets their elements, strings their characters; instances go by kIterate and kNext, or by items with a growing
// index (contract 4.10). A native kNext ends by returning the empty value; a front-end's by an error that its
// FrontEnd::ends_iteration knows.
//
// Of a weak map or set, what is delivered is alive, and stays so, entry and all, until the next step or the iteration's
// end; what dies meanwhile is left out, and disturbs nothing (contract 6.2).
//
// Holds its state in VM stack slots: strictly nested, on the owner's thread. next() runs user code.
// Errors: kType for what can't be iterated over; kValue when the program adds keys to a dict or weak
// container, or takes some from it, meanwhile; kRecursion.
#pragma once

#include <mayfly/runtime/call/local.h>

namespace mayfly {

class MAYFLY_API Iteration {
 public:
  Iteration(Runtime& rt, Value iterable);
  // False when there is nothing more; value() is then unchanged.
  Result<bool> next();
  Value value() const { return slots_[kCurrent]; }
  // Of a weak map: the value that stands under this key.
  Value mapped() const { return slots_[kIterator]; }

 private:
  enum class Mode : uint8_t { kUnopened, kList, kTuple, kDict, kWeak, kString, kNextMethod, kByIndex };
  enum Slot { kSource, kIterator, kCurrent, kSlotCount };
  Result<> open();
  Result<> see_through(Slot slot);
  Result<bool> next_from_method();
  Result<bool> next_by_index();

  Runtime& rt_;
  Locals<kSlotCount> slots_;
  Mode mode_ = Mode::kUnopened;
  size_t index_ = 0;
  uint64_t expected_ = 0;  // the version of a dict or weak container
};

}  // namespace mayfly
