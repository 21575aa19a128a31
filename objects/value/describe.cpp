#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/text/utf8.h>
#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_proxy.h>

#include <charconv>
#include <cmath>
#include <cstring>

namespace mayfly {

void Description::append(std::string_view text) {
  const std::string_view fitting = utf8::prefix(text, kMaxSize - size_);
  if (fitting.empty()) return;
  std::memcpy(text_ + size_, fitting.data(), fitting.size());
  size_ += static_cast<uint32_t>(fitting.size());
  text_[size_] = 0;
}

namespace {

constexpr size_t kMaxText = 40;  // bytes of a text or name

template <typename Number>
void append_number(Description& out, Number number) {
  char digits[32];
  const auto [end, problem] = std::to_chars(digits, digits + sizeof digits, number);
  out.append({digits, static_cast<size_t>(end - digits)});
}

void append_double(Description& out, double number) {
  if (std::isnan(number)) return out.append("nan");
  if (std::isinf(number)) return out.append(number < 0 ? "-inf" : "inf");
  append_number(out, number);
  if (number == std::trunc(number) && std::fabs(number) < 1e15) {
    // Tells 2.0 from 2.
    const std::string_view text = out.view();
    if (text.find_first_of(".e") == std::string_view::npos) out.append(".0");
  }
}

// A beginning of the text, with control characters escaped.
void append_printable(Description& out, std::string_view text) {
  const size_t limit = out.view().size() + kMaxText;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t point = utf8::decode(text, at);
    std::string_view piece = text.substr(begin, at - begin);
    char escaped[4] = {'\\', 'x'};
    if (point == '\n') {
      piece = "\\n";
    } else if (point == '\t') {
      piece = "\\t";
    } else if (point < 0x20 || point == 0x7f) {
      constexpr char kHex[] = "0123456789abcdef";
      escaped[2] = kHex[point >> 4];
      escaped[3] = kHex[point & 15];
      piece = {escaped, sizeof escaped};
    }
    if (out.view().size() + piece.size() > limit) return out.append("...");
    out.append(piece);
  }
}

void append_counted(Description& out, std::string_view type, size_t count) {
  out.append("<");
  append_printable(out, type);
  out.append(" of ");
  append_number(out, count);
  out.append(">");
}

void append_named(Description& out, std::string_view what, std::string_view name) {
  out.append("<");
  out.append(what);
  append_printable(out, name);
  out.append(">");
}

// Null when it is no function, or has no name.
const String* function_name(const Object& callable) {
  return Function::is(callable) ? static_cast<const Function&>(callable).name() : nullptr;
}

}  // namespace

Description describe(const ObjectSpace& space, Value value) {
  Description out;
  if (value.is_empty()) {
    out.append("nothing");
  } else if (value.is_nil()) {
    out.append("nil");
  } else if (value.is_boolean()) {
    out.append(value.is_true() ? "true" : "false");
  } else if (value.is_double()) {
    append_double(out, value.as_double());
  } else if (std::optional<int64_t> number = to_int64(value)) {
    append_number(out, *number);
  } else if (std::optional<uint64_t> large = to_uint64(value)) {
    append_number(out, *large);
  } else if (const auto* string = value.try_as<String>()) {
    out.append("'");
    append_printable(out, string->view());
    out.append("'");
  } else if (const auto* symbol = value.try_as<Symbol>()) {
    append_printable(out, symbol->view());
  } else if (const auto* cls = value.try_as<Class>()) {
    append_named(out, "class ", cls->name().view());
  } else if (const auto* list = value.try_as<List>()) {
    append_counted(out, type_name(space, value), list->size());
  } else if (const auto* tuple = value.try_as<Tuple>()) {
    append_counted(out, type_name(space, value), tuple->size());
  } else if (const auto* dict = value.try_as<Dict>()) {
    append_counted(out, type_name(space, value), dict->size());
  } else if (const auto* function = value.try_as<Function>(); function && function->name()) {
    append_named(out, "function ", function->name()->view());
  } else if (const auto* method = value.try_as<BoundMethod>(); method && function_name(method->function())) {
    out.append("<bound method ");
    append_printable(out, type_name(space, method->receiver()));
    out.append(".");
    append_printable(out, function_name(method->function())->view());
    out.append(">");
  } else if (const auto* proxy = value.try_as<WeakProxy>()) {
    const Object* target = proxy->get();
    out.append("<");
    out.append(type_name(space, value));
    out.append(" to '");
    append_printable(out, target ? type_name(space, Value(target)) : proxy->target_type().view());
    out.append(target ? "'>" : "'; dead>");
  } else {
    out.append("<");
    append_printable(out, type_name(space, value));
    out.append(" object>");
  }
  return out;
}

}  // namespace mayfly
