// The benchmark program: `./dev bench`, or with Google Benchmark's own options.
#include "support.h"

int main(int argc, char** argv) {
  // The standard library first, while the process has one thread: see support.h.
  mayfly::bench::register_standard_library();
  // Then, contenders side by side, what leaves the heap as it was; and at last what makes it grow.
  mayfly::bench::register_raw_bdwgc();
  mayfly::bench::register_objects();
  mayfly::bench::register_weak_methods();
  mayfly::bench::register_signals();
  mayfly::bench::register_weak_maps();
  mayfly::bench::register_weak_map_deaths();
  mayfly::bench::register_weak_method_deaths();
  // Last: the tables of bdwgc's links and finalizers stay as large as they were, and every later collection walks them.
  // Mayfly's weak cells stay, too, but a pass over a million of them takes 1 % of what is measured here.
  mayfly::bench::register_raw_bdwgc_deaths();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
