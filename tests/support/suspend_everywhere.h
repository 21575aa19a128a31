// SuspendEverywhere: stops this thread between any two instructions, and lets another thread collect there.
//
//   SuspendEverywhere::run({1, 0}, [&] { heap.weak_table().handle_for(node); });  // a collection before each instruction
//   SuspendEverywhere::run({8, 3}, ...);                                          // before the 4th, the 12th, ...
//
// Every instruction is a suspension point, those of the code as it is shipped included: the processor's single step needs
// no marks in the code, which would change what the compiler makes of it. While the thread has bdwgc's own lock, nobody
// can collect: there it is stepped past, and counted. So the program that includes this stands between bdwgc and its
// lock: it must be one of its own. What is run must not collect by itself: a whole collection would be single-stepped.
//
// x86-64 alone lets a thread step itself: is_possible().
#pragma once

#include <mayfly/gc/threads/thread_scope.h>

#include <support/host_gc.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <thread>

#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>

namespace mayfly::test {

class SuspendEverywhere {
 public:
  // Collects before the instructions whose number is `offset` modulo `distance`.
  struct Where {
    size_t distance = 1;
    size_t offset = 0;
  };
  struct Counts {
    size_t instructions = 0;
    size_t collections = 0;
    size_t under_lock = 0;  // stepped past
  };

  // False where a thread can't step itself.
  static bool is_possible() {
    return run({1, 0}, [] {}).collections > 0;
  }

  // On an attached thread. The thread that collects lives as long as this takes: afterwards, collections can be exact.
  template <typename F>
  static Counts run(Where where, F&& f) {
    SuspendEverywhere suspending(where);
    step(true);
    f();
    step(false);
    return suspending.counts_;
  }

  // --- for the functions below ---
  static int lock_with(int (*real)(pthread_mutex_t*), pthread_mutex_t* mutex) {
    if (learns_) lock_ = mutex;
    if (mutex != lock_) return real(mutex);
    // Counted before it is had: what is in doubt is stepped past.
    locks_held_ = locks_held_ + 1;
    const int outcome = real(mutex);
    if (outcome != 0) locks_held_ = locks_held_ - 1;
    return outcome;
  }
  static int unlock_with(int (*real)(pthread_mutex_t*), pthread_mutex_t* mutex) {
    const int outcome = real(mutex);
    if (mutex == lock_) locks_held_ = locks_held_ - 1;
    return outcome;
  }

 private:
  explicit SuspendEverywhere(Where where) : where_(where) {
    sem_init(&asked_, 0, 0);
    sem_init(&done_, 0, 0);
    collector_ = std::thread([this] {
      ThreadScope attached;
      sem_post(&done_);
      for (wait(asked_); !ends_; wait(asked_)) {
        GC_gcollect();
        sem_post(&done_);
      }
    });
    wait(done_);  // from here on there are two threads, and bdwgc locks in earnest
    learns_ = true;
    GC_call_with_alloc_lock([](void*) -> void* { return nullptr; }, nullptr);
    learns_ = false;
    struct sigaction action = {};
    action.sa_sigaction = &SuspendEverywhere::stopped;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGTRAP, &action, &previous_);
    running_ = this;
  }
  ~SuspendEverywhere() {
    ends_ = true;
    sem_post(&asked_);
    collector_.join();
    sigaction(SIGTRAP, &previous_, nullptr);
    running_ = nullptr;
    sem_destroy(&asked_);
    sem_destroy(&done_);
  }

  // Sets the trap flag: from the instruction after the next on, each one ends in a SIGTRAP.
  [[gnu::always_inline]] static void step([[maybe_unused]] bool on) {
#if defined(__x86_64__)
    // Below the red zone, which may be in use.
    if (on)
      __asm__ volatile("lea -128(%%rsp), %%rsp; pushfq; orq $0x100, (%%rsp); popfq; lea 128(%%rsp), %%rsp" ::
                           : "memory", "cc");
    else
      __asm__ volatile("lea -128(%%rsp), %%rsp; pushfq; andq $~0x100, (%%rsp); popfq; lea 128(%%rsp), %%rsp" ::
                           : "memory", "cc");
#endif
  }
  static void wait(sem_t& semaphore) {
    while (sem_wait(&semaphore) != 0) {
    }
  }
  // On the thread that is stepped: its registers are on its stack, where the collector finds what they hold.
  static void stopped(int, siginfo_t*, void*) {
    const int saved = errno;
    SuspendEverywhere& self = *running_;
    const size_t number = self.counts_.instructions++;
    if (locks_held_ > 0) {
      self.counts_.under_lock++;
    } else if (number % self.where_.distance == self.where_.offset) {
      self.counts_.collections++;
      sem_post(&self.asked_);
      wait(self.done_);
    }
    errno = saved;
  }

  static inline SuspendEverywhere* running_ = nullptr;
  static inline pthread_mutex_t* lock_ = nullptr;  // bdwgc's
  static inline thread_local volatile bool learns_ = false;
  static inline thread_local volatile int locks_held_ = 0;

  std::thread collector_;
  sem_t asked_;
  sem_t done_;
  volatile bool ends_ = false;
  Where where_;
  Counts counts_;
  struct sigaction previous_ = {};
};

// Before anybody looks. With several markers, a thread that fills a free list makes collections wait for it, without the
// lock. And what MAYFLY_GC asks for would be stepped through.
inline const bool environment_is_set = setenv("GC_MARKERS", "1", 1) == 0 && unsetenv("MAYFLY_GC") == 0;

}  // namespace mayfly::test

// Looked up at the first call, which is before anything is stepped.
#define MAYFLY_STANDS_BEFORE(name, how)                                                            \
  extern "C" int name(pthread_mutex_t* mutex) {                                                    \
    static const auto real = reinterpret_cast<int (*)(pthread_mutex_t*)>(dlsym(RTLD_NEXT, #name)); \
    return mayfly::test::SuspendEverywhere::how(real, mutex);                                      \
  }
MAYFLY_STANDS_BEFORE(pthread_mutex_lock, lock_with)
MAYFLY_STANDS_BEFORE(pthread_mutex_trylock, lock_with)
MAYFLY_STANDS_BEFORE(pthread_mutex_unlock, unlock_with)
