// The operations of expressions, as syntax trees, bytecode and the interpreter name them.
#pragma once

#include <cstdint>

namespace minipy {

enum class UnaryOp : uint8_t { kNot, kNegative, kPositive, kInvert };
enum class BinaryOp : uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kFloorDivide,
  kModulo,
  kPower,
  kLeftShift,
  kRightShift,
  kAnd,
  kOr,
  kXor,
  kMatrixMultiply,
};
enum class CompareOp : uint8_t {
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIs,
  kIsNot,
  kIn,
  kNotIn,
};

}  // namespace minipy
