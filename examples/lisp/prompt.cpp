#include "prompt.h"

#include "printer.h"
#include "reader.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include <poll.h>
#include <unistd.h>

#ifdef LISP_HAS_READLINE
#include <readline/history.h>
#include <readline/readline.h>
#endif

namespace lisp {

namespace {

Runtime* interruptible = nullptr;
volatile std::sig_atomic_t is_evaluating = 0;
volatile std::sig_atomic_t input_was_dropped = 0;

void on_interrupt(int) {
  if (is_evaluating)
    interruptible->request_interrupt();
  else
    input_was_dropped = 1;
}

enum class Input { kLine, kDropped, kEnd };

// Waits for something to read; false: an interrupt came first.
bool wait_for_input() {
  pollfd input = {STDIN_FILENO, POLLIN, 0};
  while (!input_was_dropped)
    if (poll(&input, 1, -1) > 0) return true;
  std::printf("\n");
  return false;
}

#ifdef LISP_HAS_READLINE
std::string* typed = nullptr;  // where the line goes
Input typed_input = Input::kDropped;

void take_line(char* line) {
  typed_input = line ? Input::kLine : Input::kEnd;
  if (line) *typed = line;
  if (line && *line) add_history(line);
  std::free(line);
  rl_callback_handler_remove();
}

Input edit_line(const char* prompt, std::string& line) {
  typed = &line;
  typed_input = Input::kDropped;
  rl_catch_signals = 0;
  rl_callback_handler_install(prompt, &take_line);
  while (typed_input == Input::kDropped && wait_for_input()) rl_callback_read_char();
  if (typed_input == Input::kDropped) {
    rl_free_line_state();
    rl_callback_sigcleanup();
    rl_callback_handler_remove();
  }
  return typed_input;
}
#else
Input edit_line(const char* prompt, std::string& line) {
  std::cout << prompt << std::flush;
  if (!wait_for_input()) return Input::kDropped;
  return std::getline(std::cin, line) ? Input::kLine : Input::kEnd;
}
#endif

// One form, or several, of one line or several. False at the end of the input.
bool read_forms(Runtime& rt, bool interactive, std::string& text) {
  text.clear();
  for (std::string line;;) {
    const Input input = interactive                    ? edit_line(text.empty() ? "lisp> " : "  ... ", line)
                        : std::getline(std::cin, line) ? Input::kLine
                                                       : Input::kEnd;
    if (input == Input::kEnd) return !text.empty();
    if (input == Input::kDropped) {
      input_was_dropped = 0;
      text.clear();
      continue;
    }
    text += line + '\n';
    Reader reader(rt, text, "prompt");
    Result<Value> form = reader.read();
    while (form && !form->is_empty()) form = reader.read();
    if (form || !reader.is_incomplete()) return true;
  }
}

}  // namespace

Result<> evaluate_and_print(Runtime& rt, Lisp& lisp, std::string_view text, std::string_view source) {
  const Root<Value> value = MAYFLY_TRY(lisp.evaluate(rt, text, source));
  if (value.get().is_nil()) return {};
  std::string printed;
  MAYFLY_TRY(append_text(rt, value.get(), true, printed));
  std::printf("%s\n", printed.c_str());
  return {};
}

void handle_interrupts(Runtime& rt) {
  interruptible = &rt;
  is_evaluating = 1;
  std::signal(SIGINT, &on_interrupt);
}

void run_prompt(Runtime& rt, Lisp& lisp, int64_t step_budget) {
  const bool interactive = isatty(STDIN_FILENO);
  handle_interrupts(rt);
  is_evaluating = 0;
  for (std::string text; read_forms(rt, interactive, text);) {
    rt.set_step_budget(step_budget);
    is_evaluating = 1;
    const Result<> done = evaluate_and_print(rt, lisp, text, "prompt");
    is_evaluating = 0;
    std::fflush(stdout);
    if (!done) std::fprintf(stderr, "%s\n", done.error().to_string().c_str());
  }
  if (interactive) std::printf("\n");
}

}  // namespace lisp
