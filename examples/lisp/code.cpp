#include "code.h"

#include "interpreter.h"
#include "lisp.h"

#include <algorithm>
#include <new>

namespace lisp {

const gc::KindRow LispCode::kRow = {"LispCode", &LispCode::trace_cell};

gc::KindId LispCode::kind() {
  static const gc::KindId id = gc::register_kind(kRow);
  return id;
}

LispCode::LispCode(gc::CellInit init, Lisp& lisp, const Draft& draft, String* name, String& source, gc::Backing& body)
    : FrontEndCode(init, lisp, &Interpreter::call, name), constants_(draft.constants), source_(&source), body_(&body) {
  Layout* layout = ::new (body.words()) Layout(draft.layout);
  Site* sites = reinterpret_cast<Site*>(layout + 1);
  std::uninitialized_copy(draft.sites.begin(), draft.sites.end(), sites);
  std::uninitialized_copy(draft.instructions.begin(), draft.instructions.end(),
                          reinterpret_cast<Instruction*>(sites + draft.sites.size()));
}

Result<LispCode*> LispCode::create(Runtime& rt, Lisp& lisp, const Draft& draft, String* name, String& source) {
  const size_t bytes =
      sizeof(Layout) + draft.sites.size() * sizeof(Site) + draft.instructions.size() * sizeof(Instruction);
  gc::Backing* body = gc::Backing::create_leaf(rt.heap(), (bytes + 7) / 8);
  if (!body) return rt.heap().allocation_error();
  auto* code = rt.heap().make_kind<LispCode>(kind(), 0, false, lisp, draft, name, source, *body);
  if (!code) return rt.heap().allocation_error();
  return code;
}

void LispCode::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& code = static_cast<const LispCode&>(cell);
  code.Base::trace(visitor);
  visitor.visit(code.constants_);
  visitor.visit(code.source_);
  visitor.visit(code.body_);
}

}  // namespace lisp
