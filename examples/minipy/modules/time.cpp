// time: clocks, sleeping, dates.
#include <minipy/modules/modules.h>
#include <minipy/modules/struct_sequence.h>
#include <minipy/types/function.h>
#include <minipy/vm/arithmetic.h>
#include <minipy/vm/namespace.h>

#include <cerrno>
#include <cmath>
#include <ctime>

namespace minipy {

namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;

int64_t nanoseconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return now.tv_sec * kNanosPerSecond + now.tv_nsec;
}

template <clockid_t kClock>
Result<Value> seconds_of(Runtime&, Arguments) {
  timespec now{};
  clock_gettime(kClock, &now);
  return Value::number(static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9);
}

template <clockid_t kClock>
Result<Value> nanoseconds_of(Runtime& rt, Arguments) {
  return make_integer(rt.heap(), nanoseconds(kClock));
}

// In slices, so that an interrupt is noticed.
Result<Value> sleep_for(Runtime& rt, Arguments args) {
  const Value given = unboxed(args[0]);
  double seconds = 0;
  if (is_plain_number(given)) {
    seconds = MAYFLY_TRY(number_to_double(rt, given));
  } else {
    const int64_t whole = MAYFLY_TRY(
        to_int64_or_raise(rt, args[0], ExceptionId::kOverflow, "timestamp too large to convert to C _PyTime_t"));
    seconds = static_cast<double>(whole);
  }
  if (std::isnan(seconds)) return raise(rt, ExceptionId::kValue, "Invalid value NaN (not a number)");
  if (seconds < 0) return raise(rt, ExceptionId::kValue, "sleep length must be non-negative");
  if (seconds > 9e9) return raise(rt, ExceptionId::kOverflow, "timestamp out of range for platform time_t");
  const int64_t end = nanoseconds(CLOCK_MONOTONIC) + static_cast<int64_t>(seconds * 1e9);
  for (;;) {
    MAYFLY_TRY(rt.steps(0));
    const int64_t left = end - nanoseconds(CLOCK_MONOTONIC);
    if (left <= 0) return Value::nil();
    constexpr int64_t kSlice = kNanosPerSecond / 20;
    const timespec slice{0, static_cast<long>(left < kSlice ? left : kSlice)};
    nanosleep(&slice, nullptr);
  }
}

// --- dates ---------------------------------------------------------------------------------------------------------------

constexpr const char* kFields[] = {"tm_year", "tm_mon",  "tm_mday",  "tm_hour", "tm_min",   "tm_sec",
                                   "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff"};
constexpr size_t kShown = 9;

Result<Class*> struct_time_class(Runtime& rt) {
  Class& module = Minipy::of(rt).cls(ClassId::kModule);
  return module.own_attribute(*MAYFLY_TRY(hidden_name(rt, "struct_time"))).as<Class>();
}

Result<Value> from_parts(Runtime& rt, const std::tm& parts) {
  Locals<std::size(kFields)> values(rt);
  if (!values) return values.error();
  const int numbers[] = {parts.tm_year + 1900, parts.tm_mon + 1,        parts.tm_mday,     parts.tm_hour, parts.tm_min,
                         parts.tm_sec,         (parts.tm_wday + 6) % 7, parts.tm_yday + 1, parts.tm_isdst};
  for (size_t i = 0; i < kShown; i++) values[i] = Value::small(numbers[i]);
  values[9] = MAYFLY_TRY(new_string(rt, parts.tm_zone ? parts.tm_zone : ""));
  values[10] = Value::small(parts.tm_gmtoff);
  return make_struct(rt, *MAYFLY_TRY(struct_time_class(rt)), kFields, values.span(), kShown);
}

