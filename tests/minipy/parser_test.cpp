// The parser of minipy: trees, syntax errors against golden cases, input that goes on, and limits.
#include <minipy/parser/dump.h>
#include <minipy/parser/parser.h>

#include <gtest/gtest.h>

#include <pthread.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace minipy {
namespace {

std::string repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; i++) all += text;
  return all;
}

std::string line_of(const std::string& source, int line) {
  std::stringstream stream(source.starts_with("\xef\xbb\xbf") ? source.substr(3) : source);
  std::string text;
  for (int i = 0; i < line; i++) text.clear(), std::getline(stream, text);
  return text;
}

// As CPython counts it: in characters, from 1.
int column_of(const std::string& source, const SyntaxError& error) {
  const std::string line = line_of(source, error.line);
  int column = error.column + 1;
  for (size_t i = 0; i < line.size() && i < static_cast<size_t>(error.column); i++)
    if ((static_cast<unsigned char>(line[i]) & 0xc0) == 0x80) column--;
  return column;
}

std::string tree_of(const std::string& source, ParseMode mode = ParseMode::kModule) {
  Arena arena;
  SyntaxError error;
  const ModuleTree* tree = parse(arena, source, mode, error);
  if (tree) return dump(*tree);
  static constexpr const char* kKinds[] = {"SyntaxError", "IndentationError", "TabError"};
  return std::string(kKinds[static_cast<int>(error.kind)]) + " " + std::to_string(error.line) + ":" +
         std::to_string(column_of(source, error)) + " " + error.message;
}

enum class Input { kComplete, kIncomplete, kWrong };

Input input(const std::string& source) {
  Arena arena;
  SyntaxError error;
  if (parse(arena, source, ParseMode::kInteractive, error)) return Input::kComplete;
  return error.is_incomplete ? Input::kIncomplete : Input::kWrong;
}

// --- golden cases (see tests/minipy/syntax/golden.py) ------------------------------------------------------------------

struct Case {
  std::string name, source, answer;
};

std::string unescaped(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    switch (const char c = text[++i]; c) {
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      case '0': out += '\0'; break;
      case 'x':
        out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
        i += 2;
        break;
      default: out += c; break;
    }
  }
  return out;
}

std::vector<Case> cases_of(const std::filesystem::path& path) {
  std::vector<Case> cases;
  std::ifstream file(path, std::ios::binary);
  bool in_source = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("--- ")) {
      cases.push_back({line.substr(4), {}, {}});
      in_source = true;
    } else if (line.starts_with("=== ")) {
      in_source = false;
      Case& last = cases.back();
      last.answer = line.substr(line.starts_with("=== minipy ") ? 11 : 4);
      if (last.name.ends_with("[escaped]")) {
        if (!last.source.empty()) last.source.pop_back();
        last.source = unescaped(last.source);
      }
    } else if (in_source) {
      cases.back().source += line + "\n";
    }
  }
  return cases;
}

class Golden : public testing::TestWithParam<const char*> {};

TEST_P(Golden, AreToldAsCPythonDoes) {
  const std::vector<Case> cases =
      cases_of(std::filesystem::path(MAYFLY_TESTS_DIR) / "minipy/syntax" / (std::string(GetParam()) + ".cases"));
  ASSERT_FALSE(cases.empty());
  for (const Case& one : cases) {
    const std::string got = tree_of(one.source);
    EXPECT_EQ(got.starts_with('{') ? "ok" : got, one.answer) << one.name << ":\n" << one.source;
  }
}

INSTANTIATE_TEST_SUITE_P(SyntaxErrors, Golden,
                         testing::Values("assignment", "expression", "indentation", "lexical", "statement", "string",
                                         "unsupported"),
                         [](const auto& each) { return std::string(each.param); });

// --- trees -----------------------------------------------------------------------------------------------------------

TEST(Parser, GivesOperatorsTheirPrecedence) {
  EXPECT_EQ(tree_of("a + b * c ** -d"), "{(+ a (* b (** c (neg d))))}");
  EXPECT_EQ(tree_of("a | b ^ c & d << e - f"), "{(| a (^ b (& c (<< d (- e f)))))}");
  EXPECT_EQ(tree_of("not a in b or c and not d"), "{(or (not (compare a in b)) (and c (not d)))}");
  EXPECT_EQ(tree_of("-a ** b"), "{(neg (** a b))}");
  EXPECT_EQ(tree_of("a - b - c"), "{(- (- a b) c)}");
  EXPECT_EQ(tree_of("a ** b ** c"), "{(** a (** b c))}");
  EXPECT_EQ(tree_of("a if b else c if d else e"), "{(if b a (if d c e))}");
}

