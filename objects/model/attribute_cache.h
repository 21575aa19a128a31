// AttributeCache: an inline cache for one place in a program that reads an attribute or looks a method up.
//
// A public type, for front-ends (in their code) and hosts (a static of their own). It remembers, for one shape key, where
// the attribute is: a slot of the instance, a value of the class, or, for one that is yet to be written, the slot that it
// will get. It keeps nothing alive: what it remembers is hidden from the collector, and is used only while the key
// matches, which proves it alive. So a method that was deleted from its class can die although a cache has seen it.
//
// Plain data: copied and dropped anywhere; used on its runtime's thread. One cache serves one name, in one runtime.
#pragma once

#include <mayfly/objects/model/instance.h>

namespace mayfly {

class AttributeCache {
 public:
  enum class Found : uint8_t {
    kNothing,     // nothing remembered
    kSlot,        // in the instance's slot
    kClassValue,  // on the class: a plain value, or a function to bind
    kNewSlot,     // nowhere: writing it makes instances of this shape ones of grown_shape(), with one slot more
  };

  // 0: nothing is remembered.
  uint64_t key() const { return key_ == kNoKey ? 0 : key_; }
  Found found() const { return found_; }
  uint32_t slot() const { return slot_; }
  Value class_value() const { return Value::from_word(~hidden_); }
  // For Instance::grow. The shape that it grows from keeps it alive.
  Shape& grown_shape() const { return *reinterpret_cast<Shape*>(~hidden_); }
  bool matches(const Shape& shape) const { return shape.key() == key_; }

  void remember_slot(const Shape& shape, uint32_t slot) {
    key_ = key_of(shape);
    found_ = Found::kSlot;
    slot_ = slot;
    hidden_ = 0;
  }
  void remember_class_value(const Shape& shape, Value value) {
    key_ = key_of(shape);
    found_ = Found::kClassValue;
    hidden_ = ~value.word();
  }
  // `grown`: what `shape`, a shared one, has become when the attribute was added. Not remembered where that is not shared.
  void remember_new_slot(const Shape& shape, const Shape& grown) {
    if (!grown.is_shared()) return;
    key_ = key_of(shape);
    found_ = Found::kNewSlot;
    slot_ = grown.count() - 1;
    hidden_ = ~reinterpret_cast<uint64_t>(&grown);
  }
  void forget() { *this = AttributeCache(); }

 private:
  // No shape's: one that is not shared has 0, and must match nothing.
  static constexpr uint64_t kNoKey = UINT64_MAX;
  static uint64_t key_of(const Shape& shape) { return shape.is_shared() ? shape.key() : kNoKey; }

  uint64_t key_ = kNoKey;
  uint64_t hidden_ = 0;  // complement of the value's word
  uint32_t slot_ = 0;
  Found found_ = Found::kNothing;
};

}  // namespace mayfly
