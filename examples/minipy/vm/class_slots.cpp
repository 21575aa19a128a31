#include <minipy/compiler/scope.h>
#include <minipy/objects/slot.h>
#include <minipy/source/unicode.h>
#include <minipy/vm/class_slots.h>
#include <minipy/vm/iterating.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/native.h>

#include <algorithm>

namespace minipy {

namespace {

bool any_base(const Tuple& bases, bool ClassOptions::*option) {
  return std::any_of(bases.values().begin(), bases.values().end(),
                     [&](Value base) { return base.as<Class>()->options().*option; });
}

Result<> add_slot(Runtime& rt, Value item, const Symbol& class_name, const Tuple& bases, SlotPlan& plan) {
  const String* text = as<String>(item);
  if (!text) return raise(rt, ExceptionId::kType, "__slots__ items must be strings, not '%s'", type_name_of(rt, item));
  if (!unicode::is_identifier(text->view())) return raise(rt, ExceptionId::kType, "__slots__ must be identifiers");
  if (text->view() == "__dict__") {
    if (plan.has_dict || any_base(bases, &ClassOptions::accepts_attributes))
      return raise(rt, ExceptionId::kType, "__dict__ slot disallowed: we already got one");
    plan.has_dict = true;
  } else if (text->view() == "__weakref__") {
    if (plan.has_weakref || any_base(bases, &ClassOptions::weakly_referenceable))
      return raise(rt, ExceptionId::kType,
                   "__weakref__ slot disallowed: either we already got one, or "
                   "__itemsize__ != 0");
    plan.has_weakref = true;
  } else {
    plan.names.push_back(mangle(class_name.view(), text->view()));
  }
  return {};
}

}  // namespace

Result<> plan_slots(Runtime& rt, Value slots, const Symbol& class_name, const Class& best, const Tuple& bases,
                    const Dict& names, SlotPlan& plan) {
  const ObjectSpace& space = rt.space();
  // Such values are of varying size in CPython, with no room for a list of references.
  const bool varies = best.is_subclass_of(*space.int_class()) || best.is_subclass_of(*space.class_of_kind(kKindTuple));
  plan.has_weakref = !varies;
  if (slots.is_nil()) return {};
  plan.has_dict = plan.has_weakref = false;
  if (as<String>(slots)) {
    MAYFLY_TRY(add_slot(rt, slots, class_name, bases, plan));
  } else {
    Items items(rt, slots);
    while (MAYFLY_TRY(items.next())) MAYFLY_TRY(add_slot(rt, items.value(), class_name, bases, plan));
  }
  if (varies && !plan.names.empty()) {
    return raise(rt, ExceptionId::kType, "nonempty __slots__ not supported for subtype of '%s'", best.name().c_str());
  }
  for (const std::string& name : plan.names) {
    if (find_in(names, name).is_empty() || name == "__qualname__" || name == "__classcell__") continue;
    return raise(rt, ExceptionId::kValue, "'%s' in __slots__ conflicts with class variable", name.c_str());
  }
  return {};
}

Result<> add_slots(Runtime& rt, Class& cls, const SlotPlan& plan) {
  for (const std::string& each : plan.names) {
    Local<Symbol> name(rt, MAYFLY_TRY(intern(rt, each)));
    if (!name) return name.error();
    const Slot* slot = Slot::create(rt.heap(), cls, *name);
    if (!slot) return rt.heap().allocation_error();
    MAYFLY_TRY(cls.set_attribute(rt.space(), *name, Value(slot)));
  }
  return {};
}

bool has_own_slots(const Class& cls) {
  for (size_t i = 0; i < cls.attribute_count(); i++)
    if (cls.own_attribute(*cls.attribute_name(i)).is<Slot>()) return true;
  return false;
}

}  // namespace minipy