// The time that an optional argument means, in whole seconds.
Result<time_t> time_argument(Runtime& rt, Arguments args) {
  if (args.positional() == 0 || args[0].is_nil()) return std::time(nullptr);
  const Value given = unboxed(args[0]);
  if (given.is_double()) {
    const double seconds = std::floor(given.as_double());
    if (!(std::fabs(seconds) < 1e15))
      return raise(rt, ExceptionId::kOverflow, "timestamp out of range for platform time_t");
    return static_cast<time_t>(seconds);
  }
  return static_cast<time_t>(
      MAYFLY_TRY(to_int64_or_raise(rt, args[0], ExceptionId::kOverflow, "timestamp out of range for platform time_t")));
}

Result<std::tm> broken_down(Runtime& rt, Arguments args, bool local) {
  const time_t when = MAYFLY_TRY(time_argument(rt, args));
  std::tm parts{};
  if (!(local ? localtime_r(&when, &parts) : gmtime_r(&when, &parts)))
    return raise(rt, ExceptionId::kOverflow, "timestamp out of range for platform time_t");
  return parts;
}

Result<Value> local_time(Runtime& rt, Arguments args) {
  return from_parts(rt, MAYFLY_TRY(broken_down(rt, args, true)));
}
Result<Value> universal_time(Runtime& rt, Arguments args) {
  return from_parts(rt, MAYFLY_TRY(broken_down(rt, args, false)));
}

Result<std::tm> parts_of(Runtime& rt, Value value) {
  const Tuple* tuple = as<Tuple>(value);
  if (!tuple) return raise(rt, ExceptionId::kType, "Tuple or struct_time argument required");
  if (tuple->size() != kShown) {
    return raise(rt, ExceptionId::kType, "function takes exactly 9 arguments (%zu given)", tuple->size());
  }
  int numbers[kShown];
  for (size_t i = 0; i < kShown; i++) {
    const int64_t number = MAYFLY_TRY(
        to_int64_or_raise(rt, tuple->at(i), ExceptionId::kOverflow, "Python int too large to convert to C int"));
    if (number < INT32_MIN / 2 || number > INT32_MAX / 2)
      return raise(rt, ExceptionId::kOverflow, "Python int too large to convert to C int");
    numbers[i] = static_cast<int>(number);
  }
  std::tm parts{};
  parts.tm_year = numbers[0] - 1900;
  parts.tm_mon = numbers[1] - 1;
  parts.tm_mday = numbers[2];
  parts.tm_hour = numbers[3];
  parts.tm_min = numbers[4];
  parts.tm_sec = numbers[5];
  parts.tm_wday = (numbers[6] + 1) % 7;
  parts.tm_yday = numbers[7] - 1;
  parts.tm_isdst = numbers[8];
  if (parts.tm_mon < -1 || parts.tm_mon > 11) return raise(rt, ExceptionId::kValue, "month out of range");
  if (parts.tm_mday < 0 || parts.tm_mday > 31) return raise(rt, ExceptionId::kValue, "day of month out of range");
  if (parts.tm_hour < 0 || parts.tm_hour > 23) return raise(rt, ExceptionId::kValue, "hour out of range");
  if (parts.tm_min < 0 || parts.tm_min > 59) return raise(rt, ExceptionId::kValue, "minute out of range");
  if (parts.tm_sec < 0 || parts.tm_sec > 61) return raise(rt, ExceptionId::kValue, "seconds out of range");
  if (parts.tm_wday < 0) return raise(rt, ExceptionId::kValue, "day of week out of range");
  if (parts.tm_yday < -1 || parts.tm_yday > 365) return raise(rt, ExceptionId::kValue, "day of year out of range");
  if (parts.tm_mon < 0) parts.tm_mon = 0;
  if (parts.tm_mday == 0) parts.tm_mday = 1;
  if (parts.tm_yday < 0) parts.tm_yday = 0;
  return parts;
}

Result<Value> seconds_from_parts(Runtime& rt, Arguments args) {
  std::tm parts = MAYFLY_TRY(parts_of(rt, args[0]));
  errno = 0;
  const time_t when = std::mktime(&parts);
  if (when == -1 && errno != 0) return raise(rt, ExceptionId::kOverflow, "mktime argument out of range");
  return Value::number(static_cast<double>(when));
}

