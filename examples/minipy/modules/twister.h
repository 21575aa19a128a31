// Twister: the state of a Mersenne Twister, MT19937 (Matsumoto and Nishimura, 1998), as CPython's random has it.
//
// A leaf cell. Creation may collect; nothing here runs user code. Used on its runtime's thread.
#pragma once

#include <mayfly/mayfly.h>

#include <span>

namespace minipy {

using namespace mayfly;

class Twister final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // Null when out of memory. To be seeded.
  static Twister* create(gc::Heap& heap) { return heap.make_kind<Twister>(kind(), 0, true); }

  void seed(std::span<const uint32_t> key);  // one word at least
  uint32_t next_word();
  double next_double();  // 53 bits, in [0, 1)

  static constexpr size_t kWords = 624;
  uint32_t word(size_t i) const { return words_[i]; }
  void set_word(size_t i, uint32_t word) { words_[i] = word; }
  uint32_t index() const { return index_; }
  void set_index(uint32_t index) { index_ = index; }

 private:
  friend class gc::Heap;
  explicit Twister(gc::CellInit init) : Object(init) {}
  void seed_with(uint32_t number);
  void turn();
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  uint32_t index_ = kWords;
  uint32_t words_[kWords];
};

}  // namespace minipy
