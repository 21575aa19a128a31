// Reader: from text to forms: numbers, strings, symbols, nil, true, false and lists of pairs.
//
// Comments go from ; to the end of the line. 'x is (quote x). A list may end in a dot and a tail: (a b . rest). Lists
// nest up to kMaxNesting deep, so that what goes through forms may do so by recursion.
//
// Reading allocates, and so may collect; it runs no user code. The text must outlive the reader.
#pragma once

#include "pair.h"

namespace lisp {

class Reader {
 public:
  static constexpr int kMaxNesting = 1000;

  // `source` is the name that errors show.
  Reader(Runtime& rt, std::string_view text, std::string_view source) : rt_(rt), text_(text), source_(source) {}

  // The next form; the empty value at the end of the text. Errors: kValue, with the line.
  Result<Value> read();
  // True when the last error was that the text ends within a form: a prompt then asks for more.
  bool is_incomplete() const { return incomplete_; }

 private:
  Result<Value> read_form();
  Result<Value> read_list();
  Result<Value> read_string();
  Result<Value> read_word();
  Result<Value> make_string(std::string_view bytes, uint32_t line);
  void skip_space();
  bool at_end() const { return at_ == text_.size(); }
  Error error(uint32_t line, const char* message) const;
  Error incomplete(uint32_t line, const char* message);

  Runtime& rt_;
  std::string_view text_;
  std::string_view source_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  int nesting_ = 0;
  bool incomplete_ = false;
};

}  // namespace lisp
