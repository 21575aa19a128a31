#include <mayfly/gc/heap.h>
#include <mayfly/gc/root/root_table.h>
#include <mayfly/gc/support/error.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace mayfly {

// Everything hangs off malloc memory, whose failure degrades an error to the shared out-of-memory one, or drops a detail.
struct Error::Data {
  ErrorKind kind;
  bool shared;  // the one out-of-memory error: never freed, never changed
  char* message;
  size_t message_length;
  Position* trace;
  size_t trace_count;
  size_t trace_capacity;
  Error cause;
  gc::RootSlot* value;

  static Data* make(ErrorKind kind, const char* text, size_t length);
  static Data& out_of_memory_data();
};

namespace {

constexpr size_t kMaxTrace = 64;  // positions kept; deeper ones are dropped

char* copy_text(const char* text, size_t length) {
  char* copy = static_cast<char*>(std::malloc(length + 1));
  if (!copy) return nullptr;
  if (length) std::memcpy(copy, text, length);
  copy[length] = 0;
  return copy;
}

}  // namespace

Error::Data* Error::Data::make(ErrorKind kind, const char* text, size_t length) {
  void* memory = std::calloc(1, sizeof(Data));
  char* message = copy_text(text, length);
  if (!memory || !message) {
    std::free(memory);
    std::free(message);
    return &out_of_memory_data();
  }
  Data* data = ::new (memory) Data();
  data->kind = kind;
  data->message = message;
  data->message_length = length;
  return data;
}

Error::Data& Error::Data::out_of_memory_data() {
  static char text[] = "out of memory";
  static Data data = {ErrorKind::kOutOfMemory, true, text, sizeof text - 1, nullptr, 0, 0, Error(), nullptr};
  return data;
}

const char* name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kNone: return "NoError";
    case ErrorKind::kOutOfMemory: return "OutOfMemory";
    case ErrorKind::kType: return "TypeError";
    case ErrorKind::kValue: return "ValueError";
    case ErrorKind::kAttribute: return "AttributeError";
    case ErrorKind::kKey: return "KeyError";
    case ErrorKind::kIndex: return "IndexError";
    case ErrorKind::kName: return "NameError";
    case ErrorKind::kArgument: return "ArgumentError";
    case ErrorKind::kDeadReference: return "DeadReferenceError";
    case ErrorKind::kRecursion: return "RecursionError";
    case ErrorKind::kInterrupted: return "Interrupted";
    case ErrorKind::kWrongRuntime: return "WrongRuntimeError";
    case ErrorKind::kWrongThread: return "WrongThreadError";
    case ErrorKind::kClosed: return "ClosedError";
    case ErrorKind::kOptions: return "OptionsError";
    case ErrorKind::kHost: return "HostError";
    case ErrorKind::kScript: return "ScriptError";
    case ErrorKind::kUnsupported: return "UnsupportedError";
  }
  return "?";
}

Error::Error(ErrorKind kind, std::string_view message) : data_(Data::make(kind, message.data(), message.size())) {}

Error Error::out_of_memory() noexcept {
  Error error;
  error.data_ = &Data::out_of_memory_data();
  return error;
}

ErrorKind Error::kind() const noexcept { return data_ ? data_->kind : ErrorKind::kNone; }

std::string_view Error::message() const noexcept {
  return data_ ? std::string_view(data_->message, data_->message_length) : std::string_view();
}

std::span<const Position> Error::trace() const noexcept {
  if (!data_) return {};
  return {data_->trace, data_->trace_count};
}

const Error* Error::cause() const noexcept { return data_ && data_->cause.is_set() ? &data_->cause : nullptr; }

void Error::destroy(Data* data) noexcept {
  if (data->shared) return;
  for (size_t i = 0; i < data->trace_count; i++) {
    std::free(const_cast<char*>(data->trace[i].function.data()));
    std::free(const_cast<char*>(data->trace[i].file.data()));
  }
  std::free(data->trace);
  std::free(data->message);
  if (data->value) data->value->table().give_back(data->value);
  data->~Data();
  std::free(data);
}

void Error::add_position(const Position& position) noexcept {
  if (!data_ || data_->shared || data_->trace_count == kMaxTrace) return;
  if (data_->trace_count == data_->trace_capacity) {
    size_t capacity = data_->trace_capacity ? data_->trace_capacity * 2 : 4;
    void* moved = std::realloc(static_cast<void*>(data_->trace), capacity * sizeof(Position));
    if (!moved) return;
    data_->trace = static_cast<Position*>(moved);
    data_->trace_capacity = capacity;
  }
  char* function = copy_text(position.function.data(), position.function.size());
  char* file = copy_text(position.file.data(), position.file.size());
  if (!function || !file) {
    std::free(function);
    std::free(file);
    return;
  }
  data_->trace[data_->trace_count++] = {
      {function, position.function.size()}, {file, position.file.size()}, position.line};
}

void Error::set_cause(Error cause) noexcept {
  if (data_ && !data_->shared) data_->cause = std::move(cause);
}

uint64_t Error::raw_value() const noexcept { return data_ && data_->value ? data_->value->word() : 0; }

void Error::set_raw_value(gc::Heap& heap, uint64_t word) noexcept {
  if (!data_ || data_->shared) return;
  if (data_->value) data_->value->table().give_back(data_->value);
  data_->value = word ? heap.roots().take(word, __FILE__, __LINE__) : nullptr;
}

std::string Error::to_string() const {
  std::string text = mayfly::name(kind());
  text += ": ";
  text += message();
  for (const Position& position : trace()) {
    text += "\n  in ";
    text += position.function.empty() ? std::string_view("?") : position.function;
    if (!position.file.empty()) {
      text += " (";
      text += position.file;
      if (position.line) text.append(":").append(std::to_string(position.line));
      text += ")";
    }
  }
  if (const Error* why = cause()) text.append("\ncaused by ").append(why->to_string());
  return text;
}

Error make_error(ErrorKind kind, const char* format, ...) {
  if (!format) format = "";
  char buffer[512];
  va_list arguments;
  va_start(arguments, format);
  int length = std::vsnprintf(buffer, sizeof buffer, format, arguments);
  va_end(arguments);
  if (length < 0) return Error(kind, format);
  if (static_cast<size_t>(length) < sizeof buffer)
    return Error(kind, std::string_view(buffer, static_cast<size_t>(length)));
  char* longer = static_cast<char*>(std::malloc(static_cast<size_t>(length) + 1));
  if (!longer) return Error::out_of_memory();
  va_start(arguments, format);
  std::vsnprintf(longer, static_cast<size_t>(length) + 1, format, arguments);
  va_end(arguments);
  Error error(kind, std::string_view(longer, static_cast<size_t>(length)));
  std::free(longer);
  return error;
}

}  // namespace mayfly
