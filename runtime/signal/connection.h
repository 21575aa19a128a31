// Connection: one listener's place in a signal, and the handle to it: disconnects, blocks, and tells whether and why it
// ended.
//
// It is held by its signal while it is connected; dropping the handle does not disconnect (ScopedConnection does). It keeps
// nothing alive, neither the signal nor the listener: a strong listener, and a loss notice, are held by the signal alone.
//
// A weak connection is itself a weak reference: on two weak cells for a method, its receiver's and its function's, on one
// for another callable. It is armed: when one of them dies, it stands in the queue of due callbacks, in the
// contract's order (1.7, 0.6), and at the safe point leaves its signal and tells who wants to know. A strong one is a
// weak reference to its signal, so that it learns of the runtime's shutdown.
//
// What ended it is the first of the things that happened to it, with these rules where several did between two looks: a
// death that was neither looked at nor drained yet goes behind the signal's own death, which silences the loss notice.
//
// 88 bytes. Used on its runtime's thread. Nothing here runs user code.
#pragma once

#include <mayfly/gc/weak/weak_reference.h>
#include <mayfly/objects/value/object.h>
#include <mayfly/runtime/forward.h>

namespace mayfly {

enum class ConnectionStatus : uint8_t {
  kConnected,
  kDisconnected,
  kReceiverDied,
  kFunctionDied,  // or the callable that was connected weakly
  kBothDied,      // receiver and function in one collection
  kSignalDied,
  kShutdown,
};

// "connected", "disconnected", "receiver died", "function died", "receiver and function died", "signal died", "runtime
// shut down".
MAYFLY_API const char* name(ConnectionStatus status);

class MAYFLY_API Connection final : public gc::WeakPair {
 public:
  static constexpr gc::KindId kKind = kKindConnection;
  static const gc::KindRow kRow;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKindConnection; }

  ConnectionStatus status() const;
  bool is_connected() const { return status() == ConnectionStatus::kConnected; }
  // Ends it; false when it had ended before. No loss notice. A listener that is being called is called to its end.
  bool disconnect(gc::Heap& heap);

  // A blocked connection's listener is not called. Blocks nest: it is blocked until each was undone. Errors: kValue for the
  // 65,536th block, and for an unblock too many; nothing is then changed.
  Result<> block();
  Result<> unblock();
  bool is_blocked() const { return has_flag(kBlocked); }

  enum class Hold : uint8_t { kStrong = 1, kWeakMethod, kWeakCallable };
  Hold hold() const { return static_cast<Hold>(aux()); }
  bool is_weak() const { return hold() != Hold::kStrong; }

  // Null when it has ended.
  Signal* signal() const;
  // What is called: a function, or another callable; and the receiver that goes before the arguments, empty where there is
  // none. A null function: the connection has ended.
  struct Listener {
    Value receiver = Value::empty();
    Object* function = nullptr;
    explicit operator bool() const { return function != nullptr; }
  };
  Listener listener() const;
  // The class of the method that was connected, where that is a front-end's own; else null.
  Class* method_class() const;
  // What is told of the listener's death; nil: nothing of its own.
  Value loss_notice() const;

 private:
  friend class gc::Heap;
  friend class Signal;
  friend class Emission;
  friend class Lifecycle;
  static constexpr uint32_t kBlocked = Cell::kFlag3;

  Connection(gc::CellInit init, Hold hold, gc::WeakHandle signal, gc::WeakHandle first, gc::WeakHandle second);
  // Not blocked, and a weak method's.
  [[gnu::always_inline]] bool is_open_weak_method() const {
    return has_aux(static_cast<uint32_t>(Hold::kWeakMethod), kBlocked);
  }
  // The listener of a weak connection, by one look at each cell.
  [[gnu::always_inline]] Listener weak_listener() const {
    if (hold() == Hold::kWeakCallable) return {Value::empty(), static_cast<Object*>(target_cell())};
    const Referents alive = referents();
    if (!alive.second) return {};
    return {Value(alive.first), static_cast<Object*>(alive.second)};
  }
  // Its place in its signal; null when it has ended.
  const ListenerRow* row() const;
  // It has no place in its signal any more.
  void end(gc::Heap& heap, ConnectionStatus why);
  // A death made it due: takes it out of its signal. What is to be told of it; nil: nothing.
  Value end_by_death(gc::Heap& heap);
  ConnectionStatus look() const;
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);

  uint32_t index_ = 0;  // of its row, while it is connected
  uint16_t blocks_ = 0;
  mutable ConnectionStatus ended_ = ConnectionStatus::kConnected;  // once it is known
  uint8_t never_zero_ = 0xff;                                      // so that this word is like no address
  gc::WeakHandle signal_;
};

static_assert(sizeof(Connection) == 88);

}  // namespace mayfly
