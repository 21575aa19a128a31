// Weak references of all kinds, finalizers and resurrection, against a plain model of the contract: random programs, the
// order of everything that runs included (contract 0.5, 0.6, 1.5 to 1.12, 2.6 to 2.9, 7.2 to 7.6, 8.1 to 8.5).
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/weak_list.h>
#include <mayfly/runtime/weak/finalizing.h>

#include <support/test_runtime.h>

#include <algorithm>
#include <random>
#include <set>

namespace mayfly {
namespace {

using Strings = std::vector<std::string>;

enum class Kind { kReference, kLong, kMethod, kFinalizer };

struct ModelObject {
  int id;
  bool has_finalizer;
  bool comes_back;  // its finalizer revives it
  bool finalized = false;
  bool alive = true;
  bool rooted = true;
  uint64_t cell = 0;  // its weak cell's place in the order; 0: none
  std::vector<int> edges;
};

struct ModelReference {
  int id;
  Kind kind;
  int target;
  int function = -1;  // a method's
  int argument = -1;  // a finalizer's
  int owner = -1;     // the object that holds it, besides the handle
  bool held = true;   // by a handle
  bool armed;
  bool alive = true;
  bool silent = false;
  Death death = Death::kAlive;

  bool is_on(int object) const { return alive && (target == object || function == object); }
};

// What the contract says.
class Model {
 public:
  std::vector<ModelObject> objects;
  std::vector<ModelReference> references;
  Strings told;

  void note_cell(int object) {
    if (object >= 0 && objects[object].cell == 0) objects[object].cell = ++last_cell_;
  }
  size_t count(int object) const {
    return static_cast<size_t>(
        std::count_if(references.begin(), references.end(), [&](const ModelReference& r) { return r.is_on(object); }));
  }

  void collect() {
    std::set<int> live = reachable();
    std::vector<bool> reachable_reference;
    for (const ModelReference& r : references) reachable_reference.push_back(is_reachable(r, live));
    std::set<int> dead;
    for (const ModelObject& o : objects)
      if (o.alive && !live.contains(o.id)) dead.insert(o.id);

    // The verdict.
    std::vector<Due> due;
    for (int o : dead) kill_references(o, dead, reachable_reference, due, false);
    // Finalizers, and what they bring back.
    std::vector<int> finalizers;
    for (int o : dead) {
      if (!objects[o].has_finalizer || objects[o].finalized) continue;
      objects[o].finalized = true;
      finalizers.push_back(o);
    }
    for (int o : finalizers) reach(o, live);
    // What is really dead.
    for (int o : dead) {
      if (live.contains(o)) {
        const bool keeps_cell = std::any_of(references.begin(), references.end(), [&](const ModelReference& r) {
          return r.is_on(o) && r.kind == Kind::kLong;
        });
        if (!keeps_cell) objects[o].cell = 0;
        continue;
      }
      kill_references(o, dead, reachable_reference, due, true);
      objects[o].alive = false;
      objects[o].cell = 0;
    }
    // References that are garbage still.
    for (ModelReference& r : references)
      if (r.alive && !is_reachable(r, live)) r.alive = false;

    std::stable_sort(due.begin(), due.end(), [](const Due& a, const Due& b) { return a.order < b.order; });
    for (const Due& d : due) told.push_back("callback " + std::to_string(d.reference));
    for (int o : finalizers) {
      told.push_back("finalizer " + std::to_string(o));
      if (objects[o].comes_back) objects[o].rooted = true;
    }
  }

  void shut_down() {
    for (size_t i = references.size(); i-- > 0;)
      if (references[i].kind == Kind::kFinalizer && references[i].alive)
        told.push_back("callback " + std::to_string(references[i].id));
  }

 private:
  struct Due {
    int reference;
    uint64_t order;
  };

  void reach(int object, std::set<int>& live) const {
    if (!objects[object].alive || !live.insert(object).second) return;
    for (int next : objects[object].edges) reach(next, live);
  }
  std::set<int> reachable() const {
    std::set<int> live;
    for (const ModelObject& o : objects)
      if (o.rooted) reach(o.id, live);
    for (const ModelReference& r : references)
      if (r.kind == Kind::kFinalizer && r.alive && r.argument >= 0) reach(r.argument, live);
    return live;
  }
  static bool is_reachable(const ModelReference& r, const std::set<int>& live) {
    return r.held || r.kind == Kind::kFinalizer || live.contains(r.owner);
  }

