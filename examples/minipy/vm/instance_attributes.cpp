#include <minipy/objects/slot.h>
#include <minipy/vm/attributes.h>
#include <minipy/vm/instance_attributes.h>
#include <minipy/vm/namespace.h>

namespace minipy {

namespace {

// Without the attributes that programs see; their places stay, empty, so that instances of a class go on to share shapes.
void empty_slots(Instance& instance, const Class& cls) {
  for (uint32_t i = 0; i < instance.shape().count(); i++)
    if (is_in_dictionary(cls, *instance.shape().name_at(i))) instance.set_slot(i, Value::empty());
}

}  // namespace

bool is_in_dictionary(const Class& cls, const Symbol& name) {
  return !is_hidden(name) && !cls.find_attribute(name).is<Slot>();
}

Dict* dictionary_of(Runtime& rt, const Instance& instance) {
  const Minipy& minipy = Minipy::of(rt);
  if (!minipy.has_dictionaries()) [[likely]]
    return nullptr;
  const Value found = instance.own_attribute(*minipy.names().dictionary);
  return found.is_empty() ? nullptr : as<Dict>(found);
}

Value instance_attribute(Runtime& rt, const Instance& instance, const Symbol& name) {
  const Value own = instance.own_attribute(name);
  if (!own.is_empty()) return own;
  const Dict* dict = dictionary_of(rt, instance);
  return dict ? find_in(*dict, name) : Value::empty();
}

Result<Value> open_dictionary(Runtime& rt, Instance& instance, const Class& cls) {
  const Value present = instance.own_attribute(*Minipy::of(rt).names().dictionary);
  if (!present.is_empty()) return present;
  Local<Dict> dict(rt, Dict::create(rt.heap()));
  if (!dict) return dict.error();
  if (!dict.get()) return rt.heap().allocation_error();
  for (uint32_t i = 0; i < instance.shape().count(); i++) {
    const Symbol& name = *instance.shape().name_at(i);
    if (!instance.slot(i).is_empty() && is_in_dictionary(cls, name))
      MAYFLY_TRY(set_in(rt, *dict, name.view(), instance.slot(i)));
  }
  MAYFLY_TRY(set_dictionary(rt, instance, cls, Value(dict.get())));
  return Value(dict.get());
}

Result<> set_dictionary(Runtime& rt, Instance& instance, const Class& cls, Value dict) {
  Minipy& minipy = Minipy::of(rt);
  minipy.note_dictionary();
  if (!instance.set_own_attribute(rt.space(), *minipy.names().dictionary, dict)) return rt.heap().allocation_error();
  empty_slots(instance, cls);
  return {};
}

}  // namespace minipy
