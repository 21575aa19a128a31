// Iterating: the steps of iterators, and Items, with which C++ goes through any iterable.
//
//   Items items(rt, iterable);
//   while (MAYFLY_TRY(items.next())) use(items.value());
//
// (get_iterator, next_item and to_list are in operators.h.) Items holds its state in VM stack slots: strictly nested. All
// of it may run user code.
#pragma once

#include <minipy/objects/iterator.h>
#include <minipy/vm/operators.h>

namespace minipy {

// The next item; empty at the end. The iterator is held meanwhile.
Result<Value> advance(Runtime& rt, Iterator& iterator);

// Makes room for as many items as an iterable says that it has: its length, or what its __length_hint__ says. What
// cannot fit fails at once, not when the memory is full. Both are held by the caller. Errors: MemoryError, the
// program's.
Result<> reserve_for(Runtime& rt, List& list, Value iterable);

class Items {
 public:
  Items(Runtime& rt, Value iterable) : rt_(rt), slots_(rt) {
    if (slots_) slots_[kSource] = iterable;
  }
  // False when there is nothing more. Errors: TypeError "'int' object is not iterable", the program's.
  Result<bool> next();
  // iter() of it, if next() has not been called yet. Errors: as next().
  Result<> open();
  Value value() const { return slots_[kCurrent]; }
  // Where it stands on the VM stack: fit for Arguments.
  const Value* slot() { return &slots_[kCurrent]; }

 private:
  enum class Mode : uint8_t { kUnopened, kList, kTuple, kIterator, kEnded };
  enum Slot { kSource, kCurrent, kSlotCount };
  Runtime& rt_;
  Locals<kSlotCount> slots_;
  size_t index_ = 0;
  Mode mode_ = Mode::kUnopened;
};

}  // namespace minipy
