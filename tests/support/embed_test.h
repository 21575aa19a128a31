// EmbedTest: a fixture with a runtime of its own, for tests of what a host sees: nothing but the umbrella header.
//
//   using Calls = mayfly::test::EmbedTest;
//   TEST_F(Calls, ...) { Root<Class> cls = must(rt.define<Door>("Door").build()); EXPECT_EQ(error(rt.call<void>(...)), "..."); }
#pragma once

#include <mayfly/mayfly.h>

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

namespace mayfly::test {

class EmbedTest : public ::testing::Test {
 private:
  static std::unique_ptr<Runtime> make() {
    Result<std::unique_ptr<Runtime>> made = Runtime::create();
    if (made) return std::move(*made);
    std::fprintf(stderr, "no runtime: %s\n", made.error().to_string().c_str());
    std::exit(2);
  }

 protected:
  std::unique_ptr<Runtime> owner = make();
  Runtime& rt = *owner;

  // The value; a failed test, and a default where there is one, on an error.
  template <typename T>
  static T must(Result<T> result, int line = __builtin_LINE()) {
    if (result) return std::move(*result);
    ADD_FAILURE() << "line " << line << ": " << result.error().to_string();
    if constexpr (std::is_default_constructible_v<T>) {
      return T();
    } else {
      std::abort();
    }
  }
  static void must(Result<> result, int line = __builtin_LINE()) {
    if (!result) ADD_FAILURE() << "line " << line << ": " << result.error().to_string();
  }
  // "TypeError: message"; a failed test when there is no error.
  template <typename T>
  static std::string error(Result<T> result, int line = __builtin_LINE()) {
    if (result) {
      ADD_FAILURE() << "line " << line << ": no error where one was expected";
      return "";
    }
    return std::string(name(result.error().kind())) + ": " + std::string(result.error().message());
  }
};

}  // namespace mayfly::test
