// HostBox: an instance that owns a C++ object.
//
// The C++ object lives in malloc memory, so it may hold anything a C++ object may hold, Roots included; the collector does
// not look into it. It is released exactly once: on the runtime's thread, at a safe point after the box is really dead
// (no finalizer brought it back), or when the runtime shuts down.
#pragma once

#include <mayfly/objects/model/instance.h>

namespace mayfly {

// How to release a host object. `type` identifies its C++ type (compared by address).
struct HostType {
  const char* name;               // for messages
  const void* type;               // address of a variable of its own per C++ type
  void (*release)(void* object);  // deletes it; must not throw
  // The C++ object, where a box holds something that holds it (a smart pointer); null: the box holds it itself.
  void* (*pointer)(void* held) = nullptr;
};

class MAYFLY_API HostBox final : public Instance {
 public:
  using Base = Instance;
  static constexpr gc::KindId kKind = kKindHostBox;
  static const gc::KindRow kRow;
  static bool is(const gc::Cell& cell) { return cell.kind() == kKindHostBox; }

  // Null when out of memory: the object is then still the caller's. For classes whose instance kind is kKindHostBox.
  // `object` may be null: a box whose object is put in later, once (adopt).
  static HostBox* create(ObjectSpace& space, Class& cls, const HostType* type, void* object);
  // False when the box has had an object already, or was released before it got one: the object is then still the
  // caller's.
  [[nodiscard]] bool adopt(const HostType* type, void* object);

  // What it holds: the C++ object, or what HostType::pointer finds it by; null when it is not there yet, or was released.
  void* object() const { return object_; }
  const HostType* host_type() const { return type_; }
  bool is_released() const { return has_flag(kReleased); }
  // Deletes the C++ object now; later uses of it get an error. Idempotent.
  void release_now();

 private:
  friend class gc::Heap;
  HostBox(gc::CellInit init, Shape& shape, uint32_t inline_capacity, const HostType* type)
      : Instance(init, shape, inline_capacity), type_(type), object_(nullptr) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static void release_cell(gc::Cell& cell);

  const HostType* type_;
  void* object_;  // malloc memory; not an edge
};

static_assert(sizeof(HostBox) == 40);

}  // namespace mayfly
