// Runtime's making and end, and its thread rule. The rest of its members stand with their parts.
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/host_box.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/kinds.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/runtime/call/native_code.h>
#include <mayfly/runtime/embed/operand.h>
#include <mayfly/runtime/frontend/suspended_frame.h>
#include <mayfly/runtime/lifecycle/runtime_entry.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/signal/signal.h>

#include <cstdlib>

namespace mayfly {

namespace {

void register_runtime_kinds() {
  [[maybe_unused]] static const bool done = [] {
    register_object_kinds();
    gc::set_kind_row(NativeCode::kKind, NativeCode::kRow);
    gc::set_kind_row(SuspendedFrame::kKind, SuspendedFrame::kRow);
    gc::set_kind_row(Signal::kKind, Signal::kRow);
    gc::set_kind_row(Connection::kKind, Connection::kRow);
    return true;
  }();
}

// A class of the core's own, made the way a program's is.
Result<Class*> make_core_class(ObjectSpace& space, std::string_view text, const ClassOptions& options) {
  Symbol* name = space.symbols().intern(text);
  if (!name) return Error::out_of_memory();
  return Class::create(space, *name, {}, options);
}

}  // namespace

Runtime::Runtime() { set_owner(gc::ThreadScope::current_id()); }

Runtime::~Runtime() = default;

// Apart from its caller: g++ 12 takes a destroying operator delete for one that does not match.
[[gnu::noinline]] Runtime* Runtime::make() {
  void* memory = std::malloc(sizeof(Runtime));
  return memory ? ::new (memory) Runtime() : nullptr;
}

Result<std::unique_ptr<Runtime>> Runtime::create(const RuntimeOptions& options) {
  register_runtime_kinds();
  RuntimeOptions chosen = options;
  if (chosen.read_environment) MAYFLY_TRY(chosen.parse_environment());
  if (chosen.max_call_depth == 0)
    return make_error(ErrorKind::kOptions, "runtime option max_call_depth is 0: no function could be called");
  std::unique_ptr<gc::Heap> heap = MAYFLY_TRY(gc::Heap::create(chosen));
  std::unique_ptr<Runtime> rt(make());
  if (!rt) return Error::out_of_memory();
  rt->heap_ = std::move(heap);
  rt->vm_stack_ = &rt->heap_->vm_stack();
  rt->heap_bits_ = rt->heap_->header_bits();
  rt->calls_.set_max_depth(chosen.max_call_depth);
  rt->calls_.measure_stack();
  rt->space_ = MAYFLY_TRY(ObjectSpace::create(*rt->heap_));
  ObjectSpace& space = *rt->space_;

  if (!space.class_of_kind(SuspendedFrame::kKind)) {
    Class* cls = MAYFLY_TRY(
        make_core_class(space, "suspended_frame", {.is_final = true, .instance_kind = SuspendedFrame::kKind}));
    space.set_class_of_kind(SuspendedFrame::kKind, *cls);
  }
  if (!space.class_of_kind(NativeCode::kKind)) {
    Class* cls =
        MAYFLY_TRY(make_core_class(space, "native_code", {.is_final = true, .instance_kind = NativeCode::kKind}));
    space.set_class_of_kind(NativeCode::kKind, *cls);
  }
  Class* declined =
      MAYFLY_TRY(make_core_class(space, "NotImplementedType", {.accepts_attributes = false, .is_final = true}));
  rt->not_implemented_ = Root<Value>(*rt->heap_, Instance::create(space, *declined));
  if (!rt->not_implemented_) return Error::out_of_memory();
  return rt;
}

// --- the end ---------------------------------------------------------------------------------------------------------

Result<> Runtime::shutdown() {
  RuntimeEntry entry(*this);
  if (lifecycle_.state() == Lifecycle::State::kClosed) return {};
  MAYFLY_TRY(check_entry());
  if (is_inside() || !is_open()) {
    return make_error(ErrorKind::kUnsupported,
                      "can't shut the runtime down from inside a call, a callback or a finalizer of its own");
  }
  lifecycle_.close();
  return {};
}

void Runtime::operator delete(Runtime* rt, std::destroying_delete_t) {
  // A host may drop it on any thread that the collector knows, or on one that it does not know yet.
  gc::ThreadScope attached;
  rt->doomed_.store(true, std::memory_order_relaxed);
  if (rt->is_inside()) {
    rt->set_owner(nullptr);
    rt->lifecycle_.tasks().close();
    return;
  }
  rt->destroy();
}

void Runtime::go_when_outside() {
  if (!is_inside()) destroy();
}

void Runtime::destroy() {
  set_owner(gc::ThreadScope::current_id());
  // What runs now may come in and go out again: only this function ends it.
  doomed_.store(false, std::memory_order_relaxed);
  lifecycle_.close();
  this->~Runtime();
  std::free(this);
}

// --- threads ---------------------------------------------------------------------------------------------------------

void Runtime::set_owner(const void* owner) {
  owner_.store(owner, std::memory_order_relaxed);
  owner_if_open_.store(lifecycle_.state() == Lifecycle::State::kClosed ? nullptr : owner, std::memory_order_relaxed);
}

Result<> Runtime::adopt_thread() {
  if (lifecycle_.state() == Lifecycle::State::kClosed || doomed_) return entry_error();
  if (!gc::ThreadScope::current_is_attached()) {
    return make_error(ErrorKind::kWrongThread,
                      "this thread is not attached to the collector: make a mayfly::ThreadScope on it first");
  }
  if (is_inside()) return make_error(ErrorKind::kWrongThread, "can't adopt the runtime: its owner is inside it");
  set_owner(gc::ThreadScope::current_id());
  calls_.measure_stack();
  return {};
}

Error Runtime::entry_error() const {
  if (lifecycle_.state() == Lifecycle::State::kClosed || doomed_.load(std::memory_order_relaxed))
    return make_error(ErrorKind::kClosed, "the runtime is shut down");
  if (!gc::ThreadScope::current_is_attached()) {
    return make_error(ErrorKind::kWrongThread,
                      "this thread is not attached to the collector: make a mayfly::ThreadScope on it first");
  }
  return make_error(ErrorKind::kWrongThread,
                    "the runtime is used by another thread: post() a task to it, or let this thread adopt_thread() it");
}

Error Runtime::refused_value(Value value, const char* role) const {
  if (value.is_empty()) return embed::null_operand(role);
  // Its class is there as long as its runtime is.
  const gc::Heap* heap = gc::Heap::with_id(value.cell()->heap_id());
  if (!heap) return make_error(ErrorKind::kWrongRuntime, "%s belongs to a runtime that is gone", role);
  return make_error(ErrorKind::kWrongRuntime, "%s, %s, belongs to another runtime", role,
                    describe(*space_, value).c_str());
}

// --- safe points -----------------------------------------------------------------------------------------------------

void Runtime::safe_point_slow() {
  RuntimeEntry entry(*this);
  if (!is_owner() || !is_open()) return;
  if (heap_->wants_collection()) (void)collect_for_script();
  lifecycle_.drain(SIZE_MAX);
}

Result<> Runtime::steps_slow() {
  MAYFLY_TRY(steps_.slow(*this));
  safe_point();
  return {};
}

Result<size_t> Runtime::drain(size_t max) {
  RuntimeEntry entry(*this);
  MAYFLY_TRY(check_entry());
  return lifecycle_.drain(max);
}

// --- helpers ---------------------------------------------------------------------------------------------------------

Runtime::Outcome Runtime::outcome_of(Result<Value> result) {
  if (result) [[likely]]
    return {result->word(), Outcome::kValue};
  calls_.set_pending_error(result.take_error());
  return {0, Outcome::kFailed};
}

Result<Root<Symbol>> Runtime::symbol(std::string_view text, const char* file, int line) {
  MAYFLY_TRY(check_entry());
  Symbol* symbol = space_->symbols().intern(text);
  if (!symbol) return heap_->allocation_error();
  Root<Symbol> root(*heap_, symbol, file, line);
  if (!root) return Error::out_of_memory();
  return root;
}

Result<Root<Value>> Runtime::root(Result<Value> result, const char* file, int line) {
  if (!result) return result.take_error();
  Root<Value> root(*heap_, *result, file, line);
  if (!root && !result->is_empty()) return Error::out_of_memory();
  return root;
}

}  // namespace mayfly
