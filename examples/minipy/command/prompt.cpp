#include <minipy/command/prompt.h>
#include <minipy/parser/parser.h>
#include <minipy/vm/execute.h>

#include <unistd.h>

#include <cerrno>
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

Runtime* reader = nullptr;
bool was_interrupted = false;

// The next key. An interrupt ends the line, and what was typed is forgotten.
int next_key(FILE* from) {
  for (;;) {
    unsigned char key = 0;
    const ssize_t n = ::read(fileno(from), &key, 1);
    if (n == 1) return key;
    if (n == 0 || errno != EINTR) return EOF;
    const Result<> interrupt = reader->steps(1);
    if (interrupt) continue;
    was_interrupted = true;
    rl_replace_line("", 0);
    return '\n';
  }
}

void use_readline(Runtime& rt) {
  reader = &rt;
  rl_attempted_completion_function = complete;
  rl_catch_signals = 0;
  rl_getc_function = next_key;
}

bool read_line(const char* prompt, std::string& line) {
  was_interrupted = false;
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

constexpr bool was_interrupted = false;
void use_readline(Runtime&) {}

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
  use_readline(rt);
  std::puts("minipy, a subset of Python 3.11, on Mayfly. End with exit() or Ctrl-D.");
  std::string input;
  for (;;) {
    note_names(session);
    std::string line;
    if (!read_line(input.empty() ? ">>> " : "... ", line)) {
      std::putchar('\n');
      return session.shut_down(0);
    }
    if (was_interrupted) {
      std::puts("KeyboardInterrupt");
      input.clear();
      continue;
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
