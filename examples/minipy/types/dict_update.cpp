// dict.update(): from dicts, from other mappings, from pairs, and from keyword arguments.
#include <minipy/types/dict.h>

#include <mayfly/runtime/attributes/dict_operations.h>

namespace minipy {

namespace {

// A dict, or an instance of a subclass that iterates as dicts do; null: something else.
const Dict* plain_dict(Runtime& rt, Value source) {
  const Dict* dict = as<Dict>(source);
  if (!dict || source.is<Dict>()) return dict;
  const Class& dict_class = *rt.space().class_of_kind(kKindDict);
  const bool plain = special_of(rt, source, Special::kIterate).identical(dict_class.special(Special::kIterate));
  return plain ? dict : nullptr;
}

Result<> update_from_dict(Runtime& rt, Dict& dict, const Dict& source) {
  if (&dict == &source) return {};
  gc::Heap& heap = rt.heap();
  if (dict.empty()) {
    // All keys are different, and nobody has to be asked.
    if (!dict.reserve(heap, source.size())) return heap.allocation_error();
    for (uint32_t i = source.next(0); i < source.end(); i = source.next(i + 1)) {
      if (!dict.insert_new(heap, source.hash_at(i), source.key_at(i), source.value_at(i)))
        return heap.allocation_error();
    }
    return {};
  }
  Locals<3> held(rt);
  if (!held) return held.error();
  held[2] = Value(&source);
  const size_t size = source.size();
  for (uint32_t i = source.next(0); i < source.end(); i = source.next(i + 1)) {
    held[0] = source.key_at(i);
    held[1] = source.value_at(i);
    MAYFLY_TRY(dict_set(rt, dict, held[0], held[1]));
    if (source.size() != size) return raise(rt, ExceptionId::kRuntime, "dict mutated during update");
  }
  return {};
}

Result<> update_from_mapping(Runtime& rt, Dict& dict, Value source, Value keys_method) {
  Locals<3> held(rt);
  if (!held) return held.error();
  held[0] = source;
  held[1] = keys_method;
  held[1] = MAYFLY_TRY(invoke(rt, keys_method, {}));
  Items keys(rt, held[1]);
  while (MAYFLY_TRY(keys.next())) {
    held[2] = MAYFLY_TRY(minipy::get_item(rt, held[0], keys.value()));
    MAYFLY_TRY(dict_set(rt, dict, keys.value(), held[2]));
  }
  return {};
}

Result<> update_from_pairs(Runtime& rt, Dict& dict, Value source) {
  Locals<2> held(rt);
  if (!held) return held.error();
  Items pairs(rt, source);
  for (size_t i = 0; MAYFLY_TRY(pairs.next()); i++) {
    const Value pair = pairs.value();
    size_t size = 0;
    if (const Tuple* tuple = pair.try_as<Tuple>()) {
      size = tuple->size();
      if (size == 2) held[0] = tuple->at(0), held[1] = tuple->at(1);
    } else {
      Result<List*> items = to_list(rt, pair);
      if (!items) {
        if (!is_exception(rt, items.error(), ExceptionId::kType)) return items.take_error();
        return raise(rt, ExceptionId::kType, "cannot convert dictionary update sequence element #%zu to a sequence", i);
      }
      size = (*items)->size();
      if (size == 2) held[0] = (*items)->at(0), held[1] = (*items)->at(1);
    }
    if (size != 2) {
      return raise(rt, ExceptionId::kValue, "dictionary update sequence element #%zu has length %zu; 2 is required", i,
                   size);
    }
    MAYFLY_TRY(dict_set(rt, dict, held[0], held[1]));
  }
  return {};
}

}  // namespace

Result<> dict_update(Runtime& rt, Dict& dict, Value source) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = source;
  held[1] = Value(&dict);
  if (const Dict* plain = plain_dict(rt, source)) return update_from_dict(rt, dict, *plain);
  const Value keys = MAYFLY_TRY(find_attr(rt, source, *Minipy::of(rt).names().keys));
  if (!keys.is_empty()) return update_from_mapping(rt, dict, source, keys);
  return update_from_pairs(rt, dict, source);
}

Result<> update_from_keywords(Runtime& rt, Dict& dict, Arguments args) {
  for (uint32_t i = 0; i < args.keywords(); i++) {
    const Value name = MAYFLY_TRY(new_string(rt, args.name(i).view()));
    MAYFLY_TRY(dict_set(rt, dict, name, args.keyword(i)));
  }
  return {};
}

}  // namespace minipy
