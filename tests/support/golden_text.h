// GoldenText: what a test says, line by line, compared with a file under tests/.
//
//   GoldenText golden("runtime/messages/weak.txt");
//   golden.add("a method of a number", error);           // "a method of a number: TypeError: ..."
//   golden.compare();
//
// With MAYFLY_WRITE_GOLDEN=1 in the environment, compare() writes the file instead.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace mayfly::test {

class GoldenText {
 public:
  explicit GoldenText(const std::string& name) : path_(std::string(MAYFLY_TESTS_DIR) + "/" + name) {}

  void add(const std::string& what, const std::string& text) { text_ += what + "\n    " + text + "\n"; }

  void compare() const {
    if (std::getenv("MAYFLY_WRITE_GOLDEN")) {
      std::ofstream(path_) << text_;
      return;
    }
    std::ifstream file(path_);
    ASSERT_TRUE(file) << path_ << " is missing; MAYFLY_WRITE_GOLDEN=1 writes it";
    std::stringstream expected;
    expected << file.rdbuf();
    EXPECT_EQ(text_, expected.str()) << "if the new texts are better, MAYFLY_WRITE_GOLDEN=1 writes " << path_;
  }

 private:
  std::string path_;
  std::string text_;
};

}  // namespace mayfly::test
