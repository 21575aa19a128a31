// String: immutable UTF-8.
#include <mayfly/gc/cell/backing.h>
#include <mayfly/gc/verify/verifier.h>
#include <mayfly/objects/text/string.h>

#include <support/object_heap.h>

#include <string>

namespace mayfly {
namespace {

using namespace std::literals;

using Strings = test::ObjectHeapTest;

TEST_F(Strings, HoldTheirText) {
  String* text = String::create(heap, "caf\xc3\xa9");
  EXPECT_EQ(text->view(), "caf\xc3\xa9");
  EXPECT_EQ(text->size(), 5u);
  EXPECT_EQ(text->length(), 4u);
  EXPECT_STREQ(text->c_str(), "caf\xc3\xa9");
}

TEST_F(Strings, MayBeEmpty) {
  String* text = String::create(heap, "");
  EXPECT_EQ(text->view(), "");
  EXPECT_EQ(text->length(), 0u);
  EXPECT_STREQ(text->c_str(), "");
  EXPECT_TRUE(text->is_ascii());
  EXPECT_EQ(String::create(heap, std::string_view())->size(), 0u);
}

TEST_F(Strings, MayHoldNuls) {
  String* text = String::create(heap, "a\0b"sv);
  EXPECT_EQ(text->size(), 3u);
  EXPECT_EQ(text->view(), "a\0b"sv);
  EXPECT_EQ(text->c_str()[3], 0);
}

TEST_F(Strings, EndWithANulAtEverySize) {
  for (size_t size = 0; size < 100; size++) {
    const std::string text(size, 'x');
    String* made = String::create(heap, text);
    EXPECT_EQ(made->view(), text);
    EXPECT_EQ(std::strlen(made->c_str()), size);
  }
}

TEST_F(Strings, MayBeLarge) {
  const std::string text(3'000'000, 'y');
  Root<String> made(heap, String::create(heap, text));
  heap.collect_exact();
  EXPECT_EQ(made->view(), text);
}

TEST_F(Strings, ArePutTogetherOfParts) {
  const String& word = *String::create(heap, "0123456789");
  const String& accented = *String::create(heap, "caf\xc3\xa9s");
  const auto joined = [&](const String& a, size_t from, size_t count, const String& b, size_t second, size_t rest) {
    return String::concatenate(heap, String::Part{a, from, count}, String::Part{b, second, rest});
  };
  const String* plain = joined(word, 2, 3, accented, 0, 3);
  EXPECT_EQ(plain->view(), "234caf");
  EXPECT_TRUE(plain->is_ascii());
  const String* other = joined(accented, 3, 3, word, 9, 1);
  EXPECT_EQ(other->view(), "\xc3\xa9s9");
  EXPECT_FALSE(other->is_ascii());
  EXPECT_EQ(joined(word, 0, 0, word, 10, 0)->size(), 0u);
  EXPECT_EQ(joined(word, 0, 10, word, 0, 10)->view(), "01234567890123456789");
}

TEST_F(Strings, GiveTheirMemoryBackAtOnce) {
  heap.set_stress(0);
  Root<String> kept(heap, String::create(heap, "abcdefghij"));
  for (int i = 0; i < 100; i++) {
    String* seen_by_nobody = String::create(heap, "0123456789");
    const void* const where = seen_by_nobody;
    seen_by_nobody->give_back(heap);
    if (i % 10 == 0) {
      ASSERT_TRUE(heap.collect_exact().exact);
      continue;
    }
    Root<String> next(heap, String::create(heap, "another..."));
    ASSERT_EQ(static_cast<const void*>(next.get()), where);
    EXPECT_EQ(next->view(), "another...");
    EXPECT_FALSE(next->is_private());
  }
  EXPECT_EQ(kept->view(), "abcdefghij");
}

// They are no dead ones that a collection finds.
TEST_F(Strings, ThatWereGivenBackAreNotCountedAmongTheDead) {
  heap.set_stress(0);
  ASSERT_TRUE(heap.collect_exact().exact);
  for (int i = 0; i < 50; i++) String::create(heap, "0123456789")->give_back(heap);
  EXPECT_EQ(heap.collect_exact().collected, 0u);
}

TEST_F(Strings, ThatAreLargeMayBeGivenBackToo) {
  String::create(heap, std::string(100'000, 'x'))->give_back(heap);
  Root<String> next(heap, String::create(heap, std::string(100'000, 'y')));
  heap.collect_exact();
  EXPECT_EQ(next->view(), std::string(100'000, 'y'));
}

TEST_F(Strings, CanBeNotedAsPrivate) {
  String* text = String::create(heap, "text");
  EXPECT_FALSE(text->is_private());
  text->set_private(true);
  EXPECT_TRUE(text->is_private());
  EXPECT_TRUE(text->is_ascii());
  text->set_private(false);
  EXPECT_FALSE(text->is_private());
}

TEST_F(Strings, KnowWhetherTheyAreAscii) {
  EXPECT_TRUE(String::create(heap, "plain\n")->is_ascii());
  EXPECT_FALSE(String::create(heap, "na\xc3\xafve")->is_ascii());
}

TEST_F(Strings, KeepTheirHash) {
  String* text = String::create(heap, "door");
  const uint64_t hash = text->hash();
  EXPECT_NE(hash, 0u);
  EXPECT_EQ(text->hash(), hash);
  EXPECT_EQ(String::create(heap, "door")->hash(), hash);
  EXPECT_EQ(hash, hash_text("door"));
  EXPECT_NE(String::create(heap, "floor")->hash(), hash);
  EXPECT_NE(String::create(heap, "")->hash(), 0u);
}

TEST_F(Strings, AreEqualByText) {
  String* a = String::create(heap, "same");
  String* b = String::create(heap, "same");
  EXPECT_NE(a, b);
  EXPECT_TRUE(*a == *b);
  EXPECT_TRUE(*a == *a);
  EXPECT_FALSE(*a == *String::create(heap, "sane"));
  EXPECT_FALSE(*a == *String::create(heap, "same "));
  EXPECT_FALSE(*String::create(heap, "a\0b"sv) == *String::create(heap, "a\0c"sv));
}

TEST_F(Strings, AreJoined) {
  EXPECT_EQ(String::concatenate(heap, "may", "fly")->view(), "mayfly");
  EXPECT_EQ(String::concatenate(heap, "", "fly")->view(), "fly");
  EXPECT_EQ(String::concatenate(heap, "", "")->view(), "");
  EXPECT_FALSE(String::concatenate(heap, "a", "\xc3\xa9")->is_ascii());
  const String& plain = *String::create(heap, "may");
  const String& accented = *String::create(heap, "f\xc3\xa9y");
  EXPECT_EQ(String::concatenate(heap, plain, accented)->view(), "mayf\xc3\xa9y");
  EXPECT_FALSE(String::concatenate(heap, plain, accented)->is_ascii());
  EXPECT_TRUE(String::concatenate(heap, plain, plain)->is_ascii());
}

TEST_F(Strings, ArePartsOfOthers) {
  const String& text = *String::create(heap, "f\xc3\xa9y");
  EXPECT_EQ(String::part(heap, text, 0, 3)->view(), "f\xc3\xa9");
  EXPECT_FALSE(String::part(heap, text, 0, 3)->is_ascii());
  EXPECT_EQ(String::part(heap, text, 3, 1)->view(), "y");
  EXPECT_TRUE(String::part(heap, text, 3, 1)->is_ascii());
  EXPECT_EQ(String::part(heap, text, 4, 0)->view(), "");
}

TEST_F(Strings, AreMadeFromPartsOfOthers) {
  // The collections in between find the whole through a pointer into it.
  std::string_view part = String::create(heap, "the long text of which a part is taken")->view().substr(9, 4);
  for (int i = 0; i < 50; i++) {
    heap.collect();
    part = String::create(heap, part)->view();
  }
  EXPECT_EQ(part, "text");
}

TEST_F(Strings, AreCheckedWhenTheirBytesAreAnybodys) {
  EXPECT_EQ((*String::create_checked(heap, "gr\xc3\xbc\xc3\x9f"))->view(), "gr\xc3\xbc\xc3\x9f");
  const Result<String*> bad = String::create_checked(heap,
                                                     "ab\xff"
                                                     "cd");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().kind(), ErrorKind::kValue);
  EXPECT_EQ(bad.error().message(), "invalid UTF-8 at byte 2 (0xff) of 5, expected valid UTF-8");
}

TEST_F(Strings, ReportThatMemoryIsOut) {
  test::FailingAllocations failing(heap);
  EXPECT_EQ(String::create(heap, "text"), nullptr);
  EXPECT_EQ(String::concatenate(heap, "te", "xt"), nullptr);
  const Result<String*> made = String::create_checked(heap, "text");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), ErrorKind::kOutOfMemory);
}

TEST_F(Strings, WhoseBytesAreAddressesKeepNothingAlive) {
  const size_t before = heap.collect_exact().live;
  uint64_t words[16];
  for (uint64_t& word : words) word = ~reinterpret_cast<uint64_t>(gc::Backing::create(heap, 3));
  for (uint64_t& word : words) word = ~word;
  Root<String> text(heap, String::create(heap, {reinterpret_cast<const char*>(words), sizeof words}));
  std::memset(words, 0, sizeof words);
  EXPECT_EQ(heap.collect_exact().live, before + 1);
}

TEST_F(Strings, PassTheVerifier) {
  Root<String> text(heap, String::create(heap, "some text of some length"));
  (void)text->hash();
  heap.collect();
  EXPECT_EQ(gc::Verifier::check(heap).problem, "");
}

}  // namespace
}  // namespace mayfly
