// Runtime: what a host makes, one or several per process, each with its own heap, classes, symbols, weak table and queues.
//
//   std::unique_ptr<Runtime> rt = MAYFLY_TRY(Runtime::create());
//   Root<Value> r = MAYFLY_TRY(rt->root(rt->call(callee, args)));
//
// Threads: a runtime is used by one thread at a time, its owner: the one that made it, or that adopted it. Every function
// here checks that, and that the runtime is open, unless it says otherwise: errors of kind kWrongThread and kClosed, and
// nothing happens. Values of another runtime given to one are an error of kind kWrongRuntime, which names the value.
//
// Values and pointers in parameters may be plain ones from the C++ stack: functions that run user code hold their
// parameters on the VM stack meanwhile. A Value that comes back is held by nobody: it is safe on the C++ stack in every
// collection that happens by itself; a host keeps it in a Root (root()).
//
// Runtime is a facade: the parts (call/, attributes/, weak/, lifecycle/, frontend/) have headers of their own.
#pragma once

#include <mayfly/gc/collect_report.h>
#include <mayfly/gc/threads/thread_scope.h>
#include <mayfly/objects/model/attribute_cache.h>
#include <mayfly/objects/model/object_space.h>
#include <mayfly/runtime/call/arguments.h>
#include <mayfly/runtime/call/call_frame.h>
#include <mayfly/runtime/embed/bindings.h>
#include <mayfly/runtime/frontend/steps.h>
#include <mayfly/runtime/lifecycle/lifecycle.h>
#include <mayfly/runtime/weak/weak_call.h>

#include <atomic>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

namespace mayfly {

struct RuntimeOptions : gc::HeapOptions {
  // Calls that may be nested; the C++ stack is watched besides.
  uint32_t max_call_depth = 10'000;
  // Read MAYFLY_GC from the environment, on top of the options here.
  bool read_environment = true;
};

class MAYFLY_API Runtime {
 public:
  // On an attached thread, which becomes the owner. Errors: those of Heap::create.
  static Result<std::unique_ptr<Runtime>> create(const RuntimeOptions& options = {});
  // Shuts down, in the order that shutdown() tells. On any thread when nobody is inside the runtime. From inside (a
  // callback, a native function): the runtime is closed at once, and goes when the outermost call into it returns.
  static void operator delete(Runtime* rt, std::destroying_delete_t);
  ~Runtime();

  // Pending callbacks, finalizers, releases and tasks run; then the Finalizer objects that are alive, newest first, but
  // those that were told not to; then the at_shutdown functions, newest first; then every host object is released, newest
  // first. Neither kFinalize nor callbacks of objects that are still alive run. Meanwhile nothing collects by itself.
  // From then on, handles read null once the Runtime itself is gone, and everything here gives kClosed. Idempotent.
  // Errors: kUnsupported from inside a call or a callback: nothing happens then.
  Result<> shutdown();
  bool is_open() const { return lifecycle_.state() == Lifecycle::State::kOpen; }

  // Makes the calling thread, which must be attached, the owner. The host sees to it that the former owner has left the
  // runtime and that its last use happened before. Errors: kWrongThread when somebody is inside, kClosed.
  Result<> adopt_thread();
  bool is_owner() const { return owner_.load(std::memory_order_relaxed) == gc::ThreadScope::current_id(); }

  // --- calls (call/) -------------------------------------------------------------------------------------------------
  // Errors: those of invoke (call/invoke.h), and kWrongRuntime.
  Result<Value> call(Value callee, const Arguments& arguments = {});
  Result<Value> call(Value callee, std::span<const Value> arguments) { return call(callee, Arguments(arguments)); }
  // receiver.name(arguments), without making a bound method.
  Result<Value> call_method(Value receiver, Symbol& name, const Arguments& arguments = {},
                            AttributeCache* cache = nullptr);
  Result<Value> call_method(Value receiver, Symbol& name, std::span<const Value> arguments,
                            AttributeCache* cache = nullptr) {
    return call_method(receiver, name, Arguments(arguments), cache);
  }
  CallStack& calls() { return calls_; }

