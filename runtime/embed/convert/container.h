// Conversions of standard containers, element by element: lists, tuples and dicts are copied, both ways.
//
// Elements that look into a value (std::string_view, const char*, pointers to bound objects) can't come in this way: the
// container would not keep them alive.
#pragma once

#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/embed/convert/object.h>

#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mayfly {

namespace embed {

// The item at this index of a list or tuple; empty when there is none (any more).
MAYFLY_API Value item_at(Value sequence, size_t index);
// The number of items; nothing when it is no list or tuple.
MAYFLY_API std::optional<size_t> item_count(Value sequence);
MAYFLY_API Error out_of_memory(const Runtime& rt);

template <typename T>
concept Storable = !Borrowing<T> && !std::is_reference_v<T>;

template <typename T>
Result<T> convert_item(Runtime& rt, Value sequence, size_t index) {
  static_assert(Storable<T>, "this element type looks into the value: nothing would keep it alive");
  // The sequence may lose the item to code of a host's conversion.
  Local<Value> held(rt, item_at(sequence, index));
  if (!held) return held.error();
  Result<T> item = Converter<T>::from_value(rt, held.get());
  if (!item) return begin_message(item.take_error(), "has an item at index %zu that", index);
  return item;
}

template <typename Sequence>
Result<Value> to_list(Runtime& rt, const Sequence& items) {
  using T = typename Sequence::value_type;
  gc::Heap& heap = heap_of(rt);
  Local<List> list(rt, List::create(heap));
  if (!list) return list.error();
  if (!list.get() || !list->reserve(heap, items.size())) return out_of_memory(rt);
  size_t index = 0;
  for (auto&& item : items) {
    Result<Value> value = Converter<T>::to_value(rt, item);
    if (!value) return begin_message(value.take_error(), "has an item at index %zu that", index);
    if (!list->append(heap, *value)) return out_of_memory(rt);
    index++;
  }
  return Value(list.get());
}

// A tuple's items, which stand on the VM stack until it is made.
template <size_t N>
struct TupleMaker {
  explicit TupleMaker(Runtime& runtime) : rt(runtime), items(runtime) {}
  template <typename T>
  Result<> add(const T& item) {
    if (!items) return items.error();
    Result<Value> value = Converter<T>::to_value(rt, item);
    if (!value) return begin_message(value.take_error(), "has an item at index %zu that", count);
    items[count++] = *value;
    return {};
  }
  Result<Value> make() {
    const Tuple* tuple = Tuple::create(heap_of(rt), items.span());
    if (!tuple) return out_of_memory(rt);
    return Value(tuple);
  }
  Runtime& rt;
  Locals<N> items;
  size_t count = 0;
};

template <typename Map>
struct MapConverter {
  static_assert(Storable<typename Map::key_type> && Storable<typename Map::mapped_type>,
                "this element type looks into the value: nothing would keep it alive");
  using Key = typename Map::key_type;
  using Mapped = typename Map::mapped_type;

  static Result<Map> from_value(Runtime& rt, Value value) {
    if (!value.is<Dict>()) return mismatch(rt, value, "a dict");
    Dict& dict = *value.as<Dict>();
    Map map;
    // The dict may lose the entry to code of a host's conversion.
    Locals<2> entry(rt);
    if (!entry) return entry.error();
    for (uint32_t i = dict.next(0); i < dict.end(); i = dict.next(i + 1)) {
      entry[0] = dict.key_at(i);
      entry[1] = dict.value_at(i);
      Result<Key> key = Converter<Key>::from_value(rt, entry[0]);
      if (!key) return begin_message(key.take_error(), "has a key that");
      Result<Mapped> mapped = Converter<Mapped>::from_value(rt, entry[1]);
      if (!mapped) return begin_message(mapped.take_error(), "has a value that");
      map.insert_or_assign(std::move(*key), std::move(*mapped));
    }
    return map;
  }
  static Result<Value> to_value(Runtime& rt, const Map& map) {
    Local<Dict> dict(rt, Dict::create(heap_of(rt)));
    Local<Value> held(rt, Value::nil());
    if (!dict || !held) return dict.error();
    if (!dict.get()) return out_of_memory(rt);
    for (const auto& [key, mapped] : map) {
      Result<Value> key_value = Converter<Key>::to_value(rt, key);
      if (!key_value) return begin_message(key_value.take_error(), "has a key that");
      held.set(*key_value);
      Result<Value> value = Converter<Mapped>::to_value(rt, mapped);
      if (!value) return begin_message(value.take_error(), "has a value that");
      MAYFLY_TRY(dict_set(rt, *dict, held.get(), *value));
    }
    return Value(dict.get());
  }
};

}  // namespace embed

