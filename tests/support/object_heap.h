// ObjectHeapTest: HeapTest for the cells of objects/ that need a heap and nothing more (no classes).
#pragma once

#include <mayfly/objects/value/kinds.h>

#include <support/test_heap.h>

namespace mayfly::test {

class ObjectHeapTest : public HeapTest {
 protected:
  static void SetUpTestSuite() { register_object_kinds(); }
};

}  // namespace mayfly::test
