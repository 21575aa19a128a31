// ObjectSpace: what the objects of one runtime share: the heap, the symbols, the built-in classes, counters.
//
// Owned by its Runtime, which is the only one to make it. Whatever takes an ObjectSpace& may allocate, and so may
// collect; none of it runs user code. Used on the runtime's thread.
#pragma once

#include <mayfly/gc/heap.h>
#include <mayfly/gc/root/root.h>
#include <mayfly/objects/model/special.h>
#include <mayfly/objects/text/symbol_table.h>
#include <mayfly/objects/value/kinds.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/objects/weak/finalizer_registry.h>

#include <memory>

namespace mayfly {

class MAYFLY_API ObjectSpace {
 public:
  // The heap must outlive it.
  static Result<std::unique_ptr<ObjectSpace>> create(gc::Heap& heap);
  ~ObjectSpace();
  ObjectSpace(const ObjectSpace&) = delete;
  ObjectSpace& operator=(const ObjectSpace&) = delete;

  gc::Heap& heap() const { return heap_; }
  SymbolTable& symbols() { return symbols_; }
  // Seed of string hashes: one per process, random unless MAYFLY_HASH_SEED is set.
  uint64_t hash_seed() const { return hash_seed_; }

  // The class of any value that is not empty. Never null.
  Class* class_of(Value value) const;
  // The built-in class of a kind; null where the kind has none (instances, shapes).
  Class* class_of_kind(gc::KindId kind) const { return classes_[kind]; }
  // Gives a kind (a front-end's own, say) its class.
  void set_class_of_kind(gc::KindId kind, Class& cls);
  // The same for true and false, in a language whose booleans are integers, say.
  void set_bool_class(Class& cls);

  Class* object_class() const { return classes_[kObject]; }  // the root of every class
  Class* type_class() const { return classes_[kType]; }      // the class of classes
  Class* nil_class() const { return classes_[kNil]; }
  Class* bool_class() const { return classes_[kBool]; }
  Class* int_class() const { return classes_[kInt]; }
  Class* float_class() const { return classes_[kFloat]; }
  // The class of weak proxies to callable targets; that of the others is their kind's.
  Class* callable_weak_proxy_class() const { return classes_[kCallableWeakProxy]; }

  // The slot that a name stands for, or Special::kNone.
  Special special_for(const Symbol& name) const;
  Symbol* special_name(Special special) const { return special_names_[static_cast<int>(special)]; }
  // Makes `name` stand for the slot instead of the present name. Before any class defines either: instances that exist
  // get no finalizer by it. Errors: kValue when the name stands for another slot.
  Result<> name_special(Special special, Symbol& name);

  // What keeps this runtime's finalizers alive.
  FinalizerRegistry& finalizers() { return finalizers_; }

  // Never reused, never 0, never like an address. Shapes take their keys from here.
  uint64_t next_key() { return ++last_key_; }

 private:
  explicit ObjectSpace(gc::Heap& heap);
  [[nodiscard]] bool make_builtin_classes();
  [[nodiscard]] bool make_special_names();

  // Indices in the table of classes behind those of the kinds.
  enum : size_t { kObject = 256, kNil, kBool, kFloat, kCallableWeakProxy, kClassCount };
  static constexpr size_t kType = kKindClass;
  static constexpr size_t kInt = kKindBoxedInteger;

  gc::Heap& heap_;
  SymbolTable symbols_;
  uint64_t hash_seed_;
  uint64_t last_key_ = uint64_t{1} << 48;
  Root<gc::Backing> table_;           // the classes, the slots' names, and the registry's words
  Class** classes_ = nullptr;         // in the table; by kind, then the others
  Symbol** special_names_ = nullptr;  // in the table
  FinalizerRegistry finalizers_;      // its words are in the table
};

}  // namespace mayfly
