#include <mayfly/objects/model/special.h>

namespace mayfly {

const char* default_name(Special special) {
  static constexpr const char* kNames[] = {
#define MAYFLY_SPECIAL_NAME(enumerator, name) name,
      MAYFLY_SPECIALS(MAYFLY_SPECIAL_NAME)
#undef MAYFLY_SPECIAL_NAME
  };
  static_assert(sizeof(kNames) / sizeof(kNames[0]) == kSpecialCount);
  return special == Special::kNone ? "" : kNames[static_cast<int>(special)];
}

}  // namespace mayfly
