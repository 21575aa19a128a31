// Options: what a run was asked for on the command line.
#pragma once

#include "run/scenario.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stress {

struct Options {
  std::vector<const Scenario*> scenarios;  // one after the other, in equal parts
  uint64_t seed = 1;
  uint64_t steps = 1'000'000;  // of all runtimes together; 0: no end
  double seconds = 0;          // 0: no end
  uint32_t threads = 1;
  uint32_t runtimes = 0;    // 0: one for each thread
  uint32_t gc_every = 300;  // operations of a runtime
  size_t heap_limit = 0;
  size_t fail_every = 0;
  bool verify = false;
  std::string replay;
  std::string output = "stress-failure.script";
  int shrink = 3000;  // how often a failure is tried again
  bool json = false;
  bool quiet = false;
  bool list = false;
};

// False: the program ends with this status; what there is to say has been said.
bool parse_options(int argc, char** argv, Options& options, int& status);

}  // namespace stress
