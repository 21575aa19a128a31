// EventLoop: timed events in a queue. Time is a number that jumps from event to event: no clock is asked, so that each
// run of the program is like any other.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

class EventLoop {
 public:
  using Event = std::function<void()>;

  int64_t now() const { return now_; }
  // Runs the event so many units of time from now; events of the same time in the order of the calls.
  void after(int64_t delay, Event event) { queue_.push({now_ + delay, count_++, std::move(event)}); }
  // Runs what is due up to this time.
  void run_until(int64_t end) {
    while (!queue_.empty() && queue_.top().time <= end) {
      now_ = queue_.top().time;
      const Event event = queue_.top().event;
      queue_.pop();
      event();
    }
    now_ = end;
  }

 private:
  struct Entry {
    int64_t time;
    uint64_t number;
    Event event;
    bool operator<(const Entry& other) const {
      return time != other.time ? time > other.time : number > other.number;  // the first is the greatest
    }
  };

  std::priority_queue<Entry> queue_;
  int64_t now_ = 0;
  uint64_t count_ = 0;
};
