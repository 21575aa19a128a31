// TestEphemerons: an ephemeron table for tests of gc/ alone, whose rows are {key, value} in the order of their addition.
//
// It finds entries by looking through all rows. hook_lost() heaps: it is empty, and takes nothing.
#pragma once

#include <mayfly/gc/weak/ephemeron_table.h>

#include <support/test_cells.h>

#include <unordered_map>

namespace mayfly::test {

class TestEphemerons final : public gc::EphemeronTable {
 public:
  // Null when out of memory.
  static TestEphemerons* create(gc::Heap& heap, KeyDeath key_death = KeyDeath::kWithWeakReferences) {
    static const gc::KindId kind = gc::register_kind(kRow);
    return heap.make_kind<TestEphemerons>(kind, 0, false, key_death);
  }

  // Adds an entry for a key that has none. False when out of memory.
  [[nodiscard]] bool add(gc::Heap& heap, gc::Cell& key, uint64_t value) {
    if (heap.hook_lost() || (rows() == capacity() && !grow(heap))) return false;
    words()[rows() * 2] = word_of(&key);
    words()[rows() * 2 + 1] = value;
    used_++;
    publish(rows(), word_of(&key), value);
    return true;
  }
  [[nodiscard]] bool set(gc::Heap& heap, gc::Cell& key, uint64_t value) {
    if (heap.hook_lost()) return false;
    const uint32_t row = find(key);
    if (row == rows()) return add(heap, key, value);
    locked([&] {
      words()[row * 2 + 1] = value;
      note_value(value);
    });
    return true;
  }
  // 0: there is none.
  uint64_t get(gc::Heap& heap, const gc::Cell& key) const {
    const uint32_t row = heap.hook_lost() ? rows() : find(key);
    return row == rows() ? 0 : value_at(row);
  }
  bool erase(gc::Heap& heap, const gc::Cell& key) {
    const uint32_t row = heap.hook_lost() ? rows() : find(key);
    if (row == rows()) return false;
    locked([&] { erase_row(row); });
    return true;
  }
  void clear(gc::Heap& heap) {
    locked([&] {
      rows_here_ = nullptr;
      used_ = plain_word(0);
      set_rows(heap, nullptr, 0);
    });
  }
  // All of them at once, for tests that look many up.
  std::unordered_map<const gc::Cell*, uint64_t> entries() const {
    std::unordered_map<const gc::Cell*, uint64_t> all;
    for (uint32_t i = 0; i < rows(); i++)
      if (words()[i * 2]) all.emplace(reinterpret_cast<const gc::Cell*>(words()[i * 2]), value_at(i));
    return all;
  }

  // Rows, holes among them. A hole's key and value are 0.
  uint32_t rows() const { return static_cast<uint32_t>(number_of(used_)); }
  uint64_t key_at(uint32_t row) const { return words()[row * 2]; }
  uint64_t value_at(uint32_t row) const { return words()[row * 2 + 1]; }
  // Moves all rows, holes among them, to another array, backwards.
  void turn_round(gc::Heap& heap) {
    gc::Backing* fresh = gc::Backing::create_leaf(heap, capacity() * 2);
    ASSERT_TRUE(fresh && prepare_rows(heap, *fresh));
    locked([&] {
      for (uint32_t i = 0; i < rows(); i++) {
        fresh->words()[(rows() - 1 - i) * 2] = words()[i * 2];
        fresh->words()[(rows() - 1 - i) * 2 + 1] = words()[i * 2 + 1];
      }
      take(heap, fresh);
    });
  }

 private:
  friend class gc::Heap;
  TestEphemerons(gc::CellInit init, KeyDeath key_death)
      : EphemeronTable(init, key_death, {.words = 2, .key = 0, .value = 1}) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
    const auto& table = static_cast<const TestEphemerons&>(cell);
    table.trace(visitor);
    visitor.visit(table.rows_here_);
  }
  static constexpr gc::KindRow kRow = {
      .name = "test ephemerons", .trace = &TestEphemerons::trace_cell, .ephemeron_table = true};

  uint64_t* words() const { return rows_here_->words(); }
  uint32_t capacity() const { return rows_here_ ? static_cast<uint32_t>(rows_here_->capacity() / 2) : 0; }
  uint32_t find(const gc::Cell& key) const {
    uint32_t row = 0;
    while (row < rows() && words()[row * 2] != word_of(&key)) row++;
    return row;
  }
  bool grow(gc::Heap& heap) {
    gc::Backing* fresh = gc::Backing::create_leaf(heap, rows() == 0 ? 8 : size_t{rows()} * 4);
    if (!fresh || !prepare_rows(heap, *fresh)) return false;
    locked([&] {
      for (uint32_t i = 0; i < rows() * 2; i++) fresh->words()[i] = words()[i];
      take(heap, fresh);
    });
    return true;
  }
  void take(gc::Heap& heap, gc::Backing* backing) {
    rows_here_ = backing;
    set_rows(heap, backing, rows());
  }

  gc::Member<gc::Backing> rows_here_;
  uint64_t used_ = plain_word(0);
};

}  // namespace mayfly::test
