// Finalizer: what is to be called when an object dies, as an object of its own (Python's weakref.finalize; contract 7).
//
// It holds a callable and arguments, strongly, and its target weakly. Its runtime's registry keeps it alive, so the handle
// may be dropped, and dying together with the target does not silence it (contract 7.6, unlike 1.10). It is alive until it
// is called, detached or fired. When its target dies it fires in the sequence of the target's weak references, newest
// first; when the runtime shuts down those that are alive run, newest first, unless they were told not to.
//
// Callable or arguments that lead to the target keep it alive until the runtime shuts down (contract 7.4). They are
// released when the finalizer has fired or was detached.
//
// Classes may derive from its class; their instances are Finalizers with attributes (own_slots.h), and can be weakly
// referenced themselves.
//
// What calls is in runtime/weak/finalizing.h; here is data. Used on its runtime's thread.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/cell/member.h>
#include <mayfly/gc/weak/weak_reference.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/model/object_space.h>

namespace mayfly {

// The arguments of the call: positional values, then those of keyword arguments, and the names of the latter. Null: none.
struct FinalizerArguments {
  Tuple* values = nullptr;
  gc::Backing* names = nullptr;  // Symbol*

  uint32_t keywords() const { return names ? static_cast<uint32_t>(names->capacity()) : 0; }
  uint32_t positional() const { return values ? static_cast<uint32_t>(values->size()) - keywords() : 0; }
  Symbol* const* symbols() const { return names ? reinterpret_cast<Symbol**>(names->words()) : nullptr; }
};

class MAYFLY_API Finalizer final : public gc::WeakReference {
 public:
  static constexpr gc::KindId kKind = kKindFinalizer;
  static const gc::KindRow kRow;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKindFinalizer; }

  // `callable`: anything but the empty value; that it can't be called shows when it is. Errors: kType when the target
  // can't be weakly referenced, with its type's name; kOutOfMemory.
  static Result<Finalizer*> create(ObjectSpace& space, Value target, Value callable,
                                   const FinalizerArguments& passed = {});
  // An instance of this class, whose instance kind is kKindFinalizer.
  static Result<Finalizer*> create_of(ObjectSpace& space, Class& cls, Value target, Value callable,
                                      const FinalizerArguments& passed = {});

  // Still to be called; also when its target has died and its turn has not come yet.
  bool is_alive() const { return is_armed(); }
  // The object it waits for; null when that has died.
  Object* target() const { return static_cast<Object*>(target_cell()); }
  // Empty when it is dead.
  Value callable() const { return Value::from_word(callback_word()); }
  FinalizerArguments passed() const { return {passed_values_, passed_names_}; }
  // Null: it is of the built-in class.
  Instance* own_slots() const { return reinterpret_cast<Instance*>(meta_); }

  // True at first; false when it is dead (contract 7.5).
  bool runs_at_shutdown() const { return is_alive() && !has_flag(kNotAtShutdown); }
  // Nothing happens when it is dead.
  void set_runs_at_shutdown(ObjectSpace& space, bool wanted);

  // It is dead from now on: gives what it would have called. Empty when it was dead. The arguments stay until forget().
  Value take(ObjectSpace& space);
  // Off the registry; for one whose callable was taken.
  void retire(ObjectSpace& space) { space.finalizers().remove(*this); }
  // Releases the arguments.
  void forget() {
    passed_values_ = nullptr;
    passed_names_ = nullptr;
  }

 private:
  friend class gc::Heap;
  friend class FinalizerRegistry;
  Finalizer(gc::CellInit init, gc::WeakHandle target, Value callable, const FinalizerArguments& passed, Instance* slots)
      : WeakReference(init, target, callable.word(), reinterpret_cast<uintptr_t>(slots)),
        passed_values_(passed.values),
        passed_names_(passed.names) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);

  static constexpr uint32_t kNotAtShutdown = kFlag3;

  gc::Member<Tuple> passed_values_;
  gc::Member<gc::Backing> passed_names_;
  gc::Member<Finalizer> newer_;  // in the registry
  gc::Member<Finalizer> older_;
};

static_assert(sizeof(Finalizer) == 80);

}  // namespace mayfly
