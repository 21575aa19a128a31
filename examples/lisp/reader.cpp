#include "lisp.h"

#include <algorithm>
#include <charconv>

namespace lisp {

namespace {

constexpr std::string_view kSpaces = " \t\r\n", kDelimiters = " \t\r\n();'\"";
constexpr int kMaxNesting = 200;

struct Reader {
  Runtime& rt;
  std::string_view text;
  List& lines;
  int line = 1;
  bool is_incomplete = false;

  static Error error(const char* message) { return make_error(ErrorKind::kValue, "syntax: %s", message); }

  std::string_view take(size_t size) {
    const std::string_view taken = text.substr(0, size);
    text.remove_prefix(taken.size());
    line += static_cast<int>(std::count(taken.begin(), taken.end(), '\n'));
    return taken;
  }

  // "(", ")", "'", a word, or a string with its quotes, of which the last may be missing; "": the end of the text.
  std::string_view next_token() {
    take(text.find_first_not_of(kSpaces));
    while (text.starts_with(';')) {
      take(text.find('\n'));
      take(text.find_first_not_of(kSpaces));
    }
    const size_t quote = text.starts_with('"') ? text.find('"', 1) : 0;
    if (quote != 0) return take(quote == std::string_view::npos ? quote : quote + 1);
    return take(std::max<size_t>(text.find_first_of(kDelimiters), 1));
  }

  Result<> read_until(std::string_view end, List& list, int nesting) {
    for (std::string_view token; (token = next_token()) != end;)
      if (!list.append(rt.heap(), MAYFLY_TRY(read_form(token, nesting)))) return rt.heap().allocation_error();
    return {};
  }

  Result<Value> read_form(std::string_view token, int nesting) {
    const bool is_string = token.starts_with('"');
    is_incomplete = token.empty() || (is_string && (token.size() == 1 || !token.ends_with('"')));
    if (is_incomplete) return error("the text ends within a form");
    if (is_string) return String::create_checked(rt.heap(), token.substr(1, token.size() - 2));
    if (token == ")") return error("unexpected ')'");
    if (token != "(" && token != "'") return read_word(token);
    if (nesting == kMaxNesting) return error("forms are nested too deeply");
    List* list = List::create(rt.heap());
    if (!list || !lines.append(rt.heap(), list) || !lines.append(rt.heap(), Value::small(line)))
      return rt.heap().allocation_error();
    if (token == "(") {
      MAYFLY_TRY(read_until(")", *list, nesting + 1));
    } else {
      const Value quoted[] = {rt.space().symbols().intern("quote"), MAYFLY_TRY(read_form(next_token(), nesting + 1))};
      if (quoted[0].is_empty() || !list->extend(rt.heap(), quoted)) return rt.heap().allocation_error();
    }
    return list;
  }

  Result<Value> read_word(std::string_view word) {
    if (word == "nil") return Value::nil();
    if (word == "true" || word == "false") return Value::boolean(word == "true");
    int64_t integer = 0;
    double number = 0;
    const auto as_integer = std::from_chars(word.begin(), word.end(), integer);
    const auto as_number = std::from_chars(word.begin(), word.end(), number);
    if (as_number.ptr == word.end() && word.find_first_of("0123456789") != std::string_view::npos) {  // inf is a name
      const bool is_integer = as_integer.ptr == word.end();
      if ((is_integer ? as_integer : as_number).ec != std::errc()) return error("this number is out of range");
      return is_integer ? make_integer(rt.heap(), integer) : Value::number(number);
    }
    const Symbol* symbol = rt.space().symbols().intern(*MAYFLY_TRY(String::create_checked(rt.heap(), word)));
    if (!symbol) return rt.heap().allocation_error();
    return symbol;
  }
};

}  // namespace

Result<List*> read(Runtime& rt, std::string_view text, List& lines, bool& is_incomplete) {
  const Value nils[2] = {};
  List* forms = List::create(rt.heap(), nils);
  if (!forms) return rt.heap().allocation_error();
  Reader reader = {rt, text, lines};
  Result<> done = reader.read_until("", *forms, 0);
  is_incomplete = reader.is_incomplete;
  if (done) return forms;
  Error error = done.take_error();
  error.add_position({"top level", lines.at(0).as<String>()->view(), reader.line});
  return error;
}

}  // namespace lisp
