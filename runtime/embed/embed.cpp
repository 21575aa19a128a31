// The parts of the host binding's calls and factories that need no types.
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/embed/objects.h>
#include <mayfly/runtime/embed/weak.h>

namespace mayfly::embed {

Result<Symbol*> Name::intern(Runtime& rt, std::string_view text) {
  if (!text.data()) return null_operand("the name");
  Symbol* symbol = rt.space().symbols().intern(text);
  if (!symbol) return rt.heap().allocation_error();
  return symbol;
}

Error null_operand(const char* what) { return make_error(ErrorKind::kValue, "%s is a null handle", what); }

Error passed_argument_error(Error error, size_t index, std::string_view keyword) {
  if (keyword.empty()) return begin_message(std::move(error), "argument %zu", index + 1);
  return begin_message(std::move(error), "argument '%.*s'", static_cast<int>(keyword.size()), keyword.data());
}

Error attribute_error(Error error, std::string_view name) {
  return begin_message(std::move(error), "the attribute '%.*s'", static_cast<int>(name.size()), name.data());
}

Result<Instance*> wrap_object(Runtime& rt, const CppType& type, HostObject object) {
  Result<Value> made = box_up(rt, type, object);
  if (!made) return begin_message(made.take_error(), "the object to wrap");
  return made->as<Instance>();
}

Result<Value> make_dict(Runtime& rt, Arguments arguments) {
  Local<Dict> dict(rt, Dict::create(rt.heap()));
  if (!dict) return dict.error();
  if (!dict.get()) return rt.heap().allocation_error();
  for (uint32_t i = 0; i < arguments.keywords(); i++) {
    const Value key = MAYFLY_TRY(make_string(rt, arguments.name(i).view()));
    if (dict->set(rt.heap(), key, arguments.keyword(i)) != Dict::Set::kDone) return rt.heap().allocation_error();
  }
  return Value(dict.get());
}

Value find_binding(Runtime& rt, const void* key) { return rt.bindings().find(key); }

Result<> remember_binding(Runtime& rt, const void* key, Value value) {
  return rt.bindings().remember(rt.heap(), key, value);
}

}  // namespace mayfly::embed

namespace mayfly {

bool release_host_object(const embed::Operand& instance) {
  HostBox* box = instance.value.try_as<HostBox>();
  if (!box || !box->object()) return false;
  box->release_now();
  return true;
}

Result<bool> Runtime::has(const embed::Operand& object, const embed::Name& name) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(embed::check_present(object.value, "the object"));
  Symbol* symbol = MAYFLY_TRY(name.symbol(*this));
  return has_attribute(object.value, *symbol);
}

Result<> Runtime::remove(const embed::Operand& object, const embed::Name& name) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(embed::check_present(object.value, "the object"));
  Symbol* symbol = MAYFLY_TRY(name.symbol(*this));
  return delete_attribute(object.value, *symbol);
}

Result<Root<BoundMethod>> Runtime::method(const embed::Operand& object, const embed::Name& name) {
  MAYFLY_TRY(check_entry());
  MAYFLY_TRY(embed::check_present(object.value, "the object"));
  Symbol* symbol = MAYFLY_TRY(name.symbol(*this));
  const Value found = MAYFLY_TRY(get_attribute(object.value, *symbol, name.cache()));
  if (BoundMethod* method = found.try_as<BoundMethod>()) return embed::hold(*this, method, object.file, object.line);
  return embed::attribute_error(mismatch(*this, found, "a method"), name.view());
}

Result<Root<String>> Runtime::string(const embed::Text& text) {
  MAYFLY_TRY(check_entry());
  Result<Value> made = embed::make_string(*this, text.text);
  if (!made) return embed::begin_message(made.take_error(), "the text");
  return embed::hold(*this, made->as<String>(), text.file, text.line);
}

Result<CachedName> Runtime::cached_name(const embed::Text& name) {
  MAYFLY_TRY(check_entry());
  return CachedName(MAYFLY_TRY(symbol(name.text, name.file, name.line)));
}

}  // namespace mayfly
