#include "reader.h"

#include <charconv>
#include <string>

namespace lisp {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_delimiter(char c) { return is_space(c) || c == '(' || c == ')' || c == ';' || c == '\'' || c == '"'; }

}  // namespace

Error Reader::error(uint32_t line, const char* message) const {
  Error error = make_error(ErrorKind::kValue, "syntax: %s", message);
  error.add_position({"top level", source_, static_cast<int>(line)});
  return error;
}

Error Reader::incomplete(uint32_t line, const char* message) {
  incomplete_ = true;
  return error(line, message);
}

void Reader::skip_space() {
  for (bool in_comment = false; !at_end(); at_++) {
    const char c = text_[at_];
    if (c == '\n') line_++;
    in_comment = c == ';' || (in_comment && c != '\n');
    if (!in_comment && !is_space(c)) return;
  }
}

Result<Value> Reader::read() {
  skip_space();
  if (at_end()) return Value::empty();
  if (text_[at_] == ')') return error(line_, "unexpected ')'");
  return read_form();
}

Result<Value> Reader::read_form() {
  if (nesting_ == kMaxNesting || !rt_.calls().guard().has_room()) return error(line_, "forms are nested too deeply");
  skip_space();
  if (at_end()) return incomplete(line_, "nothing follows the quote");
  nesting_++;
  Value form;
  if (text_[at_] == '(') {
    form = MAYFLY_TRY(read_list());
  } else if (text_[at_] == '"') {
    form = MAYFLY_TRY(read_string());
  } else if (text_[at_] == '\'') {
    const uint32_t line = line_;
    at_++;
    const Value quoted = MAYFLY_TRY(read_form());
    const Symbol* quote = rt_.space().symbols().intern("quote");
    if (!quote) return rt_.heap().allocation_error();
    const Value parts[] = {quote, quoted};
    form = MAYFLY_TRY(make_list(rt_.heap(), parts, Value::nil(), line));
  } else {
    form = MAYFLY_TRY(read_word());
  }
  nesting_--;
  return form;
}

Result<Value> Reader::read_list() {
  const uint32_t line = line_;
  List* elements = List::create(rt_.heap());
  if (!elements) return rt_.heap().allocation_error();
  Value tail;
  for (at_++;;) {
    skip_space();
    if (at_end()) return incomplete(line, "this list is never closed");
    const bool is_dot = text_.substr(at_, 1) == "." && at_ + 1 < text_.size() && is_delimiter(text_[at_ + 1]);
    if (is_dot && !elements->empty()) {
      at_++;
      tail = MAYFLY_TRY(read_form());
      skip_space();
      if (!at_end() && text_[at_] != ')') return error(line_, "expected ')' after the tail of a list");
    } else if (text_[at_] == ')') {
      at_++;
      return make_list(rt_.heap(), elements->values(), tail, line);
    } else if (!elements->append(rt_.heap(), MAYFLY_TRY(read_form()))) {
      return rt_.heap().allocation_error();
    }
  }
}

Result<Value> Reader::read_string() {
  const uint32_t line = line_;
  std::string bytes;
  for (at_++; !at_end() && text_[at_] != '"'; at_++) {
    char c = text_[at_];
    if (c == '\n') line_++;
    if (c == '\\' && at_ + 1 < text_.size()) {
      c = text_[++at_];
      c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
    }
    bytes += c;
  }
  if (at_end()) return incomplete(line, "this string is never closed");
  at_++;
  return make_string(bytes, line);
}

Result<Value> Reader::make_string(std::string_view bytes, uint32_t line) {
  Result<String*> made = String::create_checked(rt_.heap(), bytes);
  if (made) return *made;
  if (made.error().kind() != ErrorKind::kValue) return made.take_error();
  return error(line, "this is no UTF-8");
}

Result<Value> Reader::read_word() {
  const size_t begin = at_;
  while (!at_end() && !is_delimiter(text_[at_])) at_++;
  const std::string_view word = text_.substr(begin, at_ - begin);
  if (word.empty()) return error(line_, "unexpected ')'");
  if (word == "nil") return Value::nil();
  if (word == "true" || word == "false") return Value::boolean(word == "true");
  const char* end = word.data() + word.size();
  int64_t integer = 0;
  if (const auto [stop, problem] = std::from_chars(word.data(), end, integer); stop == end) {
    if (problem == std::errc()) return make_integer(rt_.heap(), integer);
    return error(line_, "this integer does not fit 64 bits");
  }
  double number = 0;
  const bool has_digit = word.find_first_of("0123456789") != std::string_view::npos;  // inf and nan are names
  if (const auto [stop, problem] = std::from_chars(word.data(), end, number); has_digit && stop == end) {
    if (problem == std::errc()) return Value::number(number);
    return error(line_, "this number is out of range");
  }
  const Value name = MAYFLY_TRY(make_string(word, line_));
  const Symbol* symbol = rt_.space().symbols().intern(*name.as<String>());
  if (!symbol) return rt_.heap().allocation_error();
  return symbol;
}

}  // namespace lisp
