// Minipy: the front-end object of a runtime that executes Python: the built-in classes and names, and the state of modules.
//
// One per runtime, made before anything runs, outliving the runtime's code. Everything that it holds is in Roots.
#pragma once

#include <minipy/vm/attribute_table.h>
#include <minipy/vm/exceptions.h>

#include <mayfly/runtime/frontend/frontend.h>

#include <memory>
#include <string>
#include <vector>

namespace minipy {

// Classes of minipy's own, beside the core's and the exceptions.
// X(enumerator, Python's name)
// clang-format off
#define MINIPY_CLASSES(X) \
  X(kBuiltinFunction, "builtin_function_or_method") X(kModule, "module") X(kSet, "set") X(kFrozenSet, "frozenset") \
  X(kRange, "range") X(kSlice, "slice") X(kGenerator, "generator") X(kCell, "cell") X(kCode, "code") \
  X(kTraceback, "traceback") X(kSuper, "super") X(kEllipsisType, "ellipsis") X(kInstanceDict, "instance_dict") \
  X(kMappingProxy, "mappingproxy") X(kIterator, "iterator") X(kRangeIterator, "range_iterator") \
  X(kListIterator, "list_iterator") X(kTupleIterator, "tuple_iterator") X(kStringIterator, "str_iterator") \
  X(kDictKeys, "dict_keys") X(kDictValues, "dict_values") X(kDictItems, "dict_items") \
  X(kDictKeyIterator, "dict_keyiterator") X(kDictValueIterator, "dict_valueiterator") \
  X(kDictItemIterator, "dict_itemiterator") X(kSetIterator, "set_iterator") X(kEnumerate, "enumerate") \
  X(kZip, "zip") X(kMap, "map") X(kFilter, "filter") X(kReversed, "reversed") \
  X(kCallableIterator, "callable_iterator") X(kTextFile, "TextIOWrapper")
// clang-format on

enum class ClassId : uint8_t {
#define MINIPY_CLASS_ENUMERATOR(enumerator, name) enumerator,
  MINIPY_CLASSES(MINIPY_CLASS_ENUMERATOR)
#undef MINIPY_CLASS_ENUMERATOR
      kCount,
};

// Names that the interpreter and natives use, interned once.
// clang-format off
#define MINIPY_NAMES(X) \
  X(dunder_name, "__name__") X(dunder_qualname, "__qualname__") X(dunder_module, "__module__") \
  X(dunder_doc, "__doc__") X(dunder_dict, "__dict__") X(dunder_class, "__class__") X(dunder_self, "__self__") \
  X(dunder_func, "__func__") X(dunder_file, "__file__") X(dunder_all, "__all__") X(dunder_prepare, "__prepare__") \
  X(dunder_reversed, "__reversed__") X(dunder_trunc, "__trunc__") X(dunder_abstractmethods, "__abstractmethods__") \
  X(dunder_mro_entries, "__mro_entries__") X(args, "<args>") X(traceback, "<traceback>") X(cause, "<cause>") \
  X(context, "<context>") X(suppress_context, "<suppress_context>") X(notes, "__notes__") X(boxed, "<value>") \
  X(dictionary, "<dict>") X(close, "close") X(send, "send") X(throw_, "throw") X(write, "write") X(flush, "flush") \
  X(value, "value") X(keys, "keys") X(append, "append") X(main, "__main__") X(empty, "") X(key, "key") \
  X(items, "items") X(get, "get") X(stdout_, "stdout")
// clang-format on

struct Names {
#define MINIPY_NAME_FIELD(field, text) Root<Symbol> field;
  MINIPY_NAMES(MINIPY_NAME_FIELD)
#undef MINIPY_NAME_FIELD
};

// Where import looks for files, in this order.
struct ImportPolicy {
  std::vector<std::string> folders = {};
  bool allows_files = true;
};

class Interpreter;
struct NativeSpec;

class Minipy final : public FrontEnd {
 public:
  // Sets the runtime up for Python: classes, built-ins, modules. The runtime's front end from then on. Errors:
  // kOutOfMemory.
  static Result<std::unique_ptr<Minipy>> create(Runtime& rt);
  ~Minipy() override;

  static Minipy& of(Runtime& rt) { return static_cast<Minipy&>(*rt.front_end()); }

