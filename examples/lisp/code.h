// LispCode: the compiled body of a function, a kind of code cell of the front-end's own; and its instructions.
//
// The machine has operands, locals and captures. A variable that an inner function uses stands in a box (a Pair), made
// where the variable begins, which both functions hold; globals stand in boxes that the code has among its constants.
#pragma once

#include "pair.h"

#include <mayfly/runtime/frontend/frontend_code.h>

#include <vector>

namespace lisp {

class Lisp;

// What each does with the operands: before -- after. `n` is the instruction's argument.
enum class Op : uint8_t {
  kConstant = 1,  // -- constant n
  kLocal,         // -- local n
  kLocalBox,      // -- the value in the box in local n
  kCapture,       // -- the value in the box in capture n
  kGlobal,        // -- the value in the box in constant n; error when it has none
  kSetLocal,      // value -- value, and the same for boxes
  kSetLocalBox,
  kSetCapture,
  kSetGlobal,  // error when it has none
  kDefineGlobal,
  kDeleteGlobal,      // -- nil; its box is empty from now on
  kBegin,             // value --, which is the first one of local n
  kVariable,          // nothing; stands where a variable begins that turned out to need no box
  kMakeBox,           // puts the value of local n in a box
  kEnd,               // clears local n: its variable ends here
  kRawLocal,          // -- local n: the box itself, for kClosure
  kRawCapture,        // -- capture n: the box itself
  kClosure,           // boxes -- function of the code that constant n is
  kPop,               // value --
  kJump,              // by n instructions
  kJumpIfFalse,       // value --
  kJumpIfFalseOrPop,  // value -- value and jump, or nothing
  kJumpIfTrueOrPop,
  kCall,    // function arguments... -- result; n arguments
  kSend,    // nil receiver arguments... -- result, by site n
  kGet,     // object -- attribute, by site n
  kPut,     // object value -- value, by site n
  kDelete,  // object -- nil, by site n
  kClass,   // name bases... -- class; n bases
  kMember,  // class value -- class; named by constant n
  kYield,   // value -- nil, when the generator goes on
  kReturn,
};

struct Instruction {
  Op op;
  uint32_t line;
  int32_t argument;
};

// A place in the program that names an attribute, with what was learned there.
struct Site {
  AttributeCache cache;
  uint32_t name;       // a constant
  uint32_t arguments;  // for kSend
};

// The numbers of a body.
struct alignas(8) Layout {
  uint32_t parameters = 0;
  uint32_t locals = 0;    // parameters included
  uint32_t operands = 0;  // the most there are at a time
  uint32_t sites = 0;
  uint32_t captures = 0;
  bool takes_rest = false;  // the last parameter is the list of the remaining arguments
  bool is_generator = false;
};

// What the compiler has of a body. It stands on the C++ stack, which keeps the constants.
struct Draft {
  Layout layout;
  std::vector<Site> sites;
  std::vector<Instruction> instructions;
  List* constants = nullptr;
};

class LispCode final : public FrontEndCode {
 public:
  using Base = FrontEndCode;
  static gc::KindId kind();
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }
  static Result<LispCode*> create(Runtime& rt, Lisp& lisp, const Draft& draft, String* name, String& source);

  const Layout& layout() const { return *reinterpret_cast<const Layout*>(body_->words()); }
  Site& site(size_t i) const { return sites()[i]; }
  const Instruction* instructions() const { return reinterpret_cast<const Instruction*>(sites() + layout().sites); }
  Value constant(size_t i) const { return constants_->at(i); }
  const String& source() const { return *source_; }

 private:
  friend class gc::Heap;
  LispCode(gc::CellInit init, Lisp& lisp, const Draft& draft, String* name, String& source, gc::Backing& body);
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);

  static const gc::KindRow kRow;
  Site* sites() const { return reinterpret_cast<Site*>(reinterpret_cast<Layout*>(body_->words()) + 1); }

  gc::Member<List> constants_;
  gc::Member<String> source_;
  gc::Member<gc::Backing> body_;  // a leaf: layout, sites, instructions; what is no reference, caches included
};

}  // namespace lisp
