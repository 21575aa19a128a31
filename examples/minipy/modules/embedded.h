// EmbeddedModule: a module written in Python that is part of the binary; lib/embed.py writes their table.
#pragma once

#include <string_view>

namespace minipy {

struct EmbeddedModule {
  std::string_view name;
  const char* text;
  unsigned long size;
};

extern const EmbeddedModule kEmbeddedModules[];
extern const unsigned long kEmbeddedModuleCount;

}  // namespace minipy
