// Counts, hashes and indices in scanned memory never look like addresses.
#include <mayfly/gc/cell/backing.h>
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/text/string.h>

#include <support/object_heap.h>
#include <support/words.h>

#include <vector>

namespace mayfly {
namespace {

using ScannedWords = test::ObjectHeapTest;

TEST_F(ScannedWords, OfTuplesAreInOrder) {
  for (size_t size : {0u, 1u, 5u, 1000u}) {
    const std::vector<Value> values(size, Value::small(static_cast<int64_t>(size)));
    const Tuple* tuple = Tuple::create(heap, values);
    EXPECT_TRUE(test::keeps_the_rule_of_scanned_words(*tuple, sizeof(Tuple) + size * 8));
  }
}

TEST_F(ScannedWords, OfDictsAreInOrder) {
  Root<Dict> dict(heap, Dict::create(heap));
  EXPECT_TRUE(test::keeps_the_rule_of_scanned_words(*dict, sizeof(Dict)));
  for (int64_t i = 0; i < 300; i++) {
    ASSERT_EQ(dict->set(heap, Value::small(i), String::create(heap, "v")), Dict::Set::kDone);
    ASSERT_TRUE(test::keeps_the_rule_of_scanned_words(*dict, sizeof(Dict)));
    // The entries' array, too.
    test::EdgeCollector edges;
    dict->row().trace(*dict, edges);
    for (uint64_t word : edges.words) {
      const auto& backing = *reinterpret_cast<const gc::Backing*>(word);
      if (backing.kind() == gc::kKindBacking) {
        ASSERT_TRUE(test::keeps_the_rule_of_scanned_words(backing, sizeof(gc::Backing) + backing.capacity() * 8));
      }
    }
    if (i % 3 == 0) dict->erase(Value::small(i / 2));
  }
  dict->clear();
  EXPECT_TRUE(test::keeps_the_rule_of_scanned_words(*dict, sizeof(Dict)));
}

}  // namespace
}  // namespace mayfly
