#include <minipy/command/doctest.h>
#include <minipy/types/text_file.h>
#include <minipy/types/traceback_text.h>
#include <minipy/vm/execute.h>
#include <minipy/vm/interpreter.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/operators.h>

#include <sys/mman.h>
#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <vector>

namespace minipy {

namespace {

struct Example {
  int line = 0;
  std::string source;
  std::string wanted;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  size_t begin = 0;
  while (begin < text.size()) {
    size_t end = text.find('\n', begin);
    if (end == text.npos) end = text.size();
    lines.push_back(text.substr(begin, end - begin));
    if (!lines.back().empty() && lines.back().back() == '\r') lines.back().pop_back();
    begin = end + 1;
  }
  return lines;
}

// The line without the session's indentation; what is shorter is blank.
std::string without(const std::string& line, size_t indent) { return line.size() <= indent ? "" : line.substr(indent); }

std::vector<Example> examples_of(const std::string& text) {
  const std::vector<std::string> lines = lines_of(text);
  std::vector<Example> examples;
  for (size_t i = 0; i < lines.size();) {
    const size_t indent = lines[i].find_first_not_of(' ');
    const auto is_prompt = [&](const std::string& line, const char* prompt) {
      const std::string rest = without(line, indent);
      return rest == prompt || rest.starts_with(std::string(prompt) + " ");
    };
    if (indent == std::string::npos || !is_prompt(lines[i], ">>>")) {
      i++;
      continue;
    }
    Example example;
    example.line = static_cast<int>(i) + 1;
    example.source = without(lines[i++], indent + 4) + "\n";
    while (i < lines.size() && is_prompt(lines[i], "...")) example.source += without(lines[i++], indent + 4) + "\n";
    while (i < lines.size() && lines[i].find_first_not_of(' ') != std::string::npos && !is_prompt(lines[i], ">>>")) {
      const std::string line = without(lines[i++], indent);
      example.wanted += (line == "<BLANKLINE>" ? "" : line) + "\n";
    }
    if (example.source.find_first_not_of(" \n") != std::string::npos) examples.push_back(std::move(example));
  }
  return examples;
}

// Whether `wanted`, in which "..." stands for anything, describes `got`.
bool matches(std::string_view wanted, std::string_view got) {
  if (wanted == got) return true;
  size_t mark = wanted.find("...");
  if (mark == wanted.npos) return false;
  if (!got.starts_with(wanted.substr(0, mark))) return false;
  got.remove_prefix(mark);
  wanted.remove_prefix(mark + 3);
  while ((mark = wanted.find("...")) != wanted.npos) {
    const size_t found = got.find(wanted.substr(0, mark));
    if (found == got.npos) return false;
    got.remove_prefix(found + mark);
    wanted.remove_prefix(mark + 3);
  }
  return got.ends_with(wanted);
}

// What a name of an exception may begin with.
bool begins_word(const std::string& line) {
  const unsigned char first = line.empty() ? ' ' : static_cast<unsigned char>(line[0]);
  return first == '_' || first >= 0x80 || std::isalnum(first);
}

// What stands in a traceback but for where it was: the last lines, from the first that begins with a word.
std::string exception_part(const std::string& text) {
  const std::vector<std::string> lines = lines_of(text);
  std::string part;
  for (size_t i = 1; i < lines.size(); i++)
    if (!part.empty() || begins_word(lines[i])) part += lines[i] + "\n";
  return part;
}

// sys.stdout, written to memory.
class Capture {
 public:
  explicit Capture(Runtime& rt) : rt_(rt) {}
  ~Capture() {
    if (fd_ >= 0) close(fd_);
  }

