// Operators: the operations of programs on any value, with the special methods that classes define for them.
//
// Built-in values have their own meaning; instances go by their class's specials (looked up on the type only, contract
// 4.8). All run user code where a class defines it; operands are held on the VM stack by these functions, so the caller
// need not. On the owner's thread, inside the runtime (no check: Runtime's own members check).
// A weak proxy among the operands stands for its target, which is held meanwhile; kDeadReference when that is dead.
// Errors: what user code returned; kType for an operand of a type that the operation does not take.
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/objects/model/special.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/runtime/forward.h>

#include <string_view>

namespace mayfly {

// ==: kEqual of the left, of the right when the left declines (a subclass's first), at last identity (contract 4.9).
// Numbers compare by value whatever their type; strings, lists, tuples and dicts by content; bound methods by receiver
// identity and function (contract 3.3); weak references by the identity of their referents, alive or dead.
MAYFLY_API Result<bool> equals(Runtime& rt, Value a, Value b);
// Equal values have equal hashes. kType for what can't be hashed: lists, dicts, instances of a class that defines
// kEqual without kHash (contract 4.9), weak proxies (5.4).
MAYFLY_API Result<uint64_t> hash(Runtime& rt, Value value);
// kBool, then kLength, then true (contract 4.10).
MAYFLY_API Result<bool> truth(Runtime& rt, Value value);

// For people (kString, else kRepresentation), and for programmers (kRepresentation; of a weak proxy: its own).
// Containers that contain themselves are cut short.
MAYFLY_API Result<String*> to_string(Runtime& rt, Value value);
MAYFLY_API Result<String*> representation(Runtime& rt, Value value);

MAYFLY_API Result<size_t> length(Runtime& rt, Value value);
// kContains, then iteration, then items by index (contract 4.10).
MAYFLY_API Result<bool> contains(Runtime& rt, Value container, Value item);
MAYFLY_API Result<Value> get_item(Runtime& rt, Value container, Value key);
MAYFLY_API Result<> set_item(Runtime& rt, Value container, Value key, Value value);
MAYFLY_API Result<> delete_item(Runtime& rt, Value container, Value key);

// A binary operation by its specials: the left's, then the right's reflected one (a subclass's reflected one first). A
// special declines by returning Runtime::not_implemented(). `symbol` stands in the message: "+". Nothing is built in for
// numbers: arithmetic is the front-end's.
MAYFLY_API Result<Value> binary(Runtime& rt, Special special, Special reflected, Value a, Value b, const char* symbol);

// A weak proxy is one of its own class, and of its target's while that lives.
MAYFLY_API bool is_instance(const ObjectSpace& space, Value value, const Class& cls);

}  // namespace mayfly
