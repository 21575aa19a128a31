#include <minipy/command/options.h>

#include <CLI/CLI.hpp>

#include <charconv>

namespace minipy {

namespace {

// "512k", "64m", "2g", or bytes.
bool parse_size(const std::string& text, size_t& bytes) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
  if (error != std::errc() || end == text.data()) return false;
  const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  const int shift = unit.empty()                 ? 0
                    : unit == "k" || unit == "K" ? 10
                    : unit == "m" || unit == "M" ? 20
                    : unit == "g" || unit == "G" ? 30
                                                 : -1;
  if (shift < 0 || bytes > SIZE_MAX >> shift) return false;
  bytes <<= shift;
  return true;
}

}  // namespace

bool parse_options(int argc, char** argv, Options& options, int& status) {
  CLI::App app("minipy: Python on Mayfly", "minipy");
  app.set_version_flag("--version", "minipy 0.1 (a subset of Python 3.11)");
  app.footer("With no script, code or '-': a prompt. '-' reads the script from standard input.");
  std::string code, doctest, disassembled, limit;
  auto* code_option = app.add_option("-c", code, "run CODE")->type_name("CODE");
  auto* doctest_option =
      app.add_option("--doctest", doctest, "run the sessions in a text file, and compare")->type_name("FILE");
  auto* dis_option = app.add_option("--dis", disassembled, "show the bytecode of a file")->type_name("FILE");
  app.add_option("--gc-stress", options.gc_stress, "collect at every Nth allocation on average")->type_name("N");
  app.add_option("--heap-limit", limit, "memory that live objects may take: bytes, or with k, m or g")
      ->type_name("SIZE");
  app.add_flag("--gc-log", options.gc_log, "tell of each collection that a script asks for, and of all at the end");
  bool no_import = false;
  app.add_flag("--no-import", no_import, "refuse to import files");
  app.add_option("--step-limit", options.step_limit, "stop the script after N calls and turns of loops")
      ->type_name("N")
      ->check(CLI::PositiveNumber);

  // What follows -c CODE, or the script, is not ours.
  std::vector<std::string> ours;
  std::vector<std::string> rest;
  bool to_script = false;
  for (int i = 1; i < argc; i++) {
    const std::string argument = argv[i];
    if (to_script) {
      rest.push_back(argument);
      continue;
    }
    if (argument == "-" || argument.empty() || argument[0] != '-') {
      rest.push_back(argument);
      to_script = true;
      continue;
    }
    ours.push_back(argument);
    const CLI::Option* option = app.get_option_no_throw(argument);
    if (option && option->get_items_expected_min() > 0 && i + 1 < argc) ours.push_back(argv[++i]);
    if (argument == "-c") to_script = true;
  }
  std::reverse(ours.begin(), ours.end());
  try {
    app.parse(ours);
  } catch (const CLI::ParseError& error) {
    const int code_of_error = app.exit(error);
    status = code_of_error == 0 ? 0 : 2;
    return false;
  }
  if (!limit.empty() && !parse_size(limit, options.heap_limit)) {
    std::fprintf(stderr, "minipy: bad value '%s' of --heap-limit: expected bytes, or a number with k, m or g\n",
                 limit.c_str());
    status = 2;
    return false;
  }
  options.allows_import = !no_import;
  if (*code_option) {
    options.action = Options::Action::kCode;
    options.text = code;
    options.arguments.push_back("-c");
  } else if (*doctest_option) {
    options.action = Options::Action::kDoctest;
    options.text = doctest;
    options.arguments.push_back(doctest);
  } else if (*dis_option) {
    options.action = Options::Action::kDisassemble;
    options.text = disassembled;
    options.arguments.push_back(disassembled);
  } else if (!rest.empty() && rest[0] != "-") {
    options.action = Options::Action::kFile;
    options.text = rest[0];
  } else if (!rest.empty()) {
    options.action = Options::Action::kStandardInput;
  }
  options.arguments.insert(options.arguments.end(), rest.begin(), rest.end());
  if (options.arguments.empty()) options.arguments.push_back("");
  return true;
}

}  // namespace minipy