TEST(Parser, ReadsChainedComparisons) {
  EXPECT_EQ(tree_of("a < b <= c is not d not in e"), "{(compare a < b <= c is-not d not-in e)}");
}

TEST(Parser, ReadsLiterals) {
  EXPECT_EQ(tree_of("1_000, 0xFF, 0o17, 0b1_01, 1.5e3, .5, 1e400"), "{(tuple 1000 0xFF 0o17 0b101 f1500 f0.5 finf)}");
  EXPECT_EQ(tree_of(R"('a\x41\u00e9\t\101' "b" r'\n')"), "{\"aA\xc3\xa9\\x09Ab\\\\n\"}");
  EXPECT_EQ(tree_of("'a\\\nb'"), "{\"ab\"}");
  EXPECT_EQ(tree_of("None, True, False, ..."), "{(tuple None True False ...)}");
}

TEST(Parser, ReadsFStrings) {
  EXPECT_EQ(tree_of(R"(f"{{a}} {b!r:>{w}.{p}} {c = } {d=:x}")"),
            R"({(f "{a} " {b !r :(f ">" {w} "." {p})} " " {"c = " c !r} " " {"d=" d :(f "x")})})");
  EXPECT_EQ(tree_of(R"(f"{f'{a}'}" 'b' f"{x, *y}{ {1: 2} }{z != 1}")"),
            R"({(f {(f {a})} "b" {(tuple x (* y))} {(dict 1 2)} {(compare z != 1)})})");
}

TEST(Parser, ReadsTargets) {
  EXPECT_EQ(tree_of("a, *b = c.d = (e, [f[0]]) = g"), "{(= (tuple a (* b)) (. c d) (tuple e (list ([] f 0))) g)}");
  EXPECT_EQ(tree_of("a: int = 1; b.c: str; d **= 2"), "{(: a int 1) (: (. b c) str _) (**= d 2)}");
  EXPECT_EQ(tree_of("del a, (b, c)"), "{(del a (tuple b c))}");
  EXPECT_EQ(tree_of("del (a, b)"), "{(del (tuple a b))}");
  EXPECT_EQ(tree_of("del (a), b"), "{(del a b)}");
}

TEST(Parser, ReadsCalls) {
  EXPECT_EQ(tree_of("f(a, *b, c=1, **d)"), "{(call f a (* b) (c 1) (** d))}");
  EXPECT_EQ(tree_of("f(x for x in y if z)"), "{(call f (generator x (for x y z)))}");
  EXPECT_EQ(tree_of("f((n := 1), m := 2)"), "{(call f (:= n 1) (:= m 2))}");
}

TEST(Parser, ReadsSubscripts) {
  EXPECT_EQ(tree_of("a[1:2, ::3, *b]"), "{([] a (tuple (slice 1 2 _) (slice _ _ 3) (* b)))}");
  EXPECT_EQ(tree_of("a[b:=1]"), "{([] a (:= b 1))}");
  EXPECT_EQ(tree_of("a[:], a[*b]"), "{(tuple ([] a (slice _ _ _)) ([] a (tuple (* b))))}");
}

TEST(Parser, ReadsDisplaysAndComprehensions) {
  EXPECT_EQ(tree_of("[*a, b], {*a}, {**a, 1: 2}, {}, ()"),
            "{(tuple (list (* a) b) (set (* a)) (dict ** a 1 2) (dict) (tuple))}");
  EXPECT_EQ(tree_of("{a: b for a, b in c if d if e for f in g}"),
            "{(dict-comp a b (for (tuple a b) c d e) (for f g))}");
}

TEST(Parser, ReadsParameters) {
  EXPECT_EQ(tree_of("def f(a, /, b: int = 1, *c, d, e=2, **g) -> x: pass"),
            "{(def f (parameters a / b:int=1 *c d e=2 **g) {pass})}");
  EXPECT_EQ(tree_of("lambda a, *, b=1: a"), "{(lambda (parameters a * b=1) a)}");
}

