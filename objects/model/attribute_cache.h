// AttributeCache: an inline cache for one place in a program that reads an attribute or looks a method up.
//
// A public type, for front-ends (in their code) and hosts (a static of their own). It remembers, for one shape key, where
// the attribute is: a slot of the instance, or a value of the class. It keeps nothing alive: what it remembers is hidden
// from the collector, and is used only while the key matches, which proves it alive. So a method that was deleted from
// its class can die although a cache has seen it.
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
  };

  uint64_t key() const { return key_; }
  Found found() const { return found_; }
  uint32_t slot() const { return slot_; }
  Value class_value() const { return Value::from_word(~hidden_); }
  bool matches(const Shape& shape) const { return shape.key() == key_ && key_ != 0; }

  void remember_slot(const Shape& shape, uint32_t slot) {
    key_ = shape.key();
    found_ = Found::kSlot;
    slot_ = slot;
    hidden_ = 0;
  }
  void remember_class_value(const Shape& shape, Value value) {
    key_ = shape.key();
    found_ = Found::kClassValue;
    hidden_ = ~value.word();
  }
  void forget() { *this = AttributeCache(); }

 private:
  uint64_t key_ = 0;
  uint64_t hidden_ = 0;  // complement of the value's word
  uint32_t slot_ = 0;
  Found found_ = Found::kNothing;
};

}  // namespace mayfly
