// enumerate, zip, map, filter, reversed, and the classes of containers' iterators.
#include <minipy/objects/range_iterator.h>
#include <minipy/objects/sequence_iterator.h>
#include <minipy/types/builtins.h>

#include <mayfly/runtime/attributes/binding.h>
#include <mayfly/runtime/weak/proxy_target.h>

namespace minipy {

namespace {

using Type = Iterator::Type;

Result<Value> finish(Runtime& rt, Class& cls, Type type, Value source, Value extra, uint64_t number = 0,
                     bool flag = false) {
  return boxed(rt, cls, MAYFLY_TRY(made(rt, Iterator::create(rt.heap(), type, source, extra, number, flag))));
}

Result<Value> make_enumerate(Runtime& rt, Arguments args) {
  static constexpr const char* kNames[] = {"iterable", "start"};
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, Minipy::of(rt).cls(ClassId::kEnumerate)));
  Locals<2> given(rt);
  if (!given) return given.error();
  given[0] = given[1] = Value::empty();
  if (args.size() == 1) return raise(rt, ExceptionId::kType, "enumerate() missing required argument 'iterable'");
  MAYFLY_TRY(take(rt, "enumerate", args.rest(), kNames, 0, 1, given.span()));
  given[1] = given[1].is_empty() ? Value::small(0) : MAYFLY_TRY(to_index(rt, given[1]));
  given[0] = MAYFLY_TRY(get_iterator(rt, given[0]));
  return finish(rt, *cls, Type::kEnumerate, given[0], given[1]);
}

// A tuple of the iterators of args[first], args[first + 1], ...
Result<Tuple*> iterators_of(Runtime& rt, Arguments args, uint32_t first) {
  LocalArray iterators(rt, args.positional() - first);
  if (!iterators) return iterators.error();
  for (uint32_t i = first; i < args.positional(); i++) iterators[i - first] = MAYFLY_TRY(get_iterator(rt, args[i]));
  Tuple* tuple = Tuple::create(rt.heap(), iterators.span());
  if (!tuple) return rt.heap().allocation_error();
  return tuple;
}

Result<Value> make_zip(Runtime& rt, Arguments args) {
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, Minipy::of(rt).cls(ClassId::kZip)));
  bool strict = false;
  for (uint32_t i = 0; i < args.keywords(); i++) {
    if (args.name(i).view() != "strict") {
      return invalid_keyword(rt, args.name(i), "zip");
    }
    strict = MAYFLY_TRY(truth(rt, args.keyword(i)));
  }
  Tuple* iterators = MAYFLY_TRY(iterators_of(rt, args, 1));
  return finish(rt, *cls, Type::kZip, Value(iterators), Value::nil(), 0, strict);
}

Result<Value> make_map(Runtime& rt, Arguments args) {
  Class& base = Minipy::of(rt).cls(ClassId::kMap);
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, base));
  MAYFLY_TRY(refuse_keywords(rt, args, *cls, base, Special::kInit));
  if (args.positional() < 3) return raise(rt, ExceptionId::kType, "map() must have at least two arguments.");
  Tuple* iterators = MAYFLY_TRY(iterators_of(rt, args, 2));
  return finish(rt, *cls, Type::kMap, Value(iterators), args[1]);
}

Result<Value> make_filter(Runtime& rt, Arguments args) {
  Class& base = Minipy::of(rt).cls(ClassId::kFilter);
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, base));
  MAYFLY_TRY(refuse_keywords(rt, args, *cls, base, Special::kInit));
  MAYFLY_TRY(check_count(rt, args, "filter", 2, 2));
  const Value iterator = MAYFLY_TRY(get_iterator(rt, args[2]));
  return finish(rt, *cls, Type::kFilter, iterator, args[1]);
}

// source.__reversed__, bound, as its class defines it; nil or empty where it does not.
Result<Value> find_reversed(Runtime& rt, Value source) {
  const Symbol& name = *Minipy::of(rt).names().dunder_reversed;
  Class& cls = *rt.space().class_of(source);
  const Value raw = cls.find_attribute(name);
  if (!is_defined(raw)) return raw;
  return bind(rt, raw, source, cls, name);
}

