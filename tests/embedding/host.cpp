// The host that each way of embedding builds.
#include <mayfly/mayfly.h>

#include <cstdio>

int main() {
  std::printf("mayfly %s\n", mayfly::version());
  return 0;
}
