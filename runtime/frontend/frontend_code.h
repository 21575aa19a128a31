// FrontEndCode: the base of a front-end's code cells.
//
//   class MyCode final : public FrontEndCode {
//     using Base = FrontEndCode;
//     static gc::KindId kind();                      // gc::register_kind(kRow), once
//     static Result<MyCode*> create(Runtime& rt, FrontEnd& fe, ...) {
//       MyCode* code = rt.heap().make_kind<MyCode>(kind(), 0, false, fe, &run, name);   // out of memory: null
//     ...
//     void trace(gc::Visitor& visitor) const { Base::trace(visitor); visitor.visit(constants_); }
//
// A derived class traces its constants itself. Its entry point is called like any native function's, and its frames must
// hold references in VM stack slots, arguments and Roots only: they count as rooted. The FrontEnd must outlive the code.
#pragma once

#include <mayfly/objects/model/code.h>
#include <mayfly/runtime/call/call_frame.h>
#include <mayfly/runtime/call/native_code.h>
#include <mayfly/runtime/frontend/frontend.h>

namespace mayfly {

class FrontEndCode : public Code {
 public:
  using Base = Code;
  static bool is(const gc::Cell& cell) { return Code::is(cell) && cell.has_flag(CallFrame::kFrontEndCode); }

  FrontEnd& front_end() const { return front_end_; }
  NativeEntry entry() const { return reinterpret_cast<NativeEntry>(Code::entry()); }

 protected:
  FrontEndCode(gc::CellInit init, FrontEnd& owner, NativeEntry entry_point, String* code_name)
      : Code(init, reinterpret_cast<Code::Entry>(entry_point), code_name), front_end_(owner) {
    set_flag(CallFrame::kFrontEndCode | CallFrame::kRootedCode);
  }
  void trace(gc::Visitor& visitor) const { Code::trace(visitor); }

 private:
  FrontEnd& front_end_;  // malloc memory of the host's
};

}  // namespace mayfly
