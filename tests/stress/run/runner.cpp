#include "run/runner.h"

#include <algorithm>

namespace stress {

std::string to_string(const Mismatch& mismatch) {
  return mismatch.where + "\n  expected: " + mismatch.expected + "\n  seen:     " + mismatch.seen;
}

std::unique_ptr<Runner> Runner::create(const WorldOptions& options, std::string& problem) {
  std::unique_ptr<World> world = World::create(options, problem);
  if (!world) return nullptr;
  return std::unique_ptr<Runner>(new Runner(std::move(world)));
}

std::optional<Mismatch> Runner::step(const Operation& operation) {
  steps_++;
  if (!model_.accepts(operation)) return {};
  world_->set_fail_every(fail_every_);
  const Outcome* seen = &world_->apply(operation);
  // Nothing is changed by a lack of memory: so once more, with memory, in the end.
  constexpr int kAttempts = 4;
  for (int i = 1; i <= kAttempts && seen->code == Code::kOutOfMemory; i++) {
    failed_allocations_++;
    if (!world_->events().empty()) return compare_step(operation, Outcome(), *seen);
    if (i == kAttempts) world_->set_fail_every(0);
    seen = &world_->apply(operation);
  }
  if (seen->code == Code::kOutOfMemory) {
    left_out_++;
    adopt_cells(operation);
    return {};
  }
  const Outcome& expected = model_.apply(operation);
  std::optional<Mismatch> found = compare_step(operation, expected, *seen);
  if (found) return found;
  for (const Id id : model_.freed()) world_->forget(id);
  if (operation.verb != Verb::kCollect && operation.verb != Verb::kMark) return {};
  // Where user code ran, it may have collected, or made something.
  const bool is_quiet = model_.events().empty();
  if (is_quiet)
    if (found = compare_report(operation); found) return found;
  return compare(is_quiet ? Counts::kCompared : Counts::kLeftOut);
}

static std::string to_string(const std::vector<Event>& events, size_t from) {
  std::string text;
  for (size_t i = from; i < events.size() && i < from + 4; i++)
    text += (text.empty() ? "" : "; ") + to_string(events[i]);
  return text.empty() ? "no more events" : text;
}

static bool runs_user_code(Verb verb) {
  switch (verb) {
    case Verb::kCallMethod:
    case Verb::kCallWeak:
    case Verb::kRunFinalizer:
    case Verb::kEmit:
    case Verb::kRelease:
    case Verb::kDrain:
    case Verb::kSafePoint:
    case Verb::kMark:
    case Verb::kCollect:
    case Verb::kShutdown: return true;
    default: return false;
  }
}

std::optional<Mismatch> Runner::step_failing(const Operation& operation, const std::function<void(size_t)>& arm) {
  if (!model_.accepts(operation) || runs_user_code(operation.verb)) return step(operation);
  steps_++;
  constexpr size_t kMost = 1000;
  for (size_t point = 1;; point++) {
    arm(point);
    const Outcome& seen = world_->apply(operation);
    arm(0);
    if (seen.code != Code::kOutOfMemory) {
      const Outcome& expected = model_.apply(operation);
      return compare_step(operation, expected, seen);
    }
    failed_allocations_++;
    const std::string where = to_string(operation) + " without memory at allocation " + std::to_string(point);
    if (!world_->events().empty()) return Mismatch{where, "no events", to_string(world_->events(), 0)};
    if (point == kMost) return Mismatch{where, "fewer allocations", "an error of each"};
    adopt_cells(operation);
    // A class is made before it gets its finalizer: one that did not is garbage with a weak cell, until it is collected.
    std::optional<Mismatch> found;
    if (operation.verb == Verb::kClass) {
      Operation mark;
      mark.verb = Verb::kMark;
      found = step(mark);
    }
    if (!found) found = compare(Counts::kLeftOut);
    if (found) {
      found->where = where + ": " + found->where;
      return found;
    }
  }
}

// Where there is no memory to be had, only the weak cells may stay that were made before it was found out.
void Runner::adopt_cells(const Operation& operation) {
  const std::string_view sorts = row(operation.verb).operands;
  const auto look_at = [&](Id id) {
    if (id && model_.is_present(id) && model_.object(id).kind != Kind::kWeakRoot && world_->has_cell(id))
      model_.note_cell(id);
  };
  for (size_t i = 0; i < sorts.size(); i++) {
    const Id id = operation.operands[i];
    if (sorts[i] == '#' || sorts[i] == 'n' || !model_.is_present(id)) continue;
    look_at(id);
    if (model_.object(id).kind == Kind::kBound)
      for (const Id part : model_.object(id).slots) look_at(part);
  }
}

void Runner::note_collections(uint64_t count) {
  for (uint64_t i = 0; i < count; i++) {
    model_.collect_elsewhere();
    for (const Id id : model_.freed()) world_->forget(id);
  }
}

std::optional<Mismatch> Runner::compare_step(const Operation& operation, const Outcome& expected,
                                             const Outcome& seen) const {
  if (model_.events() != world_->events()) {
    const std::vector<Event>&theirs = world_->events(), &ours = model_.events();
    size_t same = 0;
    while (same < ours.size() && same < theirs.size() && ours[same] == theirs[same]) same++;
    return Mismatch{to_string(operation) + ": event " + std::to_string(same + 1), to_string(ours, same),
                    to_string(theirs, same)};
  }
  if (!(expected == seen)) return Mismatch{to_string(operation), to_string(expected), to_string(seen)};
  return {};
}

std::optional<Mismatch> Runner::compare_report(const Operation& operation) const {
  const Model::Census& census = model_.census();
  const auto& report = world_->report();
  const auto text = [](size_t references, size_t callbacks, size_t finalizers) {
    return std::to_string(references) + " references cleared, " + std::to_string(callbacks) + " callbacks due, " +
           std::to_string(finalizers) + " finalizers due";
  };
  // Those that were garbage themselves need not be counted.
  const size_t cleared =
      std::clamp(report.references_cleared, census.live_references_cleared, census.references_cleared);
  const std::string expected = text(cleared, census.callbacks_due, census.finalizers_due);
  const std::string seen = text(report.references_cleared, report.callbacks_due, report.finalizers_due);
  if (expected == seen) return {};
  return Mismatch{"report of " + to_string(operation), expected, seen};
}

std::optional<Mismatch> Runner::compare_census() {
  const World::Census seen = world_->census();
  for (size_t i = 1; i < kKinds; i++) {
    if (static_cast<Kind>(i) == Kind::kWeakRoot) continue;
    const size_t expected = model_.census().objects[i] - (static_cast<Kind>(i) == Kind::kFunction ? 1 : 0);
    if (expected == seen.objects[i]) continue;
    return Mismatch{std::string("cells alive of kind ") + name(static_cast<Kind>(i)), std::to_string(expected),
                    std::to_string(static_cast<std::ptrdiff_t>(seen.objects[i]))};
  }
  return {};
}

std::optional<Mismatch> Runner::compare_counts() const {
  const World::Counts seen = world_->counts();
  const auto text = [](size_t references, size_t cells, bool due) {
    return std::to_string(references) + " weak references, " + std::to_string(cells) + " objects with some, " +
           (due ? "something" : "nothing") + " due";
  };
  const bool is_due = model_.due_count() > 0;
  const std::string expected = text(model_.reference_count(), model_.cell_count(), is_due);
  // After a drain that was cut short it may say so though nothing is left.
  const std::string found = text(seen.references, seen.cells, is_due ? world_->has_due() : is_due);
  if (expected == found) return {};
  return Mismatch{"the heap's statistics", expected, found};
}

static std::string to_string(const std::vector<int64_t>& numbers) {
  std::string text;
  for (const int64_t number : numbers) text += (text.empty() ? "" : " ") + std::to_string(number);
  return text;
}

std::optional<Mismatch> Runner::compare(Counts counts) {
  if (counts == Counts::kCompared)
    if (std::optional<Mismatch> found = compare_census()) return found;
  if (std::optional<Mismatch> found = compare_counts()) return found;
  model_.mark_reachable();
  for (Id id = 1; id < model_.end(); id++) {
    const Kind kind = model_.object(id).kind;
    if (kind == Kind::kNone || (kind != Kind::kWeakRoot && !model_.is_marked(id))) continue;
    model_.inspect(id, expected_);
    world_->inspect(id, kind, seen_);
    if (expected_ == seen_) continue;
    return Mismatch{std::string("the state of ") + name(kind) + " " + std::to_string(id), to_string(expected_),
                    to_string(seen_)};
  }
  return {};
}

}  // namespace stress
