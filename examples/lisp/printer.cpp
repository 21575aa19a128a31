#include "printer.h"

namespace lisp {

namespace {

constexpr int kMaxNesting = 500;  // what lies deeper is cut short

void append_quoted(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else
      out += c;
  }
  out += '"';
}

Result<> append(Runtime& rt, Value value, bool quoted, int nesting, std::string& out) {
  if (const String* string = value.try_as<String>()) {
    if (quoted)
      append_quoted(string->view(), out);
    else
      out += string->view();
  } else if (value.is<Instance>()) {
    out += MAYFLY_TRY(to_string(rt, value))->view();
  } else if (!value.is<Pair>()) {
    out += describe(rt.space(), value).view();
  } else if (nesting == kMaxNesting) {
    out += "...";
  } else {
    out += '(';
    for (; value.is<Pair>(); value = value.as<Pair>()->tail()) {
      MAYFLY_TRY(append(rt, value.as<Pair>()->head(), quoted, nesting + 1, out));
      if (!value.as<Pair>()->tail().is_nil()) out += ' ';
    }
    if (!value.is_nil()) {
      out += ". ";
      MAYFLY_TRY(append(rt, value, quoted, nesting + 1, out));
    }
    out += ')';
  }
  return {};
}

}  // namespace

Result<> append_text(Runtime& rt, Value value, bool quoted, std::string& out) {
  return append(rt, value, quoted, 0, out);
}

}  // namespace lisp
