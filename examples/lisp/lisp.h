// Lisp: the front-end of a small language: one object per runtime, made before it, since it must outlive it.
//
// Programs are the runtime's own symbols and lists. A scope is a Dict of variables, with the scope around it under nil.
#pragma once

#include <mayfly/mayfly.h>
#include <mayfly/runtime/frontend/frontend.h>

namespace lisp {

using namespace mayfly;

class Lisp final : public FrontEnd {
 public:
  Result<> start(Runtime& rt);
  // Evaluates the forms of a text; the value of the last. `source` is the name that errors show. `is_incomplete`: the
  // error is that the text ends within a form; nothing has been evaluated, and a prompt asks for more.
  Result<Root<Value>> run(Runtime& rt, std::string_view text, std::string_view source, bool& is_incomplete);

  const char* name() const override { return "lisp"; }
  Position position(const CallFrame& frame) const override;

 private:
  Root<Dict> globals_;
};

// The forms of a text, behind two nils. `lines` has the name of the source, and receives each list and its line.
// Allocates, but runs no user code: raw Values are safe in it.
Result<List*> read(Runtime& rt, std::string_view text, List& lines, bool& is_incomplete);

Result<> define_builtins(Runtime& rt, Dict& globals);

}  // namespace lisp
