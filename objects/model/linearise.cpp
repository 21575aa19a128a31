// C3: the merge of the bases' own orders and of the list of bases, taking each time the first head that stands in no tail.
// It keeps each class before its bases, the bases in their given order, and the orders of all of them; where no order
// can, there is an error.
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/name_list.h>
#include <mayfly/objects/text/symbol.h>

namespace mayfly {

namespace {

// The sequences that are merged: one per base, and the bases themselves as the last.
class Merge {
 public:
  Merge(std::span<Class* const> bases, uint64_t* positions) : bases_(bases), positions_(positions) {}

  // The next class; null when there is none: done(), or no order.
  Class* next() {
    for (size_t s = 0; s < count(); s++) {
      Class* candidate = head(s);
      if (candidate && !is_in_a_tail(*candidate)) {
        for (size_t t = 0; t < count(); t++)
          if (head(t) == candidate) positions_[t]++;
        return candidate;
      }
    }
    return nullptr;
  }
  bool done() const {
    for (size_t s = 0; s < count(); s++)
      if (head(s)) return false;
    return true;
  }

 private:
  size_t count() const { return bases_.size() + 1; }
  size_t size(size_t s) const { return s < bases_.size() ? bases_[s]->resolution_order().size() : bases_.size(); }
  Class* at(size_t s, size_t i) const { return s < bases_.size() ? bases_[s]->resolution_order()[i].get() : bases_[i]; }
  Class* head(size_t s) const { return positions_[s] < size(s) ? at(s, positions_[s]) : nullptr; }
  bool is_in_a_tail(const Class& cls) const {
    for (size_t s = 0; s < count(); s++)
      for (size_t i = positions_[s] + 1; i < size(s); i++)
        if (at(s, i) == &cls) return true;
    return false;
  }

  std::span<Class* const> bases_;
  uint64_t* positions_;  // of each sequence's head
};

}  // namespace

Result<> linearise(ObjectSpace& space, const Symbol& name, std::span<Class* const> bases,
                   gc::Vector<gc::Member<Class>>& out) {
  gc::Heap& heap = space.heap();
  if (bases.size() == 1) {
    if (!out.reserve(heap, out.size() + bases[0]->resolution_order().size())) return Error::out_of_memory();
    for (gc::Member<Class> cls : bases[0]->resolution_order())
      if (!out.push_back(heap, cls)) return Error::out_of_memory();
    return {};
  }
  gc::Backing* positions = gc::Backing::create_leaf(heap, bases.size() + 1);
  if (!positions) return Error::out_of_memory();
  Merge merge(bases, positions->words());
  const size_t before = out.size();
  while (Class* cls = merge.next())
    if (!out.push_back(heap, cls)) return Error::out_of_memory();
  if (merge.done()) return {};
  while (out.size() > before) out.pop_back();
  NameList names;
  for (Class* base : bases) names.add(base->name().view());
  return make_error(ErrorKind::kType, "can't make class '%s': no consistent order of its bases %s", name.c_str(),
                    names.c_str());
}

}  // namespace mayfly
