// Displays, unpacking, formatting, comparison, with: the instructions that make and take apart values.
#include <minipy/objects/set.h>
#include <minipy/vm/format_spec.h>
#include <minipy/vm/iterating.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/native.h>
#include <minipy/vm/raising.h>
#include <minipy/vm/slow.h>
#include <minipy/vm/specials.h>

#include <mayfly/runtime/attributes/binding.h>
#include <mayfly/runtime/attributes/dict_operations.h>

namespace minipy {

Result<bool> test(Runtime& rt, CompareOp op, Value a, Value b) {
  switch (op) {
    case CompareOp::kIs: return a.identical(b);
    case CompareOp::kIsNot: return !a.identical(b);
    case CompareOp::kIn: return minipy::contains(rt, b, a);
    case CompareOp::kNotIn: return !MAYFLY_TRY(minipy::contains(rt, b, a));
    default: break;
  }
  const Value answer = MAYFLY_TRY(minipy::compare(rt, op, a, b));
  if (answer.is_boolean()) return answer.is_true();
  return mayfly::truth(rt, answer);
}

// --- unpacking -------------------------------------------------------------------------------------------------------

Result<> unpack(Runtime& rt, Value iterable, Value* to, uint32_t count) {
  if (const List* list = iterable.try_as<List>(); list && list->size() == count) {
    for (uint32_t i = 0; i < count; i++) to[i] = list->at(i);
    return {};
  }
  LocalArray held(rt, count);
  if (!held) return held.error();
  Items items(rt, iterable);
  for (uint32_t i = 0;; i++) {
    Result<bool> more = items.next();
    if (!more) {
      if (i == 0 && is_exception(rt, more.error(), ExceptionId::kType) &&
          special_of(rt, iterable, Special::kIterate).is_empty()) {
        return raise(rt, ExceptionId::kType, "cannot unpack non-iterable %s object", type_name_of(rt, iterable));
      }
      return more.take_error();
    }
    if (*more && i == count) return raise(rt, ExceptionId::kValue, "too many values to unpack (expected %u)", count);
    if (i == count) break;
    if (!*more) {
      return raise(rt, ExceptionId::kValue, "not enough values to unpack (expected %u, got %u)", count, i);
    }
    held[i] = items.value();
  }
  for (uint32_t i = 0; i < count; i++) to[i] = held[i];
  return {};
}

Result<> unpack_star(Runtime& rt, Value iterable, Value* to, uint32_t before, uint32_t after) {
  if (iterable.is_object() ? special_of(rt, iterable, Special::kIterate).is_empty() &&
                                 special_of(rt, iterable, Special::kGetItem).is_empty()
                           : true) {
    return raise(rt, ExceptionId::kType, "cannot unpack non-iterable %s object", type_name_of(rt, iterable));
  }
  Local<List> all(rt, MAYFLY_TRY(to_list(rt, iterable)));
  if (!all) return all.error();
  const size_t count = all->size();
  if (count < size_t{before} + after) {
    return raise(rt, ExceptionId::kValue, "not enough values to unpack (expected at least %u, got %zu)", before + after,
                 count);
  }
  List* middle = List::create(rt.heap(), all->values().subspan(before, count - before - after));
  if (!middle) return rt.heap().allocation_error();
  for (uint32_t i = 0; i < before; i++) to[i] = all->at(i);
  to[before] = middle;
  for (uint32_t i = 0; i < after; i++) to[before + 1 + i] = all->at(count - after + i);
  return {};
}

// --- displays --------------------------------------------------------------------------------------------------------

Result<Value> spread_tuple(Runtime& rt, Value iterable, Value callee) {
  Locals<2> held(rt);
  if (!held) return held.error();
  List* items = List::create(rt.heap());
  if (!items) return rt.heap().allocation_error();
  held[0] = Value(items);
  held[1] = iterable;
  MAYFLY_TRY(extend_starred(rt, *items, iterable, callee));
  return new_tuple(rt, items->values());
}

Result<> add_to_set(Runtime& rt, Value set, Value item) {
  return dict_set(rt, set.as<Set>()->elements(), item, Value::nil());
}

Result<Value> make_set(Runtime& rt, const Value* items, uint32_t count) {
  Local<Set> set(rt, Set::create(rt.heap(), false));
  if (!set) return set.error();
  if (!set.get()) return rt.heap().allocation_error();
  for (uint32_t i = 0; i < count; i++) MAYFLY_TRY(dict_set(rt, set->elements(), items[i], Value::nil()));
  return Value(set.get());
}

Result<> update_set(Runtime& rt, Value set, Value iterable) {
  Items items(rt, iterable);
  while (MAYFLY_TRY(items.next())) MAYFLY_TRY(dict_set(rt, set.as<Set>()->elements(), items.value(), Value::nil()));
  return {};
}

Result<Value> make_dict(Runtime& rt, const Value* pairs, uint32_t count) {
  Local<Dict> dict(rt, Dict::create(rt.heap()));
  if (!dict) return dict.error();
  if (!dict.get()) return rt.heap().allocation_error();
  for (uint32_t i = 0; i < count; i++)
    MAYFLY_TRY(minipy::set_item(rt, Value(dict.get()), pairs[2 * i], pairs[2 * i + 1]));
  return Value(dict.get());
}

namespace {

// What is called, as messages say it: "module.f()".
Result<std::string> callee_text(Runtime& rt, Value callee) {
  const Names& names = Minipy::of(rt).names();
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(find_attr(rt, callee, *names.dunder_qualname));
  const String* name = held[0].is_empty() ? nullptr : as<String>(held[0]);
  if (!name) return std::string(MAYFLY_TRY(minipy::str(rt, callee))->view());
  held[1] = MAYFLY_TRY(find_attr(rt, callee, *names.dunder_module));
  const String* module = held[1].is_empty() ? nullptr : as<String>(held[1]);
  std::string text;
  if (module && module->view() != "builtins") text.append(module->view()).append(".");
  return text.append(name->view()).append("()");
}

}  // namespace

Result<> extend_list(Runtime& rt, List& list, Value iterable) {
  if (const Tuple* tuple = iterable.try_as<Tuple>()) {
    if (!list.extend(rt.heap(), tuple->values())) return rt.heap().allocation_error();
    return {};
  }
  if (const List* other = iterable.try_as<List>()) {
    if (!list.extend(rt.heap(), other->values())) return rt.heap().allocation_error();
    return {};
  }
  Items items(rt, iterable);
  MAYFLY_TRY(items.open());
  MAYFLY_TRY(reserve_for(rt, list, iterable));
  while (MAYFLY_TRY(items.next()))
    if (!list.append(rt.heap(), items.value())) return rt.heap().allocation_error();
  return {};
}

Result<> extend_starred(Runtime& rt, List& list, Value iterable, Value callee) {
  Result<> done = extend_list(rt, list, iterable);
  if (done || !special_of(rt, iterable, Special::kIterate).is_empty() ||
      !special_of(rt, iterable, Special::kGetItem).is_empty() || !is_exception(rt, done.error(), ExceptionId::kType))
    return done;
  if (callee.is_empty())
    return raise(rt, ExceptionId::kType, "Value after * must be an iterable, not %s", type_name_of(rt, iterable));
  return raise(rt, ExceptionId::kType, "%s argument after * must be an iterable, not %s",
               MAYFLY_TRY(callee_text(rt, callee)).c_str(), type_name_of(rt, iterable));
}

namespace {

// Calls f(key, value) for the items of a dict, or of anything with keys() and [].
template <typename F>
Result<> each_item(Runtime& rt, Value mapping, F&& f) {
  if (const Dict* dict = as<Dict>(mapping); dict && mapping.is<Dict>()) {
    for (uint32_t i = dict->next(0); i < dict->end(); i = dict->next(i + 1)) {
      Locals<2> pair(rt);
      if (!pair) return pair.error();
      pair[0] = dict->key_at(i);
      pair[1] = dict->value_at(i);
      MAYFLY_TRY(f(pair[0], pair[1]));
    }
    return {};
  }
  Local<Value> keys(rt, MAYFLY_TRY(find_attr(rt, mapping, *Minipy::of(rt).names().keys)));
  if (!keys) return keys.error();
  if (keys.get().is_empty())
    return raise(rt, ExceptionId::kType, "'%s' object is not a mapping", type_name_of(rt, mapping));
  keys.set(MAYFLY_TRY(minipy::call(rt, keys.get())));
  Items items(rt, keys.get());
  while (MAYFLY_TRY(items.next())) {
    Local<Value> value(rt, MAYFLY_TRY(minipy::get_item(rt, mapping, items.value())));
    if (!value) return value.error();
    MAYFLY_TRY(f(items.value(), value.get()));
  }
  return {};
}

}  // namespace

Result<> update_dict(Runtime& rt, Dict& dict, Value mapping) {
  return each_item(rt, mapping, [&](Value key, Value value) { return minipy::set_item(rt, Value(&dict), key, value); });
}

Result<> merge_keywords(Runtime& rt, Dict& dict, Value mapping, Value callee) {
  if (!mapping.is<Dict>() && MAYFLY_TRY(find_attr(rt, mapping, *Minipy::of(rt).names().keys)).is_empty()) {
    return raise(rt, ExceptionId::kType, "%s argument after ** must be a mapping, not %s",
                 MAYFLY_TRY(callee_text(rt, callee)).c_str(), type_name_of(rt, mapping));
  }
  Result<> merged = each_item(rt, mapping, [&](Value key, Value value) -> Result<> {
    if (!key.is<String>()) return raise(rt, ExceptionId::kType, "keywords must be strings");
    if (!dict.get(key).is_empty()) {
      return raise(rt, ExceptionId::kType, "%s got multiple values for keyword argument '%s'",
                   MAYFLY_TRY(callee_text(rt, callee)).c_str(), key.as<String>()->c_str());
    }
    return minipy::set_item(rt, Value(&dict), key, value);
  });
  return merged;
}

// --- texts -----------------------------------------------------------------------------------------------------------

Result<Value> format_value(Runtime& rt, Value value, char conversion, Value spec, bool for_join) {
  // Texts of numbers are new.
  if (conversion == 0 && !spec.is_empty() && (value.is_small() || value.is_double())) [[likely]] {
    String* made = MAYFLY_TRY(format_number(rt, value, spec.as<String>()->view()));
    if (for_join) made->set_private(true);
    return Value(made);
  }
  Local<Value> held(rt, value);
  if (!held) return held.error();
  switch (conversion) {
    case 'r': held.set(MAYFLY_TRY(repr(rt, value))); break;
    case 's': held.set(MAYFLY_TRY(str(rt, value))); break;
    case 'a': held.set(MAYFLY_TRY(ascii(rt, value))); break;
    default: break;
  }
  if (spec.is_empty() && held.get().is<String>()) return held.get();
  return MAYFLY_TRY(format(rt, held.get(), spec.is_empty() ? std::string_view() : spec.as<String>()->view()));
}

Result<Value> join_strings(Runtime& rt, const Value* parts, uint32_t count) {
  if (count == 1) {
    parts[0].as<String>()->set_private(false);
    return parts[0];
  }
  size_t size = 0;
  for (uint32_t i = 0; i < count; i++) size += parts[i].as<String>()->size();
  char small[256];
  std::unique_ptr<char[]> large;
  char* text = small;
  if (size > sizeof small) {
    large.reset(new (std::nothrow) char[size]);
    if (!large) return Error::out_of_memory();
    text = large.get();
  }
  char* to = text;
  for (uint32_t i = 0; i < count; i++) {
    const std::string_view part = parts[i].as<String>()->view();
    to = std::copy(part.begin(), part.end(), to);
  }
  for (uint32_t i = 0; i < count; i++) {
    String& part = *parts[i].as<String>();
    if (part.is_private()) part.give_back(rt.heap());
  }
  return new_string(rt, {text, size});
}

// --- with ------------------------------------------------------------------------------------------------------------

namespace {

Result<Value> bound_special(Runtime& rt, Value object, Special special) {
  const Value raw = special_of(rt, object, special);
  if (!is_defined(raw)) return Value::empty();
  return bind(rt, raw, object, *rt.space().class_of(object), *rt.space().special_name(special));
}

}  // namespace

Result<> enter_with(Runtime& rt, Value context, Value* pair) {
  Locals<3> held(rt);
  if (!held) return held.error();
  held[0] = context;
  const bool no_exit = !is_defined(special_of(rt, context, Special::kExit));
  held[1] = MAYFLY_TRY(bound_special(rt, context, Special::kEnter));
  if (held[1].is_empty()) {
    return raise(rt, ExceptionId::kType, "'%s' object does not support the context manager protocol",
                 type_name_of(rt, context));
  }
  if (no_exit) {
    return raise(rt, ExceptionId::kType,
                 "'%s' object does not support the context manager protocol (missed __exit__ method)",
                 type_name_of(rt, context));
  }
  held[2] = MAYFLY_TRY(bound_special(rt, context, Special::kExit));
  const Value entered = MAYFLY_TRY(minipy::call(rt, held[1]));
  pair[0] = held[2];
  pair[1] = entered;
  return {};
}

Result<Value> exit_with(Runtime& rt, Value exit, Value exception) {
  if (exception.is_nil()) return minipy::call(rt, exit, {Value::nil(), Value::nil(), Value::nil()});
  const Value traceback = traceback_of(rt, exception);
  const Value answer =
      MAYFLY_TRY(minipy::call(rt, exit, {Value(rt.space().class_of(exception)), exception, traceback}));
  return Value::boolean(MAYFLY_TRY(mayfly::truth(rt, answer)));
}

Error assertion_failed(Runtime& rt, Value message) {
  if (message.is_empty()) {
    Result<Value> made = make_exception(rt, ExceptionId::kAssertion, {});
    if (!made) return made.take_error();
    return raise_value(rt, *made);
  }
  return raise_with(rt, ExceptionId::kAssertion, message);
}

// --- yield from ------------------------------------------------------------------------------------------------------

namespace {

// A StopIteration ends it; its value is what the other iterator returned.
Result<Value> or_returned(Runtime& rt, Result<Value> result, Value& returned) {
  if (result) {
    if (result->is_empty()) returned = Value::nil();
    return result;
  }
  Error error = result.take_error();
  if (!is_exception(rt, error, ExceptionId::kStopIteration)) return error;
  Local<Value> exception(rt, MAYFLY_TRY(exception_of(rt, error)));
  if (!exception) return exception.error();
  returned = MAYFLY_TRY(get_attr(rt, exception.get(), *Minipy::of(rt).names().value));
  return Value::empty();
}

}  // namespace

Result<Value> next_or_return(Runtime& rt, Value iterator, Value& returned) {
  if (iterator.is<Iterator>() || !rt.space().class_of(iterator)->special(Special::kNext).is<Function>())
    return or_returned(rt, next_item(rt, iterator), returned);
  return or_returned(rt, call_special(rt, Special::kNext, iterator), returned);
}

Result<Value> send_or_return(Runtime& rt, Value iterator, Value sent, Value& returned) {
  return or_returned(rt, minipy::call_method(rt, iterator, "send", {sent}), returned);
}

}  // namespace minipy
