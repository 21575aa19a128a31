#include <mayfly/gc/support/raw_array.h>
#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/runtime/embed/class_draft.h>
#include <mayfly/runtime/runtime.h>

namespace mayfly::embed {

ClassDraft::ClassDraft(Runtime& rt, std::string_view name, const CppType* type) : rt_(rt), type_(type) {
  if (Result<> entry = rt.check_entry(); !entry) {
    error_ = entry.take_error();
    return;
  }
  gc::Heap& heap = rt.heap();
  name_ = Root<Symbol>(heap, rt.space().symbols().intern(name));
  bases_ = Root<List>(heap, List::create(heap));
  attributes_ = Root<Dict>(heap, Dict::create(heap));
  if (!name_ || !bases_ || !attributes_) {
    error_ = heap.allocation_error();
    return;
  }
  if (!type) return;
  if (const Class* bound = rt.bindings().find(type).try_as<Class>()) {
    fail(make_error(ErrorKind::kValue, "can't bind the C++ type %s as class '%s': it is bound already, as class '%s'",
                    type->name, name_->c_str(), bound->name().c_str()));
  }
}

FunctionPlace ClassDraft::place(std::string_view method) const {
  return {method, name_ ? name_->view() : std::string_view()};
}

void ClassDraft::fail(Error error) {
  if (!failed()) error_ = std::move(error);
}

void ClassDraft::add_base(Value base) {
  if (failed()) return;
  if (Result<> own = rt_.check_value(base, "the base class"); !own) return fail(own.take_error());
  const Class* cls = base.try_as<Class>();
  if (!cls)
    return fail(begin_message(mismatch(rt_, base, "a class"), "can't make class '%s': its base", name_->c_str()));
  if (type_ && cls->options().host_type) {
    return fail(make_error(ErrorKind::kType,
                           "can't make class '%s': its base '%s' is bound to a C++ type, which is named by base<T>()",
                           name_->c_str(), cls->name().c_str()));
  }
  if (!bases_->append(rt_.heap(), base)) fail(rt_.heap().allocation_error());
}

void ClassDraft::add_base(const CppType& type) {
  if (failed()) return;
  const Value base = rt_.bindings().find(&type);
  if (base.is_empty()) {
    return fail(make_error(ErrorKind::kType,
                           "can't make class '%s': no class of this runtime stands for its C++ base class %s: call "
                           "define<%s>() first",
                           name_->c_str(), type.name, type.name));
  }
  if (!bases_->append(rt_.heap(), base)) fail(rt_.heap().allocation_error());
}

void ClassDraft::put(Symbol* name, Value value) {
  if (!name) return fail(rt_.heap().allocation_error());
  if (!attributes_->get(name).is_empty()) {
    return fail(
        make_error(ErrorKind::kValue, "can't make class '%s': '%s' is defined twice", name_->c_str(), name->c_str()));
  }
  if (attributes_->set(rt_.heap(), name, value) != Dict::Set::kDone) fail(rt_.heap().allocation_error());
}

void ClassDraft::add_function(std::string_view name, Result<Function*> function, As as) {
  if (failed()) return;
  if (!function) return fail(function.take_error());
  Value value(*function);
  if (as == As::kStaticMethod) value = Value(StaticMethod::create(rt_.space(), value));
  if (as == As::kClassMethod) value = Value(ClassMethod::create(rt_.space(), value));
  if (value.is_empty()) return fail(rt_.heap().allocation_error());
  put(rt_.space().symbols().intern(name), value);
}

void ClassDraft::add_special(Special special, Result<Function*> function) {
  if (failed()) return;
  if (!function) return fail(function.take_error());
  put(rt_.space().special_name(special), *function);
}

void ClassDraft::add_property(std::string_view name, Result<Function*> getter, Result<Function*> setter) {
  if (failed()) return;
  if (!getter) return fail(getter.take_error());
  if (!setter) return fail(setter.take_error());
  const Value set = *setter ? Value(*setter) : Value::nil();
  const Property* property = Property::create(rt_.space(), *getter, set);
  if (!property) return fail(rt_.heap().allocation_error());
  put(rt_.space().symbols().intern(name), property);
}

void ClassDraft::add_value(std::string_view name, Result<Value> value) {
  if (failed()) return;
  if (!value) {
    return fail(
        begin_message(value.take_error(), "%s.%.*s", name_->c_str(), static_cast<int>(name.size()), name.data()));
  }
  const Value kept = *value;
  put(rt_.space().symbols().intern(name), kept);
}

Result<Class*> ClassDraft::make_class() {
  gc::RawArray<Class*> bases;
  const size_t count = bases_->size();
  if (!bases.reserve(count)) return Error::out_of_memory();
  for (size_t i = 0; i < count; i++) bases[i] = bases_->at(i).as<Class>();
  ClassOptions options;
  if (type_) {
    options.instance_kind = kKindHostBox;
    options.host_type = type_;
    options.host_type_derives = true;
  }
  return Class::create(rt_.space(), *name_, {bases.data(), count}, options);
}

namespace {

Result<Value> refuse_to_construct(Runtime&, Function& callee, Arguments) noexcept {
  return make_error(ErrorKind::kType, "%s(): the class has no constructor for scripts: its instances are made in C++",
                    name_in_messages(callee));
}

}  // namespace

// A base's constructor would make an object of the base.
Result<> ClassDraft::add_missing_constructor() {
  Symbol* name = rt_.space().special_name(Special::kInit);
  if (!type_ || !attributes_->get(name).is_empty()) return {};
  NativeDescription description;
  description.name = name->view();
  description.owner = name_->view();
  description.entry = &refuse_to_construct;
  description.rooted_frame = true;
  add_special(Special::kInit, make_native(rt_, description));
  if (failed()) return std::move(error_);
  return {};
}

Result<Root<Class>> ClassDraft::build(const char* file, int line) {
  if (failed()) return std::move(error_);
  MAYFLY_TRY(rt_.check_entry());
  MAYFLY_TRY(add_missing_constructor());
  Root<Class> cls(rt_.heap(), MAYFLY_TRY(make_class()), file, line);
  if (!cls) return Error::out_of_memory();
  for (uint32_t i = attributes_->next(0); i < attributes_->end(); i = attributes_->next(i + 1))
    MAYFLY_TRY(cls->set_attribute(rt_.space(), *attributes_->key_at(i).as<Symbol>(), attributes_->value_at(i)));
  if (type_) MAYFLY_TRY(rt_.bindings().remember(rt_.heap(), type_, cls.get()));
  error_ = make_error(ErrorKind::kValue, "class '%s' is built already: a builder builds once", name_->c_str());
  return cls;
}

// --- constructors ----------------------------------------------------------------------------------------------------

HostBox* unmade_box(Value value, const CppType& type) {
  HostBox* box = value.try_as<HostBox>();
  if (!box || box->object() || box->is_released() || box->cls().options().host_type != &type) return nullptr;
  return box;
}

Error unmade_error(const Runtime& rt, Value value, const CppType& type) {
  const HostBox* box = value.try_as<HostBox>();
  const Class* cls = rt.bindings().find(&type).try_as<Class>();
  const char* name = cls ? cls->name().c_str() : type.name;
  if (!box || (cls && !box->cls().is_subclass_of(*cls))) return mismatch(rt, value, "a new %s", name);
  const Description text = describe(rt.space(), value);
  if (box->cls().options().host_type != &type) {
    return make_error(ErrorKind::kType, "must be a new %s, but this %s has a C++ type, and a constructor, of its own",
                      name, text.c_str());
  }
  if (box->is_released()) {
    return make_error(ErrorKind::kDeadReference, "must be a new %s, but the C++ object of this %s was released", name,
                      text.c_str());
  }
  return make_error(ErrorKind::kValue, "must be a new %s, but this %s is made already", name, text.c_str());
}

Result<> UnmadeBox::adopt(HostObject object) const {
  if (!object.held) return Error::out_of_memory();
  if (box->adopt(object.type, object.held)) return {};
  // A constructor that made the very object it was called for.
  object.type->release(object.held);
  return make_error(ErrorKind::kValue, "the instance was made, or released, while its constructor was running");
}

}  // namespace mayfly::embed
