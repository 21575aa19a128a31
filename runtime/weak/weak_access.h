// WeakMapAccess and WeakSetAccess: what a host does with a weak map or set: Runtime::in(map).
//
//   Root<WeakValueMap> doors = MAYFLY_TRY(rt.weak_value_map());
//   MAYFLY_TRY(rt.in(doors).set("front", door));
//   std::optional<Root<Instance>> found = MAYFLY_TRY(rt.in(doors).get<Root<Instance>>("front"));
//
// Keys and values are C++ values, converted as arguments of calls are (embed/convert/converter.h). Everything checks the
// thread, and that map, keys and values are this runtime's. May run user code (== and hash of keys' classes). An access
// holds nothing: it is for the length of a statement, or as long as the map is held.
// Errors: those of weak_mapping.h and weak_set_operations.h; of conversions; kWrongThread, kClosed, kWrongRuntime; kValue
// for a null handle. The map is unchanged by each.
#pragma once

#include <mayfly/runtime/attributes/iteration.h>
#include <mayfly/runtime/embed/objects.h>
#include <mayfly/runtime/weak/weak_mapping.h>
#include <mayfly/runtime/weak/weak_set_operations.h>

#include <optional>
#include <utility>

namespace mayfly {

// What maps and sets have in common.
class MAYFLY_API WeakAccess {
 public:
  // Those that are alive, as far as is known: after an exact collection, those that are.
  Result<size_t> size() const;
  Result<> clear() const;

 protected:
  WeakAccess(Runtime& rt, gc::Cell* container, const char* file, int line)
      : rt_(rt), container_(container), file_(file), line_(line) {}

  Result<> check() const {
    MAYFLY_TRY(rt_.check_entry());
    if (container_ && rt_.heap().owns(*container_)) [[likely]]
      return {};
    return refuse();
  }
  // In one look, where all is as it should be; false: check one by one.
  bool is_plainly_own(Value value) const {
    if (!rt_.may_enter_quickly() || !container_ || !rt_.owns(*container_)) return false;
    return value.is_object() ? rt_.owns(*value.cell()) : !value.is_empty();
  }
  template <typename T>
  Result<Root<T>> hold(Result<T*> made) const {
    if (!made) return made.take_error();
    return embed::hold(rt_, *made, file_, line_);
  }
  template <typename R>
  Result<std::optional<R>> optional(Value value) const {
    if (value.is_empty()) return std::optional<R>();
    Result<R> converted = embed::result_as<R>(rt_, value, file_, line_);
    if (!converted) return converted.take_error();
    return std::optional<R>(std::move(*converted));
  }
  Result<Root<List>> list(WeakPart part) const;
  // Calls f with each item, which is alive until f returns. f may return a Result<>, whose error ends it.
  template <typename F>
  Result<> each(F&& f) const {
    RuntimeEntry entry(rt_);
    MAYFLY_TRY(check());
    Iteration items(rt_, Value(container_));
    while (MAYFLY_TRY(items.next())) {
      if constexpr (std::is_void_v<decltype(f(items))>)
        f(items);
      else
        MAYFLY_TRY(f(items));
    }
    return {};
  }

  Runtime& rt_;
  gc::Cell* container_;
  const char* file_;
  int line_;

 private:
  [[gnu::cold]] Error refuse() const;
};

template <typename Map>
class WeakMapAccess : public WeakAccess {
 public:
  WeakMapAccess(Runtime& rt, const embed::Target<Map>& map) : WeakAccess(rt, map.cell, map.file, map.line) {}

