// Runner: carries out operations in a world and in its model, and compares the two: what came back and which events came
// with every operation, everything after a collection.
#pragma once

#include "model/model.h"
#include "world/world.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace stress {

// The first thing that was not as the model says.
struct Mismatch {
  std::string where;  // the operation, or the object
  std::string expected;
  std::string seen;
};
std::string to_string(const Mismatch& mismatch);

class Runner {
 public:
  // Nothing, and the reason in `problem`, when there is no runtime to be had.
  static std::unique_ptr<Runner> create(const WorldOptions& options, std::string& problem);

  const Model& model() const { return model_; }
  World& world() { return *world_; }
  // Lets every Nth allocation of the operations that make things fail; 0: none.
  void set_fail_every(size_t every) { fail_every_ = every; }

  // An operation that would do nothing does nothing.
  std::optional<Mismatch> step(const Operation& operation);
  // The same, but with every allocation of it failing once, in turn: arm(n) lets the nth from now on fail, arm(0)
  // none. Each failure must be an out-of-memory error that changes nothing, and the operation must work when it is
  // tried again. Of operations that run user code nothing fails.
  std::optional<Mismatch> step_failing(const Operation& operation, const std::function<void(size_t)>& arm);
  // Another runtime of the process has collected, so often.
  void note_collections(uint64_t count);
  // Compares everything. Nothing may have been made since the last collection, for the counts to be right.
  enum class Counts : uint8_t { kCompared, kLeftOut };
  std::optional<Mismatch> compare(Counts counts);

  uint64_t steps() const { return steps_; }
  uint64_t failed_allocations() const { return failed_allocations_; }
  // Operations that were left out, because there was no memory for them.
  uint64_t left_out() const { return left_out_; }

 private:
  explicit Runner(std::unique_ptr<World> world) : world_(std::move(world)) {}
  std::optional<Mismatch> compare_step(const Operation& operation, const Outcome& expected, const Outcome& seen) const;
  void adopt_cells(const Operation& operation);
  std::optional<Mismatch> compare_report(const Operation& operation) const;
  std::optional<Mismatch> compare_census();
  std::optional<Mismatch> compare_counts() const;

  Model model_;
  std::unique_ptr<World> world_;
  std::vector<int64_t> expected_, seen_;
  uint64_t steps_ = 0;
  uint64_t failed_allocations_ = 0;
  uint64_t left_out_ = 0;
  size_t fail_every_ = 0;
};

}  // namespace stress
