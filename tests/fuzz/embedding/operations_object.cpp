// Operations on classes, instances, functions, plain containers, attributes and calls.
#include "embedding/world.h"

#include <mayfly/objects/model/descriptors.h>
#include <mayfly/objects/model/special.h>
#include <mayfly/runtime/attributes/dict_operations.h>
#include <mayfly/runtime/attributes/iteration.h>
#include <mayfly/runtime/attributes/operators.h>

#include <string>

using namespace mayfly;

std::span<const World::Operation> World::object_operations() {
  static constexpr Operation kAll[] = {
      {'c', &World::make_class, true},        // to, two bases, flags: finalizer, final, not weakly referenceable
      {'i', &World::make_instance},           // to, class, argument
      {'t', &World::make_thing},              // to, class: an instance with a C++ object
      {'f', &World::make_function, true},     // to, rooted or not
      {'y', &World::make_typed_function},     // to, which
      {'b', &World::make_bound, true},        // to, receiver, function
      {'n', &World::make_plain},              // to, kind, bytes: a number, text, a truth value
      {'l', &World::make_list},               // to, two items
      {'u', &World::make_tuple},              // to, two items
      {'d', &World::make_dict, true},         // to, key, value
      {'m', &World::look_up, true},           // to, object, name: a bound method
      {'!', &World::define_special},          // class, special, function
      {'=', &World::set_attribute, true},     // object, name, value
      {'g', &World::get_attribute, true},     // to, object, name
      {'-', &World::delete_attribute, true},  // object, name
      {'h', &World::has_attribute, true},     // object, name
      {'@', &World::change_class, true},      // class, name, what a descriptor is made of, which descriptor
      {'(', &World::call},                    // to, callee, two arguments
      {')', &World::call_keywords},           // to, callee, argument, keyword argument, its name
      {'.', &World::call_method, true},       // to, receiver, name, argument
      {',', &World::call_typed},              // callee, argument, as which type
      {'[', &World::get_item, true},          // to, container, key
      {']', &World::set_item, true},          // container, key, value
      {'_', &World::delete_item, true},       // container, key
      {'a', &World::append, true},            // list, value, how
      {'?', &World::compare, true},           // two values
      {'"', &World::look_at_value, true},     // value, how
      {'&', &World::contains, true},          // container, item
      {'+', &World::add, true},               // to, two values, operation
      {':', &World::iterate, true},           // to, what
      {'>', &World::convert},                 // value, to which type
  };
  return kAll;
}

Result<Root<Class>> World::define_things() {
  return rt_->define<Thing>("Thing")
      .factory([this]() { return std::make_unique<Thing>(*this); })
      .method("turn", &Thing::turn, arg("times") = 1)
      .field("weight", &Thing::weight)
      .build();
}

void World::make_class() {
  const size_t to = place();
  const Root<Value> first = operand(), second = operand();
  const uint8_t flags = bytes_.next();
  Class* bases[] = {own<Class>(first), own<Class>(second)};
  const size_t count = !bases[0] ? 0 : !bases[1] ? 1 : 2;
  ClassOptions options;
  options.is_final = (flags & 2) != 0;
  options.weakly_referenceable = (flags & 4) == 0;
  Result<Class*> made = Class::create(rt_->space(), *names_[0], {bases, count}, options);
  if (!note(made)) return;
  put_cell(to, *made);
  if ((flags & 1) == 0) return;
  Result<Root<Symbol>> name = rt_->symbol(default_name(Special::kFinalize));
  if (note(name)) note(rt_->set_attribute(roots_[to].get(), **name, finalized_));
}

void World::make_instance() {
  const size_t to = place();
  const Root<Value> cls = operand(), argument = operand();
  Result<Root<Instance>> made =
      argument.get().is_nil() || argument.get().is_empty() ? rt_->create(cls) : rt_->create(cls, argument);
  if (!note(made)) return;
  // Which one it is: for those that keep attributes, and are no things of user code's.
  const Value number = Value::small(static_cast<int64_t>(times_finalized_.size()));
  times_finalized_.push_back(0);
  if ((*made)->own_attribute(*number_name_).is_empty()) {
    const Result<> numbered = rt_->set_attribute(*made, *number_name_, number);
    note(numbered);
  }
  put(to, std::move(made));
}

void World::make_thing() {
  const size_t to = place();
  const Root<Value> cls = operand();
  put(to, target<Class>(cls) ? rt_->create(cls) : rt_->create(things_));
}

void World::make_function() {
  const size_t to = place();
  const Function& like = (bytes_.next() & 1) != 0 ? *unrooted_ : *called_;
  put_cell(to, Function::create(rt_->space(), like.code(), like.name()));
}

