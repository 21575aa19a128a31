// TouchTrap: does something at the very moment at which this thread next touches a page of memory, as another thread
// could: between two chosen instructions, without hooks in the code.
//
//   TouchTrap trap(&serial, [&] { slot->store(other); });
//   ... the next read or write of anything on the page of `serial` does that first ...
//
// One at a time. What it does must not touch what the interrupted code holds, such as malloc's lock.
#pragma once

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <functional>

#include <sys/mman.h>
#include <unistd.h>

namespace mayfly::test {

class TouchTrap {
 public:
  TouchTrap(const void* address, std::function<void()> then) : then_(std::move(then)) {
    const auto size = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
    page_ = reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(address) & ~(size - 1));
    size_ = size;
    armed_ = this;
    struct sigaction action = {};
    action.sa_sigaction = &TouchTrap::touched;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGSEGV, &action, &previous_);
    mprotect(page_, size_, PROT_NONE);
  }
  ~TouchTrap() {
    open();
    sigaction(SIGSEGV, &previous_, nullptr);
    armed_ = nullptr;
  }
  TouchTrap(const TouchTrap&) = delete;
  TouchTrap& operator=(const TouchTrap&) = delete;

  bool sprung() const { return sprung_; }

 private:
  static void touched(int, siginfo_t* info, void*) {
    TouchTrap* trap = armed_;
    const auto offset = reinterpret_cast<uintptr_t>(info->si_addr) - reinterpret_cast<uintptr_t>(trap->page_);
    if (offset >= trap->size_ || trap->sprung_) std::abort();  // a fault of somebody else's
    trap->open();
    trap->sprung_ = true;
    trap->then_();
  }
  void open() { mprotect(page_, size_, PROT_READ | PROT_WRITE); }

  static inline TouchTrap* armed_ = nullptr;
  std::function<void()> then_;
  void* page_;
  uintptr_t size_;
  struct sigaction previous_;
  volatile bool sprung_ = false;
};

}  // namespace mayfly::test
