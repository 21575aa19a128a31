// The vocabulary of runtime/: every type that another file may name, declared once.
#pragma once

#include <mayfly/objects/forward.h>

namespace mayfly {

class Runtime;
struct RuntimeOptions;

// call/
class Arguments;
class CallFrame;
class CallStack;
class NativeCode;
struct NativeDescription;
class RootedFrames;
template <typename T>
class Local;
template <size_t N>
class Locals;
// weak/
template <typename T>
class WeakCall;
// signal/
class Connection;
class Emission;
struct EmitResult;
struct EmitVisitor;
struct ListenerRow;
class ScopedConnection;
class Signal;
template <typename Signature>
class TypedSignal;
template <typename Map>
class WeakMapAccess;
class WeakSetAccess;
// lifecycle/
template <typename Signature>
class HostFunction;
class Lifecycle;
class TaskQueue;
struct Unraisable;
// embed/
template <typename T>
class ClassBuilder;
class CachedName;
template <typename T>
class WatchedRoot;
template <typename... T>
struct Captures;
template <typename T>
struct Converter;
template <typename T>
struct KeywordArgument;
namespace embed {
class Bindings;
class Name;
struct Operand;
template <typename T>
struct IsCaptures;
template <typename T>
struct Target;
struct Text;
}  // namespace embed
// frontend/
class FrontEnd;
class FrontEndCode;
class Frame;
class SuspendedFrame;
class DebugHook;
class EnteredCall;
class RepeatedCall;
class Steps;

}  // namespace mayfly
