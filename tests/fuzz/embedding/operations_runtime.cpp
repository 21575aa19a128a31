// Operations on the runtime: safe points, collections, limits, its end.
#include "embedding/world.h"

#include <mayfly/objects/value/describe.h>

using namespace mayfly;

std::span<const World::Operation> World::runtime_operations() {
  static constexpr Operation kAll[] = {
      {';', &World::safe_point},
      {'D', &World::drain},  // how many
      {'P', &World::post},
      {'G', &World::collect_exact},
      {'O', &World::collect},
      {'Q', &World::collect_for_script},
      {'q', &World::collect_until_quiet},  // how often
      {'N', &World::set_failing},          // every how many allocations
      {'M', &World::set_limit},            // in units of 64 KB
      {'s', &World::set_stress},           // every how many allocations
      {'A', &World::set_automatic},        // off or on
      {'T', &World::limit_steps},          // how many, and how many are taken
      {'R', &World::make_foreign},         // to
      {'H', &World::release_host},         // instance
      {'k', &World::drop},                 // root
      {'<', &World::copy_root},            // to, from
      {'V', &World::dump_text, true},      // value
      {'^', &World::shut_down},
  };
  return kAll;
}

void World::safe_point() { rt_->safe_point(); }

void World::drain() {
  const size_t most = bytes_.next() & 7;
  const Result<size_t> ran = rt_->drain(most);
  if (note(ran)) FUZZ_CHECK(*ran <= most, "%zu run, of at most %zu", *ran, most);
}

void World::post() {
  if (note(rt_->post([this](Runtime&) {
        tasks_run_++;
        note(act({}, Ending::kOrdinary));
      })))
    tasks_posted_++;
}

void World::collect_exact() {
  const CollectReport report = rt_->collect_exact();
  look_at(report);
  // Nothing else in this process has a say.
  if (depth_ == 0 && rt_->is_open()) FUZZ_CHECK(report.exact, "not exact: %s", report.why_not().c_str());
}

void World::collect() { look_at(rt_->collect()); }
void World::collect_for_script() {
  const RootedFrames vouched(*rt_);
  look_at(rt_->collect_for_script());
}
void World::collect_until_quiet() { look_at(rt_->collect_until_quiet(bytes_.next() & 7)); }

void World::set_failing() { rt_->heap().set_fail_every(bytes_.next() & 15); }
void World::set_limit() { rt_->heap().set_heap_limit(size_t{(bytes_.next() & 63u) + 1u} << 16); }
void World::set_stress() { rt_->heap().set_stress(bytes_.next() & 63); }

void World::set_automatic() {
  const bool wanted = (bytes_.next() & 1) != 0;
  if (wanted == rt_->heap().automatic_enabled()) return;
  wanted ? rt_->heap().enable_automatic() : rt_->heap().disable_automatic();
}

void World::limit_steps() {
  rt_->set_step_budget(bytes_.next() & 7);
  if ((bytes_.next() & 1) != 0) rt_->request_interrupt();
  note(rt_->steps(bytes_.next() & 7));
  rt_->set_step_budget(Steps::kUnlimited);
}

void World::make_foreign() {
  const size_t to = place();
  if (!other_) {
    RuntimeOptions options;
    options.read_environment = false;
    Result<std::unique_ptr<Runtime>> made = Runtime::create(options);
    if (!note(made)) return;
    other_ = std::move(*made);
  }
  Result<Root<List>> made = other_->list();
  if (note(made)) roots_[to] = Root<Value>(other_->heap(), Value(*made));
  handles_[to] = {};
}

void World::release_host() {
  const Root<Value> instance = operand();
  (void)release_host_object(instance);
}

void World::drop() {
  const size_t at = place();
  roots_[at].reset();
  handles_[at] = {};
}

void World::copy_root() {
  const size_t to = place(), from = place();
  roots_[to] = roots_[from];
  handles_[to] = {};
}

void World::dump_text() {
  const Root<Value> value = operand();
  FUZZ_CHECK(!describe(rt_->space(), value.get()).view().empty(), "a value that is described by nothing");
}

void World::shut_down() { note(rt_->shutdown()); }
