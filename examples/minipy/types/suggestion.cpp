#include <minipy/objects/traceback.h>
#include <minipy/types/exceptions.h>
#include <minipy/types/object.h>
#include <minipy/types/suggestion.h>
#include <minipy/types/traceback_text.h>
#include <minipy/vm/raising.h>
#include <minipy/vm/text.h>

#include <algorithm>
#include <vector>

namespace minipy {

namespace {

constexpr size_t kMostCandidates = 750;
constexpr size_t kLongest = 40;  // what is longer, ends aside, is near to nothing
constexpr size_t kMove = 2;      // to add, take away or replace a character
constexpr size_t kCase = 1;      // to replace it by its other case

size_t replacing(char a, char b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return a == b ? 0 : lower(a) == lower(b) ? kCase : kMove;
}

// The cost of making b of a (Levenshtein's distance); more than `most` when it is more.
size_t distance(std::string_view a, std::string_view b, size_t most) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() || b.empty()) return (a.size() + b.size()) * kMove;
  if (a.size() > kLongest || b.size() > kLongest) return most + 1;
  if (a.size() > b.size()) std::swap(a, b);
  if ((b.size() - a.size()) * kMove > most) return most + 1;
  // costs[i]: of the first i characters of a and those of b so far.
  size_t costs[kLongest + 1];
  for (size_t i = 0; i <= a.size(); i++) costs[i] = i * kMove;
  for (size_t j = 0; j < b.size(); j++) {
    size_t diagonal = costs[0];
    costs[0] = (j + 1) * kMove;
    size_t least = costs[0];
    for (size_t i = 0; i < a.size(); i++) {
      const size_t replaced = diagonal + replacing(a[i], b[j]);
      diagonal = costs[i + 1];
      costs[i + 1] = std::min(replaced, std::min(costs[i], costs[i + 1]) + kMove);
      least = std::min(least, costs[i + 1]);
    }
    if (least > most) return most + 1;
  }
  return costs[a.size()];
}

// The first of the nearest ones.
std::string nearest(std::string_view name, const std::vector<std::string>& candidates) {
  if (candidates.size() >= kMostCandidates) return {};
  const std::string* found = nullptr;
  size_t least = SIZE_MAX;
  for (const std::string& each : candidates) {
    if (each == name) continue;
    // A third of the characters may change.
    const size_t most = std::min((name.size() + each.size() + 3) * kMove / 6, least - 1);
    const size_t cost = distance(name, each, most);
    if (cost > most) continue;
    found = &each;
    least = cost;
    if (least == 0) break;
  }
  return found ? *found : std::string();
}

std::vector<std::string> keys_of(const Dict& names) {
  std::vector<std::string> keys;
  for (uint32_t i = names.next(0); i < names.end(); i = names.next(i + 1))
    if (const String* key = as<String>(names.key_at(i))) keys.emplace_back(key->view());
  return keys;
}

Result<std::vector<std::string>> attributes_of(Runtime& rt, Value object) {
  const List* all = MAYFLY_TRY(sorted_attribute_names(rt, object));
  std::vector<std::string> names;
  for (const Value each : all->values())
    if (const String* name = as<String>(each)) names.emplace_back(name->view());
  return names;
}

// Among the variables of the function that looked for it, those of its module, and the built-in ones.
std::string nearest_variable(Runtime& rt, std::string_view name, Value exception) {
  const Traceback* last = traceback_of(rt, exception).try_as<Traceback>();
  while (last && last->next()) last = last->next();
  const PyCode* code = last ? code_of(*last) : nullptr;
  if (!code) return {};
  std::vector<std::string> locals;
  if (code->blueprint().is_function) {
    for (const std::string& each : code->blueprint().local_names)
      if (!each.starts_with('.')) locals.push_back(each);
  }
  std::string found = nearest(name, locals);
  if (found.empty()) found = nearest(name, keys_of(last->globals()));
  if (found.empty()) found = nearest(name, keys_of(Minipy::of(rt).builtins()));
  return found;
}

}  // namespace

Result<std::string> suggestion_for(Runtime& rt, Value exception) {
  const Class& cls = exception.as<Instance>()->cls();
  const bool is_attribute = &cls == &Minipy::of(rt).exception_class(ExceptionId::kAttribute);
  if (!is_attribute && &cls != &Minipy::of(rt).exception_class(ExceptionId::kName)) return std::string();
  const String* name = as<String>(MAYFLY_TRY(get_attr(rt, exception, *MAYFLY_TRY(intern(rt, "name")))));
  if (!name) return std::string();
  const std::string wanted(name->view());
  if (!is_attribute) return nearest_variable(rt, wanted, exception);
  const Value object = hidden_attribute(rt, exception, "obj");
  if (object.is_empty()) return std::string();
  Result<std::vector<std::string>> names = attributes_of(rt, object);
  if (names) return nearest(wanted, *names);
  if (is_uncatchable(names.error())) return names.take_error();
  return std::string();
}

}  // namespace minipy
