#include <minipy/compiler/scope.h>

namespace minipy {

Variable* Scope::find(std::string_view name) const {
  auto it = by_name_.find(name);
  return it == by_name_.end() ? nullptr : it->second;
}

Variable& Scope::get(std::string_view name) {
  if (Variable* known = find(name)) return *known;
  auto made = std::make_unique<Variable>();
  made->name = name;
  Variable& variable = *made;
  variables.push_back(std::move(made));
  by_name_.emplace(variable.name, &variable);
  return variable;
}

Residence Scope::residence(const Variable& variable) const {
  if (variable.is_free) return Residence::kFree;
  if (kind == Kind::kModule || variable.is_global) return Residence::kGlobal;
  if (kind == Kind::kClass)
    return variable.name == "__class__" && variable.is_captured ? Residence::kCell : Residence::kNamespace;
  if (!variable.is_assigned && !variable.is_parameter) return Residence::kGlobal;
  return variable.is_captured ? Residence::kCell : Residence::kLocal;
}

bool Scope::is_pair(const Variable& variable) const {
  return variable.is_called && variable.takes_call && !variable.is_looked_at && !variable.is_parameter &&
         residence(variable) == Residence::kLocal;
}

bool is_call_for_method(const Expression* e) {
  if (!e || e->kind != ExpressionKind::kCall) return false;
  const auto& call = *static_cast<const Call*>(e);
  return call.arguments.empty() && call.keywords.empty();
}

bool has_starred(Expressions items) {
  for (const Expression* item : items)
    if (item->kind == ExpressionKind::kStarred) return true;
  return false;
}

bool spreads(const Call& e) {
  if (has_starred(e.arguments) || e.arguments.size() + e.keywords.size() > 200) return true;
  for (const Keyword& keyword : e.keywords)
    if (keyword.name.empty()) return true;
  return false;
}

const Expression* compared_with_none(const Compare& e) {
  const bool is_identity = e.ops.size() == 1 && (e.ops[0] == CompareOp::kIs || e.ops[0] == CompareOp::kIsNot);
  return is_identity && e.others[0]->kind == ExpressionKind::kNone ? e.first : nullptr;
}

std::string mangle(std::string_view class_name, std::string_view name) {
  if (class_name.empty() || name.size() < 3 || name.substr(0, 2) != "__" || name.ends_with("__") ||
      name.find('.') != name.npos)
    return std::string(name);
  const size_t first = class_name.find_first_not_of('_');
  if (first == class_name.npos) return std::string(name);
  return std::string("_").append(class_name.substr(first)).append(name);
}

}  // namespace minipy
