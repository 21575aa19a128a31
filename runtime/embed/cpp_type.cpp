#include <mayfly/runtime/embed/cpp_type.h>

namespace mayfly::embed {

void add_derivation(CppType& base, Derivation& derivation) {
  const Derivation* first = base.derivations.load(std::memory_order_acquire);
  do {
    derivation.next = first;
  } while (!base.derivations.compare_exchange_weak(first, &derivation, std::memory_order_acq_rel));
}

void release_shared(void* shared) { delete static_cast<SharedObject*>(shared); }

void* shared_pointer(void* shared) { return static_cast<SharedObject*>(shared)->object; }

namespace {

// `object` of type `actual` as one of type `wanted`, or null. Goes from the wanted type to those that derive from it, so
// that boxes whose types are unknown here do no harm.
void* convert(void* object, const void* actual, const CppType& wanted) {
  if (actual == &wanted) return object;
  for (const Derivation* d = wanted.derivations.load(std::memory_order_acquire); d; d = d->next)
    if (void* derived = convert(object, actual, *d->derived)) return d->upcast(derived);
  return nullptr;
}

}  // namespace

void* find_object(const HostBox& box, const CppType& wanted) {
  void* held = box.object();
  if (!held) return nullptr;
  const HostType& type = *box.host_type();
  return convert(type.pointer ? type.pointer(held) : held, type.type, wanted);
}

}  // namespace mayfly::embed
