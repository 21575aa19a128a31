// The parts of the module _weakref, on which lib/weakref.py is built: Python's names and rules on the core's weak cells.
//
//   ref, ReferenceType, WeakMethod, ProxyType, CallableProxyType, proxy, getweakrefcount, getweakrefs
//   _ValueMap, _KeyMap, _Set        what stands behind WeakValueDictionary, WeakKeyDictionary, WeakSet
//   _Finalizer                      behind finalize: callable, alive, atexit, peek(), detach()
#pragma once

#include <minipy/modules/modules.h>
#include <minipy/types/containers.h>
#include <minipy/types/function.h>
#include <minipy/vm/namespace.h>

namespace minipy {

// Each makes the classes of its part ready, and puts them into the namespace.
Result<> define_references(Runtime& rt, Dict& ns);
Result<> define_proxies(Runtime& rt, Dict& ns);
Result<> define_weak_containers(Runtime& rt, Dict& ns);
Result<> define_finalizer(Runtime& rt, Dict& ns);

// Gives a class of the core's Python's name; with a module, it is as if it had been written there in Python.
Result<> name_class(Runtime& rt, Class& cls, std::string_view name, std::string_view module = {});
// " at 0x7f0000001000".
void append_address(TextBuilder& text, Value value);

}  // namespace minipy
