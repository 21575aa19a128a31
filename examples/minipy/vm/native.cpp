// Making and installing natives; errors of their arguments and receivers; subclasses of built-in types.
#include <minipy/vm/attributes.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/namespace.h>

#include <mayfly/objects/model/descriptors.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/native_code.h>

#include <cstdio>
#include <cstring>

namespace minipy {

namespace {

Result<Function*> make_with_entry(Runtime& rt, const NativeSpec& spec, std::string_view owner, NativeEntry entry,
                                  WordEntry word_entry) {
  NativeDescription description;
  description.name = spec.name;
  description.owner = owner;
  description.entry = entry;
  description.word_entry = word_entry;
  description.takes_rest = true;  // with no description of parameters: a mark, see spec_of
  description.rooted_frame = true;
  description.host = const_cast<NativeSpec*>(&spec);
  return make_native(rt, description);
}

// What stands in the class for it.
Result<Value> made_for_class(Runtime& rt, const NativeSpec& spec, std::string_view owner) {
  Local<Function> made(rt, MAYFLY_TRY(make_native_function(rt, spec, owner)));
  if (!made) return made.error();
  const Object* stands = made.get();
  switch (spec.use) {
    case NativeSpec::kMethod: break;
    case NativeSpec::kFunction:
    case NativeSpec::kStaticMethod: stands = StaticMethod::create(rt.space(), Value(made.get())); break;
    case NativeSpec::kClassMethod: stands = ClassMethod::create(rt.space(), Value(made.get())); break;
    case NativeSpec::kGetter: {
      Locals<2> changing(rt);
      if (!changing) return changing.error();
      if (spec.setter) changing[0] = Value(MAYFLY_TRY(make_with_entry(rt, spec, owner, spec.setter, nullptr)));
      if (spec.deleter) changing[1] = Value(MAYFLY_TRY(make_with_entry(rt, spec, owner, spec.deleter, nullptr)));
      stands = Property::create(rt.space(), Value(made.get()), changing[0], changing[1]);
    }
  }
  if (!stands) return rt.heap().allocation_error();
  return Value(stands);
}

const char* plural(uint32_t count) { return count == 1 ? "" : "s"; }

// Slots that are ordinary methods, too, with the messages of these.
bool is_also_method(std::string_view owner, std::string_view name) {
  if (name == "__getitem__") return owner == "list" || owner == "dict";
  return name == "__contains__" && (owner == "dict" || owner == "set" || owner == "frozenset");
}

// CPython parses the arguments of these by themselves.
bool is_search(std::string_view name) {
  for (const std::string_view each : {"find", "rfind", "index", "rindex", "count", "startswith", "endswith"})
    if (each == name) return true;
  return false;
}

}  // namespace

std::string_view owner_of(const Function& function) {
  const std::string_view full = name_in_messages(function);
  const size_t dot = full.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : full.substr(0, dot);
}

bool is_slot_name(Runtime& rt, std::string_view name) {
  const Symbol* symbol = rt.space().symbols().find(name);
  switch (symbol ? symbol->special() : Special::kNone) {
    case Special::kNone:
    case Special::kNew:
    case Special::kFormat:
    case Special::kMissing:
    case Special::kSetName:
    case Special::kInitSubclass:
    case Special::kInstanceCheck:
    case Special::kSubclassCheck:
    case Special::kEnter:
    case Special::kExit:
    case Special::kRound: return false;
    default: return true;
  }
}

Result<Function*> make_native_function(Runtime& rt, const NativeSpec& spec, std::string_view owner) {
  return make_with_entry(rt, spec, owner, spec.entry, spec.word_entry);
}

Result<> install(Runtime& rt, Class& cls, std::span<const NativeSpec> specs) {
  for (const NativeSpec& spec : specs) {
    Local<Value> stands(rt, MAYFLY_TRY(made_for_class(rt, spec, cls.name().view())));
    if (!stands) return stands.error();
    Symbol* name = MAYFLY_TRY(intern(rt, spec.name));
    MAYFLY_TRY(cls.set_attribute(rt.space(), *name, *stands));
  }
  return {};
}

Result<> install_hidden(Runtime& rt, Class& cls, std::span<const NativeSpec> specs) {
  for (const NativeSpec& spec : specs) {
    Local<Value> stands(rt, MAYFLY_TRY(made_for_class(rt, spec, cls.name().view())));
    if (!stands) return stands.error();
    Symbol* name = MAYFLY_TRY(hidden_name(rt, spec.name));
    MAYFLY_TRY(cls.set_attribute(rt.space(), *name, *stands));
  }
  return {};
}

Result<> install(Runtime& rt, Dict& module_namespace, std::span<const NativeSpec> specs) {
  for (const NativeSpec& spec : specs) {
    Local<Function> made(rt, MAYFLY_TRY(make_native_function(rt, spec)));
    if (!made) return made.error();
    MAYFLY_TRY(set_in(rt, module_namespace, spec.name, Value(made.get())));
  }
  return {};
}

// --- errors ------------------------------------------------------------------------------------------------------------

Error wrong_arguments(Runtime& rt, const Function& function, Arguments args) {
  const NativeSpec& spec = *spec_of(function);
  const char* full = name_in_messages(function);
  const bool is_slot = is_slot_name(rt, spec.name) && !is_also_method(owner_of(function), spec.name);
  const bool has_receiver = spec.use != NativeSpec::kFunction && spec.use != NativeSpec::kStaticMethod;
  if (has_receiver && args.positional() == 0) {
    const std::string_view owner = owner_of(function);
    if (spec.use == NativeSpec::kMethod && is_slot_name(rt, spec.name)) {
      return raise(rt, ExceptionId::kType, "descriptor '%s' of '%.*s' object needs an argument", spec.name,
                   static_cast<int>(owner.size()), owner.data());
    }
    return raise(rt, ExceptionId::kType, "unbound method %s() needs an argument", full);
  }
  if (args.keywords() && !spec.takes_keywords) {
    if (is_slot && spec.use == NativeSpec::kMethod)
      return raise(rt, ExceptionId::kType, "wrapper %s() takes no keyword arguments", spec.name);
    return raise(rt, ExceptionId::kType, "%s() takes no keyword arguments", full);
  }
  const uint32_t given = args.positional() - has_receiver;
  const uint32_t least = spec.least;
  const uint32_t most = spec.most == kAnyNumber ? UINT32_MAX : spec.most;
  if (least == most) {
    if (is_slot && has_receiver)
      return raise(rt, ExceptionId::kType, "expected %u argument%s, got %u", least, plural(least), given);
    if (least == 0) return raise(rt, ExceptionId::kType, "%s() takes no arguments (%u given)", full, given);
    if (least == 1) return raise(rt, ExceptionId::kType, "%s() takes exactly one argument (%u given)", full, given);
    return raise(rt, ExceptionId::kType, "%s expected %u argument%s, got %u", spec.name, least, plural(least), given);
  }
  const bool few = given < least;
  if (owner_of(function) == "str" && is_search(spec.name)) {
    return raise(rt, ExceptionId::kType, "%s() takes at %s %u argument%s (%u given)", spec.name, few ? "least" : "most",
                 few ? least : most, plural(few ? least : most), given);
  }
  const uint32_t limit = few ? least : most;
  return raise(rt, ExceptionId::kType, "%s expected at %s %u argument%s, got %u", spec.name, few ? "least" : "most",
               limit, plural(limit), given);
}

namespace {

// A leaf has no frame that would tell its name: named_leaf_error() does.
constexpr char kUnnamedReceiver[] = "descriptor doesn't apply";

Error wrong_receiver(Runtime& rt, const Function& function, const char* given) {
  const NativeSpec* spec = spec_of(function);
  const std::string_view owner = owner_of(function);
  const int size = static_cast<int>(owner.size());
  if (spec->use == NativeSpec::kMethod && is_slot_name(rt, spec->name)) {
    return raise(rt, ExceptionId::kType, "descriptor '%s' requires a '%.*s' object but received a '%s'", spec->name,
                 size, owner.data(), given);
  }
  return raise(rt, ExceptionId::kType, "descriptor '%s' for '%.*s' objects doesn't apply to a '%s' object", spec->name,
               size, owner.data(), given);
}

}  // namespace

Error wrong_receiver(Runtime& rt, Arguments args) {
  const char* given = type_name_of(rt, args[0]);
  const CallFrame* frame = rt.calls().current();
  if (frame && spec_of(frame->function())) return wrong_receiver(rt, frame->function(), given);
  return make_error(ErrorKind::kType, "%s to a '%s' object", kUnnamedReceiver, given);
}

Error named_leaf_error(Runtime& rt, const Function& function, Value receiver, Error error) {
  if (error.kind() != ErrorKind::kType || !error.message().starts_with(kUnnamedReceiver)) return error;
  return wrong_receiver(rt, function, type_name_of(rt, receiver));
}

// --- arguments by name ---------------------------------------------------------------------------------------------------

Result<> take(Runtime& rt, const char* function, Arguments args, std::span<const char* const> names,
              uint32_t positional_only, uint32_t required, std::span<Value> slots) {
  uint32_t by_position = 0;
  uint32_t all = 0;
  bool keyword_only = false;
  for (const char* name : names) {
    if (name[0] == '*') {
      keyword_only = true;
      continue;
    }
    all++;
    by_position += !keyword_only;
  }
  const auto name_of = [&](uint32_t i) { return names[i < by_position ? i : i + 1]; };
  std::fill(slots.begin(), slots.end(), Value::empty());
  const uint32_t given = args.positional();
  if (args.size() > all) {
    return raise(rt, ExceptionId::kType, "%s() takes %s %u %sargument%s (%u given)", function,
                 required == all ? "exactly" : "at most", all, given == 0 && all > 0 ? "keyword " : "", plural(all),
                 args.size());
  }
  if (given > by_position) {
    if (by_position == 0) return raise(rt, ExceptionId::kType, "%s() takes no positional arguments", function);
    return raise(rt, ExceptionId::kType, "%s() takes %s %u positional argument%s (%u given)", function,
                 required < by_position ? "at most" : "exactly", by_position, plural(by_position), given);
  }
  for (uint32_t i = 0; i < given; i++) slots[i] = args[i];
  for (uint32_t k = 0; k < args.keywords(); k++) {
    const std::string_view name = args.name(k).view();
    uint32_t at = positional_only;
    while (at < all && name != name_of(at)) at++;
    if (at == all) {
      return raise(rt, ExceptionId::kType, "'%s' is an invalid keyword argument for %s()", args.name(k).c_str(),
                   function);
    }
    if (!slots[at].is_empty()) {
      return raise(rt, ExceptionId::kType, "argument for %s() given by name ('%s') and position (%u)", function,
                   args.name(k).c_str(), at + 1);
    }
    slots[at] = args.keyword(k);
  }
  for (uint32_t i = 0; i < required; i++) {
    if (!slots[i].is_empty()) continue;
    if (i < positional_only) {
      return raise(rt, ExceptionId::kType, "%s() takes %s %u positional argument%s (%u given)", function,
                   required < by_position ? "at least" : "exactly", required, plural(required), given);
    }
    return raise(rt, ExceptionId::kType, "%s() missing required argument '%s' (pos %u)", function, name_of(i), i + 1);
  }
  return {};
}

// --- subclasses of built-in types -----------------------------------------------------------------------------------

// What boxed() puts into an instance is its first attribute, and stays it.
Value unboxed(Value value) {
  const Instance* instance = value.try_as<Instance>();
  if (!instance || !instance->cls().options().boxes_base) [[likely]]
    return value;
  const Shape& shape = instance->shape();
  if (shape.count() == 0 || shape.name_at(0)->view() != "<value>") return value;
  return instance->slot(0);
}

Result<Value> boxed(Runtime& rt, Class& cls, Value value) {
  if (rt.space().class_of(value) == &cls || !cls.options().boxes_base) return value;
  Local<Value> held(rt, value);
  if (!held) return held.error();
  Instance* made = MAYFLY_TRY(make_instance(rt, cls));
  if (!made->set_own_attribute(rt.space(), *Minipy::of(rt).names().boxed, *held)) return rt.heap().allocation_error();
  return Value(made);
}

}  // namespace minipy
