#include <minipy/modules/struct_sequence.h>

#include <minipy/types/function.h>

namespace minipy {

namespace {

Result<Value> representation(Runtime& rt, Arguments args) {
  const Tuple* tuple = MAYFLY_TRY(receiver<Tuple>(rt, args));
  const Instance* instance = args[0].try_as<Instance>();
  if (!instance) return wrong_receiver(rt, args);
  Local<Value> item(rt, Value::nil());
  if (!item) return item.error();
  TextBuilder text(rt.heap());
  text.append(instance->cls().name().view());
  text.append('(');
  for (size_t i = 0; i < tuple->size(); i++) {
    // The first attribute is the tuple; the others stand in the order of its items.
    if (i > 0) text.append(", ");
    if (i + 1 < instance->shape().count()) text.append(instance->shape().name_at(static_cast<uint32_t>(i) + 1)->view());
    text.append('=');
    item.set(Value(MAYFLY_TRY(repr(rt, tuple->at(i)))));
    text.append((*item).as<String>()->view());
  }
  text.append(')');
  return Value(MAYFLY_TRY(text.finish()));
}

Result<Value> refuse_making(Runtime& rt, Arguments args) {
  const Class* cls = args.positional() > 0 ? args[0].try_as<Class>() : nullptr;
  return raise(rt, ExceptionId::kType, "cannot create '%s' instances", cls ? cls->name().c_str() : "struct");
}

constexpr NativeSpec kMethods[] = {
    keywords_static_method<refuse_making>("__new__"),
    method<representation, 0>("__repr__"),
};

}  // namespace

Result<Class*> make_struct_class(Runtime& rt, std::string_view name) {
  Local<Symbol> symbol(rt, MAYFLY_TRY(intern(rt, name)));
  if (!symbol) return symbol.error();
  Class* const bases[] = {rt.space().class_of_kind(kKindTuple)};
  ClassOptions options;
  options.weakly_referenceable = false;
  options.accepts_attributes = false;
  options.is_final = true;
  options.boxes_base = true;
  Local<Class> cls(rt, MAYFLY_TRY(Class::create(rt.space(), *symbol, bases, options)));
  if (!cls) return cls.error();
  MAYFLY_TRY(install(rt, *cls, kMethods));
  return cls.get();
}

Result<Value> make_struct(Runtime& rt, Class& cls, std::span<const char* const> names, std::span<const Value> values,
                          size_t shown) {
  LocalArray held(rt, values.size() + 1);
  if (!held) return held.error();
  std::copy(values.begin(), values.end(), held.data() + 1);
  held[0] = MAYFLY_TRY(new_tuple(rt, {held.data() + 1, shown}));
  held[0] = MAYFLY_TRY(boxed(rt, cls, held[0]));
  for (size_t i = 0; i < values.size(); i++) {
    Symbol* name = MAYFLY_TRY(intern(rt, names[i]));
    if (!held[0].as<Instance>()->set_own_attribute(rt.space(), *name, held[i + 1])) return rt.heap().allocation_error();
  }
  return held[0];
}

}  // namespace minipy
