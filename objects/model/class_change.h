// ClassChange: what follows from a change to a class: its slots for special methods, the keys of its shapes, the same of
// its subclasses. Private to the model.
//
// None of it runs user code, and none but prepare_finalizer and bases allocates: once an attribute has changed, nothing can
// fail.
#pragma once

#include <mayfly/objects/model/class.h>

namespace mayfly {

struct ClassChange {
  // An attribute of `cls`, which stands for the slot `special` (or none), has changed; empty: there was none, is none.
  static void attribute(ObjectSpace& space, Class& cls, Special special, Value before, Value after);
  // The name of a slot has changed.
  static void special_name(ObjectSpace& space, Special special);
  // An instance of the first class has become one of the second.
  static void instance_class(ObjectSpace& space, const Class& before, const Class& after);
  // Other bases: class_bases.h.
  static Result<> bases(ObjectSpace& space, Class& cls, std::span<Class* const> bases);
  // Before a finalizer is given to `cls`: registers the instances that the class and its subclasses have already.
  static Result<> prepare_finalizer(ObjectSpace& space, Class& cls);

 private:
  // Calls f for `top` and each class below it, each once, `top` first; f must neither allocate nor walk.
  template <typename F>
  static void walk(ObjectSpace& space, Class& top, F&& f) {
    const uint64_t number = space.next_key();
    top.last_walk_ = number;
    Class* next = &top;
    while (next) {
      Class& cls = *next;
      next = cls.next_in_walk_;
      cls.next_in_walk_ = nullptr;
      f(cls);
      cls.subclasses_.for_each([&](Class& subclass) {
        if (subclass.last_walk_ == number) return;
        subclass.last_walk_ = number;
        subclass.next_in_walk_ = next;
        next = &subclass;
      });
    }
  }
  static void refresh_special(ObjectSpace& space, Class& cls, Special special);
  static void refresh_descriptors(Class& cls);
  static void refresh_everything(ObjectSpace& space);
};

}  // namespace mayfly
