// The benchmark program: `./dev bench`, or with Google Benchmark's own options.
#include "support.h"

int main(int argc, char** argv) {
  // The standard library first, while the process has one thread: see support.h.
  mayfly::bench::register_standard_library();
  mayfly::bench::register_weak_methods();
  mayfly::bench::register_objects();
  mayfly::bench::register_raw_bdwgc();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