  // The quick way: the empty value when there is no such key. Held by nobody.
  Result<Value> find(Value key) const {
    RuntimeEntry entry(rt_);
    if (!is_plainly_own(key)) [[unlikely]] {
      MAYFLY_TRY(check());
      if (key.is_empty()) return embed::null_operand("the key");
      MAYFLY_TRY(rt_.check_value(key, "the key"));
    }
    return weak_get(rt_, map(), key);
  }
  template <typename R, typename K>
  Result<std::optional<R>> get(K&& key) const {
    RuntimeEntry entry(rt_);
    Packed<K> packed(rt_);
    MAYFLY_TRY(prepare(packed, std::forward<K>(key)));
    return optional<R>(MAYFLY_TRY(weak_get(rt_, map(), packed.arguments()[0])));
  }
  // False for a key that could not be there; an error for one that can't be hashed.
  template <typename K>
  Result<bool> contains(K&& key) const {
    RuntimeEntry entry(rt_);
    Packed<K> packed(rt_);
    MAYFLY_TRY(prepare(packed, std::forward<K>(key)));
    return weak_contains(rt_, map(), packed.arguments()[0]);
  }
  // The quick way for what is a Value already.
  Result<> set(Value key, Value value) const {
    RuntimeEntry entry(rt_);
    if (!is_plainly_own(key) || !is_plainly_own(value)) [[unlikely]]
      return set<Value, Value>(std::move(key), std::move(value));
    return weak_set(rt_, map(), key, value);
  }
  template <typename K, typename V>
  Result<> set(K&& key, V&& value) const {
    RuntimeEntry entry(rt_);
    Packed<K, V> packed(rt_);
    MAYFLY_TRY(prepare(packed, std::forward<K>(key), std::forward<V>(value)));
    return weak_set(rt_, map(), packed.arguments()[0], packed.arguments()[1]);
  }
  // What is there, or else `value`, which then is.
  template <typename R, typename K, typename V>
  Result<R> set_default(K&& key, V&& value) const {
    RuntimeEntry entry(rt_);
    Packed<K, V> packed(rt_);
    MAYFLY_TRY(prepare(packed, std::forward<K>(key), std::forward<V>(value)));
    const Value present = MAYFLY_TRY(weak_set_default(rt_, map(), packed.arguments()[0], packed.arguments()[1]));
    return embed::result_as<R>(rt_, present, file_, line_);
  }
  // False when there was none.
  template <typename K>
  Result<bool> erase(K&& key) const {
    RuntimeEntry entry(rt_);
    Packed<K> packed(rt_);
    MAYFLY_TRY(prepare(packed, std::forward<K>(key)));
    return !MAYFLY_TRY(weak_pop(rt_, map(), packed.arguments()[0])).is_empty();
  }
  template <typename R, typename K>
  Result<std::optional<R>> pop(K&& key) const {
    RuntimeEntry entry(rt_);
    Packed<K> packed(rt_);
    MAYFLY_TRY(prepare(packed, std::forward<K>(key)));
    return optional<R>(MAYFLY_TRY(weak_pop(rt_, map(), packed.arguments()[0])));
  }
  // The newest item; nothing when the map is empty.
  template <typename K = Root<Value>, typename V = Root<Value>>
  Result<std::optional<std::pair<K, V>>> pop_item() const {
    RuntimeEntry entry(rt_);
    MAYFLY_TRY(check());
    // A host's own conversion may run user code.
    Locals<2> held(rt_);
    if (!held) return held.error();
    const WeakItem item = weak_pop_item(rt_, map());
    if (item.key.is_empty()) return std::optional<std::pair<K, V>>();
    held[0] = item.key;
    held[1] = item.value;
    K key = MAYFLY_TRY(embed::result_as<K>(rt_, item.key, file_, line_));
    V value = MAYFLY_TRY(embed::result_as<V>(rt_, item.value, file_, line_));
    return std::optional(std::pair<K, V>(std::move(key), std::move(value)));
  }
  // From a dict, a weak map, or whatever contains pairs.
  Result<> update(const embed::Operand& source) const {
    RuntimeEntry entry(rt_);
    MAYFLY_TRY(check());
    MAYFLY_TRY(embed::check_present(source.value, "the source"));
    MAYFLY_TRY(rt_.check_value(source.value, "the source"));
    return weak_update(rt_, map(), source.value);
  }
  Result<Root<Map>> copy() const {
    MAYFLY_TRY(check());
    return hold(weak_copy(rt_, map()));
  }
  // What is alive now, held by the list; items are tuples, references WeakRefs to what the map holds weakly.
  Result<Root<List>> keys() const { return list(WeakPart::kKeys); }
  Result<Root<List>> values() const { return list(WeakPart::kValues); }
  Result<Root<List>> items() const { return list(WeakPart::kItems); }
  Result<Root<List>> references() const { return list(WeakPart::kReferences); }
  // Calls f(key, value), two Values, for each item; both are held until f returns. What dies meanwhile is left out. f may
  // return a Result<>, whose error ends it. Errors: kValue when f adds or takes out keys.
  template <typename F>
  Result<> for_each(F&& f) const {
    return each([&](const Iteration& items) { return f(items.value(), items.mapped()); });
  }

