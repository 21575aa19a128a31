#include <minipy/vm/core_errors.h>

#include <array>

namespace minipy {

namespace {

// '%' stands for any text, "$1" for that of the first. A pattern must fit the whole message.
struct Translation {
  const char* pattern;
  const char* text;
  ExceptionId id = ExceptionId::kCount;  // kCount: as the kind says
};

constexpr Translation kTranslations[] = {
    {"% can't be called: it is of type '%', which is not callable", "'$2' object is not callable"},
    {"'%' object can't be hashed", "unhashable type: '$1'"},
    {"the hash of '%' object must be an integer, not '%'", "__hash__ method should return an integer"},
    {"the truth of '%' object must be a boolean, not '%'", "__bool__ should return bool, returned $2"},
    {"the length of '%' object must be an integer, not '%'", "'$2' object cannot be interpreted as an integer"},
    {"the length of '%' object must not be negative, as %", "__len__() should return >= 0"},
    {"the text of '%' object must be a string, not '%'", "__str__ returned non-string (type $2)"},
    {"the index of a '%' must be an integer, not '%'", "$1 indices must be integers or slices, not $2"},
    {"index % is out of range: the '%' has % items", "$2 index out of range"},
    {"'%' object can't be iterated over", "'$1' object is not iterable"},
    {"iterating over '%' object gave a '%', which has no next item", "iter() returned non-iterator of type '$2'"},
    {"'%' object has no length", "object of type '$1' has no len()"},
    {"'%' object has no items to get", "'$1' object is not subscriptable"},
    {"'%' object has no items to set", "'$1' object does not support item assignment"},
    {"'%' object has no items to delete", "'$1' object doesn't support item deletion"},
    {"% is not defined for '%' and '%'", "unsupported operand type(s) for $1: '$2' and '$3'"},
    {"only a string can be in a string, not a '%'", "'in <string>' requires string as left operand, not $1"},
    {"class '%' takes no arguments, % given", "$1() takes no arguments"},
    {"%() takes no keyword arguments, '%' given", "$1() takes no keyword arguments"},
    {"can't make an instance of class '%' by calling it", "cannot create '$1' instances"},
    {"class '%' has no attribute '%'", "type object '$1' has no attribute '$2'"},
    {"'%' object has no attribute '%', and its class takes no new ones", "'$1' object has no attribute '$2'"},
    {"attribute '%' of '%' object can't be read: the property has no getter",
     "property '$1' of '$2' object has no getter"},
    {"attribute '%' of '%' object can't be set: the property has no setter",
     "property '$1' of '$2' object has no setter"},
    {"attribute '%' of '%' object can't be deleted: the property has no deleter",
     "property '$1' of '$2' object has no deleter"},
    {"attribute '%' of '%' object can't be set: the descriptor does not define it", "__set__"},
    {"attribute '%' of '%' object can't be deleted: the descriptor does not define it", "__delete__"},
    {"attribute '%' of '%' object can't be %: %", "'$2' object has no attribute '$1'"},
    {"super: % is no instance and no subclass of class '%'",
     "super(type, obj): obj must be an instance or subtype of type"},
    {"no class after '%' in the resolution order of '%' has an attribute '%'", "'super' object has no attribute '$3'"},
    {"can't make a weak reference to a value of type '%'", "cannot create weak reference to '$1' object"},
    {"can't make a weak proxy to a value of type '%'", "cannot create weak reference to '$1' object"},
    {"can't make a finalizer of a value of type '%': it can't be weakly referenced",
     "cannot create weak reference to '$1' object"},
    {"can't make a weak method: its %, a value of type '%', can't be weakly referenced",
     "cannot create weak reference to '$2' object"},
    {"can't make a weak method of a value of type '%': expected a bound method",
     "argument should be a bound method, not <class '$1'>"},
    {"the % of a % must be an object that can be weakly referenced, not % (%)",
     "cannot create weak reference to '$4' object"},
    {"the % was changed while it was iterated over", "dictionary changed size during iteration", ExceptionId::kRuntime},
    {"the comparison of a %'s keys changes the % each time", "dictionary keys changed during iteration",
     ExceptionId::kRuntime},
    {"a weak proxy was used whose target, of type '%', is dead", "weakly-referenced object no longer exists"},
    {"calling a WeakRef takes no arguments, % given", "weakref expected 0 arguments, got $1"},
    {"calling a % takes no arguments, % given", "__call__() takes no arguments ($2 given)"},
    {"there is nothing to pop: the weak set is empty", "pop from empty WeakSet"},
    {"can't make class '%': its base '%' is final", "type '$2' is not an acceptable base type"},
    {"can't make class '%': duplicate base '%'", "duplicate base class $2"},
    {"can't give class '%' bases: duplicate base '%'", "duplicate base class $2"},
    {"can't make class '%': no consistent order of its bases %",
     "Cannot create a consistent method resolution\norder (MRO) for bases $2"},
};

constexpr size_t kMaxParts = 4;

// The text up to the next '%' of the pattern is looked for, so a part is as short as it can be, but for the last.
bool fits(std::string_view pattern, std::string_view text, std::array<std::string_view, kMaxParts>& parts) {
  size_t part = 0;
  for (;;) {
    const size_t wild = pattern.find('%');
    const std::string_view literal = pattern.substr(0, wild);
    if (!text.starts_with(literal)) return false;
    text.remove_prefix(literal.size());
    if (wild == std::string_view::npos) return text.empty();
    pattern.remove_prefix(wild + 1);
    const std::string_view next = pattern.substr(0, pattern.find('%'));
    const bool is_last = next.size() == pattern.size();
    size_t end = text.size();
    if (!next.empty()) end = is_last ? text.rfind(next) : text.find(next);
    if (end == std::string_view::npos || part == kMaxParts) return false;
    parts[part++] = text.substr(0, end);
    text.remove_prefix(end);
  }
}

const Translation* find_translation(std::string_view message, std::array<std::string_view, kMaxParts>& parts) {
  for (const Translation& each : kTranslations)
    if (fits(each.pattern, message, parts)) return &each;
  return nullptr;
}

// Suggestions are no part of Python's messages.
std::string_view plain(std::string_view message) { return message.substr(0, message.find("; did you mean")); }

}  // namespace

ExceptionId exception_id(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::kOutOfMemory: return ExceptionId::kMemory;
    case ErrorKind::kType:
    case ErrorKind::kArgument: return ExceptionId::kType;
    case ErrorKind::kAttribute: return ExceptionId::kAttribute;
    case ErrorKind::kKey: return ExceptionId::kKey;
    case ErrorKind::kIndex: return ExceptionId::kIndex;
    case ErrorKind::kName: return ExceptionId::kName;
    case ErrorKind::kDeadReference: return ExceptionId::kReference;
    case ErrorKind::kRecursion: return ExceptionId::kRecursion;
    case ErrorKind::kInterrupted: return ExceptionId::kKeyboardInterrupt;
    case ErrorKind::kValue: {
      std::array<std::string_view, kMaxParts> parts;
      const Translation* found = find_translation(plain(error.message()), parts);
      return found && found->id != ExceptionId::kCount ? found->id : ExceptionId::kValue;
    }
    default: return ExceptionId::kRuntime;
  }
}

std::string python_message(const Error& error) {
  if (error.kind() == ErrorKind::kRecursion) return "maximum recursion depth exceeded";
  const std::string_view message = plain(error.message());
  std::array<std::string_view, kMaxParts> parts;
  const Translation* found = find_translation(message, parts);
  if (!found) return std::string(message);
  std::string text;
  for (const char* at = found->text; *at; at++) {
    if (*at == '$')
      text += parts[static_cast<size_t>(*++at - '1')];
    else
      text += *at;
  }
  return text;
}

}  // namespace minipy
