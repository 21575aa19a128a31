// Scenario: what a run is made of: how often each operation comes, and how large the graph grows.
//
// A scenario of one's own is a function that returns one, and a line in all_scenarios() (docs/stress.md). The operations'
// operands are chosen by the generator, among what the host holds.
#pragma once

#include "model/operation.h"

#include <array>
#include <initializer_list>
#include <span>
#include <string_view>

namespace stress {

struct Scenario {
  const char* name = "";
  const char* what = "";                   // one line, for --list
  std::array<uint16_t, kVerbs> weights{};  // how often, in proportion
  uint32_t most_held = 160;                // objects that the host holds at once, about
  uint32_t most_present = 2500;            // objects that are there, about: beyond it, the runtime is shut down
  uint32_t errors = 64;                    // one operand in so many is of any kind
  bool acts_collect = true;                // user code may collect

  struct Weight {
    Verb verb;
    uint16_t weight;
  };
  Scenario(const char* its_name, const char* its_what, std::initializer_list<Weight> its_weights)
      : name(its_name), what(its_what) {
    for (const Weight& w : its_weights) weights[static_cast<size_t>(w.verb)] = w.weight;
  }
};

std::span<const Scenario> all_scenarios();
// Null: there is none of that name.
const Scenario* find_scenario(std::string_view name);

}  // namespace stress
