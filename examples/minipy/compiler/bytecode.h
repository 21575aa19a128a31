// The bytecode: what the compiler makes of a function, class body or module, and the interpreter executes.
//
// A register machine. A frame has registers: the parameters, the other local variables, and above them temporaries, which
// the compiler takes and gives back like a stack. An instruction is an operation and three 16-bit operands; some have an
// operand of 32 bits (wide()) in place of b and c, some are followed by a second word (kExtra). A register is empty while
// its variable is unbound. A variable that inner functions see stands in a cell, which its register holds.
//
// Callables stand in pairs of registers: a function and its receiver, which a bound method would hold; or nothing, and any
// other value. A variable whose values are results of calls, and which is only called and compared with None, is such a
// pair: the method that a weak method gives back need not be made. Nobody can see that it was not.
//
// Plain data of the compiler's: nothing in it refers to the runtime's heap. vm/code.h makes code cells of it.
#pragma once

#include <minipy/source/place.h>

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace minipy {

// X(enumerator, form): the form tells how operands are shown: r register, k constant, n number, j jump target (wide),
// s attribute site, g global site; '+' before those of the second word.
// clang-format off
#define MINIPY_OPCODES(X)                                                                                        \
  X(kMove, "rr") X(kConstant, "rK") X(kClear, "r") X(kCheck, "r") X(kFlatten, "r") X(kNop, "")                   \
  X(kMakeCell, "r") X(kLoadCell, "rr") X(kStoreCell, "rr") X(kDeleteCell, "r")                                   \
  X(kLoadFree, "rn") X(kStoreFree, "nr") X(kDeleteFree, "n") X(kFreeCell, "rn") X(kLoadClassFree, "rnk")         \
  X(kLoadGlobal, "rg") X(kStoreGlobal, "rg") X(kDeleteGlobal, "rg")                                              \
  X(kLoadName, "rk") X(kStoreName, "rk") X(kDeleteName, "rk")                                                    \
  X(kAdd, "rrr") X(kSubtract, "rrr") X(kMultiply, "rrr") X(kDivide, "rrr") X(kFloorDivide, "rrr")                \
  X(kModulo, "rrr") X(kPower, "rrr") X(kLeftShift, "rrr") X(kRightShift, "rrr") X(kAnd, "rrr") X(kOr, "rrr")     \
  X(kXor, "rrr") X(kMatrixMultiply, "rrr") X(kAddSmall, "rrn") X(kSubtractSmall, "rrn")                          \
  X(kInPlace, "rrn") X(kInPlaceAdd, "rrn") X(kInPlaceAddSmall, "rn") X(kInPlaceSubtractSmall, "rn")              \
  X(kNot, "rr") X(kNegative, "rr") X(kPositive, "rr") X(kInvert, "rr")                                           \
  X(kEqual, "rrr") X(kNotEqual, "rrr") X(kLess, "rrr") X(kLessEqual, "rrr") X(kGreater, "rrr")                   \
  X(kGreaterEqual, "rrr") X(kIs, "rrr") X(kIsNot, "rrr") X(kIn, "rrr") X(kNotIn, "rrr")                          \
  X(kJump, "j") X(kLoop, "j") X(kJumpIfFalse, "rj") X(kJumpIfTrue, "rj") X(kJumpIfNone, "rj")                    \
  X(kJumpIfNotNone, "rj")                                                                                        \
  /* c: 1 to jump where it is false; in the order of CompareOp */                                                \
  X(kJumpEqual, "rrn+j") X(kJumpNotEqual, "rrn+j") X(kJumpLess, "rrn+j") X(kJumpLessEqual, "rrn+j")              \
  X(kJumpGreater, "rrn+j") X(kJumpGreaterEqual, "rrn+j") X(kJumpIs, "rrn+j") X(kJumpIsNot, "rrn+j")              \
  X(kJumpIn, "rrn+j") X(kJumpNotIn, "rrn+j")                                                                     \
  /* with a small number in b */                                                                                 \
  X(kJumpEqualSmall, "rnn+j") X(kJumpNotEqualSmall, "rnn+j") X(kJumpLessSmall, "rnn+j")                          \
  X(kJumpLessEqualSmall, "rnn+j") X(kJumpGreaterSmall, "rnn+j") X(kJumpGreaterEqualSmall, "rnn+j")               \
  X(kGetAttribute, "rrs") X(kSetAttribute, "rrs") X(kDeleteAttribute, "rs")                                      \
  /* r[a].s += r[b], or a number, if that is plain: goes on at j. Else the instructions that follow do it: kGetAttribute of  \
     the same site, kSetAttribute of the next one. */                                                              \
  X(kAddToAttribute, "rrs+j") X(kAddSmallToAttribute, "rns+j")                                                     \
  X(kMethod, "rrs")            /* r[a], r[a+1]: a function and its receiver; or empty and a callable */          \
  X(kCall, "rnr")              /* r[c] = r[a](r[a+1], ... n of them) */                                          \
  X(kCallMethod, "rnr")        /* after kMethod: n arguments from r[a+2] */                                      \
  /* r[b], r[c] = the result of a call without arguments, as a pair; r[a]: after kMethod (n: 1), or a temporary; */ \
  /* the second word calls its r[b], and clears its r[a] */                                                      \
  X(kCallForMethod, "rrr+rrn")                                                                                   \
  X(kMovePair, "rrr")          /* r[a], r[a+1] = r[b], r[c] */                                                   \
  X(kCallKeywords, "rnr+kn")   /* names: constant k, a tuple; n positional before them; extra n: 1 after kMethod */\
  X(kCallSpread, "rr")         /* r[b] = r[a](*r[a+1], **r[a+2]); r[a+2] may be None */                          \
  X(kReturn, "r") X(kReturnNone, "") X(kYield, "rr") X(kYieldFrom, "rr")                                         \
  X(kIterate, "rr") X(kForIterate, "rr+j") X(kUnpack, "rrn") X(kUnpackStar, "rrn+n")                             \
  X(kList, "rrn") X(kTuple, "rrn") X(kSet, "rrn") X(kDict, "rrn")                                                \
  X(kListAppend, "rr") X(kListExtend, "rr") X(kSetAdd, "rr") X(kSetUpdate, "rr") X(kDictSet, "rrr")              \
  X(kDictUpdate, "rr") X(kDictMerge, "rrr") X(kListToTuple, "rr")                                                \
  X(kStarTuple, "rr")          /* r[a] = tuple(r[a]), to be arguments of r[b] */                                 \
  X(kSlice, "rr") X(kGetSlice, "rrr")  /* r[a] = r[b][r[c]:r[c+1]:r[c+2]] */                                     \
  X(kGetSliceToAdd, "rrr")     /* the same before a kAdd, which alone reads r[a] */                            \
  X(kGetItem, "rrr") X(kSetItem, "rrr") X(kDeleteItem, "rr")                                                     \
  /* c: conversion character or 0; extra: register of the spec, or 0xffff; 1: only the kJoin that follows sees it */ \
  X(kFormat, "rrn+rn")                                                                                           \
  X(kJoin, "rrn")                                                                                                \
  X(kFunction, "rrk")          /* r[b] defaults or None, r[b+1] keyword defaults or None, then the cells */      \
  X(kAnnotate, "rr")           /* the dict r[b] has the annotations of the function r[a] */                      \
  X(kAnnotations, "r")         /* r[a] = the dict of the module's annotations */                                 \
  X(kBuildClass, "rr")         /* r[b] body function, name, tuple of bases, dict of keywords or None */          \
  X(kImport, "rkn+k")          /* constant name, level; extra: constant tuple of names, 0xffff: none */          \
  X(kImportFrom, "rrk") X(kImportStar, "r")                                                                      \
  X(kRaise, "r") X(kRaiseFrom, "rr") X(kRaiseAgain, "") X(kReraise, "r")                                         \
  X(kEnterHandler, "r") X(kLeaveHandler, "r")  /* r[a] the exception, r[a+1] the one handled before */           \
  X(kMatchException, "rr+j")   /* jumps when the exception r[a] does not match r[b] */                           \
  X(kEnterWith, "rr")          /* r[a] = exit, r[a+1] = r[b].__enter__() */                                      \
  X(kExitWith, "rrr")          /* r[c] = r[a](type, value, traceback) of the exception r[b], or of None */       \
  X(kAssertFail, "rn")         /* n: 1 when r[a] is the message */                                               \
  X(kPrintExpression, "r") X(kExtra, "")
// clang-format on

enum class Op : uint16_t {
#define MINIPY_OPCODE_ENUMERATOR(enumerator, form) enumerator,
  MINIPY_OPCODES(MINIPY_OPCODE_ENUMERATOR)
#undef MINIPY_OPCODE_ENUMERATOR
      kCount,
};

struct Instruction {
  Op op = Op::kNop;
  uint16_t a = 0;
  uint16_t b = 0;
  uint16_t c = 0;

  // b and c as one number.
  uint32_t wide() const { return b | static_cast<uint32_t>(c) << 16; }
  void set_wide(uint32_t number) {
    b = static_cast<uint16_t>(number);
    c = static_cast<uint16_t>(number >> 16);
  }
  // A small integer in operand c.
  int16_t small() const { return static_cast<int16_t>(c); }
};
static_assert(sizeof(Instruction) == 8);

inline constexpr uint16_t kNoRegister = 0xffff;
inline constexpr uint16_t kNoConstant = 0xffff;

struct Blueprint;

// A constant: None, a boolean, an integer literal (digits, base), a float, a text, a tuple of constants, Ellipsis, or code.
struct NoneConstant {
  bool operator==(const NoneConstant&) const = default;
};
struct EllipsisConstant {
  bool operator==(const EllipsisConstant&) const = default;
};
struct IntegerConstant {
  std::string digits;
  int base;
  bool negative = false;
  bool operator==(const IntegerConstant&) const = default;
};
struct NameConstant {  // an interned name
  std::string text;
  bool operator==(const NameConstant&) const = default;
};
struct Constant;
struct TupleConstant {
  std::vector<Constant> items;
};
struct Constant : std::variant<NoneConstant, bool, IntegerConstant, double, std::string, NameConstant, TupleConstant,
                               EllipsisConstant, std::shared_ptr<Blueprint>> {
  using variant::variant;
};

// Where control goes when an instruction in [start, end) raises; the exception comes into register `exception`. Inner
// entries stand before outer ones.
struct ExceptionRange {
  uint32_t start;
  uint32_t end;
  uint32_t target;
  uint16_t exception;
};

// A variable that is a pair of registers.
struct PairedLocal {
  uint16_t value;     // the variable's register: the receiver, or any other value
  uint16_t function;  // empty: there is no receiver
};

struct Blueprint {
  std::string name;
  std::string qualified_name;
  std::string file;
  int first_line = 0;
  std::string documentation;
  bool has_documentation = false;

  uint16_t positional = 0;        // parameters that can be given by position; the first ones of the registers
  uint16_t positional_only = 0;   // of them
  uint16_t keyword_only = 0;      // follow
  bool has_rest = false;          // then *args
  bool has_keyword_rest = false;  // then **kwargs
  bool may_need_closing = false;  // a generator that may stand in a try statement, or wait for another iterator
  bool is_generator = false;
  bool is_class_body = false;  // its only parameter is the namespace: kLoadName and the like
  bool is_function = true;     // not a module or class body

  uint16_t locals = 0;     // registers of variables, parameters included
  uint16_t registers = 0;  // all
  std::vector<std::string> local_names;
  std::vector<bool> in_cell;  // per local: its register holds a cell
  std::vector<PairedLocal> pairs;
  std::vector<std::string> free_names;

  std::vector<Instruction> code;
  std::vector<Place> places;   // per instruction: what in the source it comes from
  std::vector<uint16_t> live;  // per instruction: registers from here on hold nothing that is needed
  std::vector<ExceptionRange> handlers;
  std::vector<Constant> constants;
  std::vector<uint32_t> attribute_names;  // per attribute site: the constant that names it
  std::vector<uint32_t> global_names;     // per global site

  uint16_t parameters() const { return static_cast<uint16_t>(positional + keyword_only + has_rest + has_keyword_rest); }
};

}  // namespace minipy
