#include <minipy/compiler/code_builder.h>

#include <bit>

namespace minipy {

std::string CodeBuilder::key_of(const Constant& constant) {
  if (std::holds_alternative<NoneConstant>(constant)) return "N";
  if (std::holds_alternative<EllipsisConstant>(constant)) return "E";
  if (const bool* truth = std::get_if<bool>(&constant)) return *truth ? "T" : "F";
  if (const auto* integer = std::get_if<IntegerConstant>(&constant))
    return std::string("i")
        .append(std::to_string(integer->base))
        .append(integer->negative ? "-" : "+")
        .append(integer->digits);
  if (const double* number = std::get_if<double>(&constant))
    return std::string("d").append(std::to_string(std::bit_cast<uint64_t>(*number)));
  if (const auto* text = std::get_if<std::string>(&constant)) return std::string("s").append(*text);
  if (const auto* name = std::get_if<NameConstant>(&constant)) return std::string("n").append(name->text);
  if (const auto* tuple = std::get_if<TupleConstant>(&constant)) {
    std::string key = "(";
    for (const Constant& item : tuple->items) {
      const std::string part = key_of(item);
      if (part.empty()) return {};
      key += std::to_string(part.size()) + ":" + part;
    }
    return key;
  }
  return {};
}

}  // namespace minipy
