// Generator: chooses operations for a model, by a scenario's weights and a seed. It looks at the model alone, so the same
// seed gives the same operations, with or without a runtime beside it.
#pragma once

#include "model/model.h"
#include "run/random.h"
#include "run/scenario.h"

#include <deque>
#include <vector>

namespace stress {

class Generator {
 public:
  Generator(const Scenario& scenario, uint64_t seed, uint32_t collect_every);

  // One that the model accepts.
  Operation next(const Model& model);
  // What the model says of the operation's effects.
  void note(const Model& model);
  // The runtime is to be shut down next.
  void end_life() { phase_ = Phase::kSettled; }

 private:
  bool choose(const Model& model, Verb verb, Operation& operation);
  Id choose_operand(const Model& model, char sort);
  Id any_held(const Model& model);
  Id any_of(const Model& model, Kind kind) {
    const std::vector<Id>& ids = model.held(kind);
    return ids.empty() ? 0 : ids[random_.below(static_cast<uint32_t>(ids.size()))];
  }
  Id any_of(const Model& model, std::initializer_list<Kind> kinds);
  Id free_id(const Model& model);
  uint32_t choose_number(const Model& model, const Operation& operation, size_t place);

  const Scenario& scenario_;
  Random random_;
  uint32_t collect_every_;
  uint32_t since_collection_ = 0;
  std::vector<Verb> verbs_;  // as often as they weigh
  std::deque<Id> free_;      // ids that were used
  Id next_id_ = kBuiltIn + 1;
  enum class Phase : uint8_t { kGrowing, kLettingGo, kSettled } phase_ = Phase::kGrowing;
};

}  // namespace stress