  // --- attributes (attributes/) --------------------------------------------------------------------------------------
  // As programs read them (contract 4.2 to 4.5). Errors: kAttribute, naming type and attribute, with a near match.
  Result<Value> get_attribute(Value object, Symbol& name, AttributeCache* cache = nullptr);
  Result<> set_attribute(Value object, Symbol& name, Value value, AttributeCache* cache = nullptr);
  Result<> delete_attribute(Value object, Symbol& name);
  // False when reading it gives an error of kind kAttribute; other errors are errors.
  Result<bool> has_attribute(Value object, Symbol& name);

  // --- weak references (weak/) ---------------------------------------------------------------------------------------
  // The one-step weak call: looks at the method, holds receiver and function for the length of the call, calls; makes no
  // bound method. What it tells apart: weak/weak_call.h.
  Result<WeakCall<Value>> call_weak(WeakMethod& method, const Arguments& arguments = {});
  Result<Root<WeakMethod>> weak_method(Value method, Value callback = Value::nil(), const char* file = __builtin_FILE(),
                                       int line = __builtin_LINE());
  Result<Root<WeakRef>> weak_reference(Value target, Value callback = Value::nil(), const char* file = __builtin_FILE(),
                                       int line = __builtin_LINE());
  // Stands for its target in every operation; a use after the target's death is an error of kind kDeadReference.
  Result<Root<WeakProxy>> weak_proxy(Value target, Value callback = Value::nil(), const char* file = __builtin_FILE(),
                                     int line = __builtin_LINE());

  // --- signals (signal/) ---------------------------------------------------------------------------------------------
  // Event sources: signal/signal.h; what an emission does: signal/emission.h; the ways with C++ types: embed/signal.h.
  Result<Root<Signal>> signal(const char* file = __builtin_FILE(), int line = __builtin_LINE());
  // The signal holds the listener, which is anything callable. Errors: kType for what is not.
  Result<Root<Connection>> connect(const embed::Target<Signal>& signal, const embed::Operand& listener);
  // Nobody is held: a method goes with its receiver or its function, another callable with itself. `on_lost` is called
  // with the connection after the death. Errors: kType also for what can't be weakly referenced.
  Result<Root<Connection>> connect_weak(const embed::Target<Signal>& signal, const embed::Operand& listener,
                                        Value on_lost = Value::nil());
  // False: it had ended before.
  Result<bool> disconnect(const embed::Target<Connection>& connection);
  // How many connections of this listener there were, by identity of receiver and function.
  Result<size_t> disconnect(const embed::Target<Signal>& signal, const embed::Operand& listener);
  Result<size_t> disconnect_all(const embed::Target<Signal>& signal);
  // Blocks nest. Errors: kValue for an unblock too many.
  Result<> block(const embed::Target<Connection>& connection);
  Result<> unblock(const embed::Target<Connection>& connection);
  // Told of lost listeners whose connection has no notice of its own; nil: nobody.
  Result<> on_lost(const embed::Target<Signal>& signal, Value callback);
  // Calls the listeners: emit reports their errors as unraisable and drops their results, emit_list collects the results,
  // emit_each shows each outcome to a visitor.
  Result<EmitResult> emit(const embed::Target<Signal>& signal, const Arguments& arguments);
  Result<Root<List>> emit_list(const embed::Target<Signal>& signal, const Arguments& arguments);
  Result<EmitResult> emit_each(const embed::Target<Signal>& signal, EmitVisitor visitor, const Arguments& arguments);

