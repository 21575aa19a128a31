#include "run/shrink.h"

#include <algorithm>
#include <map>
#include <utility>

namespace stress {

std::vector<Operation> shrink(std::vector<Operation> operations, const Fails& fails, int budget) {
  size_t chunk = std::max<size_t>(operations.size() / 2, 1);
  for (;;) {
    bool removed = false;
    // From the end: what comes late needs what came before, and not the other way round.
    for (size_t end = operations.size(); end > 0;) {
      const size_t begin = end > chunk ? end - chunk : 0;
      std::vector<Operation> fewer(operations.begin(), operations.begin() + static_cast<std::ptrdiff_t>(begin));
      fewer.insert(fewer.end(), operations.begin() + static_cast<std::ptrdiff_t>(end), operations.end());
      if (budget-- <= 0) return operations;
      if (!fewer.empty() && fails(fewer)) {
        operations = std::move(fewer);
        removed = true;
      }
      end = begin;
    }
    if (chunk > 1)
      chunk = std::max<size_t>(std::min(chunk / 2, operations.size()), 1);
    else if (!removed)
      return operations;
  }
}

std::vector<Operation> renumber(const std::vector<Operation>& operations, const Fails& fails) {
  std::map<std::pair<uint8_t, Id>, Id> numbers;
  std::map<uint8_t, Id> last;
  std::vector<Operation> renamed = operations;
  for (Operation& operation : renamed) {
    const std::string_view sorts = row(operation.verb).operands;
    for (size_t i = 0; i < sorts.size(); i++) {
      Id& id = operation.operands[i];
      if (sorts[i] == '#' || id <= 1) continue;
      auto [place, is_new] = numbers.try_emplace({operation.runtime, id}, 0);
      if (is_new) place->second = ++last.try_emplace(operation.runtime, 1).first->second;
      id = place->second;
    }
  }
  return fails(renamed) ? renamed : operations;
}

}  // namespace stress
