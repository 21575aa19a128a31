#include "embedding/world.h"

#include <mayfly/runtime/weak/making.h>

using namespace mayfly;

World::~World() {
  watches_.clear();
  other_.reset();
  rt_.reset();
  FUZZ_CHECK(things_alive_ == 0, "%lld objects of the host are left", static_cast<long long>(things_alive_));
  for (const auto& root : roots_) FUZZ_CHECK(!root, "a root holds something when its runtime is gone");
}

bool World::open() {
  // The first byte: how this runtime is.
  const uint8_t how = bytes_.next();
  RuntimeOptions options;
  options.read_environment = false;
  options.max_call_depth = 60;
  options.verify = (how & 1) != 0;
  options.stress = std::array<size_t, 4>{0, 0, 50, 3}[how >> 1 & 3];
  // Some limit always: a script that grows without end is nobody's mistake.
  options.heap_limit = std::array<size_t, 4>{16u << 20, 4u << 20, 1u << 20, 300u << 10}[how >> 3 & 3];
  options.vm_stack_words = (how & 32) != 0 ? 700 : 1u << 16;
  Result<std::unique_ptr<Runtime>> made = Runtime::create(options);
  if (!made) {
    note(made.error());
    return false;
  }
  rt_ = std::move(*made);
  rt_->lifecycle().set_unraisable_hook([this](Runtime&, const Unraisable& what) { note(what.error); });
  return note(make_code());
}

Result<> World::make_code() {
  for (int i = 0; i < 6; i++) {
    const char text[] = {'a', static_cast<char>('0' + i), 0};
    names_.push_back(MAYFLY_TRY(rt_->symbol(text)));
  }
  number_name_ = MAYFLY_TRY(rt_->symbol("number"));
  NativeDescription description;
  description.host = this;
  const auto make = [&](const char* name) -> Result<Root<Function>> {
    description.name = name;
    return embed::hold(*rt_, MAYFLY_TRY(make_native(*rt_, description)), __FILE__, __LINE__);
  };
  description.set_entry<&World::called>();
  unrooted_ = MAYFLY_TRY(make("unrooted"));
  description.rooted_frame = true;
  called_ = MAYFLY_TRY(make("called"));
  description.set_entry<&World::next>();
  next_ = MAYFLY_TRY(make("next"));
  description.set_entry<&World::told>();
  told_ = MAYFLY_TRY(make("told"));
  description.set_entry<&World::finalized>();
  finalized_ = MAYFLY_TRY(make("finalized"));
  things_ = MAYFLY_TRY(define_things());
  return {};
}

void World::run() {
  if (!open()) return;
  while (!bytes_.is_at_end()) {
    step();
    check();
  }
  rt_->heap().set_fail_every(0);
  note(rt_->shutdown());
  check();
}

const std::vector<World::Operation>& World::operations() {
  static const std::vector<Operation> all = [] {
    std::vector<Operation> found;
    for (const auto& some : {object_operations(), weak_operations(), signal_operations(), runtime_operations()})
      found.insert(found.end(), some.begin(), some.end());
    return found;
  }();
  return all;
}

void World::step() {
  // By letter, so that an operation that is added leaves old inputs what they are.
  static const auto by_letter = [] {
    std::array<const Operation*, 256> table{};
    for (const Operation& each : operations()) {
      const Operation*& entry = table[static_cast<uint8_t>(each.letter)];
      FUZZ_CHECK(!entry, "two operations have the letter '%c'", each.letter);
      entry = &each;
    }
    return table;
  }();
  const Operation* found = by_letter[bytes_.letter()];
  if (found && (rt_->is_open() || !found->is_inner)) (this->*found->perform)();
}

Root<Value> World::operand() {
  const size_t at = place();
  // Root 0 is nil, if nothing else: what is not there is a mistake of its own.
  if (at == 0 && !roots_[0]) return Root<Value>(rt_->heap(), Value::nil());
  return roots_[at];
}

Value World::own_value(const Root<Value>& held) const {
  const Value value = held.get();
  if (value.is_empty() || (value.is_object() && !rt_->heap().owns(*value.cell()))) return Value::nil();
  return value;
}

void World::put(size_t place, Result<Value> made) {
  if (!made) return note(made.error());
  roots_[place] = Root<Value>(rt_->heap(), *made);
  handles_[place] = {};
}

// --- what is always true ---------------------------------------------------------------------------------------------

void World::note(const Error& error) {
  FUZZ_CHECK(error.kind() != ErrorKind::kNone && error.kind() <= ErrorKind::kUnsupported, "an error of no kind");
  FUZZ_CHECK(!error.message().empty(), "an error of kind %s that says nothing", name(error.kind()));
  FUZZ_CHECK(error.kind() != ErrorKind::kWrongThread, "%s", error.to_string().c_str());
  FUZZ_CHECK(error.kind() != ErrorKind::kClosed || !rt_->is_open(), "%s", error.to_string().c_str());
}

void World::look_at(const CollectReport& report) {
  FUZZ_CHECK(report.exact == (report.reasons == 0), "exact, but: %s", report.why_not().c_str());
  const gc::HeapStatistics all = rt_->heap().statistics();
  // What is counted in an ordinary collection is an estimate: a stale word may have marked what is no cell any more.
  FUZZ_CHECK(!report.exact || report.live <= all.cells_allocated, "%zu alive of %llu", report.live,
             static_cast<unsigned long long>(all.cells_allocated));
  FUZZ_CHECK(report.live_bytes <= all.heap_bytes, "%zu bytes alive of %zu", report.live_bytes, all.heap_bytes);
}

