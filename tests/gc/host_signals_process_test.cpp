// A host's own signal handlers, and its timers, beside Mayfly's collections: handlers run, each time, and nothing breaks.
//
// bdwgc stops threads by SIGPWR and starts them again by SIGXCPU; all other signals are the host's. A program of its own,
// since the handlers are there before Mayfly is.
#include <mayfly/gc/threads/thread_scope.h>

#include <support/test_cells.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <thread>

#include <pthread.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

namespace mayfly {
namespace {

using test::Node;
using test::plain_word;
using test::TestReference;

constexpr int kSignals[] = {SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2};
std::atomic<int> caught[NSIG];

// As a host's would: it uses some stack, and leaves errno as it was.
void handle(int signal) {
  const int saved = errno;
  volatile char used[512];
  for (size_t i = 0; i < sizeof used; i++) used[i] = static_cast<char>(signal);
  caught[signal].fetch_add(used[0] == signal ? 1 : 0);
  errno = saved;
}

char* page = nullptr;
std::atomic<int> faults{0};

// A host that maps its memory when it is touched.
void handle_fault(int, siginfo_t* info, void*) {
  if (info->si_addr < page || info->si_addr >= page + sysconf(_SC_PAGESIZE)) _exit(3);  // a fault of somebody else's
  faults++;
  mprotect(page, static_cast<size_t>(sysconf(_SC_PAGESIZE)), PROT_READ | PROT_WRITE);
}

// Before the first heap, as a host has them.
const bool handlers_are_set = [] {
  for (int signal : kSignals) {
    struct sigaction action = {};
    action.sa_handler = &handle;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
  }
  struct sigaction action = {};
  action.sa_sigaction = &handle_fault;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGSEGV, &action, nullptr);
  sigaction(SIGBUS, &action, nullptr);
  page = static_cast<char*>(
      mmap(nullptr, static_cast<size_t>(sysconf(_SC_PAGESIZE)), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  return true;
}();

// Makes, drops, collects and checks. The heap is the calling thread's.
class Work {
 public:
  explicit Work(gc::Heap& heap) : heap_(heap) {}

  void round() {
    for (uint64_t i = 0; i < 40; i++) {
      Root<Node> node(heap_, Node::create(heap_, made_));
      node->edges[0] = Node::create(heap_, made_ + 1'000'000);
      references_.emplace_back(heap_, TestReference::create(heap_, *node, plain_word(made_)));
      living_.push_back(std::move(node));
      made_++;
    }
    living_.erase(living_.begin(), living_.begin() + 20);
    heap_.collect();
    take();
    for (const Root<Node>& node : living_)
      ASSERT_EQ(static_cast<Node*>(node->edges[0].get())->id(), node->id() + 1'000'000);
  }
  // Everything dies, and was told once.
  void end() {
    living_.clear();
    heap_.collect_exact();
    take();
    heap_.collect_exact();
    take();
    std::sort(told_.begin(), told_.end());
    ASSERT_EQ(told_.size(), made_);
    for (uint64_t i = 0; i < made_; i++) ASSERT_EQ(told_[i], i);
  }

 private:
  void take() {
    for (uint64_t number : test::drain_callbacks(heap_)) told_.push_back(number);
  }

  gc::Heap& heap_;
  uint64_t made_ = 0;
  std::vector<Root<Node>> living_;
  std::vector<Root<TestReference>> references_;
  std::vector<uint64_t> told_;
};

void set_timers(int microseconds) {
  const itimerval every = {{0, microseconds}, {0, microseconds}};
  for (int timer : {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF}) setitimer(timer, &every, nullptr);
}

class HostSignals : public test::HeapTest {};

TEST_F(HostSignals, KeepTheirHandlers) {
  Work work(heap);
  work.round();
  for (int signal : kSignals) {
    struct sigaction action;
    sigaction(signal, nullptr, &action);
    EXPECT_EQ(action.sa_handler, &handle) << signal;
  }
  for (int signal : {SIGSEGV, SIGBUS}) {
    struct sigaction action;
    sigaction(signal, nullptr, &action);
    EXPECT_EQ(action.sa_sigaction, &handle_fault) << signal;
  }
  work.end();
}

// Timers interrupt two threads that allocate and collect, wherever they are.
TEST_F(HostSignals, FromTimersMayComeAtAnyTime) {
  constexpr int kTicks = 20;
  for (std::atomic<int>& count : caught) count = 0;
  const auto has_ticked = [] {
    return caught[SIGALRM] >= kTicks && caught[SIGPROF] >= kTicks && caught[SIGVTALRM] >= kTicks;
  };
  set_timers(2'000);
  std::atomic<bool> alone{false};
  std::thread other([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    Work work(*own);
    while (!has_ticked()) work.round();
    gc::blocking(gc::Frames::kHoldNone, [&] {
      while (!alone) std::this_thread::yield();
    });
    work.end();
  });
  Work work(heap);
  while (!has_ticked()) work.round();
  gc::blocking(gc::Frames::kHoldNone, [&] {
    alone = true;
    other.join();
  });
  set_timers(0);
  work.end();
}

// Each one that is sent arrives, whether the thread runs, waits, or is stopped for a collection.
TEST_F(HostSignals, SentToAThreadArriveWhileOthersCollect) {
  const int sent = static_cast<int>(test::scaled(heap, 300, 20));
  caught[SIGUSR1] = caught[SIGUSR2] = 0;
  std::atomic<bool> stop{false};
  std::atomic<bool> ready{false};
  std::thread other([&] {
    ThreadScope attached;
    std::unique_ptr<gc::Heap> own = test::make_test_heap();
    Work work(*own);
    ready = true;
    while (!stop) work.round();
    work.end();
  });
  gc::blocking([&] {
    while (!ready) std::this_thread::yield();
  });
  for (int i = 0; i < sent; i++) {
    pthread_kill(other.native_handle(), i % 2 ? SIGUSR1 : SIGUSR2);
    heap.collect();
    // A signal that waits to be delivered is not counted twice: the next one is sent when it has been caught.
    gc::blocking([&] {
      while (caught[SIGUSR1] + caught[SIGUSR2] <= i) std::this_thread::yield();
    });
  }
  gc::blocking(gc::Frames::kHoldNone, [&] {
    stop = true;
    other.join();
  });
  EXPECT_EQ(caught[SIGUSR1] + caught[SIGUSR2], sent);
}

TEST_F(HostSignals, OfFaultsAreTheHosts) {
  Work work(heap);
  faults = 0;
  const auto size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  for (int i = 0; i < 5; i++) {
    mprotect(page, size, PROT_NONE);
    work.round();
    *static_cast<volatile char*>(page) = 1;
    EXPECT_EQ(faults, i + 1);
  }
  work.end();
}

}  // namespace
}  // namespace mayfly
