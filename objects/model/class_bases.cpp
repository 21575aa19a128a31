#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/objects/model/class_bases.h>
#include <mayfly/objects/model/class_change.h>

#include <cstring>

namespace mayfly {

namespace {

using Classes = gc::Vector<gc::Member<Class>>;
static_assert(sizeof(Classes) == 2 * sizeof(uint64_t) && sizeof(gc::Member<Class>) == sizeof(Class*));

Result<> check_bases(const Class& cls, std::span<Class* const> bases) {
  for (size_t i = 0; i < bases.size(); i++) {
    if (bases[i]->is_subclass_of(cls)) {
      return make_error(ErrorKind::kType, "can't give class '%s' the base '%s', which derives from it",
                        cls.name().c_str(), bases[i]->name().c_str());
    }
    for (size_t j = 0; j < i; j++) {
      if (bases[i] == bases[j]) {
        return make_error(ErrorKind::kType, "can't give class '%s' bases: duplicate base '%s'", cls.name().c_str(),
                          bases[i]->name().c_str());
      }
    }
  }
  return {};
}

// The class and all below it, each with the order that it had: what there is to undo.
class Affected {
 public:
  explicit Affected(gc::Heap& heap) : heap_(heap) {}

  [[nodiscard]] bool reserve(size_t count) {
    classes_ = gc::Backing::create(heap_, count);
    orders_ = classes_ ? gc::Backing::create(heap_, 2 * count) : nullptr;
    return orders_ != nullptr;
  }
  void add(Class& cls, const Classes& order) {
    std::memcpy(orders_->words() + 2 * count_, &order, sizeof order);
    classes_->words()[count_++] = reinterpret_cast<uint64_t>(&cls);
  }
  size_t count() const { return count_; }
  Class& cls(size_t i) const { return *reinterpret_cast<Class*>(classes_->words()[i]); }
  void copy_order(size_t i, Classes& to) const {
    std::memcpy(static_cast<void*>(&to), orders_->words() + 2 * i, sizeof to);
  }

 private:
  gc::Heap& heap_;
  gc::Backing* classes_ = nullptr;
  gc::Backing* orders_ = nullptr;
  size_t count_ = 0;
};

}  // namespace

// Each class after those of its bases that are among them: its order rests on theirs.
static Result<> order_anew(ObjectSpace& space, const Affected& affected, Classes Class::*order, Classes Class::*bases,
                           uint64_t Class::*mark) {
  const uint64_t waiting = space.next_key();
  const uint64_t done = space.next_key();
  for (size_t i = 0; i < affected.count(); i++) affected.cls(i).*mark = waiting;
  for (size_t left = affected.count(); left > 0;) {
    for (size_t i = 0; i < affected.count(); i++) {
      Class& cls = affected.cls(i);
      bool is_ready = cls.*mark == waiting;
      for (const gc::Member<Class>& base : cls.*bases) is_ready = is_ready && base.get()->*mark != waiting;
      if (!is_ready) continue;
      const std::span<Class* const> its_bases(reinterpret_cast<Class* const*>((cls.*bases).data()),
                                              (cls.*bases).size());
      Classes made;
      if (!made.push_back(space.heap(), &cls)) return Error::out_of_memory();
      MAYFLY_TRY(linearise(space, cls.name(), its_bases, made));
      cls.*order = made;
      cls.*mark = done;
      left--;
    }
  }
  return {};
}

Result<> ClassChange::bases(ObjectSpace& space, Class& cls, std::span<Class* const> bases) {
  gc::Heap& heap = space.heap();
  MAYFLY_TRY(check_bases(cls, bases));
  for (const Class* base : bases)
    if (!base->special(Special::kFinalize).is_empty()) MAYFLY_TRY(prepare_finalizer(space, cls));

  // Whatever needs memory comes first.
  Classes wanted;
  for (Class* base : bases)
    if (!wanted.push_back(heap, base)) return Error::out_of_memory();
  for (Class* base : bases)
    if (!base->subclasses_.reserve(heap)) return Error::out_of_memory();
  const gc::WeakHandle handle = heap.weak_table().handle_for(cls);
  if (!handle.slot) return Error::out_of_memory();
  size_t count = 0;
  walk(space, cls, [&](Class&) { count++; });
  Affected affected(heap);
  if (!affected.reserve(count)) return Error::out_of_memory();
  walk(space, cls, [&](Class& each) { affected.add(each, each.order_); });

  const Classes before = cls.bases_;
  cls.bases_ = wanted;
  Result<> ordered = order_anew(space, affected, &Class::order_, &Class::bases_, &Class::last_walk_);
  if (!ordered) {
    cls.bases_ = before;
    for (size_t i = 0; i < affected.count(); i++) affected.copy_order(i, affected.cls(i).order_);
    return ordered;
  }
  // A base that is none any more goes on to list the class: for_each_subclass() asks the class itself.
  for (Class* base : bases) {
    bool is_listed = false;
    base->subclasses_.for_each([&](Class& each) { is_listed = is_listed || &each == &cls; });
    if (!is_listed) base->subclasses_.add(handle);
  }
  for (size_t i = 0; i < affected.count(); i++)
    for (int special = 0; special < kSpecialCount; special++)
      refresh_special(space, affected.cls(i), static_cast<Special>(special));
  refresh_everything(space);
  return {};
}

Result<> assign_bases(ObjectSpace& space, Class& cls, std::span<Class* const> bases) {
  return ClassChange::bases(space, cls, bases);
}

}  // namespace mayfly
