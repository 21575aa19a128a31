#include "run/script.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <sstream>

namespace stress {

uint8_t Script::runtimes() const {
  uint8_t most = 0;
  for (const Operation& operation : operations) most = std::max(most, operation.runtime);
  return static_cast<uint8_t>(most + 1);
}

Script read_script(const std::string& path, std::string& problem) {
  Script script;
  std::ifstream file(path);
  if (!file) {
    problem = "can't read '" + path + "': " + std::strerror(errno);
    return script;
  }
  std::string line;
  for (int number = 1; std::getline(file, line); number++) {
    line.resize(std::min(line.find('#'), line.size()));
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    std::string what;
    const std::optional<Operation> operation = parse_operation(line, what);
    if (!operation) {
      problem = path + ":" + std::to_string(number) + ": " + what;
      return script;
    }
    script.operations.push_back(*operation);
  }
  return script;
}

bool write_script(const std::string& path, const std::vector<Operation>& operations, const std::string& comment,
                  std::string& problem) {
  std::ofstream file(path);
  std::istringstream lines(comment);
  for (std::string line; std::getline(lines, line);) file << "# " << line << '\n';
  for (const Operation& operation : operations) file << to_string(operation) << '\n';
  file.close();
  if (file) return true;
  problem = "can't write '" + path + "': " + std::strerror(errno);
  return false;
}

}  // namespace stress
