#include <minipy/types/text_file.h>

#include <mayfly/objects/text/utf8.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace minipy {

const gc::KindRow TextFile::kRow = {.name = "TextFile", .trace = &TextFile::trace_cell, .release = &TextFile::release};
const gc::KindId TextFile::kKindId = gc::register_kind(kRow);

namespace {

constexpr size_t kBuffer = 1 << 13;

// As much as can be written; errno, or 0.
int write_out(TextFile::Stream& stream) {
  size_t done = 0;
  int failure = 0;
  while (done < stream.out.size()) {
    const ssize_t n = ::write(stream.fd, stream.out.data() + done, stream.out.size() - done);
    if (n < 0) {
      failure = errno;
      break;
    }
    done += static_cast<size_t>(n);
  }
  stream.out.erase(0, done);
  return failure;
}

}  // namespace

Result<TextFile*> TextFile::create(Runtime& rt, std::unique_ptr<Stream>& stream, Value name, Value mode,
                                   Value encoding) {
  TextFile* file = rt.heap().make_kind<TextFile>(kind(), 0, false, stream.get(), name, mode, encoding);
  if (!file) return rt.heap().allocation_error();
  if (!rt.heap().register_finalizable(*file, false)) {
    file->stream_ = nullptr;
    return rt.heap().allocation_error();
  }
  stream.release();
  return file;
}

void TextFile::trace_cell(const gc::Cell& cell, gc::Visitor& visitor) {
  const auto& file = static_cast<const TextFile&>(cell);
  file.Object::trace(visitor);
  visitor.ignore(file.stream_);  // malloc memory
  visitor.visit(file.name_);
  visitor.visit(file.mode_);
  visitor.visit(file.encoding_);
}

// Nobody is there to be told of an error.
void TextFile::release(gc::Cell& cell) {
  auto& file = static_cast<TextFile&>(cell);
  if (!file.stream_) return;
  if (!file.stream_->closed()) {
    write_out(*file.stream_);
    if (file.stream_->owns_fd) ::close(file.stream_->fd);
  }
  delete file.stream_;
  file.stream_ = nullptr;
}

Result<> TextFile::check_open(Runtime& rt, bool wanted, const char* what) {
  if (stream_->closed()) return raise(rt, ExceptionId::kValue, "I/O operation on closed file.");
  if (!wanted) return raise(rt, ExceptionId::kOs, "not %s", what);
  return {};
}

Result<> TextFile::flush(Runtime& rt) {
  MAYFLY_TRY(check_open(rt, true, ""));
  while (!stream_->out.empty()) {
    const int failure = write_out(*stream_);
    if (failure == EINTR) {
      MAYFLY_TRY(rt.steps(1));
    } else if (failure != 0) {
      return os_error(rt, failure);
    }
  }
  return {};
}

// What a full buffer could not get rid of is lost, as CPython's is: it would fail again and again.
Result<> TextFile::flush_full(Runtime& rt) {
  Result<> done = flush(rt);
  if (!done && !is_exception(rt, done.error(), ExceptionId::kKeyboardInterrupt)) stream_->out.clear();
  return done;
}

Result<> TextFile::write(Runtime& rt, std::string_view text) {
  MAYFLY_TRY(check_open(rt, stream_->writable, "writable"));
  if (stream_->readable) MAYFLY_TRY(settle(rt));
  if (stream_->out.size() + text.size() > kBuffer) MAYFLY_TRY(flush_full(rt));
  stream_->out.append(text);
  if (stream_->by_line && text.find('\n') != text.npos) return flush(rt);
  return stream_->out.size() >= kBuffer ? flush_full(rt) : Result<>();
}

Result<> TextFile::settle(Runtime& rt) {
  MAYFLY_TRY(flush(rt));
  const size_t unread = stream_->in.size() - stream_->taken;
  if (unread > 0 && ::lseek(stream_->fd, -static_cast<off_t>(unread), SEEK_CUR) < 0) return os_error(rt, errno);
  stream_->in.clear();
  stream_->taken = 0;
  stream_->at_end = false;
  return {};
}

Result<> TextFile::close(Runtime& rt) {
  if (stream_->closed()) return {};
  Result<> flushed = stream_->writable ? flush(rt) : Result<>();
  const int fd = std::exchange(stream_->fd, -1);
  stream_->out.clear();
  stream_->in.clear();
  const bool failed = stream_->owns_fd && ::close(fd) < 0;
  if (!flushed) return flushed;
  if (failed) return os_error(rt, errno);
  return {};
}

// More bytes into `in`, or at_end.
Result<> TextFile::fill(Runtime& rt) {
  if (stream_->taken > 0) {
    stream_->in.erase(0, stream_->taken);
    stream_->taken = 0;
  }
  const size_t limit = rt.heap().options().heap_limit;
  if (limit != 0 && stream_->in.size() > limit) return Error::out_of_memory();
  char bytes[kBuffer];
  MAYFLY_TRY(rt.steps(0));  // an interrupt that is there already
  for (;;) {
    const ssize_t n = ::read(stream_->fd, bytes, sizeof bytes);
    if (n < 0 && errno == EINTR) {
      MAYFLY_TRY(rt.steps(1));
      continue;
    }
    if (n < 0) return os_error(rt, errno);
    // An interrupt may have come together with the end.
    if (n == 0) MAYFLY_TRY(rt.steps(0));
    stream_->at_end = n == 0;
    stream_->in.append(bytes, static_cast<size_t>(n));
    return {};
  }
}