TEST(Parser, ReadsCompoundStatements) {
  EXPECT_EQ(tree_of("if a: b\nelif c:\n  d\nelse: e\n"), "{(if a {b} {(if c {d} {e})})}");
  EXPECT_EQ(tree_of("while a:\n  break\nelse: continue"), "{(while a {break} {continue})}");
  EXPECT_EQ(tree_of("for a, in b, *c: pass"), "{(for (tuple a) (tuple b (* c)) {pass} {})}");
  EXPECT_EQ(tree_of("try: a\nexcept (B, C) as d: raise E from f\nelse: g\nfinally: h"),
            "{(try {a} (except (tuple B C) d {(raise E f)}) {g} {h})}");
  EXPECT_EQ(tree_of("with (a as b, c): pass"), "{(with (item a b) (item c _) {pass})}");
  EXPECT_EQ(tree_of("with (a, b) as c, (d): pass"), "{(with (item (tuple a b) c) (item d _) {pass})}");
  EXPECT_EQ(tree_of("@a.b\n@c(1)\nclass D(E, f=g): pass"), "{(class @(. a b) @(call c 1) D E (f g) {pass})}");
}

TEST(Parser, ReadsImports) {
  EXPECT_EQ(tree_of("import a.b as c, d\nfrom ...e.f import (g as h, i,)\nfrom . import *"),
            "{(import a.b=c d) (from ...e.f g=h i) (from . *)}");
}

TEST(Parser, TellsThePlacesOfExpressions) {
  Arena arena;
  SyntaxError error;
  const ModuleTree* tree = parse(arena, "x = (\xc3\xa9 +\n  f(b))", ParseMode::kModule, error);
  ASSERT_TRUE(tree) << error.message;
  EXPECT_EQ(dump(*tree, DumpPlaces::kYes),
            "{(= x@1:0-1:1 (+ \xc3\xa9@1:5-1:7 (call f@2:2-2:3 b@2:4-2:5)@2:2-2:6)@1:5-2:6)}");
}

TEST(Parser, DoesNotReferToTheSource) {
  Arena arena;
  SyntaxError error;
  std::string source = "name = 'text', f'{other}', 0x1F\nimport a.b as c";
  const ModuleTree* tree = parse(arena, source, ParseMode::kModule, error);
  ASSERT_TRUE(tree);
  source.assign(source.size(), '?');
  EXPECT_EQ(dump(*tree), "{(= name (tuple \"text\" (f {other}) 0x1F)) (import a.b=c)}");
}

TEST(Parser, ReadsOneExpressionForEval) {
  EXPECT_EQ(tree_of(" \ta + 1\n\n", ParseMode::kExpression), "{(+ a 1)}");
  EXPECT_EQ(tree_of("a, b", ParseMode::kExpression), "{(tuple a b)}");
  EXPECT_EQ(tree_of("a = 1", ParseMode::kExpression), "SyntaxError 1:3 invalid syntax");
  EXPECT_EQ(tree_of("", ParseMode::kExpression), "SyntaxError 1:1 invalid syntax");
}

// --- at a prompt -----------------------------------------------------------------------------------------------------

TEST(Parser, KnowsInputThatIsComplete) {
  for (const char* source : {"", "\n", "# comment\n", "x\n", "x = 1; y = 2\n", "if x: y\n\n", "if x:\n  y\n\n",
                             "def f():\n  return 1\n  \n", "f(\n1)\n", "'''a\nb'''\n", "@a\ndef f(): pass\n\n"})
    EXPECT_EQ(input(source), Input::kComplete) << source;
}

TEST(Parser, KnowsInputThatGoesOn) {
  for (const char* source : {"f(\n",
                             "x = [1,\n",
                             "x = {1: (2,\n\n",
                             "'''a\n",
                             "x = \"\"\"\n\n",
                             "f'''{a}\n",
                             "x = 1 + \\\n",
                             "if x:\n",
                             "if x: y\n",
                             "if x:\n  y\n",
                             "def f():\n",
                             "def f():\n  if x:\n",
                             "try:\n  pass\n",
                             "try:\n  pass\nexcept E:\n",
                             "@a\n",
                             "@a\n@b\n",
                             "@a\ndef f():\n  pass\n",
                             "if x:\n  f(\n",
                             "class A:\n  '''doc\n\n",
                             "'abc\\\n"})
    EXPECT_EQ(input(source), Input::kIncomplete) << source;
}

