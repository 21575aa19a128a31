// SharedLibrary: Mayfly's shared library, loaded at run time beside the static one that tests are linked with. Only what is
// found in it by name is called. The build names it in MAYFLY_SHARED_LIBRARY.
#pragma once

#include <mayfly/gc/heap.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include <dlfcn.h>

namespace mayfly::test {

class SharedLibrary {
 public:
  // Null where the build makes none.
  static const char* path() { return std::getenv("MAYFLY_SHARED_LIBRARY"); }

  SharedLibrary() : handle_(dlopen(path(), RTLD_NOW | RTLD_LOCAL)) {
    if (handle_) return;
    std::fprintf(stderr, "%s\n", dlerror());
    std::_Exit(2);
  }

  // A heap of the shared library's. Never destroyed: that would be the static library's destructor.
  gc::Heap* make_heap() {
    using Create = Result<std::unique_ptr<gc::Heap>> (*)(const gc::HeapOptions&);
    auto create = reinterpret_cast<Create>(dlsym(handle_, "_ZN6mayfly2gc4Heap6createERKNS0_11HeapOptionsE"));
    if (!create) std::_Exit(3);
    auto* made = new Result<std::unique_ptr<gc::Heap>>(create({}));
    if (!*made) std::_Exit(4);
    return (**made).get();
  }
  CollectReport collect(gc::Heap* heap) {
    auto collect = reinterpret_cast<CollectReport (*)(gc::Heap*)>(dlsym(handle_, "_ZN6mayfly2gc4Heap7collectEv"));
    if (!collect) std::_Exit(5);
    return collect(heap);
  }
  void close() { dlclose(handle_); }

 private:
  void* handle_;
};

}  // namespace mayfly::test
