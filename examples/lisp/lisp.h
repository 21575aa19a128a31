// Lisp: the front-end itself: one object per runtime, which holds the globals and evaluates text.
//
//   Lisp lisp;                                    // before the runtime, which it outlives
//   auto rt = MAYFLY_TRY(Runtime::create());
//   MAYFLY_TRY(lisp.start(*rt));
//   Root<Value> six = MAYFLY_TRY(lisp.evaluate(*rt, "(* 2 3)", "example"));
//
// README.md describes the language. Used on the runtime's thread.
#pragma once

#include "pair.h"

#include <mayfly/runtime/frontend/frontend.h>

#include <string_view>

namespace lisp {

class Lisp final : public FrontEnd {
 public:
  static Lisp& of(Runtime& rt) { return *static_cast<Lisp*>(rt.front_end()); }

  // Makes the runtime a Lisp runtime: built-in functions, names of special methods, the prelude.
  Result<> start(Runtime& rt);
  // Evaluates each form of the text in turn; the value of the last. `source` is the name that errors show.
  Result<Root<Value>> evaluate(Runtime& rt, std::string_view text, std::string_view source);

  // The box of a global: its head is empty while it has no value.
  Result<Pair*> global(Runtime& rt, Symbol& name);
  Error unknown_name(const Symbol& name) const;

  const char* name() const override { return "lisp"; }
  Position position(const CallFrame& frame) const override;

 private:
  Root<Dict> globals_;  // symbol -> box
};

}  // namespace lisp
