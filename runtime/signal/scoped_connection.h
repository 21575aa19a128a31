// ScopedConnection: a connection that ends with the C++ object that holds it.
//
//   struct Panel {
//     ScopedConnection listening;   // as long as the panel lives
//   };
//   panel.listening = ScopedConnection(rt, MAYFLY_TRY(rt.connect(opened, [&](int n) { panel.refresh(n); })));
//
// Movable, nullable. Dropped on its runtime's thread, or after the runtime is gone, where there is nothing to end. Dropped
// on another thread while the runtime lives (which the host then sees to), it posts a task that ends the connection.
#pragma once

#include <mayfly/gc/root/root.h>
#include <mayfly/runtime/signal/connection.h>

#include <utility>

namespace mayfly {

class MAYFLY_API ScopedConnection {
 public:
  ScopedConnection() = default;
  ScopedConnection(Runtime& rt, Root<Connection> connection) : rt_(&rt), connection_(std::move(connection)) {}
  ScopedConnection(ScopedConnection&& other) noexcept : rt_(other.rt_), connection_(std::move(other.connection_)) {}
  ScopedConnection& operator=(ScopedConnection&& other) noexcept {
    if (this != &other) {
      disconnect();
      rt_ = other.rt_;
      connection_ = std::move(other.connection_);
    }
    return *this;
  }
  ~ScopedConnection() { disconnect(); }

  // Ends it now.
  void disconnect();
  // Lets go of it without ending it.
  Root<Connection> release() { return std::move(connection_); }

  // Null after release() and disconnect(), and when the runtime is gone.
  const Root<Connection>& connection() const { return connection_; }
  bool is_connected() const { return connection_ && connection_->is_connected(); }

 private:
  Runtime* rt_ = nullptr;
  Root<Connection> connection_;
};

}  // namespace mayfly