  // A C++ callable as the listener, its parameters converted; the signal holds it.
  template <typename F>
    requires(!std::is_convertible_v<F&&, embed::Operand>)
  Result<Root<Connection>> connect(const embed::Target<Signal>& signal, F&& listener,
                                   const char* file = __builtin_FILE(), int line = __builtin_LINE());
  template <typename F, typename... Rest>
    requires(!std::is_convertible_v<F&&, embed::Operand>)
  Result<Root<Connection>> connect_weak(const embed::Target<Signal>& signal, F&& listener, Rest&&... rest);
  template <typename F>
    requires(!std::is_convertible_v<F&&, Value>)
  Result<Root<Connection>> connect_weak(const embed::Target<Signal>& signal, const embed::Operand& listener,
                                        F&& on_lost);
  template <typename F>
    requires(!std::is_convertible_v<F&&, Value>)
  Result<> on_lost(const embed::Target<Signal>& signal, F&& callback);
  template <typename... A>
    requires(!std::is_same_v<std::decay_t<A>, Arguments> && ...)
  Result<EmitResult> emit(const embed::Target<Signal>& signal, A&&... arguments);
  template <typename... A>
    requires(!std::is_same_v<std::decay_t<A>, Arguments> && ...)
  Result<Root<List>> emit_list(const embed::Target<Signal>& signal, A&&... arguments);
  // visitor: f(Result<R>) or f(Connection&, Result<R>), which returns nothing, a bool (false ends the emission), or a
  // Result<> (whose error ends it, and comes back).
  template <typename F, typename... A>
    requires(!std::is_same_v<std::decay_t<F>, EmitVisitor>)
  Result<EmitResult> emit_each(const embed::Target<Signal>& signal, F&& visitor, A&&... arguments);
  // A long reference: dead only when no finalizer has revived its target (objects/weak/weak_ref.h).
  Result<Root<WeakRef>> long_weak_reference(Value target, Value callback = Value::nil(),
                                            const char* file = __builtin_FILE(), int line = __builtin_LINE());
  // How many weak references of all kinds there are to it, and a list of them (objects/weak/weak_list.h): 0 and empty for
  // what can't be weakly referenced. Exact after a collection.
  Result<size_t> weak_reference_count(Value target);
  Result<Root<List>> weak_references(Value target, const char* file = __builtin_FILE(), int line = __builtin_LINE());
  // What a Finalizer would call, as a tuple of its target, the callable, a tuple of the positional and a dict of the
  // keyword arguments; nil when it is dead or its target is (contract 7.2). detach() also cancels it.
  Result<Value> peek(Finalizer& finalizer);
  Result<Value> detach(Finalizer& finalizer);
  Result<> set_runs_at_shutdown(Finalizer& finalizer, bool wanted);

  // Weak maps and sets, and what a host does with one, typed and checked: weak/weak_access.h.
  Result<Root<WeakValueMap>> weak_value_map(const char* file = __builtin_FILE(), int line = __builtin_LINE());
  Result<Root<WeakKeyMap>> weak_key_map(const char* file = __builtin_FILE(), int line = __builtin_LINE());
  Result<Root<WeakIdentityMap>> weak_identity_map(const char* file = __builtin_FILE(), int line = __builtin_LINE());
  Result<Root<WeakSet>> weak_set(const char* file = __builtin_FILE(), int line = __builtin_LINE());
  WeakMapAccess<WeakValueMap> in(const embed::Target<WeakValueMap>& map);
  WeakMapAccess<WeakKeyMap> in(const embed::Target<WeakKeyMap>& map);
  WeakMapAccess<WeakIdentityMap> in(const embed::Target<WeakIdentityMap>& map);
  WeakSetAccess in(const embed::Target<WeakSet>& set);

