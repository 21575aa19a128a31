// Dict: insertion order, plain keys, and probing with equality that runs user code.
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/verify/verifier.h>
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/plain_key.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/text/symbol_table.h>
#include <mayfly/objects/value/boxed_integer.h>

#include <support/object_heap.h>

#include <string>
#include <vector>

namespace mayfly {
namespace {

using Outcome = Probed::Outcome;

class Dicts : public test::ObjectHeapTest {
 protected:
  Value text(std::string_view bytes) { return String::create(heap, bytes); }
  void set(Value key, Value value) { ASSERT_EQ(dict->set(heap, key, value), Dict::Set::kDone); }
  std::vector<Value> keys() const {
    std::vector<Value> found;
    for (uint32_t i = dict->next(0); i < dict->end(); i = dict->next(i + 1)) found.push_back(dict->key_at(i));
    return found;
  }

  Root<Dict> dict{heap, Dict::create(heap)};
};

TEST_F(Dicts, AreEmptyAtFirst) {
  EXPECT_TRUE(dict->empty());
  EXPECT_EQ(dict->next(0), dict->end());
  EXPECT_FALSE(dict->is_present(0));
  EXPECT_TRUE(dict->find(Value::small(1)).absent());
  EXPECT_TRUE(dict->get(Value::nil()).is_empty());
  EXPECT_TRUE(dict->erase(Value::nil()).absent());
  EXPECT_EQ(dict->own_class(), nullptr);
}

TEST_F(Dicts, FindWhatWasSet) {
  set(text("name"), Value::small(1));
  set(Value::nil(), Value::small(2));
  set(Value::number(0.5), Value::small(3));
  set(*make_integer(heap, INT64_MAX), Value::small(4));
  EXPECT_EQ(dict->get(text("name")), Value::small(1));
  EXPECT_EQ(dict->get(Value::nil()), Value::small(2));
  EXPECT_EQ(dict->get(Value::number(0.5)), Value::small(3));
  EXPECT_EQ(dict->get(*make_integer(heap, INT64_MAX)), Value::small(4));
  EXPECT_TRUE(dict->get(text("nam")).is_empty());
  EXPECT_EQ(dict->size(), 4u);
}

TEST_F(Dicts, TakeEqualNumbersForOneKeyAndKeepTheFirst) {
  set(Value::small(1), Value::small(10));
  set(Value::number(1.0), Value::small(20));
  set(Value::boolean(true), Value::small(30));
  EXPECT_EQ(dict->size(), 1u);
  EXPECT_EQ(dict->get(Value::small(1)), Value::small(30));
  EXPECT_EQ(dict->key_at(0), Value::small(1));
}

TEST_F(Dicts, FindNanAgain) {
  const Value nan = Value::number(std::bit_cast<double>(0x7ff8'0000'0000'0000));
  set(nan, Value::small(1));
  EXPECT_EQ(dict->get(nan), Value::small(1));
}

TEST_F(Dicts, KeepOrderOverwriteInPlaceAndAppendWhatComesBack) {
  for (int64_t i = 0; i < 5; i++) set(Value::small(i), Value::nil());
  set(Value::small(1), Value::boolean(true));
  EXPECT_TRUE(dict->erase(Value::small(0)).found());
  set(Value::small(0), Value::nil());
  const std::vector<Value> expected = {Value::small(1), Value::small(2), Value::small(3), Value::small(4),
                                       Value::small(0)};
  EXPECT_EQ(keys(), expected);
  EXPECT_EQ(dict->key_at(dict->last()), Value::small(0));
}

TEST_F(Dicts, PutWhatComesBehindAllThatWasThere) {
  for (int64_t i = 0; i < 3; i++) set(Value::small(i), Value::nil());
  EXPECT_TRUE(dict->erase(Value::small(2)).found());
  EXPECT_TRUE(dict->erase(Value::small(0)).found());
  EXPECT_EQ(dict->end(), 3u);
  EXPECT_EQ(dict->key_at(dict->last()), Value::small(1));
  set(Value::small(2), Value::nil());
  EXPECT_EQ(dict->key_at(3), Value::small(2));
  // Those at the end are taken one after the other, with the holes before them.
  dict->erase_last();
  EXPECT_EQ(dict->end(), 2u);
  dict->erase_last();
  EXPECT_TRUE(dict->empty());
  EXPECT_EQ(dict->next(0), dict->end());
  set(Value::small(5), Value::nil());
  EXPECT_EQ(keys(), std::vector{Value::small(5)});
}

TEST_F(Dicts, GrowAndShrinkWithTheirEntries) {
  const int64_t count = static_cast<int64_t>(test::scaled(heap, 10000, 300));
  for (int64_t i = 0; i < count; i++) set(Value::small(i), text(std::to_string(i)));
  EXPECT_EQ(dict->size(), static_cast<size_t>(count));
  for (int64_t i = 0; i < count; i++) ASSERT_EQ(dict->get(Value::small(i)).as<String>()->view(), std::to_string(i));
  for (int64_t i = 0; i < count; i++) ASSERT_EQ(i % 10 == 0 || dict->erase(Value::small(i)).found(), true);
  for (int64_t i = 0; i < count; i++) ASSERT_EQ(dict->find(Value::small(i)).found(), i % 10 == 0);
  dict->compact();
  EXPECT_EQ(dict->end(), dict->size());
  dict->clear();
  EXPECT_EQ(dict->size(), 0u);
  set(Value::small(7), Value::nil());
  EXPECT_EQ(dict->size(), 1u);
}

TEST_F(Dicts, HoldKeysAndValuesStrongly) {
  const Value first = text("key");
  const Value second = text("value");
  gc::WeakRoot<String> key(heap, first.as<String>());
  gc::WeakRoot<String> value(heap, second.as<String>());
  set(first, second);
  heap.collect_exact();
  EXPECT_FALSE(key.expired());
  EXPECT_FALSE(value.expired());
  dict->erase_at(0);
  heap.collect_exact();
  EXPECT_TRUE(key.expired());
  EXPECT_TRUE(value.expired());
}

TEST_F(Dicts, ReleaseOverwrittenValues) {
  const Value text_value = text("value");
  gc::WeakRoot<String> value(heap, text_value.as<String>());
  set(Value::small(1), text_value);
  set(Value::small(1), Value::nil());
  heap.collect_exact();
  EXPECT_TRUE(value.expired());
}

TEST_F(Dicts, TellPlainKeysFromWhatUserCodeMustCompare) {
  List* list = List::create(heap);
  // A key of another kind with the hash of the text: its class could say that it is equal.
  const Value name = text("name");
  ASSERT_TRUE(dict->insert_new(heap, hash_plain_key(name), list, Value::small(1)));
  const Probed found = dict->find(name);
  EXPECT_EQ(found.outcome, Outcome::kUndecided);
  EXPECT_EQ(dict->key_at(found.position), Value(list));
  EXPECT_TRUE(dict->get(name).is_empty());
  EXPECT_EQ(dict->set(heap, name, Value::nil()), Dict::Set::kUndecided);
  EXPECT_EQ(dict->erase(name).outcome, Outcome::kUndecided);
  EXPECT_EQ(dict->size(), 1u);
  // Another hash: no doubt.
  EXPECT_TRUE(dict->find(text("other")).absent());
}

TEST_F(Dicts, ProbeOnlyKeysWithTheSameHash) {
  for (int64_t i = 0; i < 100; i++)
    ASSERT_TRUE(dict->insert_new(heap, static_cast<uint64_t>(i % 7), Value::small(i), Value::nil()));
  int asked = 0;
  const Probed found = dict->probe(3, [&](Value key) {
    asked++;
    EXPECT_EQ(key.as_small() % 7, 3);
    return key == Value::small(94) ? Match::kEqual : Match::kDifferent;
  });
  ASSERT_TRUE(found.found());
  EXPECT_EQ(dict->key_at(found.position), Value::small(94));
  EXPECT_EQ(dict->hash_at(found.position), 3u);
  EXPECT_EQ(asked, 14);
}

TEST_F(Dicts, TakeAnyHash) {
  for (uint64_t hash : {uint64_t{0}, UINT64_MAX, uint64_t{1} << 63, uint64_t{0x7f00'1234'5670}}) {
    dict->clear();
    ASSERT_TRUE(dict->insert_new(heap, hash, Value::small(1), Value::nil()));
    EXPECT_TRUE(dict->probe(hash, [](Value) { return Match::kEqual; }).found());
    EXPECT_TRUE(dict->is_present(0));
    dict->erase_at(0);
    EXPECT_TRUE(dict->empty());
  }
}

TEST_F(Dicts, SurviveUserCodeThatChangesThemWhileItCompares) {
  // Equality that empties and refills the dict, and collects exactly, again and again: the loop of runtime/.
  for (int64_t i = 0; i < 20; i++) ASSERT_TRUE(dict->insert_new(heap, 1, Value::small(i), Value::nil()));
  int changes = 0;
  Probed found{};
  for (;;) {
    found = dict->probe(1, [&](Value key) {
      if (changes < 5 && key == Value::small(10)) {
        changes++;
        dict->clear();
        heap.collect_exact();
        for (int64_t i = 0; i < 20; i++) EXPECT_TRUE(dict->insert_new(heap, 1, Value::small(i), Value::small(changes)));
      }
      return key == Value::small(15) ? Match::kEqual : Match::kDifferent;
    });
    if (found.outcome != Outcome::kChanged) break;
  }
  ASSERT_TRUE(found.found());
  EXPECT_EQ(changes, 5);
  EXPECT_EQ(dict->key_at(found.position), Value::small(15));
  EXPECT_EQ(dict->value_at(found.position), Value::small(5));
}

TEST_F(Dicts, ChangeTheirVersionWithTheirStructure) {
  uint64_t version = dict->version();
  const auto changed = [&] { return std::exchange(version, dict->version()) != dict->version(); };
  set(Value::small(1), Value::nil());
  EXPECT_TRUE(changed());
  set(Value::small(1), Value::boolean(true));
  EXPECT_FALSE(changed());
  dict->set_value_at(0, Value::nil());
  EXPECT_FALSE(changed());
  (void)dict->find(Value::small(1));
  (void)dict->erase(Value::small(99));
  EXPECT_FALSE(changed());
  set(Value::small(2), Value::nil());
  EXPECT_TRUE(changed());
  dict->erase(Value::small(1));
  EXPECT_TRUE(changed());
  dict->compact();
  EXPECT_TRUE(changed());
  dict->compact();
  EXPECT_FALSE(changed());
  ASSERT_TRUE(dict->reserve(heap, 100));
  EXPECT_TRUE(changed());
  dict->clear();
  EXPECT_TRUE(changed());
}

TEST_F(Dicts, AreUnchangedWhenMemoryIsOut) {
  for (int64_t count = 0; count < 30; count++) {
    dict->clear();
    for (int64_t i = 0; i < count; i++) set(Value::small(i), Value::nil());
    const std::vector<Value> before = keys();
    const uint64_t version = dict->version();
    {
      test::FailingAllocations failing(heap);
      if (dict->set(heap, Value::small(-1), Value::nil()) == Dict::Set::kOutOfMemory) {
        EXPECT_EQ(keys(), before);
        EXPECT_EQ(dict->version(), version);
      }
      EXPECT_FALSE(dict->reserve(heap, 1000));
      EXPECT_EQ(Dict::create(heap), nullptr);
      if (count > 0) {
        EXPECT_EQ(dict->set(heap, Value::small(0), Value::small(5)), Dict::Set::kDone);
      }
    }
    set(Value::small(-1), Value::nil());
    EXPECT_EQ(dict->size(), before.size() + 1);
  }
}

TEST_F(Dicts, FailAtTheSecondBlockToo) {
  // Two blocks are made at each growth: the second one's failure leaves all as it was.
  int failures = 0;
  for (int64_t i = 0; i < 100; i++) {
    test::FailingAllocations failing(heap, 2);
    if (dict->set(heap, Value::small(i), Value::nil()) != Dict::Set::kDone) {
      failures++;
      EXPECT_EQ(dict->size(), static_cast<size_t>(i));
      EXPECT_TRUE(dict->find(Value::small(i)).absent());
      ASSERT_FALSE(::testing::Test::HasFailure());
      heap.set_fail_every(0);
      set(Value::small(i), Value::nil());
    }
  }
  EXPECT_GT(failures, 3);
  EXPECT_EQ(dict->size(), 100u);
}

TEST_F(Dicts, LookLikeNoAddressesToTheCollector) {
  // Hashes that are addresses: they must keep nothing alive.
  heap.collect_exact();
  std::vector<gc::WeakRoot<String>> targets;
  for (int i = 0; i < 50; i++) {
    String* target = text("target").as<String>();
    targets.emplace_back(heap, target);
    ASSERT_TRUE(dict->insert_new(heap, reinterpret_cast<uintptr_t>(target), Value::small(i), Value::nil()));
  }
  heap.collect_exact();
  for (const auto& target : targets) EXPECT_TRUE(target.expired());
}

TEST_F(Dicts, PassTheVerifierAtEverySize) {
  for (int64_t i = 0; i < 60; i++) {
    set(text(std::to_string(i)), text("v"));
    if (i % 5 == 4) dict->erase(text(std::to_string(i - 2)));
    heap.collect();
    ASSERT_EQ(gc::Verifier::check(heap).problem, "");
  }
}

}  // namespace
}  // namespace mayfly
