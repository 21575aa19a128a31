#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/signal/scoped_connection.h>

namespace mayfly {

void ScopedConnection::disconnect() {
  Root<Connection> ending = std::move(connection_);
  // The handle reads null once the runtime is gone.
  if (!ending) return;
  if (rt_->is_owner()) {
    ending->disconnect(rt_->heap());
    return;
  }
  // A queue that is closed, or has no memory, leaves it to the signal's end.
  static_cast<void>(rt_->post([handle = std::move(ending)](Runtime& rt) {
    if (handle) handle->disconnect(rt.heap());
  }));
}

}  // namespace mayfly