Result<Value> make_reversed(Runtime& rt, Arguments args) {
  Class& base = Minipy::of(rt).cls(ClassId::kReversed);
  Class* cls = MAYFLY_TRY(class_to_make(rt, args, base));
  MAYFLY_TRY(refuse_keywords(rt, args, *cls, base, Special::kInit));
  MAYFLY_TRY(check_count(rt, args, "reversed", 1, 1));
  Value source = args[1];
  // Nothing but the method is asked for through a proxy.
  if (is_proxy(source)) return call_method(rt, source, "__reversed__");
  Locals<1> own(rt);
  if (!own) return own.error();
  own[0] = MAYFLY_TRY(find_reversed(rt, source));
  if (own[0].is_nil()) return raise(rt, ExceptionId::kType, "'%s' object is not reversible", type_name_of(rt, source));
  if (!own[0].is_empty()) return invoke(rt, own[0], {});
  if (as<Dict>(source) || !is_defined(special_of(rt, source, Special::kGetItem)) ||
      !is_defined(special_of(rt, source, Special::kLength)))
    return raise(rt, ExceptionId::kType, "'%s' object is not reversible", type_name_of(rt, source));
  if (const String* text = source.try_as<String>(); text && !text->is_ascii()) {
    // Looking for its nth character takes time in proportion to n.
    own[0] = Value(MAYFLY_TRY(to_list(rt, source)));
    source = own[0];
  }
  const size_t size = MAYFLY_TRY(minipy::length(rt, source));
  return finish(rt, *cls, Type::kReversed, source, Value::nil(), size);
}

Result<Value> hint(Runtime& rt, Arguments args) {
  const Value self = unboxed(args[0]);
  if (const RangeIterator* range = self.try_as<RangeIterator>()) return make_integer(rt.heap(), range->left());
  if (const SequenceIterator* sequence = self.try_as<SequenceIterator>())
    return Value::small(static_cast<int64_t>(sequence->left()));
  const Iterator* iterator = self.try_as<Iterator>();
  if (!iterator) return wrong_receiver(rt, args);
  if (iterator->exhausted()) return Value::small(0);
  if (iterator->type() == Type::kReversed) {
    const uint64_t left = iterator->number();
    const size_t size = MAYFLY_TRY(minipy::length(rt, iterator->source()));
    return Value::small(size < left ? 0 : static_cast<int64_t>(left));
  }
  return Value::small(static_cast<int64_t>(iterator->left()));
}

Result<> define_plain_iterators(Runtime& rt) {
  static constexpr NativeSpec kHint[] = {method<hint, 0>("__length_hint__")};
  struct Row {
    ClassId id;
    gc::KindId kind;
    bool knows_length;
  };
  const Row rows[] = {
      {ClassId::kIterator, Iterator::kind(Type::kItems), false},
      {ClassId::kRangeIterator, RangeIterator::kind(), true},
      {ClassId::kListIterator, SequenceIterator::list_kind(), true},
      {ClassId::kTupleIterator, SequenceIterator::tuple_kind(), true},
      {ClassId::kStringIterator, Iterator::kind(Type::kString), false},
      {ClassId::kDictKeyIterator, Iterator::kind(Type::kDictKeys), true},
      {ClassId::kDictValueIterator, Iterator::kind(Type::kDictValues), true},
      {ClassId::kDictItemIterator, Iterator::kind(Type::kDictItems), true},
      {ClassId::kSetIterator, Iterator::kind(Type::kSet), true},
      {ClassId::kCallableIterator, Iterator::kind(Type::kCallable), false},
  };
  for (const Row& row : rows) {
    Class* cls = MAYFLY_TRY(make_iterator_class(rt, row.id, row.kind));
    if (row.knows_length) MAYFLY_TRY(install(rt, *cls, kHint));
  }
  Minipy& minipy = Minipy::of(rt);
  rt.space().set_class_of_kind(Iterator::kind(Type::kBigRange), minipy.cls(ClassId::kRangeIterator));
  minipy.set_plain_kind(Iterator::kind(Type::kBigRange));
  return {};
}

}  // namespace

Result<> define_iterators(Runtime& rt) {
  static constexpr NativeSpec kNews[] = {
      keywords_static_method<make_enumerate>("__new__"), keywords_static_method<make_zip>("__new__"),
      keywords_static_method<make_map>("__new__"),       keywords_static_method<make_filter>("__new__"),
      keywords_static_method<make_reversed>("__new__"),
  };
  static constexpr struct {
    ClassId id;
    Type type;
  } kClasses[] = {
      {ClassId::kEnumerate, Type::kEnumerate}, {ClassId::kZip, Type::kZip},           {ClassId::kMap, Type::kMap},
      {ClassId::kFilter, Type::kFilter},       {ClassId::kReversed, Type::kReversed},
  };
  MAYFLY_TRY(define_plain_iterators(rt));
  for (size_t i = 0; i < std::size(kClasses); i++) {
    Class* cls = MAYFLY_TRY(make_iterator_class(rt, kClasses[i].id, Iterator::kind(kClasses[i].type), false));
    MAYFLY_TRY(install(rt, *cls, std::span(&kNews[i], 1)));
    MAYFLY_TRY(publish(rt, *cls));
  }
  static constexpr NativeSpec kHint[] = {method<hint, 0>("__length_hint__")};
  return install(rt, Minipy::of(rt).cls(ClassId::kReversed), kHint);
}

}  // namespace minipy
