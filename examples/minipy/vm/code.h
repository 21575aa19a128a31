// PyCode: the code cell of a Python function, class body or module: bytecode, constants, inline caches.
//
// A Function made of it has these captures: its module's namespace, its defaults (a tuple or nil), its keyword defaults (a
// dict or nil), and then the cells of its free variables. Caches keep nothing alive. Creation may collect; nothing
// here runs user code.
#pragma once

#include <minipy/compiler/bytecode.h>
#include <minipy/vm/minipy.h>

#include <mayfly/runtime/frontend/frontend_code.h>

namespace minipy {

// Where a name was last found, in a namespace as it was then.
struct GlobalCache {
  const Dict* dict = nullptr;  // compared, never followed
  uint64_t version = 0;
  uint64_t builtins_version = 0;  // 0: found in the namespace itself
  uint32_t position = 0;
};

class PyCode final : public FrontEndCode {
 public:
  using Base = FrontEndCode;
  enum Capture : uint8_t { kGlobals, kDefaults, kKeywordDefaults, kFirstCell };

  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // With the code of inner functions. `caches_globals`: false for code that runs with namespaces that come and go.
  static Result<PyCode*> create(Runtime& rt, std::shared_ptr<Blueprint> blueprint, bool caches_globals = true);

  const Blueprint& blueprint() const { return *data_->blueprint; }
  Value constant(uint32_t i) const { return constants_->at(i); }
  // Symbols of all local variables, in the order of their registers.
  Symbol& local_name(uint32_t i) const { return *local_names_->at(i).as<Symbol>(); }
  // What the loop looks at, side by side.
  struct Tables {
    // The number of parameters, if all are positional and it is no generator; else kNotSimple.
    uint32_t simple_positional;
    uint32_t registers;
    const Instruction* first;
    const Value* constants;  // of a tuple of the code's
    AttributeCache* attribute_caches;
    GlobalCache* global_caches;
  };
  static constexpr uint32_t kNotSimple = UINT32_MAX;
  const Tables& tables() const { return *data_; }
  Symbol& attribute_name(uint32_t site) const {
    return *constants_->at(blueprint().attribute_names[site]).as<Symbol>();
  }
  GlobalCache& global_cache(uint32_t site) { return data_->global_caches[site]; }
  Value global_name(uint32_t site) const { return constants_->at(blueprint().global_names[site]); }
  const Instruction* first() const { return data_->first; }
  // What of the source an instruction comes from. Of none of this code's: its first line.
  Place place_at(size_t index) const;
  size_t index_of(const Instruction* instruction) const { return static_cast<size_t>(instruction - first()); }
  int line_at(const Instruction* instruction) const { return place_at(index_of(instruction)).line; }
  uint32_t live_at(const Instruction* instruction) const;
  // The same for one that is known to be this code's.
  uint32_t live_at_own(const Instruction* instruction) const { return data_->live[instruction - data_->first]; }

  // What calls look at first.
  uint32_t registers() const { return data_->registers; }
  bool caches_globals() const { return data_->caches_globals; }

 private:
  friend class gc::Heap;
  struct Data : Tables {
    bool caches_globals;
    std::shared_ptr<Blueprint> blueprint;
    std::vector<AttributeCache> attributes;
    std::vector<GlobalCache> globals;
    const uint16_t* live;
  };

  PyCode(gc::CellInit init, FrontEnd& owner, String* name, Tuple& constants, Tuple& local_names, Data* data);
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static void release(gc::Cell& cell);
  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  gc::Member<Tuple> constants_;
  gc::Member<Tuple> local_names_;
  Data* data_;  // malloc memory; released with the cell
};

// The Python function's parts.
inline PyCode* code_of(const Function& function) {
  return PyCode::is(function.code()) ? static_cast<PyCode*>(&function.code()) : nullptr;
}
inline Dict& globals_of(const Function& function) { return *function.capture(PyCode::kGlobals).as<Dict>(); }

// A function of this code; the cells come from `cells`.
Result<Function*> make_function(Runtime& rt, PyCode& code, Dict& globals, Value defaults, Value keyword_defaults,
                                const Value* cells = nullptr, size_t cell_count = 0);

}  // namespace minipy
