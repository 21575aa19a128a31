// Access: the inner way to attributes, for code that already runs inside the runtime: front-ends, and runtime/ itself.
//
// As Runtime's members of the same names, without their checks of thread and runtime. The order of looking (contract
// 4.2): data descriptor of the type; the object's own attribute; other descriptor of the type; plain attribute of the
// type; kMissingAttribute; error. kGetAttribute, kSetAttribute and kDeleteAttribute replace all of it (4.3).
//
// A weak proxy's attributes are its target's.
//
// May run user code; object, name and value are held on the VM stack where it does. `cache` may be null; one cache may
// serve reading, writing and calling of one name.
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/objects/model/attribute_cache.h>
#include <mayfly/runtime/forward.h>

namespace mayfly {

MAYFLY_API Result<Value> get_attribute(Runtime& rt, Value object, Symbol& name, AttributeCache* cache = nullptr);
MAYFLY_API Result<> set_attribute(Runtime& rt, Value object, Symbol& name, Value value,
                                  AttributeCache* cache = nullptr);
MAYFLY_API Result<> delete_attribute(Runtime& rt, Value object, Symbol& name);

// The same without kGetAttribute, kSetAttribute, kDeleteAttribute and kMissingAttribute: what a language's own
// object.__getattribute__ and the like do.
MAYFLY_API Result<Value> get_attribute_plainly(Runtime& rt, Value object, Symbol& name);
MAYFLY_API Result<> set_attribute_plainly(Runtime& rt, Value object, Symbol& name, Value value);
MAYFLY_API Result<> delete_attribute_plainly(Runtime& rt, Value object, Symbol& name);

// What a method call on `receiver` enters: a callable, and whether the receiver goes in front of the arguments (then no
// bound method was made).
struct Method {
  Value callee;
  bool takes_receiver;
};
MAYFLY_API Result<Method> find_method(Runtime& rt, Value receiver, Symbol& name, AttributeCache* cache = nullptr);

// kAttribute: "'Door' object has no attribute 'opne'; did you mean 'open'?". Runs no user code.
MAYFLY_API Error missing_attribute_error(Runtime& rt, Value object, const Symbol& name);

}  // namespace mayfly
