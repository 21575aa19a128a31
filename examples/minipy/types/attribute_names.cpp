// dir(): the names of attributes.
#include <minipy/types/containers.h>
#include <minipy/types/object.h>
#include <minipy/vm/instance_attributes.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/module.h>

#include <mayfly/objects/weak/own_slots.h>

namespace minipy {

namespace {

// Each name once, in a dict that stands on the VM stack.
class NameCollector {
 public:
  explicit NameCollector(Runtime& rt) : rt_(rt), names_(rt, Dict::create(rt.heap())) {}
  Result<> check() const {
    if (!names_) return names_.error();
    if (!names_.get()) return rt_.heap().allocation_error();
    return {};
  }

  Result<> add(std::string_view name) {
    if (name.size() > 1 && name.front() == '<') {  // of object and type: shown under their names
      if (!name.starts_with("<__")) return {};
      name = name.substr(1, name.size() - 2);
    }
    const Value text = MAYFLY_TRY(new_string(rt_, name));
    if (names_->set(rt_.heap(), text, Value::nil()) != Dict::Set::kDone) return rt_.heap().allocation_error();
    return {};
  }
  Result<> add_class(const Class& cls) {
    for (const gc::Member<Class>& base : cls.resolution_order())
      for (size_t i = 0; i < base->attribute_count(); i++) MAYFLY_TRY(add(base->attribute_name(i)->view()));
    return add("__class__");
  }
  Result<> add_keys(const Dict& dict) {
    for (uint32_t i = dict.next(0); i < dict.end(); i = dict.next(i + 1)) {
      if (const Symbol* symbol = dict.key_at(i).try_as<Symbol>()) {
        if (!is_hidden(*symbol)) MAYFLY_TRY(add(symbol->view()));
      } else if (const String* text = dict.key_at(i).try_as<String>()) {
        MAYFLY_TRY(add(text->view()));
      }
    }
    return {};
  }
  Result<List*> finish() {
    List* list = List::create(rt_.heap());
    if (!list) return rt_.heap().allocation_error();
    for (uint32_t i = names_->next(0); i < names_->end(); i = names_->next(i + 1))
      if (!list->append(rt_.heap(), names_->key_at(i))) return rt_.heap().allocation_error();
    return list;
  }

 private:
  Runtime& rt_;
  Local<Dict> names_;
};

}  // namespace

Result<List*> plain_attribute_names(Runtime& rt, Value object) {
  NameCollector names(rt);
  MAYFLY_TRY(names.check());
  if (const Class* cls = object.try_as<Class>()) {
    MAYFLY_TRY(names.add_class(*cls));
    MAYFLY_TRY(names.add("__dict__"));
    return names.finish();
  }
  if (const Module* module = object.try_as<Module>()) {
    MAYFLY_TRY(names.add_keys(module->names()));
    return names.finish();
  }
  const Class& cls = class_of(rt, object);
  if (const Instance* instance = own_slots(object)) {
    for (uint32_t i = 0; i < instance->shape().count(); i++) {
      const Symbol& name = *instance->shape().name_at(i);
      if (!is_hidden(name) && !instance->slot(i).is_empty()) MAYFLY_TRY(names.add(name.view()));
    }
    if (const Dict* dict = dictionary_of(rt, *instance)) MAYFLY_TRY(names.add_keys(*dict));
    if (cls.options().accepts_attributes) MAYFLY_TRY(names.add("__dict__"));
  }
  const Function* function = object.try_as<Function>();
  if (function && function->attributes()) MAYFLY_TRY(names.add_keys(*function->attributes()));
  MAYFLY_TRY(names.add_class(cls));
  return names.finish();
}

}  // namespace minipy
