// Options: what minipy's command line says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace minipy {

struct Options {
  enum class Action { kFile, kCode, kStandardInput, kPrompt, kDoctest, kDisassemble };
  Action action = Action::kPrompt;
  std::string text;                    // the file, or the code of -c
  std::vector<std::string> arguments;  // sys.argv
  size_t gc_stress = 0;
  size_t heap_limit = 0;
  bool gc_log = false;
  bool allows_import = true;
  int64_t step_limit = 0;  // 0: none
};

// False: the program ends with `status`; everything has been said.
bool parse_options(int argc, char** argv, Options& options, int& status);

}  // namespace minipy
