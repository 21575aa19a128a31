// Sorting: a merge sort, stable, for list.sort() and sorted().
//
// While it runs, the items stand in arrays of the sort's own, which no program can reach, and the list is empty for all
// to see. At each moment one of the arrays has all items, so whatever a comparison raises, none is lost. Numbers and texts
// of one type are compared without a call.
#include <minipy/types/containers.h>

#include <algorithm>
#include <cstring>

namespace minipy {

namespace {

constexpr size_t kRun = 16;  // so many are sorted by insertion

enum class Kind : uint8_t { kAny, kSmall, kDouble, kText };

enum class Answer : uint8_t { kNo, kYes, kFailed };
Answer answer(bool yes) { return yes ? Answer::kYes : Answer::kNo; }

// Keys, and beside them the items where they are not the same.
struct Arrays {
  uint64_t* keys = nullptr;
  uint64_t* items = nullptr;  // null: the keys are the items

  void copy(size_t to, const Arrays& from, size_t at, size_t count) {
    std::memcpy(keys + to, from.keys + at, count * 8);
    if (items) std::memcpy(items + to, from.items + at, count * 8);
  }
  void reverse(size_t count) {
    std::reverse(keys, keys + count);
    if (items) std::reverse(items, items + count);
  }
};

class Sorter {
 public:
  Sorter(Runtime& rt, size_t count) : rt_(rt), count_(count), held_(rt) {}

  // Takes the items of the list; MemoryError, or RecursionError, leaves it as it was.
  Result<> begin(List& list, bool has_key) {
    if (!held_) return held_.error();
    MAYFLY_TRY(allocate(kItems, items_.keys));
    MAYFLY_TRY(allocate(kSpareItems, spare_.keys));
    if (has_key) {
      items_.items = items_.keys;
      spare_.items = spare_.keys;
      MAYFLY_TRY(allocate(kKeys, items_.keys));
      MAYFLY_TRY(allocate(kSpareKeys, spare_.keys));
    }
    uint64_t* to = has_key ? items_.items : items_.keys;
    for (size_t i = 0; i < count_; i++) to[i] = list.at(i).word();
    list.truncate(0);
    return {};
  }

  Result<> make_keys(Value function) {
    for (size_t i = 0; i < count_; i++) {
      held_[kArgument] = Value::from_word(items_.items[i]);
      const Value key = MAYFLY_TRY(invoke(rt_, function, Arguments(&held_[kArgument], 1)));
      items_.keys[i] = key.word();
    }
    return {};
  }

  Result<> sort(bool reverse) {
    if (reverse) items_.reverse(count_);
    switch (kind_of_keys()) {
      case Kind::kSmall: run([](Value a, Value b) { return answer(a.as_small() < b.as_small()); }); break;
      case Kind::kDouble: run([](Value a, Value b) { return answer(a.as_double() < b.as_double()); }); break;
      case Kind::kText:
        run([](Value a, Value b) { return answer(a.as<String>()->view() < b.as<String>()->view()); });
        break;
      default: run([this](Value a, Value b) { return ask(a, b); }); break;
    }
    if (reverse) items_.reverse(count_);
    if (error_.is_set()) return std::move(error_);
    return {};
  }

  // Puts the items back. False: out of memory.
  bool finish(List& list) {
    const uint64_t* from = items_.items ? items_.items : items_.keys;
    list.truncate(0);
    return list.extend(rt_.heap(), {reinterpret_cast<const Value*>(from), count_});
  }

 private:
  enum Slot { kItems, kSpareItems, kKeys, kSpareKeys, kArgument, kSlotCount };

  Result<> allocate(Slot slot, uint64_t*& words) {
    gc::Backing* array = gc::Backing::create(rt_.heap(), count_);
    if (!array) return rt_.heap().allocation_error();
    held_[slot] = Value(array);
    words = array->words();
    return {};
  }

  Kind kind_of_keys() const {
    auto all = [this](auto&& is) {
      for (size_t i = 0; i < count_; i++)
        if (!is(Value::from_word(items_.keys[i]))) return false;
      return true;
    };
    if (all([](Value key) { return key.is_small(); })) return Kind::kSmall;
    if (all([](Value key) { return key.is_double(); })) return Kind::kDouble;
    if (all([](Value key) { return key.is<String>(); })) return Kind::kText;
    return Kind::kAny;
  }

