// Special: the operations that a class can define for its instances, each a slot in the class's table.
//
// The core calls slots, never names. ObjectSpace maps names to slots; the default names are Python's ("__call__", ...),
// and a front-end may map its own (ObjectSpace::name_special).
#pragma once

namespace mayfly {

// X(enumerator, default name)
// clang-format off
#define MAYFLY_SPECIALS(X)                                                                                      \
  X(kNew, "__new__") X(kInit, "__init__") X(kFinalize, "__del__") X(kCall, "__call__")                          \
  X(kEqual, "__eq__") X(kNotEqual, "__ne__") X(kLess, "__lt__") X(kLessEqual, "__le__")                         \
  X(kGreater, "__gt__") X(kGreaterEqual, "__ge__") X(kHash, "__hash__")                                         \
  X(kRepresentation, "__repr__") X(kString, "__str__") X(kFormat, "__format__")                                 \
  X(kBool, "__bool__") X(kLength, "__len__") X(kContains, "__contains__")                                       \
  X(kIterate, "__iter__") X(kNext, "__next__")                                                                  \
  X(kGetItem, "__getitem__") X(kSetItem, "__setitem__") X(kDeleteItem, "__delitem__") X(kMissing, "__missing__") \
  X(kGetAttribute, "__getattribute__") X(kMissingAttribute, "__getattr__")                                      \
  X(kSetAttribute, "__setattr__") X(kDeleteAttribute, "__delattr__")                                            \
  X(kDescriptorGet, "__get__") X(kDescriptorSet, "__set__") X(kDescriptorDelete, "__delete__")                  \
  X(kSetName, "__set_name__") X(kInitSubclass, "__init_subclass__")                                             \
  X(kInstanceCheck, "__instancecheck__") X(kSubclassCheck, "__subclasscheck__")                                 \
  X(kEnter, "__enter__") X(kExit, "__exit__")                                                                   \
  X(kNegative, "__neg__") X(kPositive, "__pos__") X(kInvert, "__invert__") X(kAbsolute, "__abs__")              \
  X(kInteger, "__int__") X(kFloat, "__float__") X(kIndex, "__index__") X(kRound, "__round__")                   \
  X(kAdd, "__add__") X(kSubtract, "__sub__") X(kMultiply, "__mul__") X(kDivide, "__truediv__")                  \
  X(kFloorDivide, "__floordiv__") X(kModulo, "__mod__") X(kDivmod, "__divmod__") X(kPower, "__pow__")           \
  X(kLeftShift, "__lshift__") X(kRightShift, "__rshift__") X(kAnd, "__and__") X(kOr, "__or__")                  \
  X(kXor, "__xor__") X(kMatrixMultiply, "__matmul__")                                                           \
  X(kReflectedAdd, "__radd__") X(kReflectedSubtract, "__rsub__") X(kReflectedMultiply, "__rmul__")              \
  X(kReflectedDivide, "__rtruediv__") X(kReflectedFloorDivide, "__rfloordiv__")                                 \
  X(kReflectedModulo, "__rmod__") X(kReflectedDivmod, "__rdivmod__") X(kReflectedPower, "__rpow__")             \
  X(kReflectedLeftShift, "__rlshift__") X(kReflectedRightShift, "__rrshift__")                                  \
  X(kReflectedAnd, "__rand__") X(kReflectedOr, "__ror__") X(kReflectedXor, "__rxor__")                          \
  X(kReflectedMatrixMultiply, "__rmatmul__")                                                                    \
  X(kInPlaceAdd, "__iadd__") X(kInPlaceSubtract, "__isub__") X(kInPlaceMultiply, "__imul__")                    \
  X(kInPlaceDivide, "__itruediv__") X(kInPlaceFloorDivide, "__ifloordiv__") X(kInPlaceModulo, "__imod__")       \
  X(kInPlacePower, "__ipow__") X(kInPlaceLeftShift, "__ilshift__") X(kInPlaceRightShift, "__irshift__")         \
  X(kInPlaceAnd, "__iand__") X(kInPlaceOr, "__ior__") X(kInPlaceXor, "__ixor__")                                \
  X(kInPlaceMatrixMultiply, "__imatmul__")
// clang-format on

enum class Special : unsigned char {
#define MAYFLY_SPECIAL_ENUMERATOR(enumerator, name) enumerator,
  MAYFLY_SPECIALS(MAYFLY_SPECIAL_ENUMERATOR)
#undef MAYFLY_SPECIAL_ENUMERATOR
      kCount,
  kNone = kCount,
};

inline constexpr int kSpecialCount = static_cast<int>(Special::kCount);

// The default name of a slot.
const char* default_name(Special special);

}  // namespace mayfly
