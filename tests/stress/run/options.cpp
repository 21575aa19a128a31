#include "run/options.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace stress {

namespace {

// "64m": a size.
std::string check_size(std::string& text) {
  size_t end = 0;
  uint64_t number = 0;
  try {
    number = std::stoull(text, &end);
  } catch (const std::exception&) {
    end = 0;
  }
  const std::string unit = text.substr(end);
  const int shift = unit.empty() ? 0 : unit == "k" ? 10 : unit == "m" ? 20 : unit == "g" ? 30 : -1;
  if (end == 0 || shift < 0 || text[0] == '-')
    return "'" + text + "' is no size, expected a number with k, m, g or nothing";
  text = std::to_string(number << shift);
  return "";
}

CLI::Validator between(uint64_t least, uint64_t most) {
  return CLI::Validator(
      [=](std::string& text) -> std::string {
        uint64_t number = 0;
        const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos &&
                               text.size() < 19 && CLI::detail::lexical_cast(text, number);
        if (is_number && number >= least && number <= most) return "";
        return "'" + text + "' is not accepted, expected a number from " + std::to_string(least) + " to " +
               std::to_string(most);
      },
      "");
}

std::string names_of_scenarios() {
  std::string names;
  for (const Scenario& scenario : all_scenarios()) names += (names.empty() ? "" : ", ") + std::string(scenario.name);
  return names;
}

}  // namespace

bool parse_options(int argc, char** argv, Options& options, int& status) {
  constexpr uint64_t kMost = 1'000'000'000'000'000;
  CLI::App app("Changes object graphs at random, and compares all that Mayfly does with a model of it.",
               "mayfly-stress");
  std::vector<std::string> scenarios;
  std::string heap_limit;
  uint64_t steps = 0;
  app.add_option("--scenario", scenarios,
                 "what to do, see --list; several are run one after the other (default: mixed)")
      ->delimiter(',')
      ->check(CLI::Validator(
          [](std::string& name) {
            if (find_scenario(name)) return std::string();
            return "'" + name + "' is no scenario, expected one of " + names_of_scenarios();
          },
          ""));
  app.add_option("--seed", options.seed, "another seed is another run (default: 1)")->check(between(0, kMost));
  app.add_option("--steps", steps, "operations in all (default: 1000000, or no end with --seconds)")
      ->check(between(1, kMost));
  app.add_option("--seconds", options.seconds, "end after so many seconds")->check([](const std::string& text) {
    double seconds = 0;
    if (CLI::detail::lexical_cast(text, seconds) && seconds > 0) return std::string();
    return "'" + text + "' is not accepted, expected a number of seconds above 0";
  });
  app.add_option("--threads", options.threads, "threads (default: 1)")->check(between(1, 64));
  app.add_option("--runtimes", options.runtimes, "runtimes, shared out to the threads (default: one for each)")
      ->check(between(1, 255));
  app.add_option("--gc-every", options.gc_every,
                 "collect exactly, and compare, after so many operations (default: 300)")
      ->check(between(1, 100'000'000));
  app.add_option("--heap-limit", heap_limit,
                 "bytes that each runtime's cells may take: 64m; beyond it, operations fail")
      ->transform(CLI::Validator(check_size, ""));
  app.add_option("--fail-allocation-every", options.fail_every, "let every Nth allocation of an operation fail")
      ->check(between(1, 1'000'000'000));
  app.add_flag("--verify", options.verify, "look for undeclared edges and broken tables after every collection (slow)");
  app.add_option("--replay", options.replay, "run the script in this file instead");
  app.add_option("--output", options.output, "where a failure's script is written (default: stress-failure.script)");
  app.add_option("--shrink", options.shrink,
                 "how often a failure may be run again to make its script shorter; 0: never")
      ->check(between(0, 1'000'000));
  app.add_flag("--json", options.json, "print the result as one JSON object");
  app.add_flag("--quiet", options.quiet, "no progress on the terminal");
  app.add_flag("--list", options.list, "list the scenarios");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    status = app.exit(error);
    if (status != 0) status = 2;
    return false;
  }
  for (const std::string& name : scenarios) options.scenarios.push_back(find_scenario(name));
  if (options.scenarios.empty()) options.scenarios.push_back(find_scenario("mixed"));
  if (!heap_limit.empty()) options.heap_limit = std::stoull(heap_limit);
  if (steps > 0 || options.seconds > 0) options.steps = steps;
  if (options.runtimes == 0) options.runtimes = options.threads;
  if (options.runtimes < options.threads) {
    std::fprintf(stderr, "--runtimes: %u is not accepted, expected one for each of the %u threads at least\n",
                 options.runtimes, options.threads);
    status = 2;
    return false;
  }
  return true;
}

}  // namespace stress