  Answer ask(Value a, Value b) {
    Result<bool> before = less(rt_, a, b);
    if (before) return answer(*before);
    error_ = before.take_error();
    return Answer::kFailed;
  }

  // Each of these is false when a comparison has failed.
  template <typename Less>
  bool run(Less&& less) {
    auto before = [&](size_t i, size_t j) {
      return less(Value::from_word(items_.keys[i]), Value::from_word(items_.keys[j]));
    };
    // Sorted already, or the other way round?
    size_t sorted = 1;
    Answer a = Answer::kNo;
    while (sorted < count_ && (a = before(sorted, sorted - 1)) == Answer::kNo) sorted++;
    if (a == Answer::kFailed) return false;
    if (sorted >= count_) return true;
    if (sorted == 1) {
      for (sorted = 2; sorted < count_ && (a = before(sorted, sorted - 1)) == Answer::kYes;) sorted++;
      if (a == Answer::kFailed) return false;
      if (sorted >= count_) {
        items_.reverse(count_);
        return true;
      }
    }
    for (size_t start = 0; start < count_; start += kRun)
      if (!insert_all(start, std::min(start + kRun, count_), less)) return false;
    for (size_t width = kRun; width < count_; width *= 2) {
      for (size_t start = 0; start < count_; start += width * 2) {
        const size_t middle = std::min(start + width, count_);
        if (!merge(start, middle, std::min(middle + width, count_), less)) return false;
      }
      std::swap(items_, spare_);
    }
    return true;
  }

  // Where each goes is found before anything moves.
  template <typename Less>
  bool insert_all(size_t start, size_t end, Less&& less) {
    for (size_t i = start + 1; i < end; i++) {
      const uint64_t key = items_.keys[i];
      size_t low = start, high = i;
      while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const Answer a = less(Value::from_word(key), Value::from_word(items_.keys[middle]));
        if (a == Answer::kFailed) return false;
        if (a == Answer::kYes)
          high = middle;
        else
          low = middle + 1;
      }
      insert(items_.keys, low, i);
      if (items_.items) insert(items_.items, low, i);
    }
    return true;
  }
  static void insert(uint64_t* words, size_t to, size_t from) {
    const uint64_t moved = words[from];
    std::memmove(words + to + 1, words + to, (from - to) * 8);
    words[to] = moved;
  }

  // Two sorted runs of items_ to one of spare_.
  template <typename Less>
  bool merge(size_t left, size_t middle, size_t end, Less&& less) {
    size_t to = left;
    size_t right = middle;
    const size_t left_end = middle;
    if (right < end) {
      const Answer a = less(Value::from_word(items_.keys[right]), Value::from_word(items_.keys[middle - 1]));
      if (a == Answer::kFailed) return false;
      if (a == Answer::kNo) right = end;  // in order already: see below
    }
    if (right == end) {
      spare_.copy(left, items_, left, end - left);
      return true;
    }
    while (left < left_end && right < end) {
      const Answer a = less(Value::from_word(items_.keys[right]), Value::from_word(items_.keys[left]));
      if (a == Answer::kFailed) return false;
      spare_.copy(to++, items_, a == Answer::kYes ? right++ : left++, 1);
    }
    spare_.copy(to, items_, left, left_end - left);
    spare_.copy(to + (left_end - left), items_, right, end - right);
    return true;
  }

  Runtime& rt_;
  size_t count_;
  Locals<kSlotCount> held_;
  Arrays items_;
  Arrays spare_;
  Error error_;
};

}  // namespace

Result<> sort_list(Runtime& rt, List& list, Value key, bool reverse) {
  const size_t count = list.size();
  if (count < 2 && (count == 0 || key.is_nil())) return {};
  Sorter sorter(rt, count);
  MAYFLY_TRY(sorter.begin(list, !key.is_nil()));
  Result<> done = key.is_nil() ? Result<>() : sorter.make_keys(key);
  if (done) done = sorter.sort(reverse);
  const bool changed = !list.empty();
  if (!sorter.finish(list)) return rt.heap().allocation_error();
  if (done && changed) return raise(rt, ExceptionId::kValue, "list modified during sort");
  return done;
}

}  // namespace minipy
