// Model: what a runtime must look like, computed the slow and simple way: an object graph in std containers, and
// reachability.
//
// It shares no code with Mayfly and includes none of its headers. apply() does to the graph what the operation does to a
// runtime, user code included: the events that it makes due run in the documented order (docs/finalizers.md, "The one
// order"), and stand in events() afterwards. A collection finds dead what roots do not reach, ephemerons by fixpoint,
// finalizers and what they bring back included (collect.cpp).
//
// It is exact because nothing collects but the operations `mark` and `collect`, and `act` with kCollect.
#pragma once

#include "model/event.h"
#include "model/object.h"

#include <deque>
#include <vector>

namespace stress {

inline constexpr Id kBuiltIn = 1;        // a function that every runtime has
inline constexpr Id kMaxId = 0xff'ffff;  // of what an operation may make

class Model {
 public:
  Model() { reset(); }

  // False: it would do nothing.
  bool accepts(const Operation& operation) const;
  // REQUIRES: accepts(operation). The outcome stays valid until the next call.
  const Outcome& apply(const Operation& operation);

  // Another runtime of the process collected, or this one was collected without a word: nothing runs.
  void collect_elsewhere() {
    events_.clear();
    freed_.clear();
    collect();
  }
  // The object has a weak cell by now, though the operation that made it failed.
  void note_cell(Id id) { cell_of(id); }

  // User code that the last operation ran.
  const std::vector<Event>& events() const { return events_; }
  // Objects that it found dead and reclaimed.
  const std::vector<Id>& freed() const { return freed_; }
  uint64_t collections() const { return collections_; }

  // --- what is there ---
  const Object& object(Id id) const { return objects_[id]; }
  Id end() const { return static_cast<Id>(objects_.size()); }
  bool is_present(Id id) const { return id < objects_.size() && objects_[id].kind != Kind::kNone; }
  // What the host holds, by kind, in no order.
  const std::vector<Id>& held(Kind kind) const { return held_[static_cast<size_t>(kind)]; }
  size_t held_count() const { return held_count_; }
  size_t present_count() const { return present_count_; }
  // Whether an operand of this sort can be this object (operation.h has the letters).
  bool fits(char sort, Id id) const;
  bool can_be_target(Id id) const;
  // Marks what roots reach, for is_marked(); as a collection would, but nothing dies.
  void mark_reachable();
  bool is_marked(Id id) const { return objects_[id].marked; }

  // Everything that can be seen of an object, in numbers: ids, and counts. What a kind has: inspect.cpp. Looking at a
  // connection settles why it ended.
  void inspect(Id id, std::vector<int64_t>& seen);

  // After the last collection, before anything ran: how many of each kind are there, what is due.
  struct Census {
    size_t objects[kKinds] = {};
    size_t references_cleared = 0;
    size_t live_references_cleared = 0;  // of these, such as were not garbage themselves
    size_t callbacks_due = 0;
    size_t finalizers_due = 0;
  };
  const Census& census() const { return census_; }
  // Now.
  size_t reference_count() const;
  size_t cell_count() const;
  size_t due_count() const { return due_.size() + finalizers_.size() + releases_.size(); }

 private:
  void reset();
  Object& make(Id id, Kind kind);
  Object& at(Id id) { return objects_[id]; }
  void hold(Id id);
  void let_go(Id id);
  void free_object(Id id);

  // --- apply.cpp: one function for each sort of operation ---
  bool accepts_details(const Operation& operation) const;
  void apply_object(const Operation& operation);
  void apply_container(const Operation& operation);
  void apply_pull(const Operation& operation);
  Id find_method(Id cls, uint32_t slot) const;
  Id method_slot(Id object, uint32_t slot) const;

  // --- apply_weak.cpp ---
  void apply_weak(const Operation& operation);
  void apply_map(const Operation& operation);
  void watch(Id reference, Id target);
  uint64_t cell_of(Id target);
  void unwatch(Id reference);
  void clear_reference(Id reference, Dead why);
  Entry* find_entry(Id map, Key key);

  // --- apply_signal.cpp ---
  void apply_signal(const Operation& operation);
  Ended look(Id connection);
  void forget_former_life(Object& signal);
  size_t listener_count(Id signal) const;
  void remove_connection(Id connection, Ended why);
  void emit(Id signal);

  // --- drain.cpp: user code ---
  size_t drain(size_t most);
  bool run_callback();
  bool run_finalizer();
  bool run_release();
  bool run_task();
  bool run_finalizer_object(Id finalizer, Id callable);  // false: its callable failed
  void report_finalizer(Id finalizer, Id callable);      // the same, and tells the failure
  void call_finalizer(Id finalizer);
  bool call_function(Id function, Id receiver);  // false: it failed
  bool act(Id actor, Id subject);                // false: it fails
  void tell(Event::What what, Id function, Id subject) { events_.push_back({what, function, subject}); }
  void collect_in_user_code();
  void shut_down();

  // --- collect.cpp ---
  void collect();
  void mark(Id id);
  void mark_roots();
  void mark_everything();
  bool mark_ephemerons();
  void kill(Id reference, Id dying);
  bool dies_now(Id target) const { return target == 0 || !objects_[target].marked; }
  void verdict();
  void drop_entries(Kind kind, bool late);
  void clear_long_references();
  void take_census();

  struct Due {
    Id reference;
    uint64_t order;
  };

  std::vector<Object> objects_;
  std::vector<Id> held_[kKinds];
  size_t held_count_ = 0;
  size_t present_count_ = 0;
  uint64_t last_cell_ = 0;
  uint64_t last_made_ = 0;
  uint64_t collections_ = 0;

  std::deque<Id> due_;         // callbacks, in order
  std::deque<Id> finalizers_;  // objects whose class's finalizer is due
  std::deque<Id> releases_;    // objects whose C++ object is to be released
  std::deque<uint32_t> tasks_;
  std::vector<Id> alive_finalizers_;  // finalizer objects that are alive, oldest first
  std::vector<Id> pins_;              // what running calls hold
  bool draining_ = false;
  bool closing_ = false;

  std::vector<Id> marking_;  // the work list
  std::vector<Due> batch_;   // callbacks of the collection that is going on
  std::vector<Id> kept_;     // objects whose cell stays although they were found dead
  std::vector<Id> scratch_;
  Census census_;
  std::vector<Event> events_;
  std::vector<Id> freed_;
  Outcome outcome_;
};

}  // namespace stress
