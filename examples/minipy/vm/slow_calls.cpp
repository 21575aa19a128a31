// Calls with keywords and stars, and the class statement.
#include <minipy/vm/class_building.h>
#include <minipy/vm/native.h>
#include <minipy/vm/operators.h>
#include <minipy/vm/raising.h>
#include <minipy/vm/slow.h>
#include <minipy/vm/specials.h>

namespace minipy {

namespace {

// A tuple of Symbols, as the names of keyword arguments: an object's Value is its address.
Symbol* const* names_of(const Tuple& names) { return reinterpret_cast<Symbol* const*>(names.values().data()); }

Result<Value> not_empty(Runtime& rt, Result<Value> result) {
  if (result && result->is_empty()) return make_stop_iteration(rt, Value::empty());
  return result;
}

// The bases as they count: one that is no class may say by __mro_entries__ for which classes it stands.
Result<Tuple*> resolved_bases(Runtime& rt, Tuple& bases) {
  bool are_classes = true;
  for (const Value each : bases.values()) are_classes = are_classes && each.try_as<Class>();
  if (are_classes) return &bases;
  enum { kFound, kMethod, kArgument, kCount };
  Locals<kCount> held(rt);
  if (!held) return held.error();
  List* made = List::create(rt.heap());
  if (!made) return rt.heap().allocation_error();
  held[kFound] = made;
  held[kArgument] = Value(&bases);
  for (size_t i = 0; i < bases.size(); i++) {
    held[kMethod] = bases.at(i).try_as<Class>()
                        ? Value::empty()
                        : MAYFLY_TRY(find_attr(rt, bases.at(i), *Minipy::of(rt).names().dunder_mro_entries));
    List& found = *held[kFound].as<List>();
    if (held[kMethod].is_empty()) {
      if (!found.append(rt.heap(), bases.at(i))) return rt.heap().allocation_error();
      continue;
    }
    held[kMethod] = MAYFLY_TRY(invoke(rt, held[kMethod], Arguments(&held[kArgument], 1)));
    const Tuple* entries = held[kMethod].try_as<Tuple>();
    if (!entries) return raise(rt, ExceptionId::kType, "__mro_entries__ must return a tuple");
    for (const Value each : entries->values())
      if (!found.append(rt.heap(), each)) return rt.heap().allocation_error();
  }
  Tuple* resolved = Tuple::create(rt.heap(), held[kFound].as<List>()->values());
  if (!resolved) return rt.heap().allocation_error();
  return resolved;
}

}  // namespace

Result<Value> call_keywords(Runtime& rt, Value callee, const Value* values, uint32_t positional, Tuple& names) {
  return not_empty(
      rt, invoke(rt, callee, Arguments(values, positional, names_of(names), static_cast<uint32_t>(names.size()))));
}

Result<Value> call_spread(Runtime& rt, Value callee, Tuple& positional, Value keywords) {
  const Dict* dict = keywords.try_as<Dict>();
  const size_t count = positional.size();
  const size_t named = dict ? dict->size() : 0;
  LocalArray values(rt, count + named);
  if (!values) return values.error();
  LocalArray names(rt, named);
  if (!names) return names.error();
  std::copy(positional.values().begin(), positional.values().end(), values.data());
  size_t k = 0;
  if (dict) {
    for (uint32_t i = dict->next(0); i < dict->end(); i = dict->next(i + 1), k++) {
      names[k] = MAYFLY_TRY(intern(rt, dict->key_at(i).as<String>()->view()));
      values[count + k] = dict->value_at(i);
    }
  }
  return not_empty(rt, invoke(rt, callee,
                              Arguments(values.data(), static_cast<uint32_t>(count),
                                        reinterpret_cast<Symbol* const*>(names.data()), static_cast<uint32_t>(named))));
}

// body function, name, tuple of bases, dict of keywords or nil.
Result<Value> build_class_statement(Runtime& rt, const Value* parts) {
  enum { kMetaclass, kNamespace, kKeywords, kPrepare, kBases, kCount };
  Locals<kCount> held(rt);
  if (!held) return held.error();
  Minipy& minipy = Minipy::of(rt);
  Tuple& bases = *MAYFLY_TRY(resolved_bases(rt, *parts[2].as<Tuple>()));
  held[kBases] = Value(&bases);
  Value metaclass = Value::empty();
  if (const Dict* keywords = parts[3].try_as<Dict>()) {
    Dict* rest = Dict::create(rt.heap());
    if (!rest) return rt.heap().allocation_error();
    held[kKeywords] = rest;
    for (uint32_t i = keywords->next(0); i < keywords->end(); i = keywords->next(i + 1)) {
      if (keywords->key_at(i).as<String>()->view() == "metaclass") {
        metaclass = keywords->value_at(i);
        continue;
      }
      if (rest->set(rt.heap(), keywords->key_at(i), keywords->value_at(i)) == Dict::Set::kOutOfMemory)
        return rt.heap().allocation_error();
    }
  }
  if (metaclass.is_empty())
    metaclass = bases.empty() ? Value(rt.space().type_class()) : Value(rt.space().class_of(bases.at(0)));
  if (Class* cls = metaclass.try_as<Class>()) metaclass = MAYFLY_TRY(choose_metaclass(rt, *cls, bases));
  held[kMetaclass] = metaclass;

  const Value prepare = MAYFLY_TRY(find_attr(rt, metaclass, *minipy.names().dunder_prepare));
  if (prepare.is_empty()) {
    Dict* made = Dict::create(rt.heap());
    if (!made) return rt.heap().allocation_error();
    held[kNamespace] = made;
  } else {
    held[kPrepare] = prepare;
    LocalArray arguments(rt, 2);
    if (!arguments) return arguments.error();
    arguments[0] = parts[1];
    arguments[1] = held[kBases];
    Tuple* positional = Tuple::create(rt.heap(), arguments.span());
    if (!positional) return rt.heap().allocation_error();
    arguments[0] = positional;
    held[kNamespace] = MAYFLY_TRY(call_spread(rt, held[kPrepare], *positional, held[kKeywords]));
    if (special_of(rt, held[kNamespace], Special::kGetItem).is_empty()) {
      const Class* cls = metaclass.try_as<Class>();
      return raise(rt, ExceptionId::kType, "%s.__prepare__() must return a mapping, not %s",
                   cls ? cls->name().c_str() : "<metaclass>", type_name_of(rt, held[kNamespace]));
    }
  }
  MAYFLY_TRY(invoke(rt, *parts[0].as<Function>(), Arguments(&held[kNamespace], 1)));

  Locals<3> arguments(rt);
  if (!arguments) return arguments.error();
  if (!held[kBases].identical(parts[2])) {
    arguments[0] = MAYFLY_TRY(new_string(rt, "__orig_bases__"));
    MAYFLY_TRY(minipy::set_item(rt, held[kNamespace], arguments[0], parts[2]));
  }
  arguments[0] = parts[1];
  arguments[1] = held[kBases];
  arguments[2] = held[kNamespace];
  Tuple* positional = Tuple::create(rt.heap(), arguments.span());
  if (!positional) return rt.heap().allocation_error();
  arguments[0] = positional;
  return call_spread(rt, held[kMetaclass], *positional, held[kKeywords]);
}

}  // namespace minipy
