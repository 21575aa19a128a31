#include "run/generator.h"

namespace stress {

Generator::Generator(const Scenario& scenario, uint64_t seed, uint32_t collect_every)
    : scenario_(scenario), random_(seed), collect_every_(collect_every) {
  for (size_t verb = 0; verb < kVerbs; verb++)
    verbs_.insert(verbs_.end(), scenario.weights[verb], static_cast<Verb>(verb));
}

void Generator::note(const Model& model) {
  for (const Id id : model.freed()) free_.push_back(id);
}

Id Generator::free_id(const Model& model) {
  // An id rests before it is used again, so that a script is easier to read.
  constexpr size_t kRest = 4096;
  while (free_.size() > kRest) {
    const Id id = free_.front();
    if (!model.is_present(id)) return id;
    free_.pop_front();
  }
  while (model.is_present(next_id_)) next_id_++;
  return next_id_;
}

Id Generator::any_held(const Model& model) {
  // Each kind in proportion to what is held of it.
  uint32_t place = random_.below(static_cast<uint32_t>(model.held_count()));
  for (size_t kind = 0; kind < kKinds; kind++) {
    const std::vector<Id>& ids = model.held(static_cast<Kind>(kind));
    if (place < ids.size()) return ids[place];
    place -= static_cast<uint32_t>(ids.size());
  }
  return 0;
}

Id Generator::any_of(const Model& model, std::initializer_list<Kind> kinds) {
  const uint32_t first = random_.below(static_cast<uint32_t>(kinds.size()));
  for (size_t i = 0; i < kinds.size(); i++)
    if (const Id id = any_of(model, kinds.begin()[(first + i) % kinds.size()])) return id;
  return 0;
}

Id Generator::choose_operand(const Model& model, char sort) {
  switch (sort) {
    case 'n': return free_id(model);
    case '?': return random_.one_in(6) ? 0 : any_held(model);
    case '*': return any_held(model);
    case 'c': return random_.one_in(2) ? 0 : any_of(model, Kind::kClass);
    case 'C': return any_of(model, Kind::kClass);
    case 'A': return any_of(model, {Kind::kInstance, Kind::kInstance, Kind::kHost});
    case 'L': return any_of(model, Kind::kList);
    case 'D': return any_of(model, Kind::kDict);
    case 'f': return random_.one_in(3) ? 0 : any_of(model, Kind::kFunction);
    case 'F': return any_of(model, Kind::kFunction);
    case 'B': return any_of(model, Kind::kBound);
    case 'b': return any_of(model, {Kind::kBound, Kind::kFunction});
    case 'R': return any_of(model, Kind::kWeakRef);
    case 'W': return any_of(model, Kind::kWeakMethod);
    case 'P': return any_of(model, Kind::kProxy);
    case 'Z': return any_of(model, Kind::kFinalizer);
    case 'V': return any_of(model, Kind::kValueMap);
    case 'M': return any_of(model, {Kind::kKeyMap, Kind::kIdentityMap});
    case 'S': return any_of(model, Kind::kWeakSet);
    case 'X': return any_of(model, {Kind::kValueMap, Kind::kKeyMap, Kind::kIdentityMap, Kind::kWeakSet});
    case 'G': return any_of(model, Kind::kSignal);
    case 'N': return any_of(model, Kind::kConnection);
    case 'H': return any_of(model, Kind::kHost);
    case 't':
    case 'k':
      if (random_.one_in(3)) return any_of(model, {Kind::kInstance, Kind::kHost, Kind::kFunction});
      for (int i = 0; i < 8; i++) {
        const Id id = any_held(model);
        if (model.fits(sort, id) && (model.can_be_target(id) || random_.one_in(scenario_.errors))) return id;
      }
      return any_of(model, Kind::kInstance);
    default: return 0;
  }
}

uint32_t Generator::choose_number(const Model& model, const Operation& operation, size_t place) {
  const Id first = operation.operands[0];
  switch (operation.verb) {
    case Verb::kClass: return random_.below(4);
    case Verb::kAttribute: return random_.below(kInstanceSlots);
    case Verb::kDefine:
    case Verb::kLookUp:
    case Verb::kCallMethod: return random_.below(kClassSlots);
    case Verb::kCapture: return random_.below(kCaptures);
    case Verb::kPut:
    case Verb::kErase:
    case Verb::kInsert: {
      const size_t size = model.object(first).slots.size() + (operation.verb == Verb::kInsert ? 1 : 0);
      return size ? random_.below(static_cast<uint32_t>(size)) : 0;
    }
    case Verb::kPull: {
      const size_t size = model.object(first).slots.size();
      return random_.below(size ? static_cast<uint32_t>(size) : 16);
    }
    case Verb::kAct: {
      if (place != 1) return 0;
      const auto action = static_cast<Action>(random_.below(static_cast<uint32_t>(Action::kCount)));
      const bool fits = action != Action::kCollect || (scenario_.acts_collect && random_.one_in(8));
      return static_cast<uint32_t>(fits ? action : Action::kHold);
    }
    case Verb::kDrain: return random_.below(8);
    case Verb::kAtShutdown: return random_.below(2);
    case Verb::kPost: return random_.below(1000);
    default: return random_.below(24);
  }
}

bool Generator::choose(const Model& model, Verb verb, Operation& operation) {
  operation.verb = verb;
  operation.operands = {};
  const std::string_view sorts = row(verb).operands;
  for (size_t i = 0; i < sorts.size(); i++)
    operation.operands[i] = sorts[i] == '#' ? choose_number(model, operation, i) : choose_operand(model, sorts[i]);
  if (verb == Verb::kHost && operation.operands[1] && !model.object(operation.operands[1]).of_hosts)
    operation.operands[1] = 0;
  // Containers do not grow for ever.
  constexpr size_t kMost = 24;
  if ((verb == Verb::kAppend || verb == Verb::kInsert) && model.object(operation.operands[0]).slots.size() > kMost) {
    operation.verb = Verb::kClear;
    operation.operands = {operation.operands[0]};
  }
  if (verb == Verb::kAct) {
    switch (static_cast<Action>(operation.operands[1])) {
      case Action::kDrop: operation.operands[2] = any_held(model); break;
      case Action::kAppend: operation.operands[2] = any_of(model, Kind::kList); break;
      case Action::kDisconnect: operation.operands[2] = any_of(model, Kind::kConnection); break;
      case Action::kEmpty: operation.operands[2] = choose_operand(model, 'X'); break;
      default: operation.operands[2] = 0; break;
    }
  }
  return model.accepts(operation);
}

Operation Generator::next(const Model& model) {
  Operation operation;
  if (phase_ == Phase::kSettled) {
    phase_ = Phase::kGrowing;
    operation.verb = Verb::kShutdown;
    return operation;
  }
  if (phase_ == Phase::kLettingGo) {
    // All of it; what is left then is held by nobody who would let go.
    operation.verb = Verb::kDrop;
    for (size_t kind = 0; kind < kKinds; kind++)
      for (const Id id : model.held(static_cast<Kind>(kind))) {
        operation.operands[0] = id;
        if (model.accepts(operation)) return operation;
      }
    phase_ = Phase::kGrowing;
    since_collection_ = collect_every_;
  }
  if (++since_collection_ >= collect_every_) {
    since_collection_ = 0;
    operation.verb = Verb::kCollect;
    return operation;
  }
  if (since_collection_ == 1 && model.present_count() > scenario_.most_present)
    phase_ = model.held_count() > 1 && model.present_count() < scenario_.most_present * 2 ? Phase::kLettingGo
                                                                                          : Phase::kSettled;
  // The more the host holds, the more it lets go.
  const auto held = static_cast<uint32_t>(model.held_count());
  if (held > scenario_.most_held && random_.below(held) > scenario_.most_held / 2) {
    operation.verb = Verb::kDrop;
    for (int i = 0; i < 8; i++) {
      operation.operands[0] = any_held(model);
      if (model.accepts(operation)) return operation;
    }
  }
  for (int i = 0; i < 64; i++)
    if (choose(model, verbs_[random_.below(static_cast<uint32_t>(verbs_.size()))], operation)) return operation;
  // There is nothing yet.
  operation = {};
  operation.verb = model.held(Kind::kClass).empty() ? Verb::kClass : Verb::kInstance;
  operation.operands = {free_id(model), model.held(Kind::kClass).empty() ? 0 : any_of(model, Kind::kClass)};
  if (!model.accepts(operation)) {
    operation = {};
    operation.verb = Verb::kList;
    operation.operands = {free_id(model)};
  }
  return operation;
}

}  // namespace stress
