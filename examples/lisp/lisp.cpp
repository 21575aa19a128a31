#include "lisp.h"

#include "builtins.h"
#include "compiler.h"
#include "interpreter.h"
#include "reader.h"

#include <mayfly/runtime/attributes/near_match.h>

namespace lisp {

namespace {

constexpr std::string_view kPrelude = R"((define (list . items) items)
(define (reverse items)
  (let ((result nil))
    (while items (set! result (cons (car items) result)) (set! items (cdr items)))
    result))
(define (for-each f items)
  (while items (f (car items)) (set! items (cdr items))))
(define (map f items)
  (let ((result nil))
    (while items (set! result (cons (f (car items)) result)) (set! items (cdr items)))
    (reverse result)))
(define (range end)
  (let ((result nil))
    (while (> end 0) (set! end (- end 1)) (set! result (cons end result)))
    result))
)";

// The names that classes define their special methods by.
constexpr std::pair<Special, std::string_view> kSpecialNames[] = {
    {Special::kInit, "init"},
    {Special::kFinalize, "finalize"},
    {Special::kCall, "call"},
    {Special::kString, "to-string"},
};

}  // namespace

Result<> Lisp::start(Runtime& rt) {
  rt.set_front_end(this);
  globals_ = Root<Dict>(rt.heap(), Dict::create(rt.heap()));
  if (!globals_) return rt.heap().allocation_error();
  for (const auto& [special, text] : kSpecialNames) {
    Root<Symbol> name = MAYFLY_TRY(rt.symbol(text));
    MAYFLY_TRY(rt.space().name_special(special, *name));
  }
  MAYFLY_TRY(define_builtins(rt));
  MAYFLY_TRY(evaluate(rt, kPrelude, "prelude"));
  return {};
}

Result<Root<Value>> Lisp::evaluate(Runtime& rt, std::string_view text, std::string_view source) {
  Reader reader(rt, text, source);
  Root<Value> result;
  for (;;) {
    // While the program runs, its function stands in a Root: that it does in this frame is what the caller vouches for.
    Root<Value> function;
    {
      const Value form = MAYFLY_TRY(reader.read());
      if (form.is_empty()) return result;
      function = Root<Value>(rt.heap(), MAYFLY_TRY(compile(rt, *this, form, source)));
    }
    result.reset();
    result = MAYFLY_TRY(rt.root(rt.call(function.get())));
  }
}

Result<Pair*> Lisp::global(Runtime& rt, Symbol& name) {
  if (const Value box = globals_->get(&name); !box.is_empty()) return box.as<Pair>();
  Pair* box = MAYFLY_TRY(Pair::create(rt.heap(), Value::empty(), &name));
  if (globals_->set(rt.heap(), &name, box) != Dict::Set::kDone) return rt.heap().allocation_error();
  return box;
}

Error Lisp::unknown_name(const Symbol& name) const {
  NearMatch near(name.view());
  for (uint32_t i = globals_->next(0); i < globals_->end(); i = globals_->next(i + 1)) {
    const Pair& box = *globals_->value_at(i).as<Pair>();
    if (!box.head().is_empty()) near.consider(box.tail().as<Symbol>()->view());
  }
  return make_error(ErrorKind::kName, "unknown name '%s'%s", name.c_str(), near.suggestion());
}

Position Lisp::position(const CallFrame& frame) const { return Interpreter::position(frame); }

}  // namespace lisp
