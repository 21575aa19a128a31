// Value: any value of a program, in 64 bits.
//
//   bits                     meaning
//   0000 0000 0000 0000      empty: "no value here"; never seen by programs
//   0000 pppp pppp pppp      an object: the cell's address as it is, so the collector sees it
//   0001 .... - fff1 ....    a double, its bits plus 2^48, so that no double looks like an address
//   fffe iiii iiii iiii      a small integer, 48 bits, signed; wider ones are BoxedInteger objects
//   ffff 0000 0000 000s      nil, false, true
//
// A Value on the stack of an attached thread, or in a declared field of a cell, keeps its object alive; in host memory
// hold a Root<Value>. Copying never collects nor runs user code. Equality here is identity of bits (same object, same
// small integer, same double bits); the program's == lives in runtime/.
#pragma once

#include <mayfly/gc/cell/member.h>
#include <mayfly/gc/root/root.h>
#include <mayfly/objects/forward.h>

#include <bit>
#include <cstdint>

namespace mayfly {

class Value {
 public:
  constexpr Value() : bits_(kNil) {}                                        // nil
  Value(const gc::Cell* cell) : bits_(reinterpret_cast<uint64_t>(cell)) {}  // null makes an empty value
  template <typename T>
  Value(gc::Member<T> member) : Value(static_cast<const gc::Cell*>(member.get())) {}
  template <typename T>
  Value(const gc::Root<T>& root) : bits_(root.word()) {}  // a null handle makes an empty value

  static constexpr Value empty() { return Value(Raw{}, 0); }
  static constexpr Value nil() { return Value(); }
  static constexpr Value boolean(bool b) { return Value(Raw{}, b ? kTrue : kFalse); }
  static constexpr bool fits_small(int64_t i) { return i >= kMinSmall && i <= kMaxSmall; }
  // Only where fits_small(i); make_integer (boxed_integer.h) takes any.
  static constexpr Value small(int64_t i) {
    return Value(Raw{}, kIntTag | (static_cast<uint64_t>(i) & 0xffff'ffff'ffff));
  }
  // a + b and a - b of two small integers; false: that is none.
  static bool add_small(Value a, Value b, Value& sum) {
    int64_t shifted;
    if (__builtin_add_overflow(static_cast<int64_t>(a.bits_ << 16), static_cast<int64_t>(b.bits_ << 16), &shifted))
      return false;
    sum.bits_ = kIntTag | static_cast<uint64_t>(shifted) >> 16;
    return true;
  }
  static bool subtract_small(Value a, Value b, Value& difference) {
    int64_t shifted;
    if (__builtin_sub_overflow(static_cast<int64_t>(a.bits_ << 16), static_cast<int64_t>(b.bits_ << 16), &shifted))
      return false;
    difference.bits_ = kIntTag | static_cast<uint64_t>(shifted) >> 16;
    return true;
  }
  static constexpr Value number(double d) {
    if (d != d) return Value(Raw{}, kNaN + kDoubleOffset);  // one NaN
    return Value(Raw{}, std::bit_cast<uint64_t>(d) + kDoubleOffset);
  }
  static constexpr Value from_word(uint64_t bits) { return Value(Raw{}, bits); }

  constexpr bool is_empty() const { return bits_ == 0; }
  constexpr bool is_nil() const { return bits_ == kNil; }
  constexpr bool is_boolean() const { return bits_ == kTrue || bits_ == kFalse; }
  constexpr bool is_true() const { return bits_ == kTrue; }
  constexpr bool is_small() const { return bits_ >> 48 == kIntTag >> 48; }
  constexpr bool is_double() const { return bits_ >> 48 >= 1 && bits_ >> 48 <= 0xfff1; }
  // One comparison: what is empty becomes the largest number.
  constexpr bool is_object() const { return bits_ - 1 < kLastAddress; }
  // An object of exactly this cell class (T::is).
  template <typename T>
  bool is() const {
    return is_object() && T::is(*cell());
  }

  constexpr int64_t as_small() const { return static_cast<int64_t>(bits_ << 16) >> 16; }
  constexpr double as_double() const { return std::bit_cast<double>(bits_ - kDoubleOffset); }
  gc::Cell* cell() const { return reinterpret_cast<gc::Cell*>(bits_); }
  // Only where is<T>().
  template <typename T>
  T* as() const {
    return static_cast<T*>(cell());
  }
  // Null where it is something else.
  template <typename T>
  T* try_as() const {
    return is<T>() ? as<T>() : nullptr;
  }

  constexpr uint64_t word() const { return bits_; }
  constexpr bool identical(Value other) const { return bits_ == other.bits_; }
  constexpr bool operator==(const Value& other) const = default;

  static constexpr int64_t kMinSmall = -(int64_t{1} << 47);
  static constexpr int64_t kMaxSmall = (int64_t{1} << 47) - 1;

 private:
  struct Raw {};
  constexpr Value(Raw, uint64_t bits) : bits_(bits) {}

#if defined(__x86_64__)
  static constexpr uint64_t kLastAddress = uint64_t{1} << 47;  // of a process; and one shift tells what is below
#else
  static constexpr uint64_t kLastAddress = (uint64_t{1} << 48) - 1;
#endif
  static constexpr uint64_t kDoubleOffset = uint64_t{1} << 48;
  static constexpr uint64_t kNaN = 0x7ff8'0000'0000'0000;
  static constexpr uint64_t kIntTag = 0xfffe'0000'0000'0000;
  static constexpr uint64_t kNil = 0xffff'0000'0000'0001;
  static constexpr uint64_t kFalse = 0xffff'0000'0000'0002;
  static constexpr uint64_t kTrue = 0xffff'0000'0000'0003;

  uint64_t bits_;
};

namespace gc {

template <>
struct EdgeTraits<Value> {
  static Cell* cell(const Value& value) { return value.is_object() ? value.cell() : nullptr; }
};

// A Root<Value> holds any value; get() of a null handle is the empty value.
template <>
struct RootTraits<Value> {
  using Pointer = Value;
  static uint64_t word(Value value) { return value.word(); }
  static Value read(uint64_t word) { return Value::from_word(word); }
};

}  // namespace gc

}  // namespace mayfly
