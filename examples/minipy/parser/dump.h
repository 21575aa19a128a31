// dump: a compact text form of a syntax tree, for tests and for looking at it.
//
// Each node is a list: (what parts...), where a name, a number or a constant stands for itself; _ is a part that is not
// there; ... one that is too deep for the stack. Blocks are in braces.
#pragma once

#include <minipy/parser/ast.h>

#include <string>

namespace minipy {

enum class DumpPlaces : uint8_t { kNo, kYes };  // behind each expression: @line:column-line:column

std::string dump(const ModuleTree& tree, DumpPlaces places = DumpPlaces::kNo);
std::string dump(const Expression& expression, DumpPlaces places = DumpPlaces::kNo);

}  // namespace minipy
