// Arguments: what a call passes: positional values, and after them in the same array the values of keyword arguments,
// with their names beside.
//
//   Value values[] = {a, b, c};  Symbol* names[] = {key};
//   Arguments(values, 2, names, 1)         // f(a, b, key=c)
//
// A view: it owns nothing and is passed by value. Where user code may run while it is in use, the values stand on the
// VM stack (Runtime::call copies them there before it enters the callee), and so a callee may read its arguments at any
// time during the call; the names must be held by somebody too (code constants, Roots). Reading runs no user code.
#pragma once

#include <mayfly/gc/support/assert.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/runtime/forward.h>

#include <span>

namespace mayfly {

// Copies the values of a call: few, so by a loop as it stands here, which an optimising compiler would make one for many.
[[gnu::always_inline]] inline void copy_few(uint64_t* to, const Value* values, uint32_t count) {
  for (const Value* const end = values + count; values != end; values++) {
    *to++ = values->word();
    __asm__("" : "+r"(values));
  }
}

class Arguments {
 public:
  Arguments() = default;
  Arguments(const Value* values, uint32_t positional, Symbol* const* names = nullptr, uint32_t keywords = 0)
      : values_(values), names_(names), positional_(positional), keywords_(keywords) {}
  Arguments(std::span<const Value> values)
      : values_(values.data()), positional_(static_cast<uint32_t>(values.size())) {}

  uint32_t positional() const { return positional_; }
  uint32_t keywords() const { return keywords_; }
  // Positional and keyword values together.
  uint32_t size() const { return positional_ + keywords_; }
  bool empty() const { return size() == 0; }

  // i < positional().
  Value operator[](uint32_t i) const {
    MAYFLY_ASSERT(i < positional_);
    return values_[i];
  }
  // i < keywords().
  Symbol& name(uint32_t i) const { return *names_[i]; }
  Value keyword(uint32_t i) const { return values_[positional_ + i]; }
  // The value passed under this name; empty when there is none.
  Value find(const Symbol& name) const {
    for (uint32_t i = 0; i < keywords_; i++)
      if (names_[i] == &name) return keyword(i);
    return Value::empty();
  }

  const Value* values() const { return values_; }
  Symbol* const* names() const { return names_; }
  // Without the first positional argument (a method's receiver).
  Arguments rest() const {
    MAYFLY_ASSERT(positional_ > 0);
    return {values_ + 1, positional_ - 1, names_, keywords_};
  }

 private:
  const Value* values_ = nullptr;
  Symbol* const* names_ = nullptr;
  uint32_t positional_ = 0;
  uint32_t keywords_ = 0;
};

}  // namespace mayfly
