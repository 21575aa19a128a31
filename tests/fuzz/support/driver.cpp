// The driver of a fuzz target where there is no libFuzzer: runs each file that the command line names, and each in the
// folders that it names, once. Options (what begins with '-') are libFuzzer's, and left out.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
extern "C" [[gnu::weak]] int LLVMFuzzerInitialize(int* argc, char*** argv);

namespace {

namespace fs = std::filesystem;

bool run(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::vector<char> input((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) {
    std::fprintf(stderr, "'%s' can't be read\n", path.c_str());
    return false;
  }
  // Told before: whoever crashes says nothing.
  std::fprintf(stderr, "%s, %zu bytes\n", path.c_str(), input.size());
  // Memory of its own, and exactly as much: a byte too far is seen by AddressSanitizer.
  const std::vector<uint8_t> bytes(input.begin(), input.end());
  (void)LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (LLVMFuzzerInitialize) (void)LLVMFuzzerInitialize(&argc, &argv);
  std::vector<fs::path> inputs;
  bool all_well = true;
  for (int i = 1; i < argc; i++) {
    if (argv[i][0] == '-') continue;
    std::error_code error;
    if (fs::is_directory(argv[i], error)) {
      for (const fs::directory_entry& each : fs::recursive_directory_iterator(argv[i], error))
        if (each.is_regular_file()) inputs.push_back(each.path());
    } else {
      inputs.emplace_back(argv[i]);
    }
  }
  std::sort(inputs.begin(), inputs.end());
  for (const fs::path& each : inputs) all_well = run(each) && all_well;
  std::fprintf(stderr, "%zu inputs\n", inputs.size());
  if (inputs.empty()) std::fprintf(stderr, "expected files, or folders with files, as arguments\n");
  return all_well && !inputs.empty() ? 0 : 1;
}
