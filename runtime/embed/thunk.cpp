#include <mayfly/objects/text/symbol.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/embed/function.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly::embed {

Error captured_cell_error(const gc::Cell& cell, std::string_view function) {
  return make_error(ErrorKind::kType,
                    "the callable of '%.*s' captures an object (a %s) that the collector can't see there: pass it with "
                    "captures(...), or hold it in a Root",
                    static_cast<int>(function.size()), function.data(), cell.row().name);
}

Result<Value> arrange_and_apply(Runtime& rt, Function& callee, Arguments arguments, ApplyEntry apply) {
  const auto& code = static_cast<const NativeCode&>(callee.code());
  const uint32_t count = code.parameter_count();
  LocalArray slots(rt, count);
  if (!slots) return slots.error();
  Arguments named = arguments;
  Arguments rest;
  if (code.takes_rest() && arguments.positional() >= count) {
    const Value* surplus = arguments.values() + count;
    const uint32_t surplus_count = arguments.positional() - count;
    // A function that names no parameters takes all keywords as they come.
    const bool takes_keywords =
        code.parameter_count() == code.has_receiver() || code.parameter_name(count - 1).size() == 0;
    rest = takes_keywords ? Arguments(surplus, surplus_count, arguments.names(), arguments.keywords())
                          : Arguments(surplus, surplus_count);
    if (takes_keywords) named = Arguments(arguments.values(), count);
  }
  MAYFLY_TRY(arrange(callee, named, slots.span()));
  return apply(rt, callee, slots.data(), rest);
}

uint64_t apply_arranged(Runtime& rt, Function& callee, const Value* values, uint32_t count, ApplyEntry apply) {
  Result<Value> result = arrange_and_apply(rt, callee, Arguments(values, count), apply);
  if (result) return result->word();
  return fail_with(rt, result.take_error());
}

Error argument_error(const Function& callee, Source source, Role role, Error error) {
  const char* name = name_in_messages(callee);
  if (source.kind == Source::kCapture)
    return begin_message(std::move(error), "%s(): captured value %u", name, source.index + 1);
  const bool has_receiver = role != Role::kPlain;
  if (has_receiver && source.index == 0) return begin_message(std::move(error), "%s(): the receiver", name);
  if (role == Role::kSetter) return begin_message(std::move(error), "%s", name);
  const auto& code = static_cast<const NativeCode&>(callee.code());
  const uint32_t position = source.index + 1 - has_receiver;
  const Symbol& parameter = code.parameter_name(source.index);
  if (parameter.size() == 0) return begin_message(std::move(error), "%s(): argument %u", name, position);
  return begin_message(std::move(error), "%s(): argument %u ('%s')", name, position, parameter.c_str());
}

Error result_error(const Function& callee, Error error) {
  return begin_message(std::move(error), "%s(): the result", name_in_messages(callee));
}

Error default_error(FunctionPlace place, std::string_view parameter, Error error) {
  const bool owned = !place.owner.empty();
  return begin_message(std::move(error), "%.*s%s%.*s(): the default of '%.*s'", static_cast<int>(place.owner.size()),
                       place.owner.data(), owned ? "." : "", static_cast<int>(place.name.size()), place.name.data(),
                       static_cast<int>(parameter.size()), parameter.data());
}

Error capture_error(FunctionPlace place, size_t index, Error error) {
  return begin_message(std::move(error), "%.*s(): captured value %zu", static_cast<int>(place.name.size()),
                       place.name.data(), index + 1);
}

Result<> check_entry(Runtime& rt) { return rt.check_entry(); }

}  // namespace mayfly::embed
