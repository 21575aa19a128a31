// Code: what a Function executes. The base of native code (runtime/) and of a front-end's code.
//
// objects/ only carries it: how it is entered is runtime/'s business, which stores an entry point here and knows its type.
#pragma once

#include <mayfly/objects/value/object.h>

namespace mayfly {

class MAYFLY_API Code : public Object {
 public:
  using Entry = void (*)();  // cast back by runtime/ to its own type before the call
  static bool is(const gc::Cell& cell) { return cell.has_flag(kIsCode); }

  Entry entry() const { return entry_; }
  // A second, leaner way in for calls without keyword arguments; null: none.
  Entry word_entry() const { return word_entry_; }
  // The name that calls of it show in traces; may be null.
  String* name() const { return name_; }

  static constexpr uint32_t kIsCode = Cell::kFlag5;  // set on every kind of code, and on nothing else

 protected:
  Code(gc::CellInit init, Entry entry_point, String* code_name) : Object(init), entry_(entry_point), name_(code_name) {
    set_flag(kIsCode);
  }
  void set_word_entry(Entry entry_point) { word_entry_ = entry_point; }
  void trace(gc::Visitor& visitor) const;

 private:
  Entry entry_;
  Entry word_entry_ = nullptr;
  gc::Member<String> name_;
};

}  // namespace mayfly
