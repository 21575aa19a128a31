#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/text/utf8.h>
#include <mayfly/runtime/embed/convert/text.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly::embed {

bool text_of(Value value, std::string_view& text) {
  if (const String* string = value.try_as<String>()) {
    text = string->view();
  } else if (const Symbol* symbol = value.try_as<Symbol>()) {
    text = symbol->view();
  } else {
    return false;
  }
  return true;
}

Result<const char*> c_string_of(const Runtime& rt, Value value) {
  std::string_view text;
  if (!text_of(value, text)) return mismatch(rt, value, "a string");
  if (text.find('\0') != std::string_view::npos) return mismatch(rt, value, "a string without NUL characters");
  return text.data();
}

Result<char> character_of(const Runtime& rt, Value value) {
  std::string_view text;
  if (!text_of(value, text) || text.size() != 1) return mismatch(rt, value, "a string of one ASCII character");
  return text[0];
}

Result<Value> make_string(Runtime& rt, std::string_view text) {
  gc::Heap& heap = rt.heap();
  if (const size_t bad = utf8::find_invalid(text); bad != utf8::kValid) {
    return make_error(ErrorKind::kValue, "must be valid UTF-8, but has the byte 0x%02x at offset %zu",
                      static_cast<unsigned char>(text[bad]), bad);
  }
  const String* string = String::create(heap, text);
  if (!string) return heap.allocation_error();
  return Value(string);
}

}  // namespace mayfly::embed
