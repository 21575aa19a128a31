// iter(), len(), next().
#include <minipy/objects/range_iterator.h>
#include <minipy/objects/sequence_iterator.h>
#include <minipy/types/builtins.h>

namespace minipy {

namespace {

Result<Value> len(Runtime& rt, Arguments args) {
  return make_integer(rt.heap(), static_cast<int64_t>(MAYFLY_TRY(minipy::length(rt, args[0]))));
}

Result<Value> iter(Runtime& rt, Arguments args) {
  if (args.positional() == 1) return get_iterator(rt, args[0]);
  if (!is_callable(rt, args[0])) return raise(rt, ExceptionId::kType, "iter(v, w): v must be callable");
  return made(rt, Iterator::create(rt.heap(), Iterator::Type::kCallable, args[0], args[1]));
}

// By the iterator's own __next__, so that what its StopIteration carries is not lost.
Result<Value> next(Runtime& rt, Arguments args) {
  const Value iterator = args[0];
  if (!is_defined(special_of(rt, iterator, Special::kNext)) && !iterator.is<WeakProxy>())
    return raise(rt, ExceptionId::kType, "'%s' object is not an iterator", type_name_of(rt, iterator));
  const bool direct = iterator.is<Iterator>() || iterator.is<SequenceIterator>() || iterator.is<RangeIterator>() ||
                      iterator.is<WeakProxy>();
  Result<Value> item =
      direct ? next_item(rt, iterator) : invoke_special(rt, Special::kNext, Arguments(args.values(), 1));
  const bool ended = item ? item->is_empty() : is_exception(rt, item.error(), ExceptionId::kStopIteration);
  if (!ended) return item;
  if (args.positional() > 1) return args[1];
  if (!item) return item;
  const Value exception = MAYFLY_TRY(make_exception(rt, ExceptionId::kStopIteration, {}));
  return raise_value(rt, exception);
}

}  // namespace

Result<> define_iteration_builtins(Runtime& rt, Dict& builtins) {
  static constexpr NativeSpec kFunctions[] = {
      function<iter, 1, 2>("iter"),
      function<len, 1>("len"),
      function<next, 1, 2>("next", NativeSpec::kResumes),
  };
  return install(rt, builtins, kFunctions);
}

}  // namespace minipy
