// Child: runs a part of the program in a process of its own, so that a crash or a hang is something to look at.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace stress {

// What a child leaves in memory that it shares with its parent; written as it goes.
struct Report {
  uint64_t steps;
  uint64_t collections;
  uint64_t live;
  uint64_t failed_allocations;
  uint64_t failed_step;  // of the failing runtime, its operations counted from 1
  uint32_t failed_runtime;
  bool has_failed;
  char text[4000];  // what was expected and what was seen

  void fail(uint32_t runtime, uint64_t step, const std::string& what);
};

class Child {
 public:
  // Runs f(report) in a child. Nothing, and the reason in `problem`, when there is none to be had.
  explicit Child(const std::function<void(Report&)>& f);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // False while it runs, for at most so many milliseconds. Beyond `seconds` in all it hangs, and is ended.
  bool wait(int milliseconds);
  void kill();
  const Report& report() const { return *report_; }
  // When it has ended: "" where all went well; else what was reported, or how it crashed.
  std::string failure() const;
  bool has_crashed() const { return ended_ && status_ != 0; }

 private:
  Report* report_ = nullptr;
  int pid_ = -1;
  int status_ = 0;
  bool ended_ = false;
  bool killed_ = false;
};

}  // namespace stress
