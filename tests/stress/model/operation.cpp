#include "model/operation.h"

#include <charconv>
#include <vector>

namespace stress {

const VerbRow& row(Verb verb) {
  static constexpr VerbRow kRows[] = {
#define STRESS_VERB(id, name, operands, what) {name, operands, what},
      STRESS_VERBS(STRESS_VERB)
#undef STRESS_VERB
  };
  return kRows[static_cast<size_t>(verb)];
}

std::string to_string(const Operation& operation) {
  std::string text;
  if (operation.runtime) text += "@" + std::to_string(operation.runtime) + " ";
  text += row(operation.verb).name;
  for (size_t i = 0; i < row(operation.verb).operands.size(); i++) text += " " + std::to_string(operation.operands[i]);
  return text;
}

namespace {

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return words;
    const size_t end = line.find_first_of(" \t\r", begin);
    words.push_back(line.substr(begin, end - begin));
    if (end == std::string_view::npos) return words;
    line.remove_prefix(end);
  }
}

bool parse_number(std::string_view text, uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::optional<Operation> parse_operation(std::string_view line, std::string& problem) {
  std::vector<std::string_view> words = words_of(line);
  Operation operation;
  if (!words.empty() && words[0][0] == '@') {
    uint32_t runtime = 0;
    if (!parse_number(words[0].substr(1), runtime) || runtime > 255) {
      problem = "'" + std::string(words[0]) + "' is no runtime, expected @0 to @255";
      return {};
    }
    operation.runtime = static_cast<uint8_t>(runtime);
    words.erase(words.begin());
  }
  if (words.empty()) {
    problem = "expected an operation";
    return {};
  }
  size_t verb = 0;
  while (verb < kVerbs && words[0] != row(static_cast<Verb>(verb)).name) verb++;
  if (verb == kVerbs) {
    problem = "'" + std::string(words[0]) + "' is no operation";
    return {};
  }
  operation.verb = static_cast<Verb>(verb);
  const size_t expected = row(operation.verb).operands.size();
  if (words.size() != expected + 1) {
    problem = "'" + std::string(words[0]) + "' takes " + std::to_string(expected) + " operands, got " +
              std::to_string(words.size() - 1);
    return {};
  }
  for (size_t i = 0; i < expected; i++) {
    if (!parse_number(words[i + 1], operation.operands[i])) {
      problem = "'" + std::string(words[i + 1]) + "' is no operand, expected a number";
      return {};
    }
  }
  return operation;
}

}  // namespace stress
