// Calls.
#include <minipy/vm/attributes.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/specials.h>

#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/call/invoke.h>

namespace minipy {

Result<Symbol*> intern(Runtime& rt, std::string_view text) {
  Symbol* symbol = rt.space().symbols().intern(text);
  if (!symbol) return rt.heap().allocation_error();
  return symbol;
}

Result<Value> call(Runtime& rt, Value callee, std::initializer_list<Value> arguments) {
  LocalArray held(rt, arguments.size() + 1);
  if (!held) return held.error();
  held[0] = callee;
  std::copy(arguments.begin(), arguments.end(), held.data() + 1);
  return invoke(rt, callee, Arguments(held.data() + 1, static_cast<uint32_t>(arguments.size())));
}

Result<Value> call_method(Runtime& rt, Value receiver, std::string_view name, std::initializer_list<Value> arguments) {
  LocalArray held(rt, arguments.size() + 2);
  if (!held) return held.error();
  held[1] = receiver;
  std::copy(arguments.begin(), arguments.end(), held.data() + 2);
  Symbol* symbol = MAYFLY_TRY(intern(rt, name));
  held[0] = Value(symbol);
  const Method found = MAYFLY_TRY(look_up_method(rt, receiver, *symbol, nullptr));
  held[0] = found.callee;
  const uint32_t count = static_cast<uint32_t>(arguments.size()) + found.takes_receiver;
  return invoke(rt, found.callee, Arguments(held.data() + 2 - found.takes_receiver, count));
}

}  // namespace minipy
