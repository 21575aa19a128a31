// The command: lisp [--steps N] [FILE]. Without a file it reads forms, and prints their values.
#include "lisp.h"

#include <mayfly/runtime/attributes/operators.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include <unistd.h>

using namespace mayfly;

static Runtime* running = nullptr;

static int fail(const std::string& why) {
  std::fflush(stdout);
  std::fprintf(stderr, "%s\n", why.c_str());
  return 1;
}

// A file is run as a whole; a prompt's forms when their last line has come, and errors don't end it.
static int run(Runtime& rt, lisp::Lisp& lisp, std::istream& input, const std::string& source, int64_t steps) {
  const bool is_prompt = &input == &std::cin, is_interactive = is_prompt && isatty(STDIN_FILENO);
  int code = 0;
  std::string text, line;
  for (bool more = true; more;) {
    if (is_interactive) std::printf(text.empty() ? "lisp> " : "  ... "), std::fflush(stdout);
    more = static_cast<bool>(std::getline(input, line, is_prompt ? '\n' : '\0'));
    if (more) text += line + '\n';
    rt.set_step_budget(steps);
    std::signal(SIGINT, [](int) { running->request_interrupt(); });
    bool is_incomplete = false;
    Result<Root<Value>> value = lisp.run(rt, text, source, is_incomplete);
    if (is_incomplete && more && is_prompt) continue;
    if (value && is_prompt && !value->get().is_nil()) {
      Result<String*> shown = to_string(rt, value->get());
      if (shown)
        std::printf("%s\n", (*shown)->c_str());
      else
        value = shown.take_error();
    }
    std::signal(SIGINT, SIG_DFL);
    if (!value) code = fail(value.error().to_string());
    text.clear();
  }
  return is_interactive ? 0 : code;
}

int main(int count, char** words) {
  const bool has_steps = count >= 3 && std::string_view(words[1]) == "--steps";
  const int64_t steps = has_steps ? std::atoll(words[2]) : Steps::kUnlimited;
  const std::vector<std::string> paths(words + (has_steps ? 3 : 1), words + count);
  if (steps <= 0 || paths.size() > 1) return fail("usage: lisp [--steps N] [FILE]");
  std::ifstream file;
  if (!paths.empty()) file.open(paths[0]);
  if (!paths.empty() && file.peek() == EOF && !file.eof()) return fail("lisp: can't read '" + paths[0] + "'");
  lisp::Lisp lisp;
  const Result<std::unique_ptr<Runtime>> made = Runtime::create();
  if (!made) return fail(made.error().to_string());
  Runtime& rt = **made;
  running = &rt;
  // All frames from here on hold references in Roots and VM frames only: a program's (collect) is exact.
  const RootedFrames vouched(rt);
  if (Result<> started = lisp.start(rt); !started) return fail(started.error().to_string());
  return paths.empty() ? run(rt, lisp, std::cin, "prompt", steps) : run(rt, lisp, file, paths[0], steps);
}