void World::make_typed_function() {
  const size_t to = place();
  switch (bytes_.next() & 3) {
    case 0:
      return put(to,
                 rt_->function(
                     "sum", [](int64_t a, double b) { return static_cast<double>(a) + b; }, arg("a"), arg("b") = 0.5));
    case 1:
      return put(to, rt_->function("join", [](const std::vector<std::string>& parts) {
        std::string all;
        for (const std::string& each : parts) all += each;
        return all;
      }));
    case 2: return put(to, rt_->function("same", [](Value value) { return value; }));
    default: return put(to, rt_->function("turn", [](Thing& thing, uint8_t times) { return thing.turn(times); }));
  }
}

void World::make_bound() {
  const size_t to = place();
  const Root<Value> receiver = operand(), function = operand();
  if (auto* callee = own<Function>(function))
    put_cell(to, BoundMethod::create(rt_->space(), own_value(receiver), *callee));
}

void World::make_plain() {
  const size_t to = place();
  switch (bytes_.next() & 7) {
    case 0: return put(to, rt_->value(static_cast<int64_t>(bytes_.number())));
    case 1: return put(to, rt_->value(bytes_.number()));
    case 2: return put(to, rt_->value(std::bit_cast<double>(bytes_.number())));
    case 3: return put(to, rt_->value(std::string(bytes_.text(bytes_.next() & 31))));
    case 4: return put(to, rt_->value((bytes_.next() & 1) != 0));
    case 5: return put(to, rt_->value(nullptr));
    default: return put(to, Result<Value>(Value::small(bytes_.next())));
  }
}

void World::make_list() {
  const size_t to = place();
  const Root<Value> first = operand(), second = operand();
  put(to, rt_->list(first, second));
}

void World::make_tuple() {
  const size_t to = place();
  const Root<Value> first = operand(), second = operand();
  put(to, rt_->tuple(first, second));
}

void World::make_dict() {
  const size_t to = place();
  const Root<Value> key = operand(), value = operand();
  Result<Root<Dict>> made = rt_->dict();
  if (!note(made)) return;
  note(dict_set(*rt_, **made, own_value(key), own_value(value)));
  put(to, std::move(made));
}

void World::look_up() {
  const size_t to = place();
  const Root<Value> object = operand();
  put(to, rt_->method(object, attribute_name()));
}

void World::define_special() {
  const Root<Value> cls = operand();
  const auto special = static_cast<Special>(bytes_.next() % kSpecialCount);
  const Root<Value> function = operand();
  // What ends a loop, and what runs once, is the script's own.
  const Value body = special == Special::kNext       ? Value(next_)
                     : special == Special::kFinalize ? Value(finalized_)
                                                     : function.get();
  Result<Root<Symbol>> name = rt_->symbol(default_name(special));
  if (target<Class>(cls) && note(name)) note(rt_->set_attribute(cls.get(), **name, body));
}

void World::set_attribute() {
  const Root<Value> object = operand();
  Symbol& name = attribute_name();
  AttributeCache& cache = caches_[bytes_.next() % caches_.size()];
  const Root<Value> value = operand();
  note(rt_->set_attribute(object.get(), name, value.get(), &cache));
}

void World::get_attribute() {
  const size_t to = place();
  const Root<Value> object = operand();
  Symbol& name = attribute_name();
  put(to, rt_->get_attribute(object.get(), name, &caches_[bytes_.next() % caches_.size()]));
}

void World::delete_attribute() {
  const Root<Value> object = operand();
  note(rt_->delete_attribute(object.get(), attribute_name()));
}

void World::has_attribute() {
  const Root<Value> object = operand();
  note(rt_->has_attribute(object.get(), attribute_name()));
}

void World::change_class() {
  const Root<Value> cls = operand();
  Symbol& name = attribute_name();
  const Root<Value> part = operand();
  Value made = Value::empty();
  switch (bytes_.next() & 3) {
    case 0: made = Property::create(rt_->space(), own_value(part), own_value(part), own_value(part)); break;
    case 1: made = StaticMethod::create(rt_->space(), own_value(part)); break;
    case 2: made = ClassMethod::create(rt_->space(), own_value(part)); break;
    default: made = own_value(part); break;
  }
  if (made.is_empty()) return note(rt_->heap().allocation_error());
  note(rt_->set_attribute(cls.get(), name, made));
}

void World::call() {
  const size_t to = place();
  const Root<Value> callee = operand(), first = operand(), second = operand();
  const Value arguments[] = {first.get(), second.get()};
  const size_t count = second.get().is_empty() ? (first.get().is_empty() ? 0 : 1) : 2;
  if (count == 2 && arguments[0].is_empty()) return;
  put(to, rt_->call(callee.get(), std::span<const Value>(arguments, count)));
}

