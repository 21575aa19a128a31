// type: the class of classes.
#include <minipy/types/containers.h>
#include <minipy/types/object.h>
#include <minipy/vm/class_building.h>
#include <minipy/vm/minipy.h>
#include <minipy/vm/slow.h>
#include <minipy/vm/text.h>

#include <mayfly/objects/model/descriptors.h>
#include <mayfly/runtime/call/invoke.h>

namespace minipy {

namespace {

Result<Class*> self(Runtime& rt, Arguments args) { return receiver<Class>(rt, args); }

Result<Value> make(Runtime& rt, Arguments args) {
  Class* metaclass = MAYFLY_TRY(class_to_make(rt, args, *rt.space().type_class()));
  const bool is_type = metaclass == rt.space().type_class();
  if (is_type && args.size() == 2 && args.positional() == 2) return Value(&class_of(rt, args[1]));
  if (args.positional() != 4) {
    if (is_type) return raise(rt, ExceptionId::kType, "type() takes 1 or 3 arguments");
    return raise(rt, ExceptionId::kType, "type.__new__() takes exactly 3 arguments (%u given)", args.positional() - 1);
  }
  const String* name = as<String>(args[1]);
  if (!name) {
    return raise(rt, ExceptionId::kType, "type.__new__() argument 1 must be str, not %s", type_name_of(rt, args[1]));
  }
  Tuple* bases = as<Tuple>(args[2]);
  if (!bases) {
    return raise(rt, ExceptionId::kType, "type.__new__() argument 2 must be tuple, not %s", type_name_of(rt, args[2]));
  }
  Dict* names = as<Dict>(args[3]);
  if (!names) {
    return raise(rt, ExceptionId::kType, "type.__new__() argument 3 must be dict, not %s", type_name_of(rt, args[3]));
  }
  if (name->view().find('\0') != std::string_view::npos)
    return raise(rt, ExceptionId::kValue, "type name must not contain null characters");
  Local<Symbol> symbol(rt, rt.space().symbols().intern(*name));
  if (!symbol) return symbol.error();
  if (!symbol.get()) return rt.heap().allocation_error();
  const Arguments keywords(args.values() + args.positional(), 0, args.names(), args.keywords());
  return build_class(rt, *metaclass, *symbol, *bases, *names, keywords);
}

Result<Value> initialize(Runtime& rt, Arguments args) {
  if (args.positional() == 2 || args.positional() == 4) return Value::nil();
  return raise(rt, ExceptionId::kType, "type.__init__() takes 1 or 3 arguments");
}

Result<Value> call_class(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  return construct(rt, *cls, args.rest());
}

Result<Value> representation(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  const String* name = MAYFLY_TRY(qualified_name(rt, *cls));
  TextBuilder text(rt.heap());
  text.append("<class '");
  text.append(name->view());
  text.append("'>");
  return Value(MAYFLY_TRY(text.finish()));
}

Result<Value> check_instance(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  if (class_of(rt, args[1]).is_subclass_of(*cls)) return Value::boolean(true);
  if (!args[1].is<Instance>() && !args[1].is<WeakProxy>()) return Value::boolean(false);
  const Value claimed = MAYFLY_TRY(find_attr(rt, args[1], *Minipy::of(rt).names().dunder_class));
  return Value::boolean(!claimed.is_empty() && claimed.is<Class>() && claimed.as<Class>()->is_subclass_of(*cls));
}

Result<Value> check_subclass(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  const Class* other = args[1].try_as<Class>();
  if (!other) return raise(rt, ExceptionId::kType, "issubclass() arg 1 must be a class");
  return Value::boolean(other->is_subclass_of(*cls));
}

Result<Value> get_plain(Runtime& rt, Arguments args) {
  Symbol* name = MAYFLY_TRY(attribute_name(rt, args[1]));
  const Value found = MAYFLY_TRY(find_attr_plainly(rt, args[0], *name));
  if (found.is_empty()) return missing_attribute(rt, args[0], *name);
  return found;
}

Result<Value> set_plain(Runtime& rt, Arguments args) {
  MAYFLY_TRY(self(rt, args));
  Symbol* name = MAYFLY_TRY(attribute_name(rt, args[1]));
  MAYFLY_TRY(set_attr_plainly(rt, args[0], *name, args[2]));
  return Value::nil();
}

Result<Value> delete_plain(Runtime& rt, Arguments args) {
  MAYFLY_TRY(self(rt, args));
  Symbol* name = MAYFLY_TRY(attribute_name(rt, args[1]));
  MAYFLY_TRY(delete_attr_plainly(rt, args[0], *name));
  return Value::nil();
}

Result<Value> list_names(Runtime& rt, Arguments args) { return Value(MAYFLY_TRY(plain_attribute_names(rt, args[0]))); }

// --- attributes --------------------------------------------------------------------------------------------------------

// Of a built-in class's name, "weakref.ReferenceType": what is behind the module, or the module.
std::string_view plain_name(Runtime& rt, const Class& cls) {
  const std::string_view name = cls.name().view();
  return is_built_in(rt, cls) ? name.substr(name.rfind('.') + 1) : name;
}
std::string_view module_in_name(const Class& cls) {
  const std::string_view name = cls.name().view();
  const size_t dot = name.rfind('.');
  return dot == name.npos ? "builtins" : name.substr(0, dot);
}

Result<Value> get_name(Runtime& rt, Arguments args) {
  return new_string(rt, plain_name(rt, *MAYFLY_TRY(self(rt, args))));
}

Result<String*> text_to_set(Runtime& rt, Arguments args, const char* name) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  String* text = as<String>(args[1]);
  if (text) return text;
  return raise(rt, ExceptionId::kType, "can only assign string to %s.%s, not '%s'", cls->name().c_str(), name,
               type_name_of(rt, args[1]));
}

Result<Value> set_name(Runtime& rt, Arguments args) {
  const String* text = MAYFLY_TRY(text_to_set(rt, args, "__name__"));
  if (text->view().find('\0') != std::string_view::npos)
    return raise(rt, ExceptionId::kValue, "type name must not contain null characters");
  Symbol* name = rt.space().symbols().intern(*text);
  if (!name) return rt.heap().allocation_error();
  Class& cls = *args[0].as<Class>();
  // The qualified name stays what it was.
  Symbol& qualified = *MAYFLY_TRY(hidden_name(rt, "qualname"));
  if (cls.own_attribute(qualified).is_empty()) {
    const Value before = MAYFLY_TRY(new_string(rt, cls.name().view()));
    MAYFLY_TRY(cls.set_attribute(rt.space(), qualified, before));
  }
  cls.set_name(*name);
  return Value::nil();
}

// What the class itself has under a name that type has, too, as a text; empty: nothing.
Value own_text(const Class& cls, Symbol& name) {
  const Value own = cls.own_attribute(name);
  return !own.is_empty() && as<String>(own) ? own : Value::empty();
}

Result<Value> get_qualified_name(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  const Value own = own_text(*cls, *MAYFLY_TRY(hidden_name(rt, "qualname")));
  return own.is_empty() ? new_string(rt, plain_name(rt, *cls)) : own;
}

Result<Value> set_qualified_name(Runtime& rt, Arguments args) {
  const String* text = MAYFLY_TRY(text_to_set(rt, args, "__qualname__"));
  MAYFLY_TRY(args[0].as<Class>()->set_attribute(rt.space(), *MAYFLY_TRY(hidden_name(rt, "qualname")), Value(text)));
  return Value::nil();
}

Result<Value> get_module(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  const Value own = cls->own_attribute(*Minipy::of(rt).names().dunder_module);
  return own.is_empty() || own.is<Property>() ? new_string(rt, module_in_name(*cls)) : own;
}

Result<Value> set_module(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  MAYFLY_TRY(cls->set_attribute(rt.space(), *Minipy::of(rt).names().dunder_module, args[1]));
  return Value::nil();
}

Result<Value> get_documentation(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  Symbol& name = *Minipy::of(rt).names().dunder_doc;
  const Value own = cls->own_attribute(name);
  if (own.is_empty() || (cls == rt.space().type_class() && own.is<Property>())) return Value::nil();
  return bind_attr(rt, own, Value::empty(), *cls, name);
}

Result<Value> set_documentation(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  MAYFLY_TRY(cls->set_attribute(rt.space(), *Minipy::of(rt).names().dunder_doc, args[1]));
  return Value::nil();
}

// The class's own, made when it is first asked for: never a base's.
Result<Value> get_annotations(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  Local<Symbol> name(rt, MAYFLY_TRY(intern(rt, "__annotations__")));
  if (!name) return name.error();
  const Value own = cls->own_attribute(*name);
  if (!own.is_empty() && !own.is<Property>()) return bind_attr(rt, own, Value::empty(), *cls, *name);
  if (is_built_in(rt, *cls)) {
    return raise(rt, ExceptionId::kAttribute, "type object '%s' has no attribute '__annotations__'",
                 cls->name().c_str());
  }
  Dict* made = Dict::create(rt.heap());
  Local<Value> held(rt, Value(made));
  if (!held) return held.error();
  if (!made) return rt.heap().allocation_error();
  MAYFLY_TRY(cls->set_attribute(rt.space(), *name, Value(made)));
  return Value(made);
}

Result<Value> set_annotations(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  MAYFLY_TRY(cls->set_attribute(rt.space(), *MAYFLY_TRY(intern(rt, "__annotations__")), args[1]));
  return Value::nil();
}

Result<Value> delete_annotations(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  if (MAYFLY_TRY(cls->delete_attribute(rt.space(), *MAYFLY_TRY(intern(rt, "__annotations__"))))) return Value::nil();
  return raise(rt, ExceptionId::kAttribute, "__annotations__");
}

Result<Value> tuple_of(Runtime& rt, std::span<const gc::Member<Class>> classes) {
  const List* list = List::create(rt.heap());
  Local<Value> held(rt, Value(list));
  if (!held) return held.error();
  if (!list) return rt.heap().allocation_error();
  for (const gc::Member<Class>& each : classes)
    if (!held.get().as<List>()->append(rt.heap(), Value(each.get()))) return rt.heap().allocation_error();
  return new_tuple(rt, held.get().as<List>()->values());
}

Result<Value> get_bases(Runtime& rt, Arguments args) { return tuple_of(rt, MAYFLY_TRY(self(rt, args))->bases()); }

Result<Value> set_bases(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  if (!as<Tuple>(args[1])) {
    return raise(rt, ExceptionId::kType, "can only assign tuple to %s.__bases__, not %s", cls->name().c_str(),
                 type_name_of(rt, args[1]));
  }
  LocalArray bases(rt, as<Tuple>(args[1])->size());
  if (!bases) return bases.error();
  std::copy_n(as<Tuple>(args[1])->values().begin(), bases.span().size(), bases.data());
  MAYFLY_TRY(change_bases(rt, *cls, bases.span()));
  return Value::nil();
}

Result<Value> get_order(Runtime& rt, Arguments args) {
  return tuple_of(rt, MAYFLY_TRY(self(rt, args))->resolution_order());
}

Result<Value> get_base(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  const Class* base = leading_base(rt, *cls);
  return base ? Value(base) : Value::nil();
}

Result<Value> list_order(Runtime& rt, Arguments args) {
  List* list = MAYFLY_TRY(self(rt, args)) ? List::create(rt.heap()) : nullptr;
  if (!list) return rt.heap().allocation_error();
  for (const gc::Member<Class>& each : args[0].as<Class>()->resolution_order())
    if (!list->append(rt.heap(), Value(each.get()))) return rt.heap().allocation_error();
  return Value(list);
}

Result<Value> list_subclasses(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(self(rt, args));
  size_t count = 0;
  cls->for_each_subclass([](Class&, void* data) { ++*static_cast<size_t*>(data); }, &count);
  Local<List> list(rt, List::create(rt.heap()));
  if (!list) return list.error();
  if (!list.get() || !list->reserve(rt.heap(), count)) return rt.heap().allocation_error();
  // There may be fewer by now, and room for all that are left.
  struct Adding {
    Runtime& rt;
    List& list;
  } adding{rt, *list};
  cls->for_each_subclass(
      [](Class& subclass, void* data) {
        auto& to = *static_cast<Adding*>(data);
        (void)to.list.append(to.rt.heap(), Value(&subclass));
      },
      &adding);
  return Value(list.get());
}

// X | Y: lib/_union.py.
Result<Value> unite(Runtime& rt, Value left, Value right) {
  Locals<3> held(rt);
  if (!held) return held.error();
  held[0] = left;
  held[1] = right;
  held[2] = MAYFLY_TRY(library_value(rt, "_union", "unite"));
  return call(rt, held[2], {held[0], held[1]});
}
Result<Value> unite_with(Runtime& rt, Arguments args) {
  MAYFLY_TRY(self(rt, args));
  return unite(rt, args[0], args[1]);
}
Result<Value> unite_reflected(Runtime& rt, Arguments args) {
  MAYFLY_TRY(self(rt, args));
  return unite(rt, args[1], args[0]);
}

Result<Value> prepare(Runtime& rt, Arguments) { return made(rt, Dict::create(rt.heap())); }

constexpr NativeSpec kMethods[] = {
    keywords_static_method<make>("__new__"),
    method<representation, 0>("__repr__"),
    accessor<get_name, set_name>("__name__"),
    accessor<get_qualified_name, set_qualified_name>("__qualname__"),
    accessor<get_module, set_module>("__module__"),
    accessor<get_documentation, set_documentation>("__doc__"),
    accessor<get_annotations, set_annotations, delete_annotations>("__annotations__"),
    accessor<get_bases, set_bases>("__bases__"),
    getter<get_order>("__mro__"),
    getter<get_base>("__base__"),
    method<list_order, 0>("mro"),
    method<list_subclasses, 0>("__subclasses__"),
    class_method<prepare>("__prepare__"),
    method<unite_with, 1>("__or__"),
    method<unite_reflected, 1>("__ror__"),
};

// See vm/attributes.h.
constexpr NativeSpec kHidden[] = {
    keywords_method<initialize>("__init__"),        keywords_method<call_class>("__call__"),
    method<check_instance, 1>("__instancecheck__"), method<check_subclass, 1>("__subclasscheck__"),
    method<get_plain, 1>("__getattribute__"),       method<set_plain, 2>("__setattr__"),
    method<delete_plain, 1>("__delattr__"),         method<list_names, 0>("__dir__"),
};

}  // namespace

Result<> define_type(Runtime& rt) {
  Class& cls = *rt.space().type_class();
  MAYFLY_TRY(install(rt, cls, kMethods));
  MAYFLY_TRY(install_hidden(rt, cls, kHidden));
  return publish(rt, cls);
}

}  // namespace minipy
