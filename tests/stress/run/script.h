// Script: operations in a file, one a line; '#' begins a comment.
#pragma once

#include "model/operation.h"

#include <string>
#include <vector>

namespace stress {

struct Script {
  std::vector<Operation> operations;

  uint8_t runtimes() const;  // how many its operations name
};

// Nothing is read where `problem` says what is wrong, with the file's name and the line.
Script read_script(const std::string& path, std::string& problem);
// False, and the reason in `problem`, when it can't be written. `comment` may have several lines.
bool write_script(const std::string& path, const std::vector<Operation>& operations, const std::string& comment,
                  std::string& problem);

}  // namespace stress
