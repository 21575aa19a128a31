// The hash of text: of String, Symbol, and whatever must agree with them.
//
// Keyed: without the seed nobody can prepare texts that collide. The same in every runtime of the process, and of no
// meaning outside it. Neither collects nor runs user code; may be called on any thread.
#pragma once

#include <mayfly/gc/support/api.h>

#include <cstdint>
#include <string_view>

namespace mayfly {

// The process's seed: random, or taken from the environment variable MAYFLY_HASH_SEED when it is set (a decimal number;
// any other text makes a seed too), so that a run can be repeated.
MAYFLY_API uint64_t process_hash_seed();

// Never 0, which stands for "not computed yet".
MAYFLY_API uint64_t hash_text(std::string_view text, uint64_t seed = process_hash_seed());

}  // namespace mayfly
