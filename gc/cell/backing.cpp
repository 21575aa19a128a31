#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/heap.h>

#include <cstring>

namespace mayfly::gc {

const KindRow Backing::kRow = {"Backing", &Backing::trace_cell};
const KindRow Backing::kLeafRow = {"LeafBacking", nullptr, true};

namespace {
constexpr size_t kMaxWords = size_t{1} << 40;  // far beyond any heap; keeps sizes from overflowing
}

Backing* Backing::create(Heap& heap, size_t words) {
  if (words > kMaxWords) return nullptr;
  return heap.make_kind<Backing>(kKindBacking, words * 8, false, words);
}

Backing* Backing::create_leaf(Heap& heap, size_t words, Contents contents) {
  if (words > kMaxWords) return nullptr;
  auto* made = heap.make_kind<Backing>(kKindLeafBacking, words * 8, true, words);
  if (made && contents == Contents::kZero) std::memset(made->words(), 0, words * 8);
  return made;
}

void Backing::trace_cell(const Cell& cell, Visitor& visitor) {
  const auto& backing = static_cast<const Backing&>(cell);
  visitor.visit_words(backing.words(), backing.capacity());
}

}  // namespace mayfly::gc