  void kill_references(int object, const std::set<int>& dead, const std::vector<bool>& reachable_reference,
                       std::vector<Due>& due, bool really) {
    for (size_t i = references.size(); i-- > 0;) {
      ModelReference& r = references[i];
      if (!r.is_on(object)) continue;
      if (!really && r.kind == Kind::kLong) {
        r.silent = !reachable_reference[i];
        continue;
      }
      if (r.kind == Kind::kMethod && r.target != object && dead.contains(r.target))
        continue;  // in the receiver's place
      r.alive = false;
      r.death = r.target != object                                     ? Death::kFunction
                : r.kind == Kind::kMethod && dead.contains(r.function) ? Death::kBoth
                                                                       : Death::kReceiver;
      if (r.armed && !r.silent && reachable_reference[i]) due.push_back({r.id, objects[object].cell});
    }
  }

  uint64_t last_cell_ = 0;
};

class WeakModel : public test::RuntimeTest, public ::testing::WithParamInterface<int> {
 protected:
  ~WeakModel() override { owner.reset(); }

  static int id_of(Runtime& runtime, Symbol& id, Value object) {
    return static_cast<int>((*runtime.get_attribute(object, id)).as_small());
  }

  Symbol& id_name = name("id");
  Class& plain = make_class("Plain");
  Class& finalizable = make_class("Finalizable");
  Strings told;
  Model model;
  std::vector<Root<Instance>> roots;             // by object
  std::vector<Root<gc::WeakReference>> handles;  // by reference
  std::mt19937 random{static_cast<uint32_t>(GetParam())};
  int next_attribute = 0;

  WeakModel() {
    define(finalizable, "__del__", [this](Runtime& runtime, Arguments arguments) -> Result<Value> {
      const int id = id_of(runtime, id_name, arguments[0]);
      told.push_back("finalizer " + std::to_string(id));
      if (model.objects[id].comes_back) roots[id] = Root<Instance>(runtime.heap(), arguments[0].as<Instance>());
      return Value::nil();
    });
    // Only exact collections, where the model has them.
    rt.heap().disable_automatic();
  }

  int below(size_t n) { return static_cast<int>(random() % n); }
  bool one_in(int n) { return below(n) == 0; }
  // One that the test holds; -1: none.
  int any_rooted() {
    std::vector<int> all;
    for (const ModelObject& o : model.objects)
      if (o.rooted) all.push_back(o.id);
    return all.empty() ? -1 : all[below(all.size())];
  }
  void store(int object, Value value) { set(roots[object], "a" + std::to_string(next_attribute++), value); }

