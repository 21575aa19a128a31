// Session: a runtime with Python in it, for the length of the program, and how its end becomes an exit status.
#pragma once

#include <minipy/command/options.h>
#include <minipy/vm/minipy.h>

#include <memory>
#include <optional>

namespace minipy {

class Session {
 public:
  // Null: what went wrong is on standard error.
  static std::unique_ptr<Session> create(const Options& options);
  ~Session();

  Runtime& runtime() { return *rt_; }
  Dict& globals() { return *minipy_->main_namespace(); }

  // For an exit status: a KeyboardInterrupt that nobody caught.
  static constexpr int kInterrupted = -1;

  // The exit status that the end of a script means: tracebacks are printed, SystemExit is heeded.
  int finish(Result<> ended);
  // Prints the traceback of an error that does not end the program. Nothing: it does, with this status.
  std::optional<int> report(Error& error);
  // Runs what is due at the end, and flushes; the status to end with: 120 where that fails.
  int shut_down(int status);

 private:
  Session() = default;
  std::optional<int> tell(Error& error);

  std::optional<gc::ThreadScope> thread_;
  std::unique_ptr<Runtime> rt_;
  std::unique_ptr<Minipy> minipy_;
  std::optional<RootedFrames> frames_;
  int64_t step_limit_ = Steps::kUnlimited;  // of the program, and then of what runs at its end
  size_t heap_limit_ = 0;
  bool gc_log_ = false;
  bool is_cut_short_ = false;  // by what a program cannot catch: its end is not its own
};

// The path as Python tells it: with the working directory before it.
std::string script_name(const std::string& path);
// The whole text of a file; false: an error is on standard error, in Python's words, and `status` set.
bool read_script(const std::string& path, std::string& text, int& status);

}  // namespace minipy
