// The text of an annotation, as CPython writes it under `from __future__ import annotations`.
#pragma once

#include <minipy/parser/ast.h>

#include <string>
#include <string_view>

namespace minipy {

// Names, attributes, subscripts, unions, tuples, lists, literals: written anew. Anything else, as it stands in the source.
std::string annotation_text(const Expression* e, std::string_view written);

}  // namespace minipy