  void make_object() {
    const int id = static_cast<int>(model.objects.size());
    const bool has_finalizer = one_in(3);
    model.objects.push_back({.id = id, .has_finalizer = has_finalizer, .comes_back = one_in(2), .edges = {}});
    roots.push_back(make_root(has_finalizer ? finalizable : plain));
    set(roots.back(), "id", number(id));
  }
  void make_reference() {
    const int target = any_rooted();
    if (target < 0) return;
    const int id = static_cast<int>(model.references.size());
    ModelReference r{.id = id, .kind = static_cast<Kind>(below(4)), .target = target, .armed = true};
    Function* callback =
        test::make_function(rt, "callback", [this, id](Runtime&, Arguments arguments) -> Result<Value> {
          told.push_back("callback " + std::to_string(id));
          if (arguments.size() == 1 && arguments[0].is<WeakRef>()) {
            EXPECT_EQ(arguments[0].as<WeakRef>()->get(), nullptr);
          }
          return Value::nil();
        });
    gc::WeakReference* made = nullptr;
    switch (r.kind) {
      case Kind::kReference: made = *WeakRef::create(rt.space(), roots[target], callback); break;
      case Kind::kLong: made = *WeakRef::create_long(rt.space(), roots[target], callback); break;
      case Kind::kMethod:
        r.function = any_rooted();
        made = *WeakMethod::create(rt.space(), roots[target], *roots[r.function], callback);
        break;
      case Kind::kFinalizer: {
        if (one_in(4)) r.argument = any_rooted();
        const Value argument = r.argument < 0 ? Value::nil() : Value(roots[r.argument]);
        const Value values[] = {argument, argument};
        made = *make_finalizer(rt, roots[target], callback, Arguments(values, 2));
        break;
      }
    }
    model.note_cell(target);
    model.note_cell(r.function);
    handles.emplace_back(rt.heap(), made);
    if (one_in(3)) {
      r.owner = any_rooted();
      store(r.owner, made);
    }
    if (one_in(3)) {
      r.held = false;
      handles.back().reset();
    }
    model.references.push_back(r);
  }
  void make_edge() {
    const int from = any_rooted();
    const int to = any_rooted();
    if (from < 0) return;
    store(from, roots[to]);
    model.objects[from].edges.push_back(to);
  }
  void drop_object() {
    const int object = any_rooted();
    if (object < 0) return;
    model.objects[object].rooted = false;
    roots[object].reset();
  }
  void drop_or_end_reference() {
    if (model.references.empty()) return;
    const int id = below(model.references.size());
    ModelReference& r = model.references[id];
    if (!r.held) return;
    if (r.kind == Kind::kFinalizer && one_in(2)) {
      Finalizer& finalizer = static_cast<Finalizer&>(*handles[id]);
      EXPECT_EQ(finalizer.is_alive(), r.alive);
      if (r.alive && one_in(2)) {
        EXPECT_FALSE(value(rt.detach(finalizer)).is_nil());
        r.death = Death::kCleared;
      } else if (r.alive) {
        call(&finalizer);
        model.told.push_back("callback " + std::to_string(id));
        r.death = Death::kCleared;
      } else {
        EXPECT_TRUE(call(&finalizer).is_nil());
        EXPECT_TRUE(value(rt.detach(finalizer)).is_nil());
      }
      r.alive = false;
      return;
    }
    r.held = false;
    handles[id].reset();
  }

  void compare() {
    ASSERT_EQ(told, model.told);
    for (const ModelReference& r : model.references) {
      if (!r.held) continue;
      const gc::WeakReference& actual = *handles[r.id];
      ASSERT_EQ(actual.death(), r.death) << r.id;
      if (r.kind == Kind::kMethod) {
        ASSERT_EQ(static_cast<const WeakMethod&>(actual).is_alive(), r.alive) << r.id;
      } else {
        ASSERT_EQ(actual.target_cell() != nullptr, r.alive) << r.id;
      }
    }
    for (const ModelObject& o : model.objects) {
      if (o.rooted) {
        ASSERT_EQ(weak_reference_count(rt.space(), roots[o.id]), model.count(o.id)) << o.id;
      }
    }
  }
};

TEST_P(WeakModel, IsWhatHappens) {
  const int steps = rt.heap().options().stress ? 200 : 1'500;
  for (int step = 0; step < steps; step++) {
    switch (below(10)) {
      case 0:
      case 1: make_object(); break;
      case 2:
      case 3:
      case 4: make_reference(); break;
      case 5: make_edge(); break;
      case 6:
      case 7: drop_object(); break;
      case 8: drop_or_end_reference(); break;
      case 9: {
        if (one_in(2)) continue;
        model.collect();
        const CollectReport report = rt.collect_exact();
        ASSERT_TRUE(report.exact) << report.why_not();
        compare();
        if (HasFatalFailure()) return;
        break;
      }
    }
  }
  // All that is left.
  for (ModelObject& o : model.objects) o.rooted = false;
  for (Root<Instance>& root : roots) root.reset();
  for (int i = 0; i < 4; i++) {
    model.collect();
    rt.collect_exact();
    compare();
    if (HasFatalFailure()) return;
    for (ModelObject& o : model.objects) o.rooted = false;
    for (Root<Instance>& root : roots) root.reset();
  }
  model.shut_down();
  ASSERT_TRUE(rt.shutdown());
  EXPECT_EQ(told, model.told);
}

INSTANTIATE_TEST_SUITE_P(Seeds, WeakModel, ::testing::Range(1, 9));

}  // namespace
}  // namespace mayfly