TEST(Parser, KnowsInputThatIsWrong) {
  for (const char* source : {"x = \n", "x = 1 +\n", "if x\n", ")\n", "(]\n", "'abc\n", "1 2\n", "f(a b)\n", " x\n",
                             "if x:\n\n", "try:\n  pass\n\n", "x = 1\ny = 2\n", "f'{a'\n", "if x:\ny\n"})
    EXPECT_EQ(input(source), Input::kWrong) << source;
}

// --- limits ----------------------------------------------------------------------------------------------------------

TEST(Parser, RefusesDeepNesting) {
  const int n = 10'000;
  EXPECT_EQ(tree_of(repeat("(", n) + repeat(")", n)), "SyntaxError 1:201 too many nested parentheses");
  EXPECT_EQ(tree_of(repeat("[", n)), "SyntaxError 1:201 too many nested parentheses");
  EXPECT_TRUE(tree_of(repeat("(", 200) + "1" + repeat(")", 200)).starts_with('{'));
  for (const char* one :
       {"not ", "-", "~", "2 ** ", "lambda: ", "1 if 1 else ", "lambda x=1: ", "a + ", "a.", "a - b * "})
    EXPECT_NE(tree_of(repeat(one, n) + "a").find("too complex: nested too deeply"), std::string::npos) << one;
  EXPECT_NE(tree_of("a" + repeat("()", n)).find("too complex"), std::string::npos);
  EXPECT_NE(tree_of("a" + repeat("[0]", n)).find("too complex"), std::string::npos);
  EXPECT_NE(tree_of("if a: b\n" + repeat("elif a: b\n", n)).find("too complex"), std::string::npos);
}

// Where the stack is too small for the depth that is allowed, what is deep is an error as well.
TEST(Parser, RefusesWhatIsTooDeepForTheStackThatThereIs) {
  for (const char* one : {"lambda: ", "lambda x=1: ", "(a if b else ", "[x for x in "}) {
    const std::string source = repeat(one, 180) + repeat("lambda: ", 700) + "a";
    pthread_attr_t attributes;
    ASSERT_EQ(pthread_attr_init(&attributes), 0);
    ASSERT_EQ(pthread_attr_setstacksize(&attributes, 200u << 10), 0);
    std::string told;
    const auto parse_there = [&] { told = tree_of(source); };
    pthread_t thread;
    const auto run = [](void* data) -> void* {
      (*static_cast<decltype(parse_there)*>(data))();
      return nullptr;
    };
    ASSERT_EQ(pthread_create(&thread, &attributes, run, const_cast<void*>(static_cast<const void*>(&parse_there))), 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    EXPECT_NE(told.find("too complex: nested too deeply"), std::string::npos) << one << told.substr(0, 200);
  }
}

TEST(Parser, TakesLongChainsAndLists) {
  for (const char* one : {"a + ", "a.", "a - "}) EXPECT_TRUE(tree_of(repeat(one, 2'900) + "a").starts_with('{')) << one;
  for (const char* one : {"a or ", "a < ", "a, ", "a = ", "a;"})
    EXPECT_TRUE(tree_of(repeat(one, 20'000) + "a").starts_with('{')) << one;
  EXPECT_TRUE(tree_of("if a: b\n" + repeat("elif a: b\n", 900)).starts_with('{'));
}

TEST(Parser, FindsMistakesInDeepNestingInTime) {
  for (const char* one : {"(a if b else ", "[x for x in ", "f(a=", "(print ", "(a = ", "{1: 2, ", "(yield ", "a[b, "})
    EXPECT_FALSE(tree_of(repeat(one, 150) + "1 2" + repeat(")", 150)).starts_with('{')) << one;
}

TEST(Parser, LimitsTheDigitsOfADecimalNumber) {
  EXPECT_TRUE(tree_of(std::string(4300, '1')).starts_with('{'));
  EXPECT_EQ(
      tree_of("x = " + std::string(4301, '1')),
      "SyntaxError 1:5 Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use "
      "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid "
      "decimal conversion limits.");
  EXPECT_TRUE(tree_of("0x" + std::string(10'000, 'f')).starts_with('{'));
}

}  // namespace
}  // namespace minipy
