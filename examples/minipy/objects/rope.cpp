#include <minipy/objects/rope.h>

#include <cstring>

namespace minipy {

const gc::KindRow Rope::kRow = {"rope", &Rope::trace_cell};
const gc::KindId Rope::kKindId = gc::register_kind(kRow);

void Rope::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  auto& self = static_cast<const Rope&>(cell);
  self.Object::trace(visitor);
  visitor.visit(self.buffer_);
}

Rope* Rope::create(gc::Heap& heap, std::string_view a, std::string_view b) {
  const size_t size = a.size() + b.size();
  gc::Backing* buffer = gc::Backing::create_leaf(heap, size / 4 + 1);
  if (!buffer) return nullptr;
  char* to = reinterpret_cast<char*>(buffer->words());
  std::memcpy(to, a.data(), a.size());
  std::memcpy(to + a.size(), b.data(), b.size());
  return heap.make_kind<Rope>(kind(), 0, false, *buffer, size);
}

bool Rope::append(gc::Heap& heap, std::string_view text) {
  const size_t grown = size() + text.size();
  if (grown > buffer_->capacity() * 8) {
    gc::Backing* larger = gc::Backing::create_leaf(heap, grown / 4 + 1);
    if (!larger) return false;
    std::memcpy(static_cast<void*>(larger->words()), bytes(), size());
    buffer_ = larger;
  }
  std::memcpy(reinterpret_cast<char*>(buffer_->words()) + size(), text.data(), text.size());
  tagged_size_ = grown | kTag;
  return true;
}

}  // namespace minipy