template <typename T, typename Allocator>
struct Converter<std::vector<T, Allocator>> {
  static Result<std::vector<T, Allocator>> from_value(Runtime& rt, Value value) {
    const std::optional<size_t> count = embed::item_count(value);
    if (!count) return mismatch(rt, value, "a list");
    std::vector<T, Allocator> items;
    items.reserve(*count);
    // A host's conversion may run code that changes the list.
    for (size_t i = 0; i < embed::item_count(value); i++)
      items.push_back(MAYFLY_TRY(embed::convert_item<T>(rt, value, i)));
    return items;
  }
  static Result<Value> to_value(Runtime& rt, const std::vector<T, Allocator>& items) {
    return embed::to_list(rt, items);
  }
};

template <typename T, size_t N>
struct Converter<std::array<T, N>> {
  static Result<std::array<T, N>> from_value(Runtime& rt, Value value) {
    if (embed::item_count(value) != N) return mismatch(rt, value, "a list of %zu items", N);
    std::array<T, N> items = {};
    for (size_t i = 0; i < N && i < embed::item_count(value); i++)
      items[i] = MAYFLY_TRY(embed::convert_item<T>(rt, value, i));
    return items;
  }
  static Result<Value> to_value(Runtime& rt, const std::array<T, N>& items) { return embed::to_list(rt, items); }
};

template <typename... T>
struct Converter<std::tuple<T...>> {
  static Result<std::tuple<T...>> from_value(Runtime& rt, Value value) {
    if (embed::item_count(value) != sizeof...(T)) return mismatch(rt, value, "a tuple of %zu items", sizeof...(T));
    return convert(rt, value, std::index_sequence_for<T...>());
  }
  static Result<Value> to_value(Runtime& rt, const std::tuple<T...>& items) {
    embed::TupleMaker<sizeof...(T)> maker(rt);
    Result<> added;
    std::apply(
        [&](const T&... item) { static_cast<void>((static_cast<bool>(added = maker.template add<T>(item)) && ...)); },
        items);
    if (!added) return added.take_error();
    return maker.make();
  }

 private:
  template <size_t... I>
  static Result<std::tuple<T...>> convert(Runtime& rt, Value value, std::index_sequence<I...>) {
    // Braces: in order.
    std::tuple<Result<T>...> converted{embed::convert_item<T>(rt, value, I)...};
    Error error;
    static_cast<void>(((std::get<I>(converted) ? true : (error = std::get<I>(converted).take_error(), false)) && ...));
    if (error.is_set()) return error;
    return std::tuple<T...>(std::move(*std::get<I>(converted))...);
  }
};

template <typename A, typename B>
struct Converter<std::pair<A, B>> {
  static Result<std::pair<A, B>> from_value(Runtime& rt, Value value) {
    if (embed::item_count(value) != 2) return mismatch(rt, value, "a tuple of 2 items");
    A first = MAYFLY_TRY(embed::convert_item<A>(rt, value, 0));
    B second = MAYFLY_TRY(embed::convert_item<B>(rt, value, 1));
    return std::pair<A, B>(std::move(first), std::move(second));
  }
  static Result<Value> to_value(Runtime& rt, const std::pair<A, B>& pair) {
    embed::TupleMaker<2> maker(rt);
    MAYFLY_TRY(maker.template add<A>(pair.first));
    MAYFLY_TRY(maker.template add<B>(pair.second));
    return maker.make();
  }
};

template <typename K, typename T, typename... Rest>
struct Converter<std::map<K, T, Rest...>> : embed::MapConverter<std::map<K, T, Rest...>> {};
template <typename K, typename T, typename... Rest>
struct Converter<std::unordered_map<K, T, Rest...>> : embed::MapConverter<std::unordered_map<K, T, Rest...>> {};

namespace embed {

template <typename T>
struct OptionalBase {};
template <Borrowing T>
struct OptionalBase<T> {
  static constexpr bool kBorrows = true;
};

}  // namespace embed

template <typename T>
struct Converter<std::optional<T>> : embed::OptionalBase<T> {
  static Result<std::optional<T>> from_value(Runtime& rt, Value value) {
    if (value.is_nil()) return std::optional<T>();
    Result<T> converted = Converter<T>::from_value(rt, value);
    if (converted) return std::optional<T>(std::move(*converted));
    return embed::begin_message(converted.take_error(), "must be nil, or it");
  }
  static Result<Value> to_value(Runtime& rt, const std::optional<T>& value) {
    if (!value) return Value::nil();
    return Converter<T>::to_value(rt, *value);
  }
};

}  // namespace mayfly
