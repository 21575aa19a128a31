// invoke: the inner way into a call, for code that already runs inside the runtime: front-ends, and runtime/ itself.
//
// Unlike Runtime::call it checks neither thread nor runtime of the values, and copies nothing. The caller's duties: the
// callee and all arguments stand on the VM stack, or are held otherwise, for the length of the call; the symbols that
// name keyword arguments too. The Value that comes back is held by nobody.
//
// Runs user code. Errors: what the callee returned, with a position for each call passed; kType for what is not
// callable, naming the value; kRecursion.
#pragma once

#include <mayfly/objects/model/attribute_cache.h>
#include <mayfly/runtime/call/arguments.h>
#include <mayfly/runtime/call/native_code.h>

namespace mayfly {

// Calls anything callable: Function, BoundMethod, Class (makes an instance), an instance whose class defines kCall,
// WeakMethod, WeakRef, Finalizer, and a weak proxy to something callable.
MAYFLY_API Result<Value> invoke(Runtime& rt, Value callee, Arguments arguments);
MAYFLY_API Result<Value> invoke(Runtime& rt, Function& function, Arguments arguments);

// Calls receiver.name(...) without making a bound method. arguments[0] is the receiver, so a front-end that has pushed
// receiver and arguments passes them where they are. `cache` may be null.
MAYFLY_API Result<Value> invoke_method(Runtime& rt, Symbol& name, Arguments receiver_and_arguments,
                                       AttributeCache* cache);

// Calls what `special` is on the class of arguments[0] with these arguments; the empty value when the class has none.
// Of a weak proxy's target, where arguments[0] is a weak proxy, but for kRepresentation and kHash.
MAYFLY_API Result<Value> invoke_special(Runtime& rt, Special special, Arguments receiver_and_arguments);

// Makes an instance as calling the class does: kNew, then kInit (contract 4.11).
MAYFLY_API Result<Value> construct(Runtime& rt, Class& cls, Arguments arguments);
// A bare instance of the class: no kNew, no kInit; its finalizer, if the class has one, is taken note of. Runs no user
// code. The class's instances must be of kind kKindInstance or kKindHostBox (whose object is then missing: adopt).
MAYFLY_API Result<Instance*> make_instance(Runtime& rt, Class& cls);

// What the core does where no class defines kNew: a bare instance, whose arguments are kInit's affair; of the classes of
// weak references, and classes that derive from them, a reference made from the arguments (runtime/weak/making.h). A kNew
// of a class's own calls it as its base's.
MAYFLY_API Result<Value> make_plainly(Runtime& rt, Class& cls, Arguments arguments);

MAYFLY_API bool is_callable(Runtime& rt, Value value);

}  // namespace mayfly
