// to_string and representation.
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/weak/weak_items.h>
#include <mayfly/runtime/attributes/iteration.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/attributes/own_special.h>
#include <mayfly/runtime/attributes/text_buffer.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/weak/proxy_target.h>

namespace mayfly {

namespace {

// The containers that are being written, innermost first.
struct Enclosing {
  const gc::Cell* container;
  const Enclosing* outer;
};

bool is_within(const Enclosing* enclosing, const gc::Cell* container) {
  for (; enclosing; enclosing = enclosing->outer)
    if (enclosing->container == container) return true;
  return false;
}

void append_quoted(TextBuffer& out, std::string_view text) {
  out.append("'");
  size_t plain = 0;
  for (size_t i = 0; i < text.size(); i++) {
    const unsigned char byte = static_cast<unsigned char>(text[i]);
    char escaped[4] = {'\\', text[i], 0, 0};
    size_t size = 2;
    if (byte == '\n') {
      escaped[1] = 'n';
    } else if (byte == '\t') {
      escaped[1] = 't';
    } else if (byte == '\r') {
      escaped[1] = 'r';
    } else if (byte < 0x20 || byte == 0x7f) {
      constexpr char kHex[] = "0123456789abcdef";
      escaped[1] = 'x';
      escaped[2] = kHex[byte >> 4];
      escaped[3] = kHex[byte & 15];
      size = 4;
    } else if (byte != '\'' && byte != '\\') {
      continue;
    }
    out.append(text.substr(plain, i - plain));
    out.append({escaped, size});
    plain = i + 1;
  }
  out.append(text.substr(plain));
  out.append("'");
}

Result<> append_representation(Runtime& rt, TextBuffer& out, Value value, const Enclosing* enclosing);

template <typename Sequence>
Result<> append_sequence(Runtime& rt, TextBuffer& out, const Sequence& sequence, const Enclosing* enclosing) {
  for (size_t i = 0; i < sequence.size(); i++) {
    if (i > 0) out.append(", ");
    MAYFLY_TRY(append_representation(rt, out, sequence.at(i), enclosing));
  }
  return {};
}

Result<> append_dict(Runtime& rt, TextBuffer& out, const Dict& dict, const Enclosing* enclosing) {
  Local<Value> held(rt, Value::nil());
  if (!held) return held.error();
  bool first = true;
  for (uint32_t i = dict.next(0); i < dict.end(); i = dict.next(i + 1)) {
    if (!first) out.append(", ");
    first = false;
    held.set(dict.value_at(i));
    MAYFLY_TRY(append_representation(rt, out, dict.key_at(i), enclosing));
    out.append(": ");
    MAYFLY_TRY(append_representation(rt, out, held.get(), enclosing));
  }
  return {};
}

Result<> append_weak_items(Runtime& rt, TextBuffer& out, Value container, const Enclosing* enclosing) {
  Iteration items(rt, container);
  for (bool first = true; MAYFLY_TRY(items.next()); first = false) {
    if (!first) out.append(", ");
    MAYFLY_TRY(append_representation(rt, out, items.value(), enclosing));
    if (items.mapped().is_empty()) continue;
    out.append(": ");
    MAYFLY_TRY(append_representation(rt, out, items.mapped(), enclosing));
  }
  return {};
}

// What a class's special says, which must be a string.
Result<> append_special(Runtime& rt, TextBuffer& out, Special special, Value value) {
  Local<Value> held(rt, value);
  if (!held) return held.error();
  const Value answer = MAYFLY_TRY(invoke_special(rt, special, Arguments(held.data(), 1)));
  if (const String* text = answer.try_as<String>()) {
    out.append(text->view());
    return {};
  }
  return make_error(ErrorKind::kType, "the text of '%s' object must be a string, not '%s'",
                    type_name(rt.space(), value).data(), type_name(rt.space(), answer).data());
}

Result<> append_container(Runtime& rt, TextBuffer& out, Value value, const Enclosing* outer) {
  const gc::KindId kind = value.cell()->kind();
  const char* open = kind == kKindList ? "[" : kind == kKindTuple ? "(" : "{";
  const char* close = kind == kKindList ? "]" : kind == kKindTuple ? ")" : "}";
  // Weak ones say that they are: weak_set{...}
  if (WeakItems::is(value)) out.append(type_name(rt.space(), value));
  out.append(open);
  if (is_within(outer, value.cell())) {
    out.append("...");
    out.append(close);
    return {};
  }
  MAYFLY_TRY(rt.nest("the text of a container"));
  Local<Value> held(rt, value);
  if (!held) return held.error();
  const Enclosing enclosing{value.cell(), outer};
  if (const List* list = value.try_as<List>()) {
    MAYFLY_TRY(append_sequence(rt, out, *list, &enclosing));
  } else if (const Tuple* tuple = value.try_as<Tuple>()) {
    MAYFLY_TRY(append_sequence(rt, out, *tuple, &enclosing));
    if (tuple->size() == 1) out.append(",");
  } else if (WeakItems::is(value)) {
    MAYFLY_TRY(append_weak_items(rt, out, value, &enclosing));
  } else {
    MAYFLY_TRY(append_dict(rt, out, *value.as<Dict>(), &enclosing));
  }
  out.append(close);
  return {};
}

Result<> append_representation(Runtime& rt, TextBuffer& out, Value value, const Enclosing* enclosing) {
  if (is_proxy(value)) {  // its own, whatever its target's class says (contract 5.3)
    out.append(describe(rt.space(), value));
    return {};
  }
  if (!own_special(rt, value, Special::kRepresentation).is_empty())
    return append_special(rt, out, Special::kRepresentation, value);
  if (const String* text = value.try_as<String>()) {
    append_quoted(out, text->view());
    return {};
  }
  if (value.is<List>() || value.is<Tuple>() || value.is<Dict>() || WeakItems::is(value))
    return append_container(rt, out, value, enclosing);
  if (const Symbol* symbol = value.try_as<Symbol>()) {
    out.append(symbol->view());
    return {};
  }
  out.append(describe(rt.space(), value));
  return {};
}

Result<String*> finish(Runtime& rt, const TextBuffer& text) {
  if (text.failed()) return Error::out_of_memory();
  String* made = String::create(rt.heap(), text.view());
  if (!made) return rt.heap().allocation_error();
  return made;
}

}  // namespace

Result<String*> representation(Runtime& rt, Value value) {
  TextBuffer text;
  MAYFLY_TRY(append_representation(rt, text, value, nullptr));
  return finish(rt, text);
}

Result<String*> to_string(Runtime& rt, Value value) {
  if (String* string = value.try_as<String>()) return string;
  if (is_proxy(value)) [[unlikely]]
    return on_target(rt, value, [&](Value target) { return to_string(rt, target); });
  TextBuffer text;
  if (!own_special(rt, value, Special::kString).is_empty())
    MAYFLY_TRY(append_special(rt, text, Special::kString, value));
  else
    MAYFLY_TRY(append_representation(rt, text, value, nullptr));
  return finish(rt, text);
}

}  // namespace mayfly
