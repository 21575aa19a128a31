// ClassDraft: a class that is being put together by a host; what ClassBuilder is made of, without its types.
//
// Nothing of it is seen by anybody until build(). The first error is kept, and build() returns it; what is added
// after it is dropped. On the owner's thread; adding may collect, and runs no user code.
#pragma once

#include <mayfly/objects/containers/dict.h>
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/model/class.h>
#include <mayfly/objects/model/function.h>
#include <mayfly/runtime/embed/function.h>

namespace mayfly::embed {

class MAYFLY_API ClassDraft {
 public:
  // `type`: the C++ type that its instances own; null: none of its own.
  ClassDraft(Runtime& rt, std::string_view name, const CppType* type);
  ClassDraft(const ClassDraft&) = delete;
  ClassDraft& operator=(const ClassDraft&) = delete;

  Runtime& runtime() { return rt_; }
  bool failed() const { return error_.is_set(); }
  // Of a method of this class.
  FunctionPlace place(std::string_view method) const;

  void add_base(Value cls);
  // The class that is bound to a C++ base class.
  void add_base(const CppType& type);

  enum class As : uint8_t { kItself, kStaticMethod, kClassMethod };
  void add_function(std::string_view name, Result<Function*> function, As as);
  void add_special(Special special, Result<Function*> function);
  // `setter` without a value and without an error: none.
  void add_property(std::string_view name, Result<Function*> getter, Result<Function*> setter);
  void add_value(std::string_view name, Result<Value> value);

  Result<Root<Class>> build(const char* file, int line);

 private:
  void fail(Error error);
  void put(Symbol* name, Value value);
  Result<Class*> make_class();
  Result<> add_missing_constructor();

  Runtime& rt_;
  const CppType* type_;
  Root<Symbol> name_;
  Root<List> bases_;
  Root<Dict> attributes_;  // by symbol
  Error error_;            // the first; unset: none
};

// The receiver of a constructor: an instance of the class bound to T whose C++ object is not there yet.
struct UnmadeBox {
  HostBox* box;
  // Puts the object in, or releases it.
  MAYFLY_API Result<> adopt(HostObject object) const;
};
MAYFLY_API HostBox* unmade_box(Value value, const CppType& type);
[[gnu::cold]] MAYFLY_API Error unmade_error(const Runtime& rt, Value value, const CppType& type);

template <typename T>
struct Unmade : UnmadeBox {};

template <typename T>
class Passed<Unmade<T>> {
 public:
  Passed(Runtime& rt, Value value) : rt_(rt), value_(value), box_(unmade_box(value, cpp_type<T>)) {}
  bool is_good() const { return box_ != nullptr; }
  Error take_error() { return unmade_error(rt_, value_, cpp_type<T>); }
  Unmade<T> pass() { return {{box_}}; }

 private:
  Runtime& rt_;
  Value value_;
  HostBox* box_;
};

}  // namespace mayfly::embed
