#include <mayfly/objects/text/symbol.h>

#include <cstring>

namespace mayfly {

const gc::KindRow Symbol::kRow = {.name = "Symbol", .trace = nullptr, .leaf = true};

Symbol::Symbol(gc::CellInit init, std::string_view text, uint64_t hash)
    : Object(init, text.size() | static_cast<uintptr_t>(Special::kNone) << kSpecialShift), hash_(hash) {
  char* to = reinterpret_cast<char*>(this + 1);
  if (!text.empty()) std::memcpy(to, text.data(), text.size());
  to[text.size()] = 0;
}

}  // namespace mayfly
