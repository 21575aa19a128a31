// The command `lisp`: runs a file, an expression, or a prompt.
#include "lisp.h"
#include "prompt.h"

#include <charconv>
#include <cstdio>
#include <string>

namespace {

using namespace mayfly;

constexpr const char* kUsage = R"(usage: lisp [OPTION...] [FILE]

Runs the program in FILE; without a file, reads expressions and prints their values.

  -e EXPRESSION   evaluate the expression and print its value
  --steps N       stop a program after N calls and turns of loops
  --heap SIZE     let it have so many bytes of heap, with k, m or g behind the number
  --help          this text

The exit code is 0, 1 when the program failed, and 2 for bad arguments or a file that can't be read.
)";

struct CommandLine {
  const char* file = nullptr;
  const char* expression = nullptr;
  int64_t steps = Steps::kUnlimited;
  RuntimeOptions options;
};

int usage_error(const std::string& message) {
  std::fprintf(stderr, "lisp: %s; see lisp --help\n", message.c_str());
  return 2;
}

bool read_file(const char* path, std::string& out) {
  std::FILE* file = std::fopen(path, "rb");
  if (!file) return false;
  char buffer[4096];
  while (const size_t size = std::fread(buffer, 1, sizeof buffer, file)) out.append(buffer, size);
  const bool good = !std::ferror(file);
  std::fclose(file);
  return good;
}

// 0, or the exit code of a bad command line.
int parse(int count, char** words, CommandLine& out) {
  for (int i = 1; i < count; i++) {
    const std::string word = words[i];
    if (word == "-e" || word == "--steps" || word == "--heap") {
      if (++i == count) return usage_error("'" + word + "' needs a value");
      const std::string_view value = words[i];
      if (word == "-e") {
        out.expression = words[i];
      } else if (word == "--steps") {
        const auto [end, problem] = std::from_chars(value.begin(), value.end(), out.steps);
        if (problem != std::errc() || end != value.end() || out.steps < 0)
          return usage_error("'--steps " + std::string(value) + "' is not a number of steps");
      } else if (Result<> parsed = out.options.parse("limit=" + std::string(value)); !parsed) {
        return usage_error("'--heap " + std::string(value) + "' is not a size");
      }
    } else if (word.starts_with("-") && word != "-") {
      return usage_error("unknown option '" + word + "'");
    } else if (out.file) {
      return usage_error("one file at a time, '" + word + "' is the second");
    } else {
      out.file = words[i];
    }
  }
  if (out.file && out.expression) return usage_error("either a file or an expression, not both");
  return 0;
}

Result<> run(lisp::Lisp& lisp, const CommandLine& command, const std::string& text) {
  const std::unique_ptr<Runtime> rt = MAYFLY_TRY(Runtime::create(command.options));
  // All frames from here on hold references in Roots and VM frames only: a program's (collect) is exact.
  const RootedFrames vouched(*rt);
  MAYFLY_TRY(lisp.start(*rt));
  if (!command.file && !command.expression) {
    lisp::run_prompt(*rt, lisp, command.steps);
    return {};
  }
  lisp::handle_interrupts(*rt);
  rt->set_step_budget(command.steps);
  if (command.expression) return lisp::evaluate_and_print(*rt, lisp, text, "-e");
  MAYFLY_TRY(lisp.evaluate(*rt, text, command.file));
  return {};
}

}  // namespace

int main(int count, char** words) {
  if (count == 2 && std::string_view(words[1]) == "--help") {
    std::fputs(kUsage, stdout);
    return 0;
  }
  CommandLine command;
  if (const int code = parse(count, words, command)) return code;
  std::string text = command.expression ? command.expression : "";
  if (command.file && !read_file(command.file, text)) {
    std::fprintf(stderr, "lisp: can't read the file '%s'\n", command.file);
    return 2;
  }
  lisp::Lisp lisp;
  if (Result<> done = run(lisp, command, text); !done) {
    std::fflush(stdout);
    std::fprintf(stderr, "%s\n", done.error().to_string().c_str());
    return 1;
  }
  return 0;
}