  // --- host binding (embed/) -----------------------------------------------------------------------------------------
  // Defined in embed/, which <mayfly/mayfly.h> includes. Arguments and results are C++ types: embed/convert/converter.h
  // has the table. What takes an embed::Operand takes a Root, a Value, or a cell by pointer or reference; an embed::Name
  // is text, a Symbol, or a CachedName. All check the thread, and hold what they make; errors name the argument, its type
  // and what was expected.
  //
  // A class, for a C++ type: embed/define.h.
  template <typename T>
  ClassBuilder<T> define(std::string_view name);
  // A class without a C++ type of its own; its bases may have one.
  template <typename... Bases>
  ClassBuilder<void> make_class(std::string_view name, const Bases&... bases);
  // A function, from a function pointer or lambda; captures(...), arg(...) and rooted: embed/argument.h.
  template <typename F, typename... Options>
    requires(!embed::IsCaptures<std::decay_t<F>>::value)
  Result<Root<Function>> function(const embed::Text& name, F&& callable, const Options&... options);
  template <typename... C, typename F, typename... Options>
  Result<Root<Function>> function(const embed::Text& name, const Captures<C...>& captured, F&& callable,
                                  const Options&... options);

  // Calls a class.
  template <typename... A>
  Result<Root<Instance>> create(const embed::Operand& cls, A&&... arguments);
  // An instance of a bound class, around an object: by value, std::unique_ptr, std::shared_ptr, or std::ref of one that
  // the host owns and keeps as long as there are instances.
  template <typename O>
  Result<Root<Instance>> wrap(O&& object, const char* file = __builtin_FILE(), int line = __builtin_LINE());
  // The bound method that reading the attribute gives.
  Result<Root<BoundMethod>> method(const embed::Operand& object, const embed::Name& name);

  // call<R>(f, 1, "two", kw("three") = 3). R may be void.
  template <typename R, typename... A>
  Result<R> call(const embed::Operand& callee, A&&... arguments);
  template <typename R, typename... A>
  Result<R> call_method(const embed::Operand& object, const embed::Name& name, A&&... arguments);
  template <typename R, typename... A>
  Result<WeakCall<R>> call_weak(const embed::Target<WeakMethod>& method, A&&... arguments);

  template <typename R>
  Result<R> get(const embed::Operand& object, const embed::Name& name);
  template <typename V>
  Result<> set(const embed::Operand& object, const embed::Name& name, V&& value);
  Result<bool> has(const embed::Operand& object, const embed::Name& name);
  Result<> remove(const embed::Operand& object, const embed::Name& name);

  // Calls `callable`, once, when the target dies, or when the runtime shuts down: objects/weak/finalizer.h. It is any
  // callable value, or one of C++, as function() takes; arguments as for call().
  template <typename F, typename... A>
  Result<Root<Finalizer>> finalizer(const embed::Operand& target, F&& callable, A&&... arguments);
  // A weak handle for host memory that tells: embed/watched_root.h.
  template <typename T, typename F>
  Result<WatchedRoot<T>> weak_root(const Root<T>& target, F&& callback, const char* file = __builtin_FILE(),
                                   int line = __builtin_LINE());
  template <typename T, typename F>
  Result<WatchedRoot<T>> weak_root(T* target, F&& callback, const char* file = __builtin_FILE(),
                                   int line = __builtin_LINE());

  // Weak references with a C++ callback: embed/weak.h.
  template <typename F>
    requires(!std::is_convertible_v<F&&, Value>)
  Result<Root<WeakMethod>> weak_method(Value method, F&& callback, const char* file = __builtin_FILE(),
                                       int line = __builtin_LINE());
  template <typename F>
    requires(!std::is_convertible_v<F&&, Value>)
  Result<Root<WeakRef>> weak_reference(Value target, F&& callback, const char* file = __builtin_FILE(),
                                       int line = __builtin_LINE());
  template <typename F>
    requires(!std::is_convertible_v<F&&, Value>)
  Result<Root<WeakRef>> long_weak_reference(Value target, F&& callback, const char* file = __builtin_FILE(),
                                            int line = __builtin_LINE());
  template <typename F>
    requires(!std::is_convertible_v<F&&, Value>)
  Result<Root<WeakProxy>> weak_proxy(Value target, F&& callback, const char* file = __builtin_FILE(),
                                     int line = __builtin_LINE());

