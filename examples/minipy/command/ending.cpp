#include <minipy/command/ending.h>
#include <minipy/vm/generator.h>
#include <minipy/vm/module.h>
#include <minipy/vm/namespace.h>

#include <mayfly/objects/weak/finalizer.h>
#include <mayfly/runtime/weak/finalizing.h>

namespace minipy {

namespace {

void run_exit_finalizers(Runtime& rt) {
  while (Finalizer* next = rt.space().finalizers().next_at_shutdown()) {
    Locals<2> held(rt);  // it, and what it calls
    if (!held) return;
    held[0] = Value(next);
    const Result<Value> parts = peek_finalizer(rt, *next);
    if (parts && parts->is<Tuple>()) held[1] = parts->as<Tuple>()->at(1);
    const Result<Value> done = call_finalizer(rt, *held[0].as<Finalizer>());
    if (!done) rt.lifecycle().report(Unraisable::Source::kFinalizer, done.error(), held[0], held[1]);
  }
}

struct Search {
  Runtime& rt;
  int left = 10'000;  // classes to look at; with several bases, one is met several times
  bool found = false;
};

// Whether this class, or one that derives from it, has a finalizer that a program wrote.
void look_for_finalizer(Class& cls, void* data) {
  Search& search = *static_cast<Search*>(data);
  if (search.found) return;
  const bool is_generator = &cls == search.rt.space().class_of_kind(Generator::kind());
  if (--search.left < 0 || !search.rt.calls().guard().has_room() ||
      (!is_generator && !cls.special(Special::kFinalize).is_empty())) {
    search.found = true;
    return;
  }
  cls.for_each_subclass(&look_for_finalizer, data);
}

// Whether anything may be there that wants to be finalized.
bool may_have_finalizers(Runtime& rt) {
  if (Minipy::of(rt).has_closable_generators()) return true;
  Search search{rt};
  look_for_finalizer(*rt.space().object_class(), &search);
  return search.found;
}

// Built-in modules, and those in Python that are part of the binary, stay.
bool is_programs_module(Value module) {
  const Module* found = module.try_as<Module>();
  if (!found) return true;
  const Value file = find_in(found->names(), "__file__");
  return file.is<String>() && !file.as<String>()->view().starts_with("<lib>/");
}

Result<> let_go_of_modules(Runtime& rt) {
  Minipy& minipy = Minipy::of(rt);
  MAYFLY_TRY(minipy.begin_main_anew());
  Dict& modules = minipy.modules();
  for (uint32_t i = modules.next(0); i < modules.end(); i = modules.next(i + 1)) {
    const Value name = modules.key_at(i);
    const bool is_main = name.is<String>() && name.as<String>()->view() == "__main__";
    if (is_main || is_programs_module(modules.value_at(i))) (void)modules.erase(name);
  }
  return {};
}

}  // namespace

void end_program(Runtime& rt, size_t heap_limit) {
  rt.safe_point();
  run_exit_finalizers(rt);
  if (!may_have_finalizers(rt) || !let_go_of_modules(rt)) return;
  if (heap_limit) rt.heap().set_heap_limit(heap_limit);
  (void)rt.collect_for_script();
  rt.heap().set_heap_limit(0);
}

}  // namespace minipy
