// mayfly-stress: docs/stress.md.
#include "run/campaign.h"
#include "run/replay.h"
#include "run/shrink.h"

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cstdio>

namespace stress {
namespace {

constexpr int kReplaySeconds = 60;

void show_progress(const Options& options, const Scenario& scenario, const Report& report, double seconds) {
  if (options.quiet || options.json || !isatty(STDERR_FILENO)) return;
  constexpr int kWidth = 24;
  double part = 0;
  if (options.steps > 0)
    part = static_cast<double>(report.steps) * static_cast<double>(options.scenarios.size()) /
           static_cast<double>(options.steps);
  if (options.seconds > 0)
    part = std::max(part, seconds * static_cast<double>(options.scenarios.size()) / options.seconds);
  const int filled = static_cast<int>(std::min(part, 1.0) * kWidth);
  std::fprintf(stderr, "\r%-12s [%.*s%.*s] %llu steps, %.0f/s, %llu collections, %llu objects   ", scenario.name,
               filled, "########################", kWidth - filled, "                        ",
               static_cast<unsigned long long>(report.steps),
               static_cast<double>(report.steps) / std::max(seconds, 0.001),
               static_cast<unsigned long long>(report.collections), static_cast<unsigned long long>(report.live));
}

void list_scenarios() {
  for (const Scenario& scenario : all_scenarios()) std::printf("%-14s %s\n", scenario.name, scenario.what);
}

WorldOptions world_options(const Options& options) {
  WorldOptions world;
  world.heap_limit = options.heap_limit;
  world.verify = options.verify;
  return world;
}

int replay_file(const Options& options) {
  std::string problem;
  const Script script = read_script(options.replay, problem);
  std::string failure = problem;
  if (problem.empty())
    failure = replay_in_child(script.operations, world_options(options), options.fail_every, kReplaySeconds);
  if (options.json) {
    const nlohmann::json said = {{"replay", options.replay},
                                 {"steps", script.operations.size()},
                                 {"failed", !failure.empty()},
                                 {"what", failure}};
    std::printf("%s\n", said.dump(2).c_str());
  } else if (!problem.empty()) {
    std::fprintf(stderr, "%s\n", problem.c_str());
  } else if (failure.empty()) {
    std::printf("%zu steps, 0 mismatches\n", script.operations.size());
  } else {
    std::printf("FAILED: %s\n", failure.c_str());
  }
  return !problem.empty() ? 2 : failure.empty() ? 0 : 1;
}

// The failure's operations, as few as can be; and what they came to at last.
std::string shrink_failure(const Options& options, Result& result) {
  const auto run = [&](const std::vector<Operation>& operations) {
    return replay_in_child(operations, world_options(options), options.fail_every, kReplaySeconds);
  };
  const Fails fails = [&](const std::vector<Operation>& operations) { return !run(operations).empty(); };
  if (result.operations.empty() || !fails(result.operations)) return "";
  if (!options.json) std::fprintf(stderr, "shrinking %zu operations\n", result.operations.size());
  result.operations = renumber(shrink(result.operations, fails, options.shrink), fails);
  return run(result.operations);
}

int report(const Options& options, Result& result, const Result& total) {
  std::string shrunk, script;
  if (result.has_failed && options.shrink > 0) shrunk = shrink_failure(options, result);
  if (result.has_failed) {
    const std::string comment = "scenario " + result.scenario + ", seed " + std::to_string(options.seed) +
                                ", runtime " + std::to_string(result.runtime) + ", step " +
                                std::to_string(result.step) + "\n" + (shrunk.empty() ? result.what : shrunk);
    std::string problem;
    if (write_script(options.output, result.operations, comment, problem))
      script = options.output;
    else
      std::fprintf(stderr, "%s\n", problem.c_str());
  }
  if (options.json) {
    nlohmann::json said = {{"steps", total.steps},
                           {"seconds", total.seconds},
                           {"steps_per_second", static_cast<double>(total.steps) / std::max(total.seconds, 0.001)},
                           {"collections", total.collections},
                           {"failed_allocations", total.failed_allocations},
                           {"seed", options.seed},
                           {"threads", options.threads},
                           {"runtimes", options.runtimes},
                           {"mismatches", result.has_failed ? 1 : 0}};
    if (result.has_failed) {
      said["failure"] = {{"scenario", result.scenario},
                         {"runtime", result.runtime},
                         {"step", result.step},
                         {"what", result.what},
                         {"shrunk", shrunk},
                         {"script", script},
                         {"operations", result.operations.size()}};
    }
    std::printf("%s\n", said.dump(2).c_str());
    return result.has_failed ? 1 : 0;
  }
  if (!result.has_failed) {
    std::printf("%llu steps, %llu collections, %.0f steps a second, 0 mismatches\n",
                static_cast<unsigned long long>(total.steps), static_cast<unsigned long long>(total.collections),
                static_cast<double>(total.steps) / std::max(total.seconds, 0.001));
    return 0;
  }
  std::printf("FAILED: scenario %s, seed %llu, runtime %u, step %llu\n%s\n", result.scenario.c_str(),
              static_cast<unsigned long long>(options.seed), result.runtime,
              static_cast<unsigned long long>(result.step), result.what.c_str());
  if (!shrunk.empty()) {
    std::printf("shrunk to %zu operations: %s\n", result.operations.size(), shrunk.c_str());
    if (result.operations.size() <= 40)
      for (const Operation& operation : result.operations) std::printf("  %s\n", to_string(operation).c_str());
  } else if (options.shrink > 0) {
    std::printf("it did not fail again by itself: the same options and seed may be needed\n");
  }
  if (!script.empty()) std::printf("script: %s\n  mayfly-stress --replay %s\n", script.c_str(), script.c_str());
  return 1;
}

int run(const Options& options) {
  Result total, last;
  const auto parts = options.scenarios.size();
  for (const Scenario* scenario : options.scenarios) {
    last = run_campaign(options, *scenario, options.steps / parts + (options.steps ? 1 : 0),
                        options.seconds / static_cast<double>(parts), &show_progress);
    total.steps += last.steps;
    total.collections += last.collections;
    total.failed_allocations += last.failed_allocations;
    total.seconds += last.seconds;
    if (last.has_failed) break;
  }
  if (!options.quiet && !options.json && isatty(STDERR_FILENO)) std::fprintf(stderr, "\n");
  return report(options, last, total);
}

}  // namespace
}  // namespace stress

int main(int argc, char** argv) {
  stress::Options options;
  int status = 0;
  if (!stress::parse_options(argc, argv, options, status)) return status;
  if (options.list) {
    stress::list_scenarios();
    return 0;
  }
  return options.replay.empty() ? stress::run(options) : stress::replay_file(options);
}