  // Any C++ value as a script's, and back.
  template <typename V>
  Result<Root<Value>> value(V&& value, const char* file = __builtin_FILE(), int line = __builtin_LINE());
  template <typename R>
  Result<R> convert(const embed::Operand& value);
  Result<Root<String>> string(const embed::Text& text);
  template <typename... V>
  Result<Root<List>> list(V&&... values);
  template <typename... V>
  Result<Root<Tuple>> tuple(V&&... values);
  // dict(kw("name") = value, ...)
  template <typename... V>
  Result<Root<Dict>> dict(V&&... entries);
  Result<CachedName> cached_name(const embed::Text& name);

  // --- safe points (lifecycle/) --------------------------------------------------------------------------------------
  // Runs what is due, and collects where the heap wants it (Heap::wants_collection). Two loads when nothing is: cheap
  // enough for any loop. Does nothing on another thread than the owner's.
  void safe_point() {
    if (heap_->has_due() || attention_.is_set(Attention::kSafePoint)) [[unlikely]]
      safe_point_slow();
  }
  // For front-ends' loops: counts steps, and is a safe point. Errors: kInterrupted (frontend/steps.h), the debugger's.
  // No check of the thread.
  [[gnu::always_inline]] Result<> steps(uint32_t count) {
    if (steps_.take(count) || heap_->has_due()) [[unlikely]]
      return steps_slow();
    return {};
  }
  // Runs at most `max` of the things that are due; how many it ran. 0 inside another drain.
  Result<size_t> drain(size_t max = SIZE_MAX);
  // Any thread: runs the task at the owner's next safe point. Errors: kOutOfMemory, kClosed.
  Result<> post(Task task) { return lifecycle_.tasks().post(std::move(task)); }
  Lifecycle& lifecycle() { return lifecycle_; }

  // --- collection (lifecycle/) ---------------------------------------------------------------------------------------
  // Each runs what the collection made due before it returns, unless called from such a thing (contract 0.2, 0.7). On
  // another thread or a closed runtime nothing happens, and the report says so (Inexact::kWrongThread, kNotCollected).
  //
  // Scans this thread's stack: safe anywhere.
  CollectReport collect();
  // The caller vouches that its frames, and those of the host around it, hold references in Roots and Locals only. From
  // within a native function that did not declare its frame rooted, it is an ordinary collection, and says so.
  CollectReport collect_exact();
  // What a script's collect() should be: exact when all running native functions declared their frames rooted and the
  // host vouched for its own with RootedFrames; else an ordinary one, with kUnrootedFrame and the function's name.
  CollectReport collect_for_script();
  // Collects (as collect_for_script does) until a collection makes nothing due any more, at most `most` times; the last
  // report, with the sums of the counts (contract 0.3).
  CollectReport collect_until_quiet(int most = 100);

  // --- front-ends (frontend/) ----------------------------------------------------------------------------------------
  // For native functions that call themselves for the parts of a structure: takes a step, and fails when the C++ stack is
  // used up. `what` is being done ("the comparison"). Runs no user code. Errors: kRecursion, kInterrupted.
  Result<> nest(const char* what) {
    if (!calls_.guard().has_room()) [[unlikely]]
      return calls_.recursion_error(what);
    return steps_.take_quietly(1);
  }
  void set_step_budget(int64_t steps) { steps_.set_budget(steps); }
  // Any thread, or a signal handler.
  void request_interrupt() { steps_.request_interrupt(); }
  Steps& step_control() { return steps_; }
  // The one whose ends_iteration and the like are asked; null: the defaults. It must outlive the runtime.
  void set_front_end(FrontEnd* front_end) { front_end_ = front_end; }
  FrontEnd* front_end() const { return front_end_; }

