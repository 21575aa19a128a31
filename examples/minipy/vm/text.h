// The texts of built-in values, for natives of their classes.
#pragma once

#include <minipy/objects/text_builder.h>
#include <minipy/vm/operators.h>

namespace minipy {

// 'text' with quotes and escapes, as repr() gives it; `ascii`: nothing but ASCII.
void append_quoted(TextBuilder& to, std::string_view text, bool ascii = false);

// "[1, 2]", "(1,)", "{1: 2}", "{1, 2}", "frozenset()": what repr() of these classes says, and "[...]" within itself.
// `value` is the built-in value (unboxed); `name` goes around a set's braces: "" for set, "frozenset", a subclass's name.
// Runs user code (the items' __repr__).
Result<String*> container_repr(Runtime& rt, Value value);
Result<String*> set_repr(Runtime& rt, Value set, const char* name);

// Remembers, while it lives, that the repr of `cell` is being made by this thread. Strictly nested.
class ReprScope {
 public:
  explicit ReprScope(const gc::Cell* cell);
  ~ReprScope();
  ReprScope(const ReprScope&) = delete;
  ReprScope& operator=(const ReprScope&) = delete;
  // It was being made already.
  bool is_nested() const { return nested_; }

 private:
  const gc::Cell* cell_;
  ReprScope* outer_;
  bool nested_ = false;
};

// "<__main__.Door object at 0x7f...>"
Result<String*> default_repr(Runtime& rt, Value value);
// "__main__.Door", "int": of the class, for messages and reprs.
Result<String*> qualified_name(Runtime& rt, Class& cls);

}  // namespace minipy
