// String: immutable text in UTF-8.
//
// The bytes stand behind the object, NUL-terminated (a NUL may also stand within). Sizes are in bytes; length() counts
// code points. The hash is computed when first asked for, and kept. Creation may collect; nothing here runs user code.
// Used on its runtime's thread.
#pragma once

#include <mayfly/gc/heap.h>
#include <mayfly/gc/support/result.h>
#include <mayfly/objects/forward.h>
#include <mayfly/objects/text/hash.h>
#include <mayfly/objects/value/object.h>

#include <cstring>
#include <string_view>

namespace mayfly {

class MAYFLY_API String final : public Object {
  MAYFLY_CELL(String, Object, kKindString)

  // From valid UTF-8. Null when out of memory. `text` may be a part of another String.
  static String* create(gc::Heap& heap, std::string_view text);
  // The text of a and then that of b.
  static String* concatenate(gc::Heap& heap, std::string_view a, std::string_view b);
  // The same of two Strings: whether they are ASCII is known.
  static String* concatenate(gc::Heap& heap, const String& a, const String& b);
  // `count` bytes of `text` from byte `from` on, which are whole code points.
  static String* part(gc::Heap& heap, const String& text, size_t from, size_t count);
  // The same of two texts, the one behind the other: text[:5] + other needs no text[:5].
  struct Part {
    const String& text;
    size_t from;
    size_t count;
    std::string_view view() const { return text.view().substr(from, count); }
  };
  static String* concatenate(gc::Heap& heap, const Part& a, const Part& b);
  // From bytes of any kind. Errors: kValue for invalid UTF-8, with the byte's offset and value; kOutOfMemory.
  static Result<String*> create_checked(gc::Heap& heap, std::string_view bytes);

  // Heap::give_back_leaf: nobody but the caller refers to it.
  void give_back(gc::Heap& heap) { heap.give_back_leaf(*this, sizeof(String) + size() + 1); }
  // A front-end's note that it has not given this text to a program yet: it stands in a place that it knows.
  void set_private(bool is_private) { is_private ? set_flag(kPrivate) : clear_flag(kPrivate); }
  bool is_private() const { return has_flag(kPrivate); }

  std::string_view view() const { return {bytes(), size()}; }
  const char* c_str() const { return bytes(); }
  size_t size() const { return meta_; }
  bool is_ascii() const { return has_flag(kAscii); }
  // Code points; at once when is_ascii(), else in time proportional to the size.
  size_t length() const;

  uint64_t hash() const { return hash_ ? hash_ : compute_hash(); }
  bool operator==(const String& other) const {
    return this == &other || (size() == other.size() && std::memcmp(bytes(), other.bytes(), size()) == 0);
  }

 private:
  explicit String(gc::CellInit init, size_t size) : Object(init, size) {}
  static String* allocate(gc::Heap& heap, size_t size);
  static String* join(gc::Heap& heap, std::string_view a, std::string_view b, bool ascii);
  uint64_t compute_hash() const;
  char* bytes() { return reinterpret_cast<char*>(this + 1); }
  const char* bytes() const { return reinterpret_cast<const char*>(this + 1); }

  static constexpr uint32_t kAscii = kFlag3;
  static constexpr uint32_t kPrivate = kFlag4;

  mutable uint64_t hash_ = 0;  // 0: not computed yet; the bytes follow; the header's second word holds the size
};

static_assert(sizeof(String) == 24);

}  // namespace mayfly
