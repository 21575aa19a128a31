// The parser of heap options (MAYFLY_GC): any text sets options, or is an error that changes nothing.
#include "support/check.h"

#include <mayfly/gc/heap_options.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>

using namespace mayfly;
using gc::HeapOptions;

namespace {

auto all_of(const HeapOptions& o) {
  return std::tuple(o.heap_limit, o.initial_heap, o.stress, o.seed, o.verify, o.huge_pages, o.fail_every,
                    o.host_uses_bdwgc, o.vm_stack_words);
}

HeapOptions unusual() {
  HeapOptions options;
  options.heap_limit = 3;
  options.stress = 5;
  options.seed = 7;
  options.verify = true;
  options.huge_pages = true;
  options.fail_every = 11;
  return options;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  HeapOptions options = unusual();
  const Result<> done = options.parse(text);
  if (!done) {
    FUZZ_CHECK(done.error().kind() == ErrorKind::kOptions, "%s", done.error().to_string().c_str());
    FUZZ_CHECK(!done.error().message().empty(), "an error that says nothing");
    FUZZ_CHECK(all_of(options) == all_of(unusual()), "options changed by a text that was refused");
    return 0;
  }
  // One item after the other comes to the same.
  HeapOptions stepwise = unusual();
  for (size_t at = 0; at <= text.size();) {
    const size_t comma = std::min(text.find(',', at), text.size());
    FUZZ_CHECK(stepwise.parse(text.substr(at, comma - at)), "an item of a text that was taken is refused");
    at = comma + 1;
  }
  FUZZ_CHECK(all_of(options) == all_of(stepwise), "one item after the other sets something else");
  return 0;
}