 private:
  template <typename... A>
  using Packed = embed::PackedArguments<std::decay_t<A>...>;

  Map& map() const { return *static_cast<Map*>(container_); }
  template <typename P, typename... A>
  Result<> prepare(P& packed, A&&... arguments) const {
    MAYFLY_TRY(check());
    MAYFLY_TRY(packed.pack(std::forward<A>(arguments)...));
    return rt_.check_values(packed.arguments());
  }
};

class MAYFLY_API WeakSetAccess : public WeakAccess {
 public:
  WeakSetAccess(Runtime& rt, const embed::Target<WeakSet>& set) : WeakAccess(rt, set.cell, set.file, set.line) {}

  Result<> add(const embed::Operand& element) const;
  Result<bool> contains(const embed::Operand& element) const;
  // False when it was not there.
  Result<bool> discard(const embed::Operand& element) const;
  // An error of kind kKey when it was not there.
  Result<> remove(const embed::Operand& element) const;
  // The newest element, taken out. An error of kind kKey when the set is empty.
  template <typename R = Root<Value>>
  Result<R> pop() const {
    const Value element = MAYFLY_TRY(pop_value());
    return embed::result_as<R>(rt_, element, file_, line_);
  }
  Result<Root<WeakSet>> copy() const;
  Result<Root<List>> elements() const { return list(WeakPart::kKeys); }
  Result<Root<List>> references() const { return list(WeakPart::kReferences); }
  // Calls f(element) for each, as WeakMapAccess does.
  template <typename F>
  Result<> for_each(F&& f) const {
    return each([&](const Iteration& items) { return f(items.value()); });
  }

  // With any iterable (weak_set_operations.h).
  Result<Root<WeakSet>> union_with(const embed::Operand& other) const { return combine(SetOperation::kUnion, other); }
  Result<Root<WeakSet>> intersection(const embed::Operand& other) const {
    return combine(SetOperation::kIntersection, other);
  }
  Result<Root<WeakSet>> difference(const embed::Operand& other) const {
    return combine(SetOperation::kDifference, other);
  }
  Result<Root<WeakSet>> symmetric_difference(const embed::Operand& other) const {
    return combine(SetOperation::kSymmetricDifference, other);
  }
  Result<> update(const embed::Operand& other) const { return update(SetOperation::kUnion, other); }
  Result<> update(SetOperation operation, const embed::Operand& other) const;
  Result<bool> is_subset(const embed::Operand& other) const { return is(SetRelation::kSubset, other); }
  Result<bool> is_superset(const embed::Operand& other) const { return is(SetRelation::kSuperset, other); }
  Result<bool> is_disjoint(const embed::Operand& other) const { return is(SetRelation::kDisjoint, other); }

 private:
  WeakSet& set() const { return *static_cast<WeakSet*>(container_); }
  Result<> check(const embed::Operand& operand, const char* role) const;
  Result<Value> pop_value() const;
  Result<Root<WeakSet>> combine(SetOperation operation, const embed::Operand& other) const;
  Result<bool> is(SetRelation relation, const embed::Operand& other) const;
};

inline WeakMapAccess<WeakValueMap> Runtime::in(const embed::Target<WeakValueMap>& map) { return {*this, map}; }
inline WeakMapAccess<WeakKeyMap> Runtime::in(const embed::Target<WeakKeyMap>& map) { return {*this, map}; }
inline WeakMapAccess<WeakIdentityMap> Runtime::in(const embed::Target<WeakIdentityMap>& map) { return {*this, map}; }
inline WeakSetAccess Runtime::in(const embed::Target<WeakSet>& set) { return {*this, set}; }

}  // namespace mayfly
