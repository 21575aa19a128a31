// Rope: text that a variable grows by "text += more" in a loop: appended to in place, so that the loop takes linear time.
//
// It is seen by no program: it stands in the one register of the variable, and becomes a String before anything else reads
// that register (the instruction kFlatten). Growing may collect; nothing here runs user code.
#pragma once

#include <mayfly/mayfly.h>

#include <mayfly/gc/cell/backing.h>

#include <string_view>

namespace minipy {

using namespace mayfly;

class Rope final : public Object {
 public:
  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // Texts shorter than this are not worth one.
  static constexpr size_t kLeast = 512;

  // The texts of a and b. Null when out of memory.
  static Rope* create(gc::Heap& heap, std::string_view a, std::string_view b);
  // False when out of memory; it is then unchanged.
  [[nodiscard]] bool append(gc::Heap& heap, std::string_view text);
  std::string_view view() const { return {bytes(), size()}; }

 private:
  friend class gc::Heap;
  Rope(gc::CellInit init, gc::Backing& buffer, size_t size)
      : Object(init), buffer_(&buffer), tagged_size_(size | kTag) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  const char* bytes() const { return reinterpret_cast<const char*>(buffer_->words()); }
  size_t size() const { return tagged_size_ & ~kTag; }

  // Keeps the size, in scanned memory, from looking like an address.
  static constexpr uint64_t kTag = uint64_t{1} << 63;

  gc::Member<gc::Backing> buffer_;
  uint64_t tagged_size_;
};

}  // namespace minipy
