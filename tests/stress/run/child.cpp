#include "run/child.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

// In builds that measure coverage: _exit() alone would lose what the child has run.
extern "C" void __gcov_dump() __attribute__((weak));

namespace stress {

void Report::fail(uint32_t runtime, uint64_t step, const std::string& what) {
  if (has_failed) return;
  failed_runtime = runtime;
  failed_step = step;
  std::snprintf(text, sizeof text, "%s", what.c_str());
  has_failed = true;
}

Child::Child(const std::function<void(Report&)>& f) {
  void* memory = mmap(nullptr, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    std::perror("mayfly-stress: no memory to share with a child");
    std::exit(2);
  }
  report_ = static_cast<Report*>(memory);
  std::fflush(nullptr);
  pid_ = fork();
  if (pid_ < 0) {
    std::perror("mayfly-stress: no child process");
    std::exit(2);
  }
  if (pid_ > 0) return;
  const rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  f(*report_);
  std::fflush(nullptr);
  if (__gcov_dump) __gcov_dump();
  _exit(0);
}

Child::~Child() {
  kill();
  munmap(report_, sizeof(Report));
}

bool Child::wait(int milliseconds) {
  for (int i = 0; !ended_; i++) {
    if (waitpid(pid_, &status_, WNOHANG) == pid_) {
      ended_ = true;
      break;
    }
    if (i >= milliseconds) return false;
    const timespec pause = {0, 1'000'000};
    nanosleep(&pause, nullptr);
  }
  return true;
}

void Child::kill() {
  if (ended_) return;
  ::kill(pid_, SIGKILL);
  waitpid(pid_, &status_, 0);
  ended_ = killed_ = true;
}

std::string Child::failure() const {
  if (report_->has_failed) return report_->text;
  if (killed_) return "it hangs: no step in the time that it had";
  if (WIFSIGNALED(status_)) return std::string("it crashed: ") + strsignal(WTERMSIG(status_));
  if (status_ != 0) return "it ended with status " + std::to_string(WEXITSTATUS(status_));
  return "";
}

}  // namespace stress
