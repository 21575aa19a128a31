#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/utf8.h>

namespace mayfly {

const gc::KindRow String::kRow = {.name = "String", .trace = nullptr, .leaf = true};

String* String::allocate(gc::Heap& heap, size_t size) {
  String* made = heap.make_leaf_with<String>(size + 1, size);
  if (made) made->bytes()[size] = 0;
  return made;
}

String* String::create(gc::Heap& heap, std::string_view text) { return concatenate(heap, text, {}); }

String* String::concatenate(gc::Heap& heap, std::string_view a, std::string_view b) {
  return join(heap, a, b, utf8::is_ascii(a) && utf8::is_ascii(b));
}

String* String::concatenate(gc::Heap& heap, const String& a, const String& b) {
  return join(heap, a.view(), b.view(), a.is_ascii() && b.is_ascii());
}

String* String::part(gc::Heap& heap, const String& text, size_t from, size_t count) {
  const std::string_view bytes = text.view().substr(from, count);
  return join(heap, bytes, {}, text.is_ascii() || utf8::is_ascii(bytes));
}

String* String::concatenate(gc::Heap& heap, const Part& a, const Part& b) {
  const bool ascii = (a.text.is_ascii() || utf8::is_ascii(a.view())) && (b.text.is_ascii() || utf8::is_ascii(b.view()));
  return join(heap, a.view(), b.view(), ascii);
}

String* String::join(gc::Heap& heap, std::string_view a, std::string_view b, bool ascii) {
  if (b.size() > SIZE_MAX / 4 || a.size() > SIZE_MAX / 4) return nullptr;
  String* made = allocate(heap, a.size() + b.size());
  if (!made) return nullptr;
  if (ascii) made->set_flag(kAscii);
  if (!a.empty()) std::memcpy(made->bytes(), a.data(), a.size());
  if (!b.empty()) std::memcpy(made->bytes() + a.size(), b.data(), b.size());
  return made;
}

Result<String*> String::create_checked(gc::Heap& heap, std::string_view bytes) {
  const size_t bad = utf8::find_invalid(bytes);
  if (bad != utf8::kValid) {
    return make_error(ErrorKind::kValue, "invalid UTF-8 at byte %zu (0x%02x) of %zu, expected valid UTF-8", bad,
                      static_cast<unsigned char>(bytes[bad]), bytes.size());
  }
  String* made = create(heap, bytes);
  if (!made) return heap.allocation_error();
  return made;
}

size_t String::length() const { return is_ascii() ? size() : utf8::count(view()); }

uint64_t String::compute_hash() const { return hash_ = hash_text(view()); }

}  // namespace mayfly
