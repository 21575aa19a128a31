#include <minipy/modules/modules.h>
#include <minipy/types/types.h>
#include <minipy/vm/interpreter.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/native.h>

namespace minipy {

Minipy::Minipy(Runtime& rt) : rt_(rt) {}

// The runtime is gone by now, but for a failure in create().
Minipy::~Minipy() = default;

Result<std::unique_ptr<Minipy>> Minipy::create(Runtime& rt) {
  std::unique_ptr<Minipy> made(new (std::nothrow) Minipy(rt));
  if (!made) return Error::out_of_memory();
  rt.set_front_end(made.get());
  Result<> ready = made->set_up();
  if (!ready) {
    rt.set_front_end(nullptr);
    return ready.take_error();
  }
  return made;
}

Result<> Minipy::make_names() {
#define MINIPY_MAKE_NAME(field, text) names_.field = MAYFLY_TRY(rt_.symbol(text));
  MINIPY_NAMES(MINIPY_MAKE_NAME)
#undef MINIPY_MAKE_NAME
  return {};
}

// The core's classes under Python's names; bool is an int.
Result<> Minipy::rename_classes() {
  ObjectSpace& space = rt_.space();
  const struct {
    Class* cls;
    const char* name;
  } kRenamed[] = {
      {space.type_class(), "type"},
      {space.nil_class(), "NoneType"},
      {space.class_of_kind(kKindString), "str"},
      {space.class_of_kind(kKindBoundMethod), "method"},
      {space.class_of_kind(kKindStaticMethod), "staticmethod"},
      {space.class_of_kind(kKindClassMethod), "classmethod"},
      {space.class_of_kind(kKindWeakRef), "ReferenceType"},
      {space.class_of_kind(kKindWeakMethod), "WeakMethod"},
      {space.class_of_kind(kKindWeakProxy), "weakproxy"},
      {space.callable_weak_proxy_class(), "weakcallableproxy"},
  };
  for (const auto& each : kRenamed) {
    Root<Symbol> name = MAYFLY_TRY(rt_.symbol(each.name));
    each.cls->set_name(*name);
  }
  Root<Symbol> name = MAYFLY_TRY(rt_.symbol("bool"));
  Class* const base = space.int_class();
  ClassOptions options;
  options.weakly_referenceable = false;
  options.accepts_attributes = false;
  options.is_final = true;
  options.boxes_base = true;
  Class* boolean = MAYFLY_TRY(Class::create(space, *name, {&base, 1}, options));
  space.set_bool_class(*boolean);
  return {};
}

Result<> Minipy::make_exception_classes() {
  ObjectSpace& space = rt_.space();
  struct Row {
    const char* name;
    ExceptionId base;
  };
  static constexpr Row kRows[] = {
#define MINIPY_EXCEPTION_ROW(enumerator, name, base) {name, ExceptionId::base},
      MINIPY_EXCEPTIONS(MINIPY_EXCEPTION_ROW)
#undef MINIPY_EXCEPTION_ROW
  };
  for (size_t i = 0; i < std::size(kRows); i++) {
    Root<Symbol> name = MAYFLY_TRY(rt_.symbol(kRows[i].name));
    Class* base = i == 0 ? space.object_class() : exceptions_[static_cast<size_t>(kRows[i].base)].get();
    Class* made = MAYFLY_TRY(Class::create(space, *name, {&base, 1}));
    exceptions_[i] = Root<Class>(rt_.heap(), made);
    if (!exceptions_[i]) return Error::out_of_memory();
    MAYFLY_TRY(set_in(rt_, *builtins_, kRows[i].name, made));
  }
  return {};
}

Result<Class*> Minipy::make_class(ClassId id, gc::KindId kind, ClassTraits traits) {
  static constexpr const char* kNames[] = {
#define MINIPY_CLASS_NAME(enumerator, name) name,
      MINIPY_CLASSES(MINIPY_CLASS_NAME)
#undef MINIPY_CLASS_NAME
  };
  Root<Symbol> name = MAYFLY_TRY(rt_.symbol(kNames[static_cast<size_t>(id)]));
  ClassOptions options;
  options.weakly_referenceable = traits.weakly_referenceable;
  options.accepts_attributes = traits.accepts_attributes;
  options.is_final = traits.is_final;
  options.instance_kind = kind;
  Class* made = MAYFLY_TRY(Class::create(rt_.space(), *name, {}, options));
  classes_[static_cast<size_t>(id)] = Root<Class>(rt_.heap(), made);
  if (!classes_[static_cast<size_t>(id)]) return Error::out_of_memory();
  if (kind != kKindInstance) {
    rt_.space().set_class_of_kind(kind, *made);
    if (!traits.accepts_attributes) set_plain_kind(kind);
  }
  return made;
}

Result<String*> Minipy::interned(std::string_view text) {
  const Value known = find_in(*interned_, text);
  if (!known.is_empty()) return known.as<String>();
  String* made = String::create(rt_.heap(), text);
  if (!made) return rt_.heap().allocation_error();
  if (interned_->set(rt_.heap(), made, made) == Dict::Set::kOutOfMemory) return rt_.heap().allocation_error();
  return made;
}

Result<> Minipy::make_short_texts() {
  LocalArray made(rt_, 129);
  if (!made) return made.error();
  made[0] = MAYFLY_TRY(new_string(rt_, {}));
  for (int c = 0; c < 128; c++) {
    const char character = static_cast<char>(c);
    made[static_cast<size_t>(c) + 1] = MAYFLY_TRY(new_string(rt_, {&character, 1}));
  }
  short_texts_ = Root<Tuple>(rt_.heap(), Tuple::create(rt_.heap(), made.span()));
  return short_texts_ ? Result<>() : rt_.heap().allocation_error();
}

Result<> Minipy::set_up() {
  gc::Heap& heap = rt_.heap();
  for (Root<Dict>* dict : {&interned_, &builtins_, &modules_, &main_namespace_}) {
    *dict = Root<Dict>(heap, Dict::create(heap));
    if (!*dict) return heap.allocation_error();
  }
  MAYFLY_TRY(make_names());
  MAYFLY_TRY(make_short_texts());
  MAYFLY_TRY(rename_classes());
  interpreter_.reset(new (std::nothrow) Interpreter(rt_));
  if (!interpreter_ || !*interpreter_) return Error::out_of_memory();
  for (const gc::KindId kind : {kKindString, kKindList, kKindTuple, kKindDict, kKindBoxedInteger}) set_plain_kind(kind);
  Class* ellipsis = MAYFLY_TRY(make_class(ClassId::kEllipsisType, kKindInstance));
  ellipsis_ = Root<Value>(heap, Value(Instance::create(rt_.space(), *ellipsis)));
  if (!ellipsis_) return heap.allocation_error();
  MAYFLY_TRY(make_exception_classes());

  using Define = Result<> (*)(Runtime&);
  static constexpr Define kDefines[] = {
      define_object,     define_type,       define_function,      define_descriptors,
      define_super,      define_module,     define_instance_dict, define_singletons,
      define_exceptions, define_traceback,  define_int,           define_bool,
      define_float,      define_str,        define_list,          define_tuple,
      define_dict,       define_dict_views, define_set,           define_range,
      define_slice,      define_iterators,  define_generator,     define_builtin_functions,
  };
  for (const Define define : kDefines) MAYFLY_TRY(define(rt_));
  return define_modules(rt_);
}

Result<> Minipy::begin_main_anew() {
  Root<Dict> empty(rt_.heap(), Dict::create(rt_.heap()));
  if (!empty) return rt_.heap().allocation_error();
  main_namespace_ = std::move(empty);
  return {};
}

// --- FrontEnd --------------------------------------------------------------------------------------------------------

Position Minipy::position(const CallFrame& frame) const {
  const PyCode* code = code_of(frame.function());
  if (!code) return {};
  const Blueprint& plan = code->blueprint();
  const auto* activation = static_cast<const Activation*>(frame.state());
  return {plan.qualified_name, plan.file, activation ? code->line_at(activation->pc) : plan.first_line};
}

void Minipy::before_exact_collection() {
  if (interpreter_) interpreter_->clear_dead_registers();
}
bool Minipy::ends_iteration(const Error& error) const { return is_exception(rt_, error, ExceptionId::kStopIteration); }
bool Minipy::ends_sequence(const Error& error) const { return is_exception(rt_, error, ExceptionId::kIndex); }
bool Minipy::means_missing_attribute(const Error& error) const {
  return is_exception(rt_, error, ExceptionId::kAttribute);
}

}  // namespace minipy
