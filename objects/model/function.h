// Function: a callable: code, a name, the values it captured, and attributes of its own.
//
// A function found on an instance's class becomes a BoundMethod. Functions can be weakly referenced.
#pragma once

#include <mayfly/gc/cell/backing.h>
#include <mayfly/objects/model/code.h>
#include <mayfly/objects/model/object_space.h>

namespace mayfly {

class MAYFLY_API Function final : public Object {
  MAYFLY_CELL(Function, Object, kKindFunction)

  // Null when out of memory. `captures`: values the code uses, kept by the function.
  static Function* create(ObjectSpace& space, Code& code, String* name, const Value* captures = nullptr,
                          size_t capture_count = 0);

  Code& code() const { return *code_; }
  String* name() const { return name_; }
  size_t capture_count() const { return capture_count_; }
  Value capture(size_t i) const { return captures()[i]; }
  void set_capture(size_t i, Value value) { captures()[i] = value; }

  // Attributes of the function itself (documentation, marks of a decorator); null when it has none.
  Dict* attributes() const { return attributes_; }
  void set_attributes(Dict* attributes) { attributes_ = attributes; }

 private:
  Function(gc::CellInit init, Code& code, String* name, size_t capture_count)
      : Object(init), code_(&code), name_(name), capture_count_(capture_count) {}
  void trace(gc::Visitor& visitor) const;
  Value* captures() { return reinterpret_cast<Value*>(this + 1); }
  const Value* captures() const { return reinterpret_cast<const Value*>(this + 1); }

  gc::Member<Code> code_;
  gc::Member<String> name_;
  gc::Member<Dict> attributes_;
  size_t capture_count_;  // values behind the object
};

}  // namespace mayfly