  // --- parts and helpers ---------------------------------------------------------------------------------------------
  gc::Heap& heap() const { return *heap_; }
  ObjectSpace& space() const { return *space_; }
  // What a special returns to decline an operation; one object per runtime.
  Value not_implemented() const { return not_implemented_.get(); }
  embed::Bindings& bindings() { return bindings_; }
  const embed::Bindings& bindings() const { return bindings_; }
  // An interned name, held. Errors: kOutOfMemory.
  Result<Root<Symbol>> symbol(std::string_view text, const char* file = __builtin_FILE(), int line = __builtin_LINE());
  // Puts a result in a Root: rt.root(rt.call(...)).
  Result<Root<Value>> root(Result<Value> result, const char* file = __builtin_FILE(), int line = __builtin_LINE());

  // Is the caller the owner, and the runtime open?
  Result<> check_entry() const {
    if (is_owner() && lifecycle_.state() != Lifecycle::State::kClosed) [[likely]]
      return {};
    return entry_error();
  }
  // Is it a value, and this runtime's? `role` stands in the message: "argument 2". Touches the value's cell. Errors: kValue
  // for the empty value, which is what a null handle gives; kWrongRuntime.
  Result<> check_value(Value value, const char* role) const {
    if (is_own(value)) [[likely]]
      return {};
    return refused_value(value, role);
  }
  Result<> check_values(const Arguments& arguments) const;

 private:
  friend class Emission;
  friend class Lifecycle;
  friend class QuickCall;
  friend class RuntimeEntry;
  friend class WeakAccess;
  Runtime();
  static Runtime* make();
  // The long ways of inline functions, which then keep their Results in registers: what comes back fits in two, and an
  // error waits in calls_ for the next instructions.
  struct Outcome {
    enum What : uint64_t { kValue, kDead, kFailed };
    uint64_t word;  // a value's, or a Death
    What what;
  };
  Outcome call_weak_slowly(WeakMethod& method, const Value* values, uint32_t positional, Symbol* const* names,
                           uint32_t keywords) noexcept;
  Outcome call_method_slowly(Value receiver, Symbol& name, Arguments arguments, AttributeCache* cache) noexcept;
  Outcome get_attribute_slowly(Value object, Symbol& name, AttributeCache* cache) noexcept;
  Outcome outcome_of(Result<Value> result);
  Result<Value> settled(Outcome outcome);
  bool may_enter_quickly() const {
    return owner_if_open_.load(std::memory_order_relaxed) == gc::ThreadScope::current_id();
  }
  void set_owner(const void* owner);
  bool owns(const gc::Cell& cell, uint32_t without_flags = 0) const {
    return cell.is_of_heap(heap_bits_, without_flags);
  }
  Error entry_error() const;
  // Neither empty nor a cell of another runtime.
  bool is_own(Value value) const { return value.word() >> 48 != 0 || (!value.is_empty() && owns(*value.cell())); }
  Error refused_value(Value value, const char* role) const;
  void go_when_outside();
  void destroy();
  void safe_point_slow();
  CollectReport collect_exactly();
  Result<> steps_slow();
  CollectReport refused_report() const;
  CollectReport finish_collection(CollectReport report);
  bool is_inside() const { return calls_.current() != nullptr || lifecycle_.is_draining() || emissions_ != 0; }

  std::unique_ptr<gc::Heap> heap_;
  gc::WordStack* vm_stack_ = nullptr;       // the heap's
  uint32_t heap_bits_ = 0;                  // gc::Heap::header_bits
  std::atomic<const void*> owner_;          // null: deleted from inside, and so closed
  std::atomic<const void*> owner_if_open_;  // null as well once it is closed: one look for both
  CallStack calls_;
  Attention attention_;
  Steps steps_{attention_};
  FrontEnd* front_end_ = nullptr;
  uint32_t emissions_ = 0;           // running, of all signals
  std::atomic<bool> doomed_{false};  // deleted from inside: goes when the outermost entry returns
  std::unique_ptr<ObjectSpace> space_;
  Root<Value> not_implemented_;
  embed::Bindings bindings_;
  Lifecycle lifecycle_{*this, attention_};
};

}  // namespace mayfly

#include <mayfly/runtime/runtime_inline.h>
