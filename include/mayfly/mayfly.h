// The umbrella header: all that a host program needs.
//
// runtime/runtime.h is the place to begin; runtime/embed/define.h tells how C++ classes are bound, and
// runtime/embed/convert/converter.h which types go in and out.
#pragma once

#include <mayfly/gc/heap_options.h>
#include <mayfly/gc/root/root.h>
#include <mayfly/gc/root/weak_root.h>
#include <mayfly/gc/support/version.h>
#include <mayfly/gc/threads/thread_scope.h>
#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/containers/tuple.h>
#include <mayfly/objects/model/bound_method.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/objects/model/host_box.h>
#include <mayfly/objects/model/instance.h>
#include <mayfly/objects/text/string.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/objects/value/boxed_integer.h>
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/value/error_value.h>
#include <mayfly/objects/value/type_name.h>
#include <mayfly/objects/value/value.h>
#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/objects/weak/weak_identity_map.h>
#include <mayfly/objects/weak/weak_key_map.h>
#include <mayfly/objects/weak/weak_list.h>
#include <mayfly/objects/weak/weak_method.h>
#include <mayfly/objects/weak/weak_proxy.h>
#include <mayfly/objects/weak/weak_ref.h>
#include <mayfly/objects/weak/weak_set.h>
#include <mayfly/objects/weak/weak_value_map.h>
#include <mayfly/runtime/attributes/operators.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/call/native_code.h>
#include <mayfly/runtime/embed/argument.h>
#include <mayfly/runtime/embed/call.h>
#include <mayfly/runtime/embed/convert.h>
#include <mayfly/runtime/embed/define.h>
#include <mayfly/runtime/embed/objects.h>
#include <mayfly/runtime/embed/signal.h>
#include <mayfly/runtime/embed/watched_root.h>
#include <mayfly/runtime/embed/weak.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/signal/scoped_connection.h>
#include <mayfly/runtime/signal/typed_signal.h>
#include <mayfly/runtime/weak/weak_access.h>
