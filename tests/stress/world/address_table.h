// AddressTable: which number an object has, by its address, and the other way round. The collector sees none of it.
#pragma once

#include "model/operation.h"

#include <mayfly/gc/cell/cell.h>

#include <vector>

namespace stress {

class AddressTable {
 public:
  AddressTable() { clear(); }

  void clear() {
    cells_.assign(2, 0);
    slots_.assign(1024, {});
    used_ = 0;
  }
  // The latest object at an address is the one that is meant.
  void set(Id id, const mayfly::gc::Cell* cell) {
    if (id >= cells_.size()) cells_.resize(id + 1);
    cells_[id] = reinterpret_cast<uintptr_t>(cell);
    if ((used_ + 1) * 2 > slots_.size()) grow();
    insert(reinterpret_cast<uintptr_t>(cell), id);
  }
  // The object is gone; its address may be another's.
  void forget(Id id) {
    if (id < cells_.size()) cells_[id] = 0;
  }
  mayfly::gc::Cell* cell(Id id) const { return reinterpret_cast<mayfly::gc::Cell*>(cells_[id]); }
  // 0: no object was ever there.
  Id id(const mayfly::gc::Cell* cell) const {
    const auto address = reinterpret_cast<uintptr_t>(cell);
    for (size_t i = place(address);; i = (i + 1) % slots_.size()) {
      if (slots_[i].address == address) return slots_[i].id;
      if (slots_[i].address == 0) return 0;
    }
  }

 private:
  struct Slot {
    uintptr_t address = 0;
    Id id = 0;
  };

  size_t place(uintptr_t address) const { return (address >> 4) * 0x9e37'79b9'7f4a'7c15 >> 20 & (slots_.size() - 1); }
  void insert(uintptr_t address, Id id) {
    size_t i = place(address);
    while (slots_[i].address != 0 && slots_[i].address != address) i = (i + 1) % slots_.size();
    if (slots_[i].address == 0) used_++;
    slots_[i] = {address, id};
  }
  void grow() {
    std::vector<Slot> old = std::move(slots_);
    slots_.assign(old.size() * 2, {});
    used_ = 0;
    // What an id does not have any more is forgotten.
    for (const Slot& slot : old)
      if (slot.address != 0 && cells_[slot.id] == slot.address) insert(slot.address, slot.id);
  }

  std::vector<uintptr_t> cells_;
  std::vector<Slot> slots_;
  size_t used_ = 0;
};

}  // namespace stress
