// Operations on weak references of all sorts, and on weak maps and sets.
#include "embedding/world.h"

#include <mayfly/objects/weak/weak_list.h>

#include <optional>
#include <string>

using namespace mayfly;

std::span<const World::Operation> World::weak_operations() {
  static constexpr Operation kAll[] = {
      {'w', &World::make_weak},          // to, target, with a callback or without
      {'L', &World::make_long},          // to, target, with a callback or without
      {'p', &World::make_proxy},         // to, target, with a callback or without
      {'W', &World::make_weak_method},   // to, bound method, with a callback or without
      {'z', &World::make_finalizer},     // to, target, callable, argument
      {'Z', &World::use_finalizer},      // finalizer, how
      {'v', &World::make_watch},         // target
      {'{', &World::call_weak},          // to, weak method, argument
      {'*', &World::look, true},         // to, reference
      {'r', &World::list_references},    // to, target
      {'$', &World::make_handle, true},  // root
      {'1', &World::make_map},           // to, which
      {'2', &World::set_in_map},         // map, key, value
      {'3', &World::get_in_map},         // to, map, key, how
      {'4', &World::erase_in_map},       // map, key
      {'5', &World::clear_map},          // map
      {'6', &World::pop_in_map},         // to, map
      {'7', &World::update_map},         // map, from what
      {'8', &World::copy_map},           // to, map
      {'9', &World::list_map},           // to, map, what
      {'0', &World::combine_sets},       // to, set, with what, operation
  };
  return kAll;
}

// make(target, callback): nil for none.
template <typename Make>
void World::make_reference(Make&& make) {
  const size_t to = place();
  const Root<Value> to_what = operand();
  if ((bytes_.next() & 1) == 0) return put(to, make(to_what.get(), Value::nil()));
  Result<Root<Function>> callback = make_callback();
  if (note(callback)) put(to, make(to_what.get(), Value(*callback)));
}

void World::make_weak() {
  make_reference([&](Value target, Value callback) { return rt_->weak_reference(target, callback); });
}
void World::make_long() {
  make_reference([&](Value target, Value callback) { return rt_->long_weak_reference(target, callback); });
}
void World::make_proxy() {
  make_reference([&](Value target, Value callback) { return rt_->weak_proxy(target, callback); });
}
void World::make_weak_method() {
  make_reference([&](Value method, Value callback) { return rt_->weak_method(method, callback); });
}

void World::make_finalizer() {
  const size_t to = place();
  const Root<Value> to_what = operand(), callable = operand(), argument = operand();
  put(to, rt_->finalizer(to_what, callable.get(), argument, kw("number") = 3));
}

void World::use_finalizer() {
  const Root<Value> held = operand();
  auto* finalizer = target<Finalizer>(held);
  if (!finalizer) return;
  switch (bytes_.next() & 3) {
    case 0: note(rt_->peek(*finalizer)); break;
    case 1: {
      const bool was_alive = finalizer->is_alive();
      const Result<Value> shown = rt_->detach(*finalizer);
      if (note(shown)) FUZZ_CHECK(was_alive || shown->is_nil(), "a dead finalizer is detached");
      break;
    }
    case 2: note(rt_->set_runs_at_shutdown(*finalizer, false)); break;
    default: note(rt_->call(held.get())); break;
  }
}

void World::make_watch() {
  const Root<Value> to_what = operand();
  if (!to_what.get().is_object()) return;
  const size_t number = times_told_.size();
  times_told_.push_back(0);
  Result<WatchedRoot<gc::Cell>> made = rt_->weak_root(to_what.get().cell(), [this, number] {
    FUZZ_CHECK(++times_told_[number] == 1, "callback %zu comes twice", number);
    note(act({}, Ending::kOrdinary));
  });
  if (!note(made)) return;
  watches_.push_back(std::move(*made));
  // The handle may go at any time.
  if (watches_.size() > 4) watches_.erase(watches_.begin());
}

void World::call_weak() {
  const size_t to = place();
  const Root<Value> held = operand(), argument = operand();
  Result<WeakCall<Root<Value>>> called = rt_->call_weak<Root<Value>>(target<WeakMethod>(held), argument);
  if (note(called) && *called) put(to, Result<Root<Value>>(std::move(**called)));
}

void World::look() {
  const size_t to = place();
  const Root<Value> held = operand();
  if (const auto* reference = own<WeakRef>(held)) {
    if (Object* alive = reference->get()) put(to, Result<Value>(Value(alive)));
  } else if (const auto* method = own<WeakMethod>(held)) {
    Result<BoundMethod*> made = method->method(rt_->space());
    if (note(made) && *made) put(to, Result<Value>(Value(*made)));
  }
}

void World::list_references() {
  const size_t to = place();
  const Root<Value> to_what = operand();
  note(rt_->weak_reference_count(to_what.get()));
  put(to, rt_->weak_references(to_what.get()));
}

