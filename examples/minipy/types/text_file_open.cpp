// open().
#include <minipy/types/text_file.h>
#include <minipy/vm/text.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

namespace minipy {

namespace {

struct Mode {
  int flags = 0;
  bool readable = false;
  bool writable = false;
};

Result<Mode> parse_mode(Runtime& rt, std::string_view text) {
  Mode mode;
  char kind = 0;
  bool plus = false, is_text = false, binary = false, twice = false;
  for (size_t i = 0; i < text.size(); i++) {
    const char c = text[i];
    if (std::string_view("rwaxbt+").find(c) == std::string_view::npos || text.find(c, i + 1) != text.npos)
      return raise(rt, ExceptionId::kValue, "invalid mode: '%s'", std::string(text).c_str());
    plus |= c == '+';
    is_text |= c == 't';
    binary |= c == 'b';
    if (std::string_view("rwax").find(c) == std::string_view::npos) continue;
    twice |= kind != 0;
    kind = c;
  }
  if (is_text && binary) return raise(rt, ExceptionId::kValue, "can't have text and binary mode at once");
  if (kind == 0) {
    return raise(rt, ExceptionId::kValue,
                 "Must have exactly one of create/read/write/append mode and at most one plus");
  }
  if (twice) return raise(rt, ExceptionId::kValue, "must have exactly one of create/read/write/append mode");
  if (binary) return raise(rt, ExceptionId::kValue, "binary mode is not supported: minipy has no bytes");
  mode.readable = kind == 'r' || plus;
  mode.writable = kind != 'r' || plus;
  mode.flags = mode.readable && mode.writable ? O_RDWR : mode.writable ? O_WRONLY : O_RDONLY;
  if (kind == 'w') mode.flags |= O_CREAT | O_TRUNC;
  if (kind == 'a') mode.flags |= O_CREAT | O_APPEND;
  if (kind == 'x') mode.flags |= O_CREAT | O_EXCL;
  return mode;
}

bool is_utf8(std::string_view encoding) {
  std::string plain;
  for (const char c : encoding)
    if (c != '-' && c != '_' && c != ' ') plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return plain == "utf8" || plain == "ascii" || plain == "usascii" || plain == "u8";
}

// Of text files; nil is the default.
Result<> check_options(Runtime& rt, std::span<const Value> given, bool& translates) {
  enum { kFile, kMode, kBuffering, kEncoding, kErrors, kNewline };
  for (const int option : {kEncoding, kErrors, kNewline}) {
    static constexpr const char* kNames[] = {"file", "mode", "buffering", "encoding", "errors", "newline"};
    if (given[option].is_empty() || given[option].is_nil() || as<String>(given[option])) continue;
    return raise(rt, ExceptionId::kType, "open() argument '%s' must be str or None, not %s", kNames[option],
                 type_name_of(rt, given[option]));
  }
  if (const String* encoding = as<String>(given[kEncoding]); encoding && !is_utf8(encoding->view()))
    return raise(rt, ExceptionId::kLookup, "unknown encoding: %s", encoding->c_str());
  if (const String* errors = as<String>(given[kErrors]); errors && errors->view() != "strict")
    return raise(rt, ExceptionId::kLookup, "unknown error handler name '%s'", errors->c_str());
  if (const String* newline = as<String>(given[kNewline])) {
    if (newline->size() != 0 && newline->view() != "\n")
      return raise(rt, ExceptionId::kValue, "illegal newline value: %s",
                   MAYFLY_TRY(repr(rt, given[kNewline]))->c_str());
    translates = false;
  }
  return {};
}

}  // namespace

Result<Value> open_file(Runtime& rt, Arguments args) {
  enum { kFile, kMode, kBuffering, kEncoding, kErrors, kNewline, kCloseFd, kOpener, kCount };
  static constexpr const char* kNames[] = {"file",   "mode",    "buffering", "encoding",
                                           "errors", "newline", "closefd",   "opener"};
  Locals<kCount + 1> given(rt);
  if (!given) return given.error();
  for (size_t i = 0; i < kCount; i++) given[i] = Value::empty();
  MAYFLY_TRY(take(rt, "open", args, kNames, 0, 1, given.span().first(kCount)));
  if (given[kMode].is_empty()) given[kMode] = MAYFLY_TRY(new_string(rt, "r"));
  const String* mode_text = as<String>(given[kMode]);
  if (!mode_text) {
    return raise(rt, ExceptionId::kType, "open() argument 'mode' must be str, not %s",
                 argument_name_of(rt, given[kMode]));
  }
  const Mode mode = MAYFLY_TRY(parse_mode(rt, mode_text->view()));
  if (!given[kOpener].is_empty() && !given[kOpener].is_nil())
    return raise(rt, ExceptionId::kValue, "open() argument 'opener' is not supported");

  auto stream = std::make_unique<TextFile::Stream>();
  MAYFLY_TRY(check_options(rt, given.span(), stream->translates));
  stream->readable = mode.readable;
  stream->writable = mode.writable;
  const Value file = given[kFile];
  int opened = -1;
  if (const String* path = as<String>(file)) {
    if (path->view().find('\0') != std::string_view::npos) return raise(rt, ExceptionId::kValue, "embedded null byte");
    do opened = ::open(path->c_str(), mode.flags | O_CLOEXEC, 0666);
    while (opened < 0 && errno == EINTR);
    if (opened < 0) return os_error(rt, errno, file);
  } else if (file.is_small() && file.as_small() >= 0 && file.as_small() <= INT32_MAX) {
    opened = static_cast<int>(file.as_small());
    stream->owns_fd = given[kCloseFd].is_empty() || MAYFLY_TRY(truth(rt, given[kCloseFd]));
  } else if (file.is_small()) {
    return raise(rt, ExceptionId::kValue, "negative file descriptor");
  } else {
    return raise(rt, ExceptionId::kType, "expected str, bytes or os.PathLike object, not %s", type_name_of(rt, file));
  }
  struct stat status = {};
  int failure = ::fstat(opened, &status) < 0 ? errno : S_ISDIR(status.st_mode) ? EISDIR : 0;
  if (failure != 0) {
    if (as<String>(file)) ::close(opened);
    return os_error(rt, failure, file);
  }
  stream->fd = opened;
  stream->by_line = ::isatty(opened) != 0 || given[kBuffering] == Value::small(1);
  const Value encoding = given[kEncoding];
  Result<Value> shown = encoding.is_empty() || encoding.is_nil() ? new_string(rt, "UTF-8") : Result<Value>(encoding);
  Result<TextFile*> made =
      shown ? TextFile::create(rt, stream, file, given[kMode], *shown) : Result<TextFile*>(shown.take_error());
  if (!made) {
    if (as<String>(file)) ::close(opened);
    return made.take_error();
  }
  return Value(*made);
}

}  // namespace minipy
