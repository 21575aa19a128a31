#include "world/world.h"

namespace stress {

using namespace mayfly;

template <typename Map>
void World::see_map(const Map& map, std::vector<int64_t>& seen) {
  for (uint32_t at = map.next(heap(), 0); at < map.end(); at = map.next(heap(), at + 1)) {
    Value key, value;
    if (!map.read(at, key, value)) continue;
    seen.push_back(key_of(key));
    seen.push_back(id_of(value));
  }
}

void World::inspect(Id id, Kind kind, std::vector<int64_t>& seen) {
  seen.clear();
  const auto see = [&](uint64_t number) { seen.push_back(static_cast<int64_t>(number)); };
  const auto see_value = [&](Value value) { seen.push_back(id_of(value)); };
  const auto see_cell = [&](const gc::Cell* cell) { see_value(cell ? Value(cell) : Value::nil()); };
  if (kind == Kind::kWeakRoot) return see_cell(handles_[id].get());
  const Value object = value(id);
  switch (kind) {
    case Kind::kInstance:
    case Kind::kHost: {
      const auto& instance = as<Instance>(id);
      see(&instance.cls() == things_.get() ? 0 : id_of(Value(&instance.cls())));
      for (const Root<Symbol>& name : attributes_) see_value(instance.own_attribute(*name));
      if (kind == Kind::kHost) see(host_object<Thing>(object) != nullptr);
      break;
    }
    case Kind::kClass: {
      const auto& cls = as<Class>(id);
      Class* base = cls.bases()[0];
      see(base == things_.get() || base == rt_->space().object_class() ? 0 : id_of(Value(base)));
      for (const Root<Symbol>& name : methods_) see_value(cls.own_attribute(*name));
      break;
    }
    case Kind::kFunction:
      for (size_t i = 0; i < kCaptures; i++) see_value(as<Function>(id).capture(i));
      break;
    case Kind::kList:
      for (const Value item : as<List>(id).values()) see_value(item);
      break;
    case Kind::kTuple:
      for (const Value item : as<Tuple>(id).values()) see_value(item);
      break;
    case Kind::kBound:
      see_value(as<BoundMethod>(id).receiver());
      see_cell(&as<BoundMethod>(id).function());
      break;
    case Kind::kDict: {
      const auto& dict = as<Dict>(id);
      for (uint32_t at = dict.next(0); at < dict.end(); at = dict.next(at + 1)) {
        seen.push_back(key_of(dict.key_at(at)));
        see_value(dict.value_at(at));
      }
      break;
    }
    case Kind::kValueMap: see_map(as<WeakValueMap>(id), seen); break;
    case Kind::kKeyMap: see_map(as<WeakKeyMap>(id), seen); break;
    case Kind::kIdentityMap: see_map(as<WeakIdentityMap>(id), seen); break;
    case Kind::kWeakSet: see_map(as<WeakSet>(id), seen); break;
    case Kind::kWeakRef: {
      const auto& reference = as<WeakRef>(id);
      see_cell(reference.get());
      see(0);
      see(static_cast<uint64_t>(reference.death()));
      see_value(reference.callback());
      see(reference.is_long());
      break;
    }
    case Kind::kProxy: {
      const auto& proxy = as<WeakProxy>(id);
      see_cell(proxy.get());
      see(0);
      see(static_cast<uint64_t>(proxy.death()));
      see_value(proxy.callback());
      see(0);
      break;
    }
    case Kind::kWeakMethod: {
      const auto& method = as<WeakMethod>(id);
      const WeakMethod::Parts parts = method.parts();
      see_cell(parts.receiver);
      see_cell(parts.function);
      see(static_cast<uint64_t>(method.death()));
      see_value(method.callback());
      see(0);
      break;
    }
    case Kind::kFinalizer: {
      const auto& finalizer = as<Finalizer>(id);
      see_cell(finalizer.target());
      see_value(finalizer.callable());
      see(finalizer.runs_at_shutdown());
      const FinalizerArguments passed = finalizer.passed();
      see_value(passed.values && passed.values->size() > 1 ? passed.values->at(1) : Value::nil());
      break;
    }
    case Kind::kSignal:
      see(as<Signal>(id).listener_count());
      see_value(as<Signal>(id).loss_notice());
      break;
    case Kind::kConnection: {
      const auto& connection = as<Connection>(id);
      see(static_cast<uint64_t>(connection.status()));
      see(connection.is_blocked());
      see(connection.is_weak());
      see_cell(connection.signal());
      const Connection::Listener listener = connection.listener();
      see_cell(listener.function);
      see_value(listener.receiver);
      see_value(connection.loss_notice());
      break;
    }
    default: break;
  }
  see(weak_reference_count(rt_->space(), object));
  // The identity of a referent survives it.
  const bool has_identity = kind == Kind::kWeakRef || kind == Kind::kProxy || kind == Kind::kWeakMethod;
  if (has_identity && static_cast<gc::WeakReference*>(object.cell())->identity() != identities_[id]) see(kStranger);
}

}  // namespace stress