void World::check_reference(const WeakRef& reference) {
  if (reference.is_long()) return;  // outlives others
  if (!reference.get())
    dead_.insert(reference.identity());
  else
    FUZZ_CHECK(!dead_.contains(reference.identity()), "a reference gives an object that was dead");
}

void World::check() {
  if (!rt_->is_open()) return;
  size_t held = 0;
  for (size_t i = 0; i < kRoots; i++) {
    const Value value = roots_[i].get();
    if (!value.is_empty()) held++;
    if (!value.is_object()) continue;
    if (!handles_[i].is_null()) FUZZ_CHECK(handles_[i].get() == value.cell(), "what root %zu holds is not alive", i);
    if (const auto* reference = value.try_as<WeakRef>()) {
      check_reference(*reference);
    } else if (const auto* method = value.try_as<WeakMethod>()) {
      const WeakMethod::Parts parts = method->parts();
      FUZZ_CHECK(!parts.receiver == !parts.function, "a weak method is half dead");
      FUZZ_CHECK(method->is_alive() == (method->death() == Death::kAlive), "a death without a reason");
    } else if (const auto* connection = value.try_as<Connection>()) {
      FUZZ_CHECK(connection->is_connected() == (connection->signal() != nullptr), "connected to nothing: %s",
                 name(connection->status()));
    }
  }
  const gc::HeapStatistics all = rt_->heap().statistics();
  FUZZ_CHECK(all.roots + (other_ ? kRoots : 0) >= held, "%zu roots, and %zu are held", all.roots, held);
  FUZZ_CHECK(all.free_bytes <= all.heap_bytes, "%zu bytes free of %zu", all.free_bytes, all.heap_bytes);
  FUZZ_CHECK(all.collections >= collections_, "collections that are taken back");
  collections_ = all.collections;
  FUZZ_CHECK(tasks_run_ <= tasks_posted_, "a task runs twice");
}

// --- user code -------------------------------------------------------------------------------------------------------

World& World::of(Function& callee) { return *static_cast<World*>(static_cast<NativeCode&>(callee.code()).host()); }

Result<Value> World::act(Arguments arguments, Ending ending) {
  // A script that is over ends every loop in which user code has a say.
  if (bytes_.is_at_end()) return make_error(ErrorKind::kHost, "the script is over");
  const uint8_t what = bytes_.next();
  if (depth_ < 6) {
    depth_++;
    for (int i = 0; i < (what >> 4 & 3) && !bytes_.is_at_end(); i++) step();
    depth_--;
  }
  switch (what & 15) {
    case 0: return Value::nil();
    case 1: return make_error(ErrorKind::kHost, "told to fail");
    case 2: return arguments.size() > 0 ? arguments[0] : Value::nil();
    case 3: return Value::boolean(true);
    case 4: return Value::boolean(false);
    case 5: return Value::small(bytes_.next());
    case 6: return rt_->not_implemented();
    case 7: return make_error(ErrorKind::kAttribute, "no such attribute, says the script");
    case 8:
      if (ending == Ending::kMayEnd) return Value::empty();
      return make_error(ErrorKind::kIndex, "no such index, says the script");
    default: {
      const Value value = roots_[place()].get();
      return value.is_empty() ? Value::nil() : value;
    }
  }
}

Result<Value> World::called(Runtime&, Function& callee, Arguments arguments) noexcept {
  return of(callee).act(arguments, Ending::kOrdinary);
}

Result<Value> World::next(Runtime&, Function& callee, Arguments arguments) noexcept {
  return of(callee).act(arguments, Ending::kMayEnd);
}

// Nothing but the runtime calls it: it is the callback of one reference.
Result<Value> World::told(Runtime&, Function& callee, Arguments arguments) noexcept {
  World& world = of(callee);
  const auto number = static_cast<size_t>(callee.capture(0).as_small());
  FUZZ_CHECK(++world.times_told_[number] == 1, "callback %zu comes twice", number);
  FUZZ_CHECK(arguments.size() == 1 && arguments[0].is_object(), "a callback without its reference");
  const Value subject = arguments[0];
  if (const auto* reference = subject.try_as<WeakRef>()) {
    FUZZ_CHECK(!reference->get(), "a callback, and the target is alive");
    world.check_reference(*reference);
  } else if (const auto* method = subject.try_as<WeakMethod>()) {
    FUZZ_CHECK(!method->is_alive(), "a callback, and the method is alive");
  } else if (const auto* connection = subject.try_as<Connection>()) {
    FUZZ_CHECK(!connection->is_connected(), "a loss notice, and it is connected");
  } else {
    FUZZ_CHECK(subject.is<WeakProxy>(), "a callback with something else than its reference");
  }
  return world.act(arguments, Ending::kOrdinary);
}

Result<Value> World::finalized(Runtime&, Function& callee, Arguments arguments) noexcept {
  World& world = of(callee);
  FUZZ_CHECK(arguments.size() >= 1, "a finalizer without its object");
  const auto* instance = arguments[0].is_object() ? arguments[0].try_as<Instance>() : nullptr;
  const Value number = instance ? instance->own_attribute(*world.number_name_) : Value::empty();
  if (number.is_small())
    FUZZ_CHECK(++world.times_finalized_[static_cast<size_t>(number.as_small())] == 1, "an object is finalized twice");
  return world.act(arguments, Ending::kOrdinary);
}

Result<Root<Function>> World::make_callback() {
  MAYFLY_TRY(rt_->check_entry());  // our own root is null from the end on
  const Value number = Value::small(static_cast<int64_t>(times_told_.size()));
  Function* made = Function::create(rt_->space(), told_->code(), told_->name(), &number, 1);
  Root<Function> held = MAYFLY_TRY(embed::hold(*rt_, made, __FILE__, __LINE__));
  times_told_.push_back(0);
  return held;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  World(data, size).run();
  return 0;
}
