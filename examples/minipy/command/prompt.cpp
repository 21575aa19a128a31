#include <minipy/command/prompt.h>
#include <minipy/parser/parser.h>
#include <minipy/vm/execute.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#ifdef MINIPY_HAS_READLINE
#include <readline/history.h>
#include <readline/readline.h>
#endif

namespace minipy {

namespace {

#ifdef MINIPY_HAS_READLINE

std::vector<std::string> completions;
size_t next_completion = 0;

char* complete_next(const char* text, int state) {
  if (state == 0) next_completion = 0;
  const std::string_view prefix(text);
  while (next_completion < completions.size()) {
    const std::string& each = completions[next_completion++];
    if (each.starts_with(prefix)) return strdup(each.c_str());
  }
  return nullptr;
}

char** complete(const char* text, int, int) {
  rl_attempted_completion_over = 1;
  rl_completion_append_character = '\0';
  return rl_completion_matches(text, complete_next);
}

bool read_line(const char* prompt, std::string& line) {
  char* read = readline(prompt);
  if (!read) return false;
  line = read;
  if (!line.empty()) add_history(read);
  std::free(read);
  return true;
}

// The names that can be typed now: variables and built-ins.
void note_names(Session& session) {
  completions.clear();
  Minipy& minipy = Minipy::of(session.runtime());
  for (const Dict* dict : {&session.globals(), &minipy.builtins()})
    for (uint32_t i = dict->next(0); i < dict->end(); i = dict->next(i + 1))
      if (const String* name = dict->key_at(i).try_as<String>()) completions.emplace_back(name->view());
}

#else

bool read_line(const char* prompt, std::string& line) {
  std::fputs(prompt, stdout);
  std::fflush(stdout);
  return static_cast<bool>(std::getline(std::cin, line));
}

void note_names(Session&) {}

#endif

}  // namespace

bool is_terminal() { return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO); }

int run_prompt(Session& session) {
  Runtime& rt = session.runtime();
#ifdef MINIPY_HAS_READLINE
  rl_attempted_completion_function = complete;
#endif
  std::puts("minipy, a subset of Python 3.11, on Mayfly. End with exit() or Ctrl-D.");
  std::string input;
  for (;;) {
    note_names(session);
    std::string line;
    if (!read_line(input.empty() ? ">>> " : "... ", line)) {
      std::putchar('\n');
      return session.shut_down(0);
    }
    input += line + "\n";
    {
      Arena arena;
      SyntaxError error;
      if (!parse(arena, input, ParseMode::kInteractive, error) && error.is_incomplete) continue;
    }
    const std::string source = std::move(input);
    input.clear();
    if (source.find_first_not_of(" \t\n") == source.npos) continue;
    Result<Value> done =
        execute_source(rt, source, ParseMode::kInteractive, session.globals(), Value::empty(), "<stdin>");
    if (done) continue;
    Error error = done.take_error();
    if (isatty(STDERR_FILENO)) std::fputs("\033[31m", stderr);
    const std::optional<int> status = session.report(error);
    if (isatty(STDERR_FILENO)) std::fputs("\033[0m", stderr);
    const bool interrupted = is_exception(rt, error, ExceptionId::kKeyboardInterrupt);
    error = Error();
    if (status && !interrupted) return session.shut_down(*status);
  }
}

}  // namespace minipy
