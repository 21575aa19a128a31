// World: a runtime on which operations are carried out, with what it takes to compare it with a model: which object has
// which number, what user code was told, what can be seen of each object.
//
// It knows addresses of objects in malloc memory, which the collector does not see: they are used only for objects that the
// model says are alive. Everything else goes through Mayfly's public interface. Nothing here collects but the operations
// that say so: the runtime's automatic collections are switched off, so that a run can be foretold.
//
// On the thread that made it.
#pragma once

#include "model/event.h"
#include "model/model.h"
#include "world/address_table.h"

#include <mayfly/gc/weak/weak_table.h>
#include <mayfly/mayfly.h>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace stress {

struct WorldOptions {
  size_t heap_limit = 0;
  bool verify = false;
};

class World {
 public:
  // Nothing, and the reason in `problem`, when there is no runtime to be had.
  static std::unique_ptr<World> create(const WorldOptions& options, std::string& problem);
  ~World();

  // REQUIRES: the model accepts it. The outcome stays valid until the next call.
  const Outcome& apply(const Operation& operation);
  const std::vector<Event>& events() const { return events_; }
  // It is gone, as the model knows.
  void forget(Id id) { addresses_.forget(id); }

  // Everything that can be seen of an object that is alive: as Model::inspect.
  void inspect(Id id, Kind kind, std::vector<int64_t>& seen);

  struct Census {
    size_t objects[kKinds] = {};
  };
  // What the last collection found alive, without what every runtime has. Nothing may have been made since.
  Census census();
  // Of the last collection.
  const mayfly::CollectReport& report() const { return report_; }
  // Weak references, weak cells and roots, without what every runtime has.
  struct Counts {
    size_t references, cells, roots;
  };
  Counts counts() const;
  // Whether it has been weakly referenced.
  bool has_cell(Id id) const { return rt_->heap().weak_table().existing_handle(*addresses_.cell(id)).slot != nullptr; }
  bool has_due() const { return rt_->heap().has_due(); }

  mayfly::Runtime& runtime() { return *rt_; }
  // Lets every Nth allocation of the operations that make things fail; 0: none. They are errors, and change nothing.
  void set_fail_every(size_t every) { fail_every_ = every; }

 private:
  explicit World(const WorldOptions& options) : options_(options) {}
  bool open(std::string& problem);
  bool make_code(std::string& problem);
  void close();

  mayfly::gc::Heap& heap() { return rt_->heap(); }
  mayfly::Value value(Id id) const { return id ? mayfly::Value(addresses_.cell(id)) : mayfly::Value::nil(); }
  template <typename T>
  T& as(Id id) const {
    return *static_cast<T*>(addresses_.cell(id));
  }
  // 0 for nil and nothing; kStranger for what no operation made.
  Id id_of(mayfly::Value value) const;
  int64_t key_of(mayfly::Value key) const;
  void hold(Id id);
  void let_go(Id id);
  // A new object, or an error.
  template <typename T>
  void enter(Id id, mayfly::Result<mayfly::Root<T>> made) {
    if (!made) return note(made.take_error());
    enter_cell(id, mayfly::Value(*made).cell());
  }
  void enter_cell(Id id, mayfly::gc::Cell* made);
  void note(mayfly::Error error);
  void note(mayfly::Result<> done) {
    if (!done) note(done.take_error());
  }

  void apply_object(const Operation& operation);
  void apply_container(const Operation& operation);
  void pull(Id from, uint32_t place);
  void apply_weak(const Operation& operation);
  void apply_map(const Operation& operation);
  void apply_signal(const Operation& operation);
  void collect(bool runs);
  void shut_down();
  template <typename Map>
  void see_map(const Map& map, std::vector<int64_t>& seen);

  // --- user code ---
  static mayfly::Result<mayfly::Value> called(mayfly::Runtime& rt, mayfly::Function& callee,
                                              mayfly::Arguments arguments) noexcept;
  static mayfly::Result<mayfly::Value> finalized(mayfly::Runtime& rt, mayfly::Function& callee,
                                                 mayfly::Arguments arguments) noexcept;
  mayfly::Result<> act(Id actor, Id subject);
  void tell(Event::What what, Id function, Id subject) { events_.push_back({what, function, subject}); }

  // The C++ object of host instances.
  struct Thing {
    Thing(World& owner, Id its) : world(owner), id(its) {}
    ~Thing() { world.tell(Event::What::kReleased, 0, id); }
    World& world;
    Id id;
  };

  WorldOptions options_;
  std::unique_ptr<mayfly::Runtime> rt_;
  mayfly::Root<mayfly::Function> told_;       // its code is that of all functions
  mayfly::Root<mayfly::Function> finalizer_;  // of all classes that have one
  mayfly::Root<mayfly::Class> things_;        // the bound class
  mayfly::Root<mayfly::Symbol> class_name_;
  mayfly::Root<mayfly::Symbol> finalize_name_;
  std::vector<mayfly::Root<mayfly::Symbol>> attributes_;
  std::vector<mayfly::Root<mayfly::Symbol>> methods_;
  // As a front-end's places in its code have: one for each name, whatever the object.
  std::vector<mayfly::AttributeCache> attribute_caches_;
  std::vector<mayfly::AttributeCache> method_caches_;

  AddressTable addresses_;
  std::vector<mayfly::Root<mayfly::Value>> held_;
  std::vector<uint64_t> identities_;  // of weak references, when they were made
  std::unordered_map<Id, mayfly::WeakRoot<mayfly::gc::Cell>> handles_;
  struct Act {
    Action action = Action::kNone;
    Id operand = 0;
  };
  std::vector<Act> acts_;

  size_t fail_every_ = 0;
  Census base_;
  Counts base_counts_ = {};
  mayfly::CollectReport report_;
  std::vector<Event> events_;
  Outcome outcome_;
};

inline constexpr Id kStranger = 0xffff'ffff;

}  // namespace stress