Result<Value> format_time(Runtime& rt, Arguments args) {
  const String* format = as<String>(args[0]);
  if (!format)
    return raise(rt, ExceptionId::kType, "strftime() argument 1 must be str, not %s", argument_name_of(rt, args[0]));
  const std::tm parts =
      args.positional() > 1 ? MAYFLY_TRY(parts_of(rt, args[1])) : MAYFLY_TRY(broken_down(rt, Arguments(), true));
  if (format->size() == 0 || format->view().find('\0') != std::string_view::npos) return new_string(rt, "");
  // No directive gives more than this, of those that a name of a zone does not make longer.
  const size_t room = format->size() * 64 + 256;
  std::unique_ptr<char[]> text(new char[room]);
  const size_t size = std::strftime(text.get(), room, format->c_str(), &parts);
  const String* made = MAYFLY_TRY(String::create_checked(rt.heap(), {text.get(), size}));
  return Value(made);
}

Result<Value> ascii_text(Runtime& rt, const std::tm& parts) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[80];
  std::snprintf(text, sizeof text, "%s %s%3d %.2d:%.2d:%.2d %d", kDays[parts.tm_wday % 7], kMonths[parts.tm_mon % 12],
                parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, 1900 + parts.tm_year);
  return new_string(rt, text);
}

Result<Value> text_of_parts(Runtime& rt, Arguments args) {
  return ascii_text(
      rt, args.positional() > 0 ? MAYFLY_TRY(parts_of(rt, args[0])) : MAYFLY_TRY(broken_down(rt, Arguments(), true)));
}
Result<Value> text_of_time(Runtime& rt, Arguments args) {
  return ascii_text(rt, MAYFLY_TRY(broken_down(rt, args, true)));
}

constexpr NativeSpec kFunctions[] = {
    function<seconds_of<CLOCK_REALTIME>, 0>("time"),
    function<seconds_of<CLOCK_MONOTONIC>, 0>("perf_counter"),
    function<seconds_of<CLOCK_MONOTONIC>, 0>("monotonic"),
    function<seconds_of<CLOCK_PROCESS_CPUTIME_ID>, 0>("process_time"),
    function<seconds_of<CLOCK_THREAD_CPUTIME_ID>, 0>("thread_time"),
    function<nanoseconds_of<CLOCK_REALTIME>, 0>("time_ns"),
    function<nanoseconds_of<CLOCK_MONOTONIC>, 0>("perf_counter_ns"),
    function<nanoseconds_of<CLOCK_MONOTONIC>, 0>("monotonic_ns"),
    function<nanoseconds_of<CLOCK_PROCESS_CPUTIME_ID>, 0>("process_time_ns"),
    function<sleep_for, 1>("sleep"),
    function<local_time, 0, 1>("localtime"),
    function<universal_time, 0, 1>("gmtime"),
    function<seconds_from_parts, 1>("mktime"),
    function<format_time, 1, 2>("strftime"),
    function<text_of_parts, 0, 1>("asctime"),
    function<text_of_time, 0, 1>("ctime"),
};

}  // namespace

Result<> define_time(Runtime& rt, Dict& ns) {
  MAYFLY_TRY(install(rt, ns, kFunctions));
  Local<Class> cls(rt, MAYFLY_TRY(make_struct_class(rt, "time.struct_time")));
  if (!cls) return cls.error();
  Class& module = Minipy::of(rt).cls(ClassId::kModule);
  MAYFLY_TRY(module.set_attribute(rt.space(), *MAYFLY_TRY(hidden_name(rt, "struct_time")), Value(cls.get())));
  tzset();
  MAYFLY_TRY(set_in(rt, ns, "struct_time", Value(cls.get())));
  const struct {
    const char* name;
    int64_t value;
  } kNumbers[] = {{"timezone", timezone}, {"daylight", daylight}};
  for (const auto& each : kNumbers) MAYFLY_TRY(set_in(rt, ns, each.name, Value::small(each.value)));
  return {};
}

}  // namespace minipy
