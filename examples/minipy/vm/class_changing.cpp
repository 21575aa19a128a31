// What may be changed of a class that there is: its bases; when an instance may become one of another class; and what
// is said where bases contradict each other.
#include <minipy/objects/slot.h>
#include <minipy/vm/attributes.h>
#include <minipy/vm/class_building.h>
#include <minipy/vm/operators.h>

#include <mayfly/objects/model/class_bases.h>

#include <algorithm>
#include <vector>

namespace minipy {

namespace {

// Whether each slot of the one is one of the other.
bool has_all_slots(const Class& of, const Class& in) {
  for (const gc::Member<Class>& base : of.resolution_order()) {
    for (size_t i = 0; i < base->attribute_count(); i++) {
      const Symbol& name = *base->attribute_name(i);
      if (base->own_attribute(name).is<Slot>() && !in.find_attribute(name).is<Slot>()) return false;
    }
  }
  return true;
}

const Class& leading_of(Runtime& rt, std::span<Class* const> bases) {
  const Class* best = nullptr;
  for (Class* each : bases) {
    const bool derives_further = best && solid_base(rt, *each).is_subclass_of(solid_base(rt, *best)) &&
                                 &solid_base(rt, *each) != &solid_base(rt, *best);
    if (!best || derives_further) best = each;
  }
  return *best;
}

}  // namespace

// The classes that come first in what is left of the bases' orders, where these contradict each other.
Error order_error(Runtime& rt, Error error, std::span<Class* const> bases) {
  static constexpr std::string_view kMark = "no consistent order of its bases ";
  const size_t mark = error.message().find(kMark);
  if (error.kind() != ErrorKind::kType || mark == std::string_view::npos) return error;
  std::vector<std::vector<const Class*>> rests(bases.size() + 1);
  for (size_t i = 0; i < bases.size(); i++) {
    for (const gc::Member<Class>& each : bases[i]->resolution_order()) rests[i].push_back(each.get());
    rests.back().push_back(bases[i]);
  }
  const auto is_behind_another = [&](const Class* cls) {
    for (const auto& rest : rests)
      if (rest.size() > 1 && std::find(rest.begin() + 1, rest.end(), cls) != rest.end()) return true;
    return false;
  };
  for (size_t i = 0; i < rests.size(); i++) {
    const Class* head = rests[i].empty() ? nullptr : rests[i].front();
    if (!head || is_behind_another(head)) continue;
    for (auto& rest : rests)
      if (!rest.empty() && rest.front() == head) rest.erase(rest.begin());
    i = SIZE_MAX;  // from the first again
  }
  std::vector<const Class*> heads;
  for (const auto& rest : rests)
    if (!rest.empty() && std::find(heads.begin(), heads.end(), rest.front()) == heads.end())
      heads.push_back(rest.front());
  std::string names;
  for (const Class* each : heads) names.append(names.empty() ? "" : ", ").append(each->name().view());
  // It may be a class below that has no order.
  if (names.empty()) names = error.message().substr(mark + kMark.size());
  return raise(rt, ExceptionId::kType, "Cannot create a consistent method resolution\norder (MRO) for bases %s",
               names.c_str());
}

const Class* leading_base(Runtime& rt, const Class& cls) {
  if (cls.bases().empty()) return nullptr;
  const Class& solid = solid_base(rt, cls);
  for (const gc::Member<Class>& base : cls.bases())
    if (base->is_subclass_of(solid)) return base.get();
  return cls.bases()[0].get();
}

bool has_same_layout(Runtime& rt, const Class& a, const Class& b) {
  const ClassOptions& one = a.options();
  const ClassOptions& other = b.options();
  const Class& solid = solid_base(rt, a);
  const bool same_solid =
      &solid == &solid_base(rt, b) || (!is_built_in(rt, solid) && has_all_slots(a, b) && has_all_slots(b, a));
  return b.has_layout_of(a) && one.accepts_attributes == other.accepts_attributes &&
         one.weakly_referenceable == other.weakly_referenceable && one.boxes_base == other.boxes_base && same_solid;
}

Result<> change_bases(Runtime& rt, Class& cls, std::span<const Value> bases) {
  if (bases.empty()) {
    return raise(rt, ExceptionId::kType, "can only assign non-empty tuple to %s.__bases__, not ()", cls.name().c_str());
  }
  for (const Value each : bases) {
    const Class* base = each.try_as<Class>();
    if (!base) {
      return raise(rt, ExceptionId::kType, "%s.__bases__ must be tuple of classes, not '%s'", cls.name().c_str(),
                   type_name_of(rt, each));
    }
    if (base->is_subclass_of(cls)) return raise(rt, ExceptionId::kType, "a __bases__ item causes an inheritance cycle");
    if (!cls.metaclass().is_subclass_of(base->metaclass())) {
      return metaclass_conflict(rt);
    }
  }
  const std::span<Class* const> classes(reinterpret_cast<Class* const*>(bases.data()), bases.size());
  const Class& before = *leading_base(rt, cls);
  const Class& after = leading_of(rt, classes);
  if (&before != &after) {
    if (is_built_in(rt, before) || is_built_in(rt, after)) {
      return raise(rt, ExceptionId::kType, "__bases__ assignment: '%s' deallocator differs from '%s'",
                   after.name().c_str(), before.name().c_str());
    }
    if (!has_same_layout(rt, before, after)) {
      return raise(rt, ExceptionId::kType, "__bases__ assignment: '%s' object layout differs from '%s'",
                   after.name().c_str(), before.name().c_str());
    }
  }
  for (const Class* each : classes) {
    const ClassOptions& theirs = each->options();
    const bool fits = theirs.instance_kind == kKindInstance || theirs.instance_kind == cls.options().instance_kind ||
                      cls.options().boxes_base;
    if (!fits || (theirs.boxes_base && !cls.options().boxes_base))
      return raise(rt, ExceptionId::kType, "multiple bases have instance lay-out conflict");
  }
  Result<> assigned = assign_bases(rt.space(), cls, classes);
  if (assigned) return assigned;
  return order_error(rt, assigned.take_error(), classes);
}

}  // namespace minipy