// The next so many bytes as a String, line ends translated.
Result<String*> TextFile::take_out(Runtime& rt, size_t bytes) {
  std::string_view text = std::string_view(stream_->in).substr(stream_->taken, bytes);
  std::string translated;
  if (stream_->translates && text.find('\r') != text.npos) {
    for (size_t i = 0; i < text.size(); i++) {
      if (text[i] != '\r') {
        translated += text[i];
      } else {
        translated += '\n';
        if (i + 1 < text.size() && text[i + 1] == '\n') i++;
      }
    }
    text = translated;
  }
  if (const size_t wrong = utf8::find_invalid(text); wrong != utf8::kValid) {
    stream_->taken += bytes;
    return raise(rt, ExceptionId::kUnicodeDecode, "'utf-8' codec can't decode byte 0x%02x in position %zu: %s",
                 static_cast<unsigned char>(text[wrong]), wrong,
                 (text[wrong] & 0xc0) == 0x80 || static_cast<unsigned char>(text[wrong]) >= 0xf5
                     ? "invalid start byte"
                     : "invalid continuation byte");
  }
  String* made = String::create(rt.heap(), text);
  if (!made) return rt.heap().allocation_error();
  stream_->taken += bytes;
  return made;
}

Result<String*> TextFile::read_line(Runtime& rt, size_t limit) {
  MAYFLY_TRY(check_open(rt, stream_->readable, "readable"));
  if (!stream_->out.empty()) MAYFLY_TRY(flush(rt));
  size_t looked = 0;
  for (;;) {
    const std::string_view text = std::string_view(stream_->in).substr(stream_->taken);
    for (; looked < text.size() && looked < limit; looked++) {
      if (text[looked] == '\n') return take_out(rt, looked + 1);
      if (text[looked] != '\r' || !stream_->translates) continue;
      if (looked + 1 == text.size() && !stream_->at_end) break;  // a "\n" may follow
      const bool pair = looked + 1 < text.size() && text[looked + 1] == '\n';
      return take_out(rt, looked + (pair ? 2 : 1));
    }
    if (looked >= limit) {
      while (looked < text.size() && (text[looked] & 0xc0) == 0x80) looked++;
      return take_out(rt, looked);
    }
    if (stream_->at_end) {
      // A terminal may give more after an end.
      if (text.empty()) stream_->at_end = false;
      return take_out(rt, text.size());
    }
    MAYFLY_TRY(fill(rt));
  }
}

Result<String*> TextFile::read(Runtime& rt, size_t characters) {
  MAYFLY_TRY(check_open(rt, stream_->readable, "readable"));
  if (!stream_->out.empty()) MAYFLY_TRY(flush(rt));
  for (;;) {
    const std::string_view text = std::string_view(stream_->in).substr(stream_->taken);
    if (characters != SIZE_MAX) {
      size_t count = 0, end = 0;
      while (end < text.size() && count < characters) {
        const bool pair = stream_->translates && text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
        end += pair ? 2 : 1;
        while (end < text.size() && (text[end] & 0xc0) == 0x80) end++;
        count++;
      }
      // The last one may go on.
      if (count == characters && (end < text.size() || stream_->at_end)) return take_out(rt, end);
    }
    if (stream_->at_end) {
      stream_->at_end = false;
      return take_out(rt, text.size());
    }
    MAYFLY_TRY(fill(rt));
  }
}

Result<Value> make_standard_stream(Runtime& rt, int fd) {
  if (::fcntl(fd, F_GETFD) < 0) return Value::nil();
  auto stream = std::make_unique<TextFile::Stream>();
  stream->fd = fd;
  stream->owns_fd = false;
  stream->readable = fd == 0;
  stream->writable = fd != 0;
  stream->by_line = fd == 2 || (fd == 1 && ::isatty(fd));
  Locals<3> parts(rt);
  if (!parts) return parts.error();
  parts[0] = MAYFLY_TRY(new_string(rt, fd == 0 ? "<stdin>" : fd == 1 ? "<stdout>" : "<stderr>"));
  parts[1] = MAYFLY_TRY(new_string(rt, fd == 0 ? "r" : "w"));
  parts[2] = MAYFLY_TRY(new_string(rt, "utf-8"));
  return Value(MAYFLY_TRY(TextFile::create(rt, stream, parts[0], parts[1], parts[2])));
}

Error os_error(Runtime& rt, int number, Value name) {
  const auto made = [&]() -> Result<Value> {
    Locals<2> parts(rt);
    if (!parts) return parts.error();
    parts[0] = MAYFLY_TRY(new_string(rt, std::strerror(number)));
    parts[1] = name;
    // The class chooses the subclass.
    const Value cls = Value(&Minipy::of(rt).exception_class(ExceptionId::kOs));
    if (name.is_nil()) return minipy::call(rt, cls, {Value::small(number), parts[0]});
    return minipy::call(rt, cls, {Value::small(number), parts[0], parts[1]});
  }();
  if (!made) return raise(rt, ExceptionId::kOs, "[Errno %d] %s", number, std::strerror(number));
  return raise_value(rt, *made);
}

}  // namespace minipy
