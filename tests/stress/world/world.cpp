#include "world/world.h"

#include <mayfly/runtime/signal/signal_class.h>

#include <cstring>

namespace stress {

using namespace mayfly;

std::unique_ptr<World> World::create(const WorldOptions& options, std::string& problem) {
  std::unique_ptr<World> made(new World(options));
  if (!made->open(problem)) return nullptr;
  return made;
}

World::~World() {
  if (rt_) close();
}

bool World::open(std::string& problem) {
  RuntimeOptions options;
  options.heap_limit = options_.heap_limit;
  options.verify = options_.verify;
  options.read_environment = false;
  Result<std::unique_ptr<Runtime>> made = Runtime::create(options);
  if (!made) {
    problem = made.error().to_string();
    return false;
  }
  rt_ = std::move(*made);
  heap().disable_automatic();
  rt_->lifecycle().set_unraisable_hook([this](Runtime&, const Unraisable& what) {
    tell(Event::What::kError, static_cast<Id>(what.source), id_of(what.subject));
  });
  if (!make_code(problem)) return false;
  rt_->collect_exact();
  base_ = Census();
  base_ = census();
  base_counts_ = {};
  base_counts_ = counts();
  return true;
}

bool World::make_code(std::string& problem) {
  const auto made = [&]() -> Result<> {
    // Classes of signals are made when they are first needed: now.
    MAYFLY_TRY(signal_class(*rt_));
    NativeDescription description;
    description.name = "told";
    description.rooted_frame = true;
    description.host = this;
    description.set_entry<&World::called>();
    told_ = Root<Function>(heap(), MAYFLY_TRY(make_native(*rt_, description)));
    description.name = "finalize";
    description.has_receiver = true;
    description.set_entry<&World::finalized>();
    finalizer_ = Root<Function>(heap(), MAYFLY_TRY(make_native(*rt_, description)));
    things_ =
        MAYFLY_TRY(rt_->define<Thing>("Thing")
                       .factory([this](int64_t id) { return std::make_unique<Thing>(*this, static_cast<Id>(id)); })
                       .build());
    class_name_ = MAYFLY_TRY(rt_->symbol("Made"));
    finalize_name_ = MAYFLY_TRY(rt_->symbol(default_name(Special::kFinalize)));
    attributes_.clear();
    methods_.clear();
    attribute_caches_.assign(kInstanceSlots, {});
    method_caches_.assign(kClassSlots, {});
    for (size_t i = 0; i < kInstanceSlots; i++) attributes_.push_back(MAYFLY_TRY(rt_->symbol("a" + std::to_string(i))));
    for (size_t i = 0; i < kClassSlots; i++) methods_.push_back(MAYFLY_TRY(rt_->symbol("m" + std::to_string(i))));
    const Value nil = Value::nil();
    const Value captures[kCaptures] = {nil, nil, nil, nil};
    Function* built_in = Function::create(rt_->space(), told_->code(), told_->name(), captures, kCaptures);
    if (!built_in) return heap().allocation_error();
    addresses_.set(kBuiltIn, built_in);
    hold(kBuiltIn);
    return {};
  }();
  if (!made) problem = made.error().to_string();
  return static_cast<bool>(made);
}

// What the model expects of a shutdown is compared by whoever asked for one.
void World::close() {
  note(rt_->shutdown());
  rt_.reset();
  held_.clear();
  handles_.clear();
  acts_.clear();
  addresses_.clear();
}

void World::shut_down() {
  close();
  std::string problem;
  if (open(problem)) return;
  outcome_.code = Code::kOther;
  outcome_.said = problem;
}

// --- numbers ---------------------------------------------------------------------------------------------------------

Id World::id_of(Value value) const {
  if (!value.is_object()) return value.is_nil() || value.is_empty() ? 0 : kStranger;
  const Id id = addresses_.id(value.cell());
  return id ? id : kStranger;
}

int64_t World::key_of(Value key) const {
  if (key.is_small()) return -1 - key.as_small();
  return id_of(key);
}

void World::hold(Id id) {
  if (id >= held_.size()) held_.resize(id + 1);
  held_[id] = Root<Value>(heap(), value(id));
}

void World::let_go(Id id) {
  if (handles_.erase(id) == 0 && id < held_.size()) held_[id].reset();
}

void World::enter_cell(Id id, gc::Cell* made) {
  if (!made) return note(heap().allocation_error());
  addresses_.set(id, made);
  if (id >= acts_.size()) acts_.resize(id + 1);
  acts_[id] = {};
  hold(id);
}

void World::note(Error error) {
  outcome_.said = error.to_string();
  switch (error.kind()) {
    case ErrorKind::kOutOfMemory: outcome_.code = Code::kOutOfMemory; break;
    case ErrorKind::kType: outcome_.code = Code::kWrongType; break;
    case ErrorKind::kAttribute:
    case ErrorKind::kKey: outcome_.code = Code::kNothing; break;
    case ErrorKind::kValue:
    case ErrorKind::kHost: outcome_.code = Code::kRefused; break;
    default: outcome_.code = Code::kOther; break;
  }
}

// --- collections -----------------------------------------------------------------------------------------------------

void World::collect(bool runs) {
  report_ = runs ? rt_->collect_exact() : heap().collect_exact();
  if (report_.exact) return;
  outcome_.code = Code::kOther;
  outcome_.said = "the collection is not exact: " + report_.why_not();
}

World::Census World::census() {
  static constexpr auto kKindOf = [] {
    std::array<Kind, 256> kinds{};
    kinds[kKindFunction] = Kind::kFunction;
    kinds[kKindClass] = Kind::kClass;
    kinds[kKindInstance] = Kind::kInstance;
    kinds[kKindHostBox] = Kind::kHost;
    kinds[kKindList] = Kind::kList;
    kinds[kKindTuple] = Kind::kTuple;
    kinds[kKindDict] = Kind::kDict;
    kinds[kKindBoundMethod] = Kind::kBound;
    kinds[kKindWeakRef] = Kind::kWeakRef;
    kinds[kKindWeakMethod] = Kind::kWeakMethod;
    kinds[kKindWeakProxy] = Kind::kProxy;
    kinds[kKindFinalizer] = Kind::kFinalizer;
    kinds[kKindWeakValueMap] = Kind::kValueMap;
    kinds[kKindWeakKeyMap] = Kind::kKeyMap;
    kinds[kKindWeakIdentityMap] = Kind::kIdentityMap;
    kinds[kKindWeakSet] = Kind::kWeakSet;
    kinds[kKindSignal] = Kind::kSignal;
    kinds[kKindConnection] = Kind::kConnection;
    return kinds;
  }();
  Census found;
  heap().walk([](gc::Cell& cell, size_t,
                 void* data) { static_cast<Census*>(data)->objects[static_cast<size_t>(kKindOf[cell.kind()])]++; },
              &found);
  found.objects[0] = 0;
  for (size_t i = 1; i < kKinds; i++) found.objects[i] -= base_.objects[i];
  return found;
}

World::Counts World::counts() const {
  const gc::HeapStatistics all = rt_->heap().statistics();
  return {all.weak_references - base_counts_.references, all.weak_cells - base_counts_.cells,
          all.roots - base_counts_.roots};
}

// --- user code -------------------------------------------------------------------------------------------------------

static World& world_of(Function& callee) {
  return *static_cast<World*>(static_cast<NativeCode&>(callee.code()).host());
}

Result<Value> World::called(Runtime&, Function& callee, Arguments arguments) noexcept {
  World& world = world_of(callee);
  const Id function = world.id_of(Value(&callee));
  Id actor = function, subject = 0;
  Event::What what = Event::What::kCalled;
  if (arguments.size() > 0) {
    const Value first = arguments[0];
    if (first.is_small()) {
      what = Event::What::kFinalizer;
      actor = subject = static_cast<Id>(first.as_small());
    } else {
      subject = world.id_of(first);
      const bool is_told =
          first.is<WeakRef>() || first.is<WeakMethod>() || first.is<WeakProxy>() || first.is<Connection>();
      if (is_told) {
        what = Event::What::kTold;
        actor = subject;
      }
    }
  }
  world.tell(what, function, subject);
  MAYFLY_TRY(world.act(actor, what == Event::What::kCalled ? function : subject));
  return Value::nil();
}

Result<Value> World::finalized(Runtime&, Function& callee, Arguments arguments) noexcept {
  World& world = world_of(callee);
  const Id subject = world.id_of(arguments[0]);
  world.tell(Event::What::kFinalize, 0, subject);
  MAYFLY_TRY(world.act(subject, subject));
  return Value::nil();
}

Result<> World::act(Id actor, Id subject) {
  const Act act = actor < acts_.size() ? acts_[actor] : Act();
  const bool is_held = act.operand && act.operand < held_.size() && held_[act.operand];
  const Value operand = is_held ? held_[act.operand].get() : Value::nil();
  switch (act.action) {
    case Action::kNone:
    case Action::kCount: break;
    case Action::kFail: return make_error(ErrorKind::kHost, "told to fail");
    case Action::kDrop:
      if (is_held && act.operand != kBuiltIn) let_go(act.operand);
      break;
    case Action::kCollect: {
      const CollectReport report = rt_->collect_exact();
      if (!report.exact && rt_->is_open()) tell(Event::What::kInexact, 0, 0);
      break;
    }
    case Action::kHold: hold(subject); break;
    case Action::kAppend:
      if (List* list = operand.is_object() ? operand.try_as<List>() : nullptr)
        if (!list->append(heap(), value(subject))) return heap().allocation_error();
      break;
    case Action::kDisconnect:
      if (Connection* connection = operand.is_object() ? operand.try_as<Connection>() : nullptr)
        connection->disconnect(heap());
      break;
    case Action::kEmpty:
      if (!operand.is_object()) break;
      if (auto* values = operand.try_as<WeakValueMap>()) return rt_->in(values).clear();
      if (auto* keys = operand.try_as<WeakKeyMap>()) return rt_->in(keys).clear();
      if (auto* identities = operand.try_as<WeakIdentityMap>()) return rt_->in(identities).clear();
      if (auto* set = operand.try_as<WeakSet>()) return rt_->in(set).clear();
      break;
  }
  return {};
}

// --- operations ------------------------------------------------------------------------------------------------------

const Outcome& World::apply(const Operation& operation) {
  events_.clear();
  outcome_.reset();
  switch (operation.verb) {
    case Verb::kPull: pull(operation.operands[0], operation.operands[1]); break;
    case Verb::kPost:
      note(rt_->post([this, number = operation.operands[0]](Runtime&) { tell(Event::What::kTask, 0, number); }));
      break;
    case Verb::kDrain:
      if (Result<size_t> ran = rt_->drain(operation.operands[0]))
        outcome_.number = *ran;
      else
        note(ran.take_error());
      break;
    case Verb::kSafePoint: rt_->safe_point(); break;
    case Verb::kMark: collect(false); break;
    case Verb::kCollect: collect(true); break;
    case Verb::kShutdown: shut_down(); break;
    default:
      if (fail_every_) heap().set_fail_every(fail_every_);
      apply_object(operation);
      if (fail_every_) heap().set_fail_every(0);
      break;
  }
  return outcome_;
}

}  // namespace stress
