#include "run/replay.h"

namespace stress {

void replay(const std::vector<Operation>& operations, const WorldOptions& options, size_t fail_every, Report& report) {
  std::vector<std::unique_ptr<Runner>> runners(Script{operations}.runtimes());
  for (auto& runner : runners) {
    std::string problem;
    runner = Runner::create(options, problem);
    if (!runner) return report.fail(0, 0, "no runtime: " + problem);
  }
  for (const Operation& operation : operations) {
    Runner& runner = *runners[operation.runtime];
    report.steps++;
    runner.set_fail_every(fail_every);
    const uint64_t before = runner.model().collections();
    if (const std::optional<Mismatch> found = runner.step(operation))
      return report.fail(operation.runtime, report.steps, to_string(*found));
    for (auto& other : runners)
      if (other.get() != &runner) other->note_collections(runner.model().collections() - before);
    report.collections = runner.model().collections();
    report.live = runner.model().present_count();
  }
}

std::string replay_in_child(const std::vector<Operation>& operations, const WorldOptions& options, size_t fail_every,
                            int seconds) {
  Child child([&](Report& report) { replay(operations, options, fail_every, report); });
  if (!child.wait(seconds * 1000)) child.kill();
  return child.failure();
}

}  // namespace stress
