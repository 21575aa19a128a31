// Dict operations with any key: hash and == of user classes are asked, as programs expect.
//
// User code that changes the dict while it is probed is harmless: the probe begins anew. A key's == may see each
// candidate more than once then. All parameters are held on the VM stack meanwhile.
// Errors: from user hash and ==; kType for an unhashable key; kOutOfMemory, the dict being unchanged.
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/runtime/forward.h>

namespace mayfly {

// The empty value when there is no such key.
MAYFLY_API Result<Value> dict_get(Runtime& rt, Dict& dict, Value key);
MAYFLY_API Result<> dict_set(Runtime& rt, Dict& dict, Value key, Value value);
// The value that is there, or else `value`, which is then entered: with one look for the key.
MAYFLY_API Result<Value> dict_set_default(Runtime& rt, Dict& dict, Value key, Value value);
// Deletes the key and gives its value; the empty value when there is no such key.
MAYFLY_API Result<Value> dict_pop(Runtime& rt, Dict& dict, Value key);
// False when there is no such key.
MAYFLY_API Result<bool> dict_delete(Runtime& rt, Dict& dict, Value key);

}  // namespace mayfly
