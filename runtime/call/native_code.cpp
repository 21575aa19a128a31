#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/runtime/attributes/near_match.h>
#include <mayfly/runtime/call/call_frame.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/call/native_code.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly {

const gc::KindRow NativeCode::kRow = {
    .name = "NativeCode", .trace = &NativeCode::trace_cell, .release = &NativeCode::release};

NativeCode::NativeCode(gc::CellInit init, NativeEntry entry_point, String* code_name, bool rooted)
    : Code(init, reinterpret_cast<Code::Entry>(entry_point), code_name) {
  if (rooted) set_flag(CallFrame::kRootedCode);
}

void NativeCode::trace(gc::Visitor& visitor) const {
  Base::trace(visitor);
  visitor.visit(names_);
  visitor.visit(defaults_);
}

void NativeCode::release(gc::Cell& cell) {
  NativeCode& code = static_cast<NativeCode&>(cell);
  void* host = std::exchange(code.host_, nullptr);
  if (host && code.release_host_) code.release_host_(host);
}

Result<Function*> make_native(Runtime& rt, const NativeDescription& description) {
  gc::Heap& heap = rt.heap();
  // The values may lie in memory that the collector does not see.
  const size_t captures = description.captures.size();
  const size_t parameters = description.parameters.size();
  LocalArray held(rt, captures + parameters);
  if (!held) return held.error();
  for (size_t i = 0; i < captures; i++) held[i] = description.captures[i];
  for (size_t i = 0; i < parameters; i++) held[captures + i] = description.parameters[i].default_value;

  String* name = String::create(heap, description.name);
  if (!name) return Error::out_of_memory();
  String* full_name = name;
  if (!description.owner.empty()) {
    full_name = String::concatenate(heap, description.owner, ".");
    if (full_name) full_name = String::concatenate(heap, full_name->view(), description.name);
    if (!full_name) return Error::out_of_memory();
  }
  NativeCode* code = heap.make<NativeCode>(description.entry, full_name, description.rooted_frame);
  if (!code) return Error::out_of_memory();
  code->set_word_entry(reinterpret_cast<Code::Entry>(description.word_entry));
  code->has_receiver_ = description.has_receiver;
  code->describes_ = description.describes_parameters;
  code->takes_rest_ = description.takes_rest;
  for (size_t i = 0; i < parameters; i++) {
    const Parameter& parameter = description.parameters[i];
    Symbol* symbol = rt.space().symbols().intern(parameter.name);
    if (!symbol || !code->names_.push_back(heap, symbol)) return Error::out_of_memory();
    if (!code->defaults_.push_back(heap, parameter.has_default ? held[captures + i] : Value::empty()))
      return Error::out_of_memory();
    if (!parameter.has_default) code->required_ = static_cast<uint32_t>(i + 1);
  }
  Function* function = Function::create(rt.space(), *code, name, held.data(), captures);
  if (!function) return Error::out_of_memory();
  if (!description.release_host) {
    code->host_ = description.host;
  } else {
    if (!heap.register_finalizable(*code, false)) return Error::out_of_memory();
    // The code owns it from here on, where nothing can fail any more.
    code->host_ = description.host;
    code->release_host_ = description.release_host;
  }
  return function;
}

uint64_t fail_with(Runtime& rt, Error&& error) noexcept {
  rt.calls().set_pending_error(std::move(error));
  return 0;
}

const char* name_in_messages(const Function& function) {
  if (const String* name = function.code().name()) return name->c_str();
  return function.name() ? function.name()->c_str() : "function";
}

namespace {

Error unknown_keyword(const Function& function, const NativeCode& code, const Symbol& name) {
  NearMatch near(name.view());
  for (uint32_t i = 0; i < code.parameter_count(); i++) near.consider(code.parameter_name(i).view());
  return make_error(ErrorKind::kArgument, "%s() has no parameter named '%s'%s", name_in_messages(function),
                    name.c_str(), near.suggestion());
}

Error missing_argument(const Function& function, const NativeCode& code, uint32_t index) {
  const char* name = name_in_messages(function);
  if (code.has_receiver() && index == 0) return make_error(ErrorKind::kArgument, "%s() is missing its receiver", name);
  const uint32_t position = index + 1 - code.has_receiver();
  const Symbol& parameter = code.parameter_name(index);
  if (parameter.size() == 0) return make_error(ErrorKind::kArgument, "%s() is missing its argument %u", name, position);
  return make_error(ErrorKind::kArgument, "%s() is missing its argument %u, '%s'", name, position, parameter.c_str());
}

}  // namespace

Error argument_count_error(const Function& function, uint32_t least, uint32_t most, uint32_t given, uint32_t hidden) {
  const char* name = name_in_messages(function);
  given = given < hidden ? 0 : given - hidden;
  if (least == most) {
    return make_error(ErrorKind::kArgument, "%s() takes %u argument%s, %u given", name, least, least == 1 ? "" : "s",
                      given);
  }
  if (most == UINT32_MAX) {
    return make_error(ErrorKind::kArgument, "%s() takes at least %u argument%s, %u given", name, least,
                      least == 1 ? "" : "s", given);
  }
  return make_error(ErrorKind::kArgument, "%s() takes from %u to %u arguments, %u given", name, least, most, given);
}

Result<> arrange(const Function& function, Arguments arguments, std::span<Value> slots) {
  const NativeCode& code = static_cast<const NativeCode&>(function.code());
  MAYFLY_ASSERT(code.describes_parameters() && slots.size() == code.parameter_count());
  const uint32_t count = code.parameter_count();
  if (arguments.positional() > count && !code.takes_rest()) {
    const uint32_t hidden = code.has_receiver();
    const uint32_t least = code.required_count() > hidden ? code.required_count() - hidden : 0;
    return argument_count_error(function, least, count - hidden, arguments.positional(), hidden);
  }

  for (uint32_t i = 0; i < count; i++) slots[i] = i < arguments.positional() ? arguments[i] : Value::empty();
  for (uint32_t k = 0; k < arguments.keywords(); k++) {
    uint32_t i = 0;
    while (i < count && &code.parameter_name(i) != &arguments.name(k)) i++;
    if (i == count || arguments.name(k).size() == 0) return unknown_keyword(function, code, arguments.name(k));
    if (!slots[i].is_empty()) {
      return make_error(ErrorKind::kArgument, "%s() got the argument '%s' twice", name_in_messages(function),
                        arguments.name(k).c_str());
    }
    slots[i] = arguments.keyword(k);
  }
  for (uint32_t i = 0; i < count; i++) {
    if (!slots[i].is_empty()) continue;
    slots[i] = code.default_of(i);
    if (slots[i].is_empty()) return missing_argument(function, code, i);
  }
  return {};
}

}  // namespace mayfly
