// Names, attributes and methods, where caches do not know.
#include <minipy/objects/cell.h>
#include <minipy/vm/attributes.h>
#include <minipy/vm/slow.h>

#include <mayfly/runtime/attributes/dict_operations.h>

namespace minipy {

namespace {

Error not_defined(Runtime& rt, Value name) {
  return raise(rt, ExceptionId::kName, "name '%s' is not defined", name.as<String>()->c_str());
}

// Names are texts: no user code is asked.
uint32_t position_of(const Dict& dict, Value name) {
  const Probed found = dict.find(name);
  return found.outcome == Probed::Outcome::kFound ? found.position : Dict::kNotFound;
}

}  // namespace

Result<Value> load_global(Runtime& rt, PyCode& code, Dict& globals, uint32_t site) {
  const Value name = code.global_name(site);
  GlobalCache& cache = code.global_cache(site);
  uint32_t position = position_of(globals, name);
  if (position != Dict::kNotFound) {
    if (code.caches_globals()) cache = {&globals, globals.version(), 0, position};
    return globals.value_at(position);
  }
  const Dict& builtins = Minipy::of(rt).builtins();
  position = position_of(builtins, name);
  if (position == Dict::kNotFound) return not_defined(rt, name);
  if (code.caches_globals()) cache = {&globals, globals.version(), builtins.version(), position};
  return builtins.value_at(position);
}

Result<Value> find_name(Runtime& rt, Value place, Value name) {
  if (const Dict* dict = place.try_as<Dict>()) return dict->get(name);
  Result<Value> found = minipy::get_item(rt, place, name);
  if (found || !is_exception(rt, found.error(), ExceptionId::kKey)) return found;
  return Value::empty();
}

Result<Value> load_name(Runtime& rt, Value place, Dict& globals, Value name) {
  const Value own = MAYFLY_TRY(find_name(rt, place, name));
  if (!own.is_empty()) return own;
  const Value global = globals.get(name);
  if (!global.is_empty()) return global;
  const Value builtin = Minipy::of(rt).builtins().get(name);
  if (!builtin.is_empty()) return builtin;
  return not_defined(rt, name);
}

Result<> store_name(Runtime& rt, Value place, Value name, Value value) {
  if (Dict* dict = place.try_as<Dict>()) {
    if (dict->set(rt.heap(), name, value) == Dict::Set::kOutOfMemory) return rt.heap().allocation_error();
    return {};
  }
  return minipy::set_item(rt, place, name, value);
}

Result<Value> module_annotations(Runtime& rt, Value space) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = Value(MAYFLY_TRY(Minipy::of(rt).interned("__annotations__")));
  const Value own = MAYFLY_TRY(find_name(rt, space, held[0]));
  if (!own.is_empty()) return own;
  held[1] = Value(Dict::create(rt.heap()));
  if (held[1].is_empty()) return rt.heap().allocation_error();
  MAYFLY_TRY(store_name(rt, space, held[0], held[1]));
  return held[1];
}

Result<> delete_name(Runtime& rt, Value place, Value name) {
  if (Dict* dict = place.try_as<Dict>()) {
    if (dict->erase(name).outcome != Probed::Outcome::kFound) return not_defined(rt, name);
    return {};
  }
  Result<> gone = minipy::delete_item(rt, place, name);
  if (gone || !is_exception(rt, gone.error(), ExceptionId::kKey)) return gone;
  return not_defined(rt, name);
}

Result<> delete_global(Runtime& rt, Dict& globals, Value name) {
  if (globals.erase(name).outcome != Probed::Outcome::kFound) return not_defined(rt, name);
  return {};
}

Error unbound_local(Runtime& rt, const PyCode& code, uint32_t local) {
  return raise(rt, ExceptionId::kUnboundLocal,
               "cannot access local variable '%s' where it is not associated with a value",
               code.blueprint().local_names[local].c_str());
}

Error unbound_free(Runtime& rt, const PyCode& code, uint32_t free) {
  return raise(rt, ExceptionId::kName,
               "cannot access free variable '%s' where it is not associated with a value in enclosing scope",
               code.blueprint().free_names[free].c_str());
}

// --- attributes ------------------------------------------------------------------------------------------------------

namespace {

// The cache of a site that has met another shape than it knows: takes over what the table knows of this one. True:
// the cache is good now.
bool consult(const AttributeTable& table, const Instance& instance, const Symbol& name, AttributeCache& cache) {
  if (cache.matches(instance.shape())) return true;
  const AttributeCache* known = table.find(instance.shape(), name);
  if (!known) return false;
  cache = *known;
  return true;
}

}  // namespace

Result<Value> load_attribute(Runtime& rt, Value object, Symbol& name, AttributeCache& cache) {
  const Instance* instance = object.try_as<Instance>();
  if (!instance) return get_attr(rt, object, name, &cache);
  AttributeTable& table = Minipy::of(rt).reads();
  if (consult(table, *instance, name, cache)) {
    if (cache.found() == AttributeCache::Found::kSlot) return instance->slot(cache.slot());
    if (instance->cls().special(Special::kMissingAttribute).is_empty())
      return bind_attr(rt, cache.class_value(), object, instance->cls(), name);
  }
  Result<Value> found = get_attr(rt, object, name, &cache);
  table.put(name, cache);
  return found;
}

Result<> store_attribute(Runtime& rt, Value object, Symbol& name, Value value, AttributeCache& cache) {
  Instance* instance = object.try_as<Instance>();
  if (!instance) return set_attr(rt, object, name, value, &cache);
  AttributeTable& table = Minipy::of(rt).writes();
  if (object.cell()->kind() == kKindInstance && consult(table, *instance, name, cache)) {
    if (cache.found() == AttributeCache::Found::kSlot) {
      instance->set_slot(cache.slot(), value);
      return {};
    }
    if (cache.found() == AttributeCache::Found::kNewSlot && instance->grow(cache.grown_shape(), cache.slot(), value))
      return {};
  }
  MAYFLY_TRY(set_attr(rt, object, name, value, &cache));
  table.put(name, cache);
  return {};
}

Result<> load_method(Runtime& rt, Value object, Symbol& name, AttributeCache& cache, Value* pair) {
  AttributeTable& table = Minipy::of(rt).reads();
  if (const Instance* instance = object.try_as<Instance>()) {
    if (consult(table, *instance, name, cache)) {
      if (cache.found() == AttributeCache::Found::kSlot) {
        pair[0] = Value::empty();
        pair[1] = instance->slot(cache.slot());
        return {};
      }
      if (cache.class_value().is<Function>()) {
        pair[0] = cache.class_value();
        pair[1] = object;
        return {};
      }
    }
  } else if (object.is_object()) {
    if (const Class* cls = Minipy::of(rt).method_class(object)) {
      const Value found = cls->find_attribute(name);
      if (found.is<Function>()) {
        cache.remember_class_value(cls->root_shape(), found);
        pair[0] = found;
        pair[1] = object;
        return {};
      }
    }
  }
  const Method method = MAYFLY_TRY(look_up_method(rt, object, name, &cache));
  table.put(name, cache);
  pair[0] = method.takes_receiver ? method.callee : Value::empty();
  pair[1] = method.takes_receiver ? object : method.callee;
  return {};
}

}  // namespace minipy
