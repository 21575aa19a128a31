// World: a runtime, 32 roots, and what an input does with them: the input is a script of operations, each a letter and its
// operands (the tables stand in operations_*.cpp). An operand is one byte; a root is its lower five bits, so that 'A' to
// 'Z' are readable names of roots 1 to 26. Anything may be given to anything: most of it is a mistake of the host's, which
// must be an error and nothing else.
//
// User code that is called (listeners, callbacks, finalizers, ==, hash, ...) goes on with the script: it reads what it
// does and what it returns from where the script stands. So whatever may happen inside of an operation does.
//
// What is checked, always: each callback comes at most once, when its reference is dead; what is dead stays dead; what a
// root holds is alive; a finalizer runs once; host objects are released once, and all of them; errors say something;
// counts fit together.
#pragma once

#include "embedding/bytes.h"
#include "support/check.h"

#include <mayfly/mayfly.h>

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_set>
#include <vector>

class World {
 public:
  static constexpr size_t kRoots = 32;

  World(const uint8_t* data, size_t size) : bytes_(data, size) {}
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  void run();

 private:
  using Value = mayfly::Value;
  template <typename T>
  using Root = mayfly::Root<T>;
  using Error = mayfly::Error;

  struct Operation {
    char letter;
    void (World::*perform)();
    bool is_inner = false;  // one that asks nobody whether the runtime is open: not for one that is closed
  };
  static const std::vector<Operation>& operations();
  static std::span<const Operation> object_operations();
  static std::span<const Operation> weak_operations();
  static std::span<const Operation> signal_operations();
  static std::span<const Operation> runtime_operations();

  // --- the script ---
  bool open();
  mayfly::Result<> make_code();
  void step();
  // A copy: what the root held when the operation began, which user code cannot take away.
  Root<Value> operand();
  // For what no check stands before: of this runtime, and of this class; else null.
  template <typename T>
  T* own(const Root<Value>& held) const {
    const Value value = held.get();
    if (!value.is_object() || !rt_->heap().owns(*value.cell())) return nullptr;
    return value.try_as<T>();
  }
  Value own_value(const Root<Value>& held) const;
  // As any Target<T> takes it: null for what is something else.
  template <typename T>
  static T* target(const Root<Value>& held) {
    return held.get().is_object() ? held.get().try_as<T>() : nullptr;
  }
  size_t place() { return bytes_.next() % kRoots; }
  mayfly::Symbol& attribute_name() { return *names_[bytes_.next() % names_.size()]; }
  void put(size_t place, mayfly::Result<Value> made);
  template <typename T>
  void put(size_t place, mayfly::Result<Root<T>> made) {
    if (!made) return note(made.error());
    roots_[place] = Root<Value>(rt_->heap(), Value(*made));
    handles_[place] = {};
  }
  template <typename T>
  void put_cell(size_t place, T* made) {
    if (!made) return note(rt_->heap().allocation_error());
    put(place, mayfly::Result<Value>(Value(made)));
  }
  void note(const Error& error);
  template <typename T>
  bool note(const mayfly::Result<T>& done) {
    if (!done) note(done.error());
    return static_cast<bool>(done);
  }
  void look_at(const mayfly::CollectReport& report);
  void check();
  void check_reference(const mayfly::WeakRef& reference);

  // --- user code ---
  enum class Ending { kOrdinary, kMayEnd };
  mayfly::Result<Value> act(mayfly::Arguments arguments, Ending ending);
  static World& of(mayfly::Function& callee);
  static mayfly::Result<Value> called(mayfly::Runtime&, mayfly::Function& callee, mayfly::Arguments arguments) noexcept;
  static mayfly::Result<Value> next(mayfly::Runtime&, mayfly::Function& callee, mayfly::Arguments arguments) noexcept;
  static mayfly::Result<Value> told(mayfly::Runtime&, mayfly::Function& callee, mayfly::Arguments arguments) noexcept;
  static mayfly::Result<Value> finalized(mayfly::Runtime&, mayfly::Function& callee,
                                         mayfly::Arguments arguments) noexcept;
  mayfly::Result<Root<mayfly::Function>> make_callback();
  mayfly::Result<Root<mayfly::Class>> define_things();

  // --- operations: operations_*.cpp ---
  void make_class(), make_instance(), make_thing(), make_function(), make_typed_function(), make_bound(), make_plain();
  void make_list(), make_tuple(), make_dict(), look_up(), define_special(), set_attribute(), get_attribute();
  void delete_attribute(), has_attribute(), change_class(), call(), call_keywords(), call_method(), call_typed();
  void set_item(), get_item(), delete_item(), append(), compare(), look_at_value(), contains(), add(), iterate();
  void convert();
  template <typename Make>
  void make_reference(Make&& make);
  void make_weak(), make_long(), make_proxy(), make_weak_method(), make_finalizer(), make_watch(), use_finalizer();
  void call_weak(), look(), list_references(), make_handle();
  void make_map(), set_in_map(), get_in_map(), erase_in_map(), clear_map(), pop_in_map(), update_map(), copy_map();
  void list_map(), combine_sets();
  template <typename F>
  bool with_map(const Root<Value>& held, F&& f);
  void make_signal(), connect(), connect_weak(), disconnect(), disconnect_all(), block(), unblock(), emit();
  void emit_list(), set_notice();
  void safe_point(), drain(), post(), collect_exact(), collect(), collect_for_script(), collect_until_quiet();
  void set_failing(), set_limit(), set_automatic(), set_stress(), limit_steps(), make_foreign(), release_host();
  void drop(), copy_root(), shut_down(), dump_text();

  // The C++ object of host instances.
  struct Thing {
    explicit Thing(World& owner) : world(owner) { world.things_alive_++; }
    ~Thing() {
      FUZZ_CHECK(!is_released, "an object of the host is released twice");
      is_released = true;
      world.things_alive_--;
    }
    Thing(const Thing&) = delete;
    int64_t turn(int64_t times) { return turns += times; }

    World& world;
    int64_t turns = 0;
    double weight = 0.5;
    bool is_released = false;
  };

  Bytes bytes_;
  int depth_ = 0;  // of user code in user code
  mayfly::gc::ThreadScope attached_;
  std::unique_ptr<mayfly::Runtime> rt_;
  std::unique_ptr<mayfly::Runtime> other_;  // whose values are foreign
  std::array<Root<Value>, kRoots> roots_;
  std::array<mayfly::WeakRoot<mayfly::gc::Cell>, kRoots> handles_;  // to what the root of that place holds
  std::vector<mayfly::WatchedRoot<mayfly::gc::Cell>> watches_;
  std::vector<Root<mayfly::Symbol>> names_;
  std::array<mayfly::AttributeCache, 4> caches_;
  Root<mayfly::Function> called_;
  Root<mayfly::Function> unrooted_;
  Root<mayfly::Function> next_;
  Root<mayfly::Function> told_;
  Root<mayfly::Function> finalized_;
  Root<mayfly::Class> things_;
  Root<mayfly::Symbol> number_name_;      // the attribute that says which instance it is
  std::vector<uint8_t> times_told_;       // by callback
  std::vector<uint8_t> times_finalized_;  // by instance
  std::unordered_set<uint64_t> dead_;     // identities of targets that a reference has been seen to have lost
  int64_t things_alive_ = 0;
  uint64_t collections_ = 0;
  size_t tasks_posted_ = 0;
  size_t tasks_run_ = 0;
};
