#include <mayfly/runtime/embed/bindings.h>

namespace mayfly::embed {

namespace {

// Addresses of variables have 47 bits.
Value key_of(const void* address) { return Value::small(static_cast<int64_t>(reinterpret_cast<uintptr_t>(address))); }

}  // namespace

Value Bindings::find(const void* key) const { return known_ ? known_->get(key_of(key)) : Value::empty(); }

Result<> Bindings::remember(gc::Heap& heap, const void* key, Value value) {
  if (!known_) {
    known_ = Root<Dict>(heap, Dict::create(heap));
    if (!known_) return heap.allocation_error();
  }
  if (known_->set(heap, key_of(key), value) != Dict::Set::kDone) return heap.allocation_error();
  return {};
}

}  // namespace mayfly::embed
