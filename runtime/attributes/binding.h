// Binding: what a raw attribute of a class becomes when it is read through an instance or through the class
// (contract 4.2, 4.4, 4.5, 3.5, 3.7), and the look-up behind super.
//
//   found on the class   through an instance             through the class
//   Function             BoundMethod(instance, f)        f itself
//   Property             getter(instance)                the Property itself
//   StaticMethod         its function                    its function
//   ClassMethod          BoundMethod(class, f)           BoundMethod(class, f)
//   user descriptor      kDescriptorGet(d, instance, c)  kDescriptorGet(d, nil, c)
//   anything else        itself                          itself
//
// May run user code (getters, user descriptors); raw value, instance and class are held on the VM stack meanwhile.
#pragma once

#include <mayfly/gc/support/result.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/runtime/forward.h>

namespace mayfly {

// `instance` empty: read through the class `cls`. `name` is for messages.
MAYFLY_API Result<Value> bind(Runtime& rt, Value raw, Value instance, Class& cls, const Symbol& name);

// super: the attribute `name` after `after` in the resolution order of `object`'s class (or of `object` itself, when it is
// a class that derives from `after`), bound to `object`. Errors: kType when `object` is no instance of `after`;
// kAttribute when there is none (contract 4.6).
MAYFLY_API Result<Value> get_super_attribute(Runtime& rt, Class& after, Value object, Symbol& name);

}  // namespace mayfly