  Runtime& runtime() { return rt_; }
  Class& exception_class(ExceptionId id) { return *exceptions_[static_cast<size_t>(id)]; }
  // Makes one of MINIPY_CLASSES, for cells of this kind (kKindInstance: for ordinary instances).
  struct ClassTraits {
    bool weakly_referenceable = false;
    bool accepts_attributes = false;
    bool is_final = true;
  };
  Result<Class*> make_class(ClassId id, gc::KindId kind, ClassTraits traits);
  Result<Class*> make_class(ClassId id, gc::KindId kind) { return make_class(id, kind, ClassTraits()); }
  Class& cls(ClassId id) { return *classes_[static_cast<size_t>(id)]; }
  const Names& names() const { return names_; }
  Dict& builtins() { return *builtins_; }  // the namespace of the module builtins
  Dict& modules() { return *modules_; }    // sys.modules
  // One String per text, for constants: comparing them is then quick. Kept for good.
  Result<String*> interned(std::string_view text);
  // The one text that is empty, or this ASCII character; null before they are made.
  const String* short_text(std::string_view text) const {
    if (!short_texts_) return nullptr;
    return short_texts_->at(text.empty() ? 0 : static_cast<size_t>(text.front()) + 1).as<String>();
  }
  Value ellipsis() const { return ellipsis_.get(); }
  // The namespace of __main__.
  Dict* main_namespace() { return main_namespace_.get(); }
  // The class whose attributes alone decide what a method of the value is: values that have no attributes of their
  // own. Null for others.
  const Class* method_class(Value value) const {
    return is_plain_kind_[value.cell()->kind()] ? rt_.space().class_of_kind(value.cell()->kind()) : nullptr;
  }
  // Told by those who make such kinds.
  void set_plain_kind(gc::KindId kind) { is_plain_kind_[kind] = true; }
  // Calling the class makes an instance of the ordinary kind, as object.__new__ does, and then calls __init__.
  bool is_made_plainly(const Class& cls) const {
    return cls.special(Special::kNew).is_empty() && cls.options().instance_kind == kKindInstance &&
           &cls.metaclass() == rt_.space().type_class();
  }
  // Whether any instance's attributes stand in a dict: vm/instance_attributes.h.
  bool has_dictionaries() const { return has_dictionaries_; }
  void note_dictionary() { has_dictionaries_ = true; }
  // Whether any generator has been made that has something to do when it is closed.
  bool has_closable_generators() const { return has_closable_generators_; }
  void note_closable_generator() { has_closable_generators_ = true; }
  // An empty namespace of __main__ in place of what it was. Errors: kOutOfMemory.
  Result<> begin_main_anew();
  // What sites that read and call, and those that write, have learned.
  AttributeTable& reads() { return reads_; }
  AttributeTable& writes() { return writes_; }
  ImportPolicy& import_policy() { return import_policy_; }
  Interpreter& interpreter() { return *interpreter_; }

  // --- FrontEnd ---
  const char* name() const override { return "minipy"; }
  Position position(const CallFrame& frame) const override;
  void before_exact_collection() override;
  bool ends_iteration(const Error& error) const override;
  bool ends_sequence(const Error& error) const override;
  bool means_missing_attribute(const Error& error) const override;

 private:
  explicit Minipy(Runtime& rt);
  Result<> set_up();
  Result<> make_names();
  Result<> make_short_texts();
  Result<> rename_classes();
  Result<> make_exception_classes();

  Runtime& rt_;
  Names names_;
  Root<Class> exceptions_[static_cast<size_t>(ExceptionId::kCount)];
  Root<Class> classes_[static_cast<size_t>(ClassId::kCount)];
  Root<Dict> builtins_;
  Root<Dict> modules_;
  Root<Dict> interned_;
  Root<Value> ellipsis_;
  Root<Dict> main_namespace_;
  bool is_plain_kind_[256] = {};
  bool has_dictionaries_ = false;
  bool has_closable_generators_ = false;
  AttributeTable reads_;
  AttributeTable writes_;
  ImportPolicy import_policy_;
  std::unique_ptr<Interpreter> interpreter_;
  Root<Tuple> short_texts_;  // the empty one, then those of one ASCII character
};

}  // namespace minipy
