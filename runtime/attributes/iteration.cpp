#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/utf8.h>
#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_items.h>
#include <mayfly/runtime/attributes/iteration.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/attributes/own_special.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/frontend/frontend.h>
#include <mayfly/runtime/weak/proxy_target.h>

namespace mayfly {

Iteration::Iteration(Runtime& rt, Value iterable) : rt_(rt), slots_(rt) {
  if (slots_) slots_[kSource] = iterable;
}

// The slot holds a proxy's target from now on, so that it lives as long as the iteration.
Result<> Iteration::see_through(Slot slot) {
  if (!is_proxy(slots_[slot])) return {};
  const ProxyTarget target(rt_, slots_[slot]);
  if (!target) return target.error();
  slots_[slot] = target.get();
  return {};
}

Result<> Iteration::open() {
  MAYFLY_TRY(see_through(kSource));
  const Value source = slots_[kSource];
  if (!own_special(rt_, source, Special::kIterate).is_empty()) {
    slots_[kIterator] = MAYFLY_TRY(invoke_special(rt_, Special::kIterate, Arguments(&slots_[kSource], 1)));
    MAYFLY_TRY(see_through(kIterator));
    if (own_special(rt_, slots_[kIterator], Special::kNext).is_empty()) {
      // Built-in values are good iterators' sources too: kIterate may return a list.
      if (!slots_[kIterator].identical(source) && slots_[kIterator].is_object() &&
          has_core_meaning(slots_[kIterator].cell()->kind())) {
        slots_[kSource] = slots_[kIterator];
        return open();
      }
      return make_error(ErrorKind::kType, "iterating over '%s' object gave a '%s', which has no next item",
                        type_name(rt_.space(), source).data(), type_name(rt_.space(), slots_[kIterator]).data());
    }
    mode_ = Mode::kNextMethod;
  } else if (!own_special(rt_, source, Special::kNext).is_empty()) {
    slots_[kIterator] = source;
    mode_ = Mode::kNextMethod;
  } else if (source.is<List>()) {
    mode_ = Mode::kList;
  } else if (source.is<Tuple>()) {
    mode_ = Mode::kTuple;
  } else if (const Dict* dict = source.try_as<Dict>()) {
    mode_ = Mode::kDict;
    expected_ = dict->version();
  } else if (WeakItems::is(source)) {
    mode_ = Mode::kWeak;
    expected_ = WeakItems(*source.cell()).version();
  } else if (source.is<String>()) {
    mode_ = Mode::kString;
  } else if (!own_special(rt_, source, Special::kGetItem).is_empty()) {
    mode_ = Mode::kByIndex;
  } else {
    return make_error(ErrorKind::kType, "'%s' object can't be iterated over", type_name(rt_.space(), source).data());
  }
  return {};
}

Result<bool> Iteration::next() {
  if (!slots_) return slots_.error();
  if (mode_ == Mode::kUnopened) MAYFLY_TRY(open());
  const Value source = slots_[kSource];
  switch (mode_) {
    case Mode::kList: {
      const List& list = *source.as<List>();
      if (index_ >= list.size()) return false;
      slots_[kCurrent] = list.at(index_++);
      return true;
    }
    case Mode::kTuple: {
      const Tuple& tuple = *source.as<Tuple>();
      if (index_ >= tuple.size()) return false;
      slots_[kCurrent] = tuple.at(index_++);
      return true;
    }
    case Mode::kDict: {
      const Dict& dict = *source.as<Dict>();
      if (dict.version() != expected_)
        return make_error(ErrorKind::kValue, "the dict was changed while it was iterated over");
      const uint32_t position = dict.next(static_cast<uint32_t>(index_));
      if (position >= dict.end()) return false;
      slots_[kCurrent] = dict.key_at(position);
      index_ = position + 1;
      return true;
    }
    case Mode::kWeak: {
      const WeakItems items(*source.cell());
      if (items.version() != expected_)
        return make_error(ErrorKind::kValue, "the %s was changed while it was iterated over",
                          type_name(rt_.space(), source).data());
      uint32_t position = static_cast<uint32_t>(index_);
      // Read aside: at the end, the last one delivered stays as it is.
      Value key, value;
      if (!items.next(rt_.heap(), position, key, value)) return false;
      slots_[kCurrent] = key;
      slots_[kIterator] = value;
      index_ = position;
      return true;
    }
    case Mode::kString: {
      const String& text = *source.as<String>();
      if (index_ >= text.size()) return false;
      const size_t begin = index_;
      utf8::decode(text.view(), index_);
      const String* made = String::create(rt_.heap(), text.view().substr(begin, index_ - begin));
      if (!made) return rt_.heap().allocation_error();
      slots_[kCurrent] = Value(made);
      return true;
    }
    case Mode::kNextMethod: return next_from_method();
    default: return next_by_index();
  }
}

Result<bool> Iteration::next_from_method() {
  Result<Value> got = invoke_special(rt_, Special::kNext, Arguments(&slots_[kIterator], 1));
  if (!got) {
    if (rt_.front_end() && rt_.front_end()->ends_iteration(got.error())) return false;
    return got.take_error();
  }
  if (got->is_empty()) return false;
  slots_[kCurrent] = *got;
  return true;
}

Result<bool> Iteration::next_by_index() {
  const Value index = MAYFLY_TRY(make_integer(rt_.heap(), static_cast<int64_t>(index_)));
  Result<Value> got = get_item(rt_, slots_[kSource], index);
  if (!got) {
    const bool ended =
        rt_.front_end() ? rt_.front_end()->ends_sequence(got.error()) : got.error().kind() == ErrorKind::kIndex;
    if (ended) return false;
    return got.take_error();
  }
  index_++;
  slots_[kCurrent] = *got;
  return true;
}

}  // namespace mayfly
