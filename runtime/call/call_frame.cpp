#include <mayfly/objects/text/string.h>
#include <mayfly/runtime/call/call_frame.h>
#include <mayfly/runtime/frontend/frontend_code.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

Position CallFrame::position() const {
  const Code& code = function_->code();
  Position position;
  if (FrontEndCode::is(code)) position = static_cast<const FrontEndCode&>(code).front_end().position(*this);
  if (position.function.empty()) {
    // The code's name tells the class too.
    if (const String* name = code.name() ? code.name() : function_->name()) position.function = name->view();
  }
  return position;
}

Error CallStack::recursion_error(const char* what) const {
  const char* why = depth() >= max_depth_ ? "the limit of nested calls is" : "the C++ stack is used up after";
  const uint32_t calls = depth() >= max_depth_ ? max_depth_ : depth();
  return make_error(ErrorKind::kRecursion, "%s is nested too deeply: %s %u", what, why, calls);
}

const CallFrame* CallStack::unrooted_frame() const {
  for (const CallFrame* frame = current(); frame; frame = frame->caller())
    if (!frame->is_rooted()) return frame;
  return nullptr;
}

void CallStack::add_positions(Error& error) const {
  for (const CallFrame* frame = current(); frame; frame = frame->caller()) error.add_position(frame->position());
}

RootedFrames::RootedFrames(Runtime& rt) : frame_(*rt.calls().current_), before_(std::exchange(frame_.vouched_, true)) {}

}  // namespace mayfly
