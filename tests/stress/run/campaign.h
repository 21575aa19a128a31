// Campaign: one scenario in several runtimes on several threads, in a child process; and what became of it.
#pragma once

#include "run/child.h"
#include "run/options.h"

#include <string>
#include <vector>

namespace stress {

struct Result {
  uint64_t steps = 0;
  uint64_t collections = 0;
  uint64_t failed_allocations = 0;
  double seconds = 0;
  bool has_failed = false;
  // Of a failure:
  std::string scenario;
  uint32_t runtime = 0;
  uint64_t step = 0;                  // of that runtime, counted from 1
  std::string what;                   // what was expected and what was seen, or how it crashed
  std::vector<Operation> operations;  // of that runtime, since it was last made
};

// `progress` is called several times a second with what there is so far.
using Progress = void (*)(const Options& options, const Scenario& scenario, const Report& report, double seconds);
Result run_campaign(const Options& options, const Scenario& scenario, uint64_t steps, double seconds,
                    Progress progress);

}  // namespace stress