void World::make_handle() {
  const size_t at = place();
  const Value value = roots_[at].get();
  if (value.is_object() && rt_->heap().owns(*value.cell()))
    handles_[at] = WeakRoot<gc::Cell>(rt_->heap(), value.cell());
}

// --- maps and sets ---------------------------------------------------------------------------------------------------

void World::make_map() {
  const size_t to = place();
  switch (bytes_.next() & 3) {
    case 0: return put(to, rt_->weak_value_map());
    case 1: return put(to, rt_->weak_key_map());
    case 2: return put(to, rt_->weak_identity_map());
    default: return put(to, rt_->weak_set());
  }
}

// f(access), if it is a weak map.
template <typename F>
bool World::with_map(const Root<Value>& held, F&& f) {
  if (auto* values = target<WeakValueMap>(held)) return f(rt_->in(values)), true;
  if (auto* keys = target<WeakKeyMap>(held)) return f(rt_->in(keys)), true;
  if (auto* identities = target<WeakIdentityMap>(held)) return f(rt_->in(identities)), true;
  return false;
}

void World::set_in_map() {
  const Root<Value> held = operand(), key = operand(), value = operand();
  if (!with_map(held, [&](auto map) { note(map.set(key, value)); })) note(rt_->in(target<WeakSet>(held)).add(key));
}

void World::get_in_map() {
  const size_t to = place();
  const Root<Value> held = operand(), key = operand();
  const uint8_t how = bytes_.next() & 3;
  const bool is_map = with_map(held, [&](auto map) {
    if (how == 0) {
      const Result<Value> found = map.find(key.get());
      if (note(found) && !found->is_empty()) put(to, Result<Value>(*found));
    } else if (how == 1) {
      note(map.contains(key));
    } else if (how == 2) {
      put(to, map.template set_default<Root<Value>>(key, roots_[to]));
    } else {
      note(map.template get<Root<Instance>>(key));
    }
  });
  if (!is_map) note(rt_->in(target<WeakSet>(held)).contains(key));
}

void World::erase_in_map() {
  const Root<Value> held = operand(), key = operand();
  if (!with_map(held, [&](auto map) { note(map.erase(key)); })) note(rt_->in(target<WeakSet>(held)).discard(key));
}

void World::clear_map() {
  const Root<Value> held = operand();
  if (!with_map(held, [&](auto map) { note(map.clear()); })) note(rt_->in(target<WeakSet>(held)).clear());
}

void World::pop_in_map() {
  const size_t to = place();
  const Root<Value> held = operand();
  const bool is_map = with_map(held, [&](auto map) {
    auto item = map.pop_item();
    if (note(item) && *item) put(to, Result<Root<Value>>(std::move((*item)->second)));
  });
  if (!is_map) put(to, rt_->in(target<WeakSet>(held)).pop());
}

void World::update_map() {
  const Root<Value> held = operand(), from = operand();
  if (!with_map(held, [&](auto map) { note(map.update(from)); })) {
    const auto operation = static_cast<SetOperation>(bytes_.next() & 3);
    note(rt_->in(target<WeakSet>(held)).update(operation, from));
  }
}

void World::copy_map() {
  const size_t to = place();
  const Root<Value> held = operand();
  if (!with_map(held, [&](auto map) { put(to, map.copy()); })) put(to, rt_->in(target<WeakSet>(held)).copy());
}

void World::list_map() {
  const size_t to = place();
  const Root<Value> held = operand();
  const uint8_t what = bytes_.next() % 5;
  const bool is_map = with_map(held, [&](auto map) {
    switch (what) {
      case 0: return put(to, map.keys());
      case 1: return put(to, map.values());
      case 2: return put(to, map.items());
      case 3: return put(to, map.references());
      default: {
        // What is delivered is alive, whatever the body does.
        note(map.for_each([&](Value key, Value value) -> Result<> {
          FUZZ_CHECK(!key.is_empty() && !value.is_empty(), "a loop over a map delivers nothing");
          Result<Value> done = act(Arguments(&key, 1), Ending::kOrdinary);
          if (!done) return done.take_error();
          return {};
        }));
        break;
      }
    }
  });
  if (!is_map) put(to, rt_->in(target<WeakSet>(held)).elements());
}

void World::combine_sets() {
  const size_t to = place();
  const Root<Value> held = operand(), other = operand();
  const auto set = rt_->in(target<WeakSet>(held));
  switch (bytes_.next() % 7) {
    case 0: return put(to, set.union_with(other));
    case 1: return put(to, set.intersection(other));
    case 2: return put(to, set.difference(other));
    case 3: return put(to, set.symmetric_difference(other));
    case 4: note(set.is_subset(other)); break;
    case 5: note(set.is_superset(other)); break;
    default: note(set.is_disjoint(other)); break;
  }
}