  Result<> begin() {
    fd_ = memfd_create("doctest", 0);
    if (fd_ < 0) return make_error(ErrorKind::kHost, "no memory file for the output of the examples");
    Locals<4> held(rt_);
    if (!held) return held.error();
    auto stream = std::make_unique<TextFile::Stream>();
    stream->fd = fd_;
    stream->owns_fd = false;
    stream->writable = true;
    held[0] = MAYFLY_TRY(new_string(rt_, "<doctest>"));
    held[1] = MAYFLY_TRY(new_string(rt_, "w"));
    held[2] = MAYFLY_TRY(new_string(rt_, "utf-8"));
    file_ = Root<TextFile>(rt_.heap(), MAYFLY_TRY(TextFile::create(rt_, stream, held[0], held[1], held[2])));
    if (!file_) return Error::out_of_memory();
    Minipy& minipy = Minipy::of(rt_);
    held[3] = find_in(minipy.modules(), "sys");
    return set_attr(rt_, held[3], *minipy.names().stdout_, file_.get());
  }

  // What was written since the last time.
  std::string take() {
    (void)file_->flush(rt_);
    std::string text;
    const off_t size = lseek(fd_, 0, SEEK_END);
    text.resize(size > 0 ? static_cast<size_t>(size) : 0);
    if (pread(fd_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) text.clear();
    if (ftruncate(fd_, 0) == 0) lseek(fd_, 0, SEEK_SET);
    return text;
  }

 private:
  Runtime& rt_;
  Root<TextFile> file_;
  int fd_ = -1;
};

std::string indented(const std::string& text) {
  std::string out;
  for (const std::string& line : lines_of(text)) out += "    " + line + "\n";
  return out;
}

}  // namespace

int run_doctest(Session& session, const std::string& text, const std::string& file) {
  Runtime& rt = session.runtime();
  const std::vector<Example> examples = examples_of(text);
  int failed = 0;
  {
    Capture capture(rt);
    Result<> captured = capture.begin();
    if (!captured) return session.finish(std::move(captured));
    for (const Example& example : examples) {
      rt.collect_for_script();
      Result<Value> done = execute_source(rt, example.source + "\n", ParseMode::kInteractive, session.globals(),
                                          Value::empty(), "<doctest>");
      std::string got;
      bool fine = false;
      if (done) {
        got = capture.take();
        fine = matches(example.wanted, got);
      } else {
        Error error = done.take_error();
        got = capture.take();
        Result<Value> exception = exception_of(rt, error);
        const auto text_by = [&](Result<std::string> (*format)(Runtime&, Value)) {
          if (!exception) return exception.error().to_string();
          const Result<std::string> formatted = format(rt, *exception);
          return formatted ? *formatted : formatted.error().to_string();
        };
        // Without suggestions, as doctest compares.
        fine = example.wanted.starts_with("Traceback (most recent call last):") &&
               matches(exception_part(example.wanted), exception_part("\n" + text_by(format_exception_only)));
        got += text_by(format_exception);
      }
      if (fine) continue;
      failed++;
      std::printf(
          "**********************************************************************\n"
          "File \"%s\", line %d\nFailed example:\n%s",
          file.c_str(), example.line, indented(example.source).c_str());
      if (example.wanted.empty())
        std::printf("Expected nothing\n");
      else
        std::printf("Expected:\n%s", indented(example.wanted).c_str());
      if (got.empty())
        std::printf("Got nothing\n");
      else
        std::printf("Got:\n%s", indented(got).c_str());
    }
    Minipy& minipy = Minipy::of(rt);
    const auto restore = [&]() -> Result<> {
      Local<Value> sys(rt, find_in(minipy.modules(), "sys"));
      if (!sys) return sys.error();
      const Value original = MAYFLY_TRY(get_attr(rt, sys.get(), *MAYFLY_TRY(intern(rt, "__stdout__"))));
      return set_attr(rt, sys.get(), *minipy.names().stdout_, original);
    };
    Result<> restored = restore();
    if (!restored) return session.finish(std::move(restored));
  }
  std::printf("%s: %zu examples, %d failed\n", file.c_str(), examples.size(), failed);
  std::fflush(stdout);
  return session.shut_down(failed ? 1 : 0);
}

}  // namespace minipy
