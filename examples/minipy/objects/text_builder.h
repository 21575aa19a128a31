// TextBuilder: text that grows in malloc memory, and becomes a String.
//
// It remembers a failure (no memory, or more than the heap's limit) until finish(). Neither collects nor runs user code,
// but for finish(), which may collect. What is appended is valid UTF-8.
#pragma once

#include <minipy/source/unicode.h>

#include <mayfly/mayfly.h>

#include <cstdlib>

namespace minipy {

using namespace mayfly;

class TextBuilder {
 public:
  explicit TextBuilder(gc::Heap& heap) : heap_(heap) {
    const size_t limit = heap.options().heap_limit;
    if (limit != 0 && limit < limit_) limit_ = limit;
  }
  ~TextBuilder() {
    if (text_ != inline_) std::free(text_);
  }
  TextBuilder(const TextBuilder&) = delete;
  TextBuilder& operator=(const TextBuilder&) = delete;

  void append(std::string_view text) {
    char* to = room(text.size());
    if (!to || text.empty()) return;
    std::memcpy(to, text.data(), text.size());
    size_ += text.size();
  }
  void append(char byte) {
    char* to = room(1);
    if (!to) return;
    *to = byte;
    size_++;
  }
  void append_point(char32_t point) {
    char* to = room(4);
    if (to) size_ += unicode::encode(point, to);
  }
  void fill(char32_t point, int64_t count) {
    if (count <= 0) return;
    char encoded[4];
    repeat({encoded, unicode::encode(point, encoded)}, static_cast<uint64_t>(count));
  }
  void repeat(std::string_view text, uint64_t count) {
    if (text.empty() || count == 0) return;
    if (count > limit_ / text.size()) {
      failed_ = true;
      return;
    }
    char* to = room(text.size() * count);
    if (!to) return;
    for (uint64_t i = 0; i < count; i++) std::memcpy(to + i * text.size(), text.data(), text.size());
    size_ += text.size() * count;
  }
  // Memory for so many bytes more, to be written and then taken(); null: there is none.
  char* room(size_t bytes) {
    if (bytes > capacity_ - size_ || failed_) [[unlikely]]
      return grow(bytes);
    return text_ + size_;
  }
  void taken(size_t bytes) { size_ += bytes; }

  void truncate(size_t size) { size_ = size; }
  size_t size() const { return size_; }
  bool failed() const { return failed_; }
  std::string_view view() const { return {text_, size_}; }
  // Errors: kOutOfMemory.
  Result<String*> finish() const {
    if (failed_) return Error::out_of_memory();
    String* made = String::create(heap_, view());
    if (!made) return heap_.allocation_error();
    return made;
  }

 private:
  char* grow(size_t bytes) {
    if (failed_ || bytes > limit_ - size_) {
      failed_ = true;
      return nullptr;
    }
    // Large texts grow by less: memory may be short.
    const size_t needed = size_ + bytes;
    const size_t grown = needed + (needed < (size_t{16} << 20) ? needed : needed / 8);
    // More than a machine has; sanitizers end the program that asks for it.
    constexpr size_t kMost = size_t{1} << 40;
    void* moved = grown > kMost ? nullptr : std::realloc(text_ == inline_ ? nullptr : text_, grown);
    if (!moved) {
      failed_ = true;
      return nullptr;
    }
    if (text_ == inline_) std::memcpy(moved, inline_, size_);
    text_ = static_cast<char*>(moved);
    capacity_ = grown;
    return text_ + size_;
  }

  gc::Heap& heap_;
  size_t limit_ = size_t{1} << 40;
  char* text_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = sizeof inline_;
  bool failed_ = false;
  char inline_[128];
};

}  // namespace minipy