void World::call_keywords() {
  const size_t to = place();
  const Root<Value> callee = operand(), first = operand(), second = operand();
  put(to, rt_->call<Root<Value>>(callee, first, kw((bytes_.next() & 1) != 0 ? "b" : "times") = second));
}

void World::call_method() {
  const size_t to = place();
  const Root<Value> receiver = operand();
  Symbol& name = attribute_name();
  const Root<Value> argument = operand();
  const Value arguments[] = {argument.get()};
  const size_t count = argument.get().is_empty() ? 0 : 1;
  put(to, rt_->call_method(receiver.get(), name, std::span<const Value>(arguments, count),
                           &caches_[bytes_.next() % caches_.size()]));
}

void World::call_typed() {
  const Root<Value> callee = operand(), argument = operand();
  switch (bytes_.next() & 3) {
    case 0: note(rt_->call<int64_t>(callee, argument)); break;
    case 1: note(rt_->call<std::string>(callee, argument, 3)); break;
    case 2: note(rt_->call<void>(callee, "text", 2.5, argument)); break;
    default: note(rt_->call_method<double>(callee, "turn", argument)); break;
  }
}

void World::get_item() {
  const size_t to = place();
  const Root<Value> container = operand(), key = operand();
  put(to, mayfly::get_item(*rt_, own_value(container), own_value(key)));
}

void World::set_item() {
  const Root<Value> container = operand(), key = operand(), value = operand();
  note(mayfly::set_item(*rt_, own_value(container), own_value(key), own_value(value)));
}

void World::delete_item() {
  const Root<Value> container = operand(), key = operand();
  note(mayfly::delete_item(*rt_, own_value(container), own_value(key)));
}

void World::append() {
  const Root<Value> held = operand(), value = operand();
  List* list = own<List>(held);
  const uint8_t how = bytes_.next();
  if (!list) return;
  bool done = true;
  if ((how & 3) == 0)
    done = list->append(rt_->heap(), own_value(value));
  else if ((how & 3) == 1)
    done = list->insert(rt_->heap(), (how >> 2) % (list->size() + 1), own_value(value));
  else if (!list->empty())
    (how & 3) == 2 ? list->erase((how >> 2) % list->size()) : list->truncate((how >> 2) % list->size());
  if (!done) note(rt_->heap().allocation_error());
}

void World::compare() {
  const Root<Value> first = operand(), second = operand();
  note(equals(*rt_, own_value(first), own_value(second)));
}

void World::look_at_value() {
  const Root<Value> value = operand();
  const Value looked_at = own_value(value);
  switch (bytes_.next() % 5) {
    case 0: note(hash(*rt_, looked_at)); break;
    case 1: note(truth(*rt_, looked_at)); break;
    case 2: note(length(*rt_, looked_at)); break;
    case 3: note(to_string(*rt_, looked_at)); break;
    default: note(representation(*rt_, looked_at)); break;
  }
}

void World::contains() {
  const Root<Value> container = operand(), item = operand();
  note(mayfly::contains(*rt_, own_value(container), own_value(item)));
}

void World::add() {
  const size_t to = place();
  const Root<Value> first = operand(), second = operand();
  const bool subtracts = (bytes_.next() & 1) != 0;
  put(to, binary(*rt_, subtracts ? Special::kSubtract : Special::kAdd,
                 subtracts ? Special::kReflectedSubtract : Special::kReflectedAdd, own_value(first), own_value(second),
                 subtracts ? "-" : "+"));
}

void World::iterate() {
  const size_t to = place();
  const Root<Value> iterable = operand();
  Iteration items(*rt_, own_value(iterable));
  for (int i = 0; i < 100; i++) {
    const Result<bool> more = items.next();
    if (!note(more) || !*more) return;
    put(to, Result<Value>(items.value()));
    // The body of the loop.
    if (depth_ < 6 && !bytes_.is_at_end()) {
      depth_++;
      step();
      depth_--;
    }
  }
}

void World::convert() {
  const Root<Value> value = operand();
  switch (bytes_.next() % 9) {
    case 0: note(rt_->convert<int64_t>(value)); break;
    case 1: note(rt_->convert<uint8_t>(value)); break;
    case 2: note(rt_->convert<double>(value)); break;
    case 3: note(rt_->convert<bool>(value)); break;
    case 4: note(rt_->convert<std::string>(value)); break;
    case 5: note(rt_->convert<std::vector<double>>(value)); break;
    case 6: note(rt_->convert<std::optional<uint64_t>>(value)); break;
    case 7: note(rt_->convert<Root<Instance>>(value)); break;
    default: (void)host_object<Thing>(value); break;
  }
}
