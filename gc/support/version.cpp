#include <mayfly/gc/support/version.h>

namespace mayfly {

const char* version() noexcept { return MAYFLY_VERSION; }

}  // namespace mayfly
