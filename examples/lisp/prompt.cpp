#include "prompt.h"

#include "printer.h"
#include "reader.h"

#include <csignal>
#include <cstdio>
#include <iostream>
#include <string>
#include <unistd.h>

#ifdef LISP_HAS_READLINE
#include <readline/history.h>
#include <readline/readline.h>
#endif

namespace lisp {

namespace {

Runtime* interruptible = nullptr;
volatile std::sig_atomic_t is_running = 0;
volatile std::sig_atomic_t line_was_dropped = 0;

void on_interrupt(int) {
  if (is_running) {
    interruptible->request_interrupt();
  } else {
    line_was_dropped = 1;
  }
}

// One line, without its end. False at the end of the input.
bool read_line(const char* prompt, bool interactive, std::string& line) {
#ifdef LISP_HAS_READLINE
  if (interactive) {
    // Readline calls this when a signal came while it waited: an interrupt ends the line, and an empty one is returned.
    rl_signal_event_hook = [] {
      if (line_was_dropped) {
        rl_replace_line("", 0);
        rl_done = 1;
      }
      return 0;
    };
    char* typed = readline(prompt);
    if (!typed) return false;
    line = typed;
    if (!line.empty()) add_history(typed);
    std::free(typed);
    return true;
  }
#endif
  if (interactive) std::cout << prompt << std::flush;
  return static_cast<bool>(std::getline(std::cin, line));
}

// A whole form, or several; empty: the end of the input, or what was typed was dropped.
bool read_forms(Runtime& rt, bool interactive, std::string& text) {
  text.clear();
  for (std::string line;;) {
    if (!read_line(text.empty() ? "lisp> " : "  ... ", interactive, line)) return !text.empty();
    if (line_was_dropped) {
      line_was_dropped = 0;
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

void handle_interrupts(Runtime& rt) {
  interruptible = &rt;
  is_running = 1;
  struct sigaction action = {};
  action.sa_handler = &on_interrupt;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
}

void run_prompt(Runtime& rt, Lisp& lisp, int64_t step_budget) {
  const bool interactive = isatty(STDIN_FILENO);
  handle_interrupts(rt);
  is_running = 0;
  for (std::string text; read_forms(rt, interactive, text);) {
    is_running = 1;
    rt.set_step_budget(step_budget);
    Result<Root<Value>> result = lisp.evaluate(rt, text, "prompt");
    std::string printed;
    if (result && !result->get().is_nil()) {
      if (Result<> done = append_text(rt, result->get(), true, printed); !done) result = done.take_error();
    }
    is_running = 0;
    if (!result) {
      std::fprintf(stderr, "%s\n", result.error().to_string().c_str());
    } else if (!printed.empty()) {
      std::printf("%s\n", printed.c_str());
    }
    std::fflush(stdout);
  }
  if (interactive) std::printf("\n");
}

}  // namespace lisp
