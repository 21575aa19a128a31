#include <minipy/modules/embedded.h>
#include <minipy/modules/import.h>
#include <minipy/modules/modules.h>
#include <minipy/types/text_file.h>
#include <minipy/vm/execute.h>
#include <minipy/vm/interpreter.h>
#include <minipy/vm/iterating.h>
#include <minipy/vm/module.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/native.h>
#include <minipy/vm/slow.h>

#include <sys/stat.h>

#include <cstdio>
#include <fstream>
#include <sstream>

namespace minipy {

namespace {

const EmbeddedModule* embedded(std::string_view name) {
  for (unsigned long i = 0; i < kEmbeddedModuleCount; i++)
    if (kEmbeddedModules[i].name == name) return &kEmbeddedModules[i];
  return nullptr;
}

struct Found {
  std::string text;
  std::string file;
  bool is_package = false;
};

bool read_file(const std::string& path, std::string& text) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  text = std::move(all).str();
  return static_cast<bool>(in);
}

bool find_file(Runtime& rt, std::string_view name, Found& found) {
  const ImportPolicy& policy = import_policy(rt);
  if (!policy.allows_files) return false;
  std::string path(name);
  for (char& c : path)
    if (c == '.') c = '/';
  for (const std::string& folder : policy.folders) {
    const std::string base = folder.empty() ? path : folder + "/" + path;
    for (const bool package : {true, false}) {
      found.file = base + (package ? "/__init__.py" : ".py");
      found.is_package = package;
      if (read_file(found.file, found.text)) return true;
    }
  }
  return false;
}

// Gives an ImportError its name, and its path where there is one.
Error with_name(Runtime& rt, Error error, std::string_view name, std::string_view path = {}) {
  Result<Value> exception = exception_of(rt, error);
  Local<Value> held(rt, exception ? *exception : Value::nil());
  if (!held || !exception) return error;
  const auto set = [&](const char* attribute, std::string_view text) -> Result<> {
    Local<Value> value(rt, MAYFLY_TRY(new_string(rt, text)));
    if (!value) return value.error();
    return set_attr(rt, held.get(), *MAYFLY_TRY(intern(rt, attribute)), value.get());
  };
  Result<> done = set("name", name);
  if (done && !path.empty()) done = set("path", path);
  if (!done) return done.take_error();
  return error;
}

Error not_found(Runtime& rt, std::string_view name, std::string_view why = {}) {
  return with_name(rt,
                   raise(rt, ExceptionId::kModuleNotFound, "No module named '%s'%s", std::string(name).c_str(),
                         std::string(why).c_str()),
                   name);
}

Result<Module*> make_module(Runtime& rt, std::string_view name) {
  Locals<2> held(rt);
  if (!held) return held.error();
  held[0] = MAYFLY_TRY(Minipy::of(rt).interned(name));
  Dict* names = Dict::create(rt.heap());
  if (!names) return rt.heap().allocation_error();
  held[1] = names;
  return Module::create(rt, *held[0].as<String>(), *names);
}

Result<Value> run_module(Runtime& rt, std::string_view name, const Found& found) {
  Minipy& minipy = Minipy::of(rt);
  Local<Module> module(rt, MAYFLY_TRY(make_module(rt, name)));
  if (!module) return module.error();
  Dict& ns = module->names();
  MAYFLY_TRY(set_in(rt, ns, "__file__", MAYFLY_TRY(new_string(rt, found.file))));
  const size_t dot = name.rfind('.');
  const std::string_view parent = dot == name.npos ? std::string_view() : name.substr(0, dot);
  MAYFLY_TRY(set_in(rt, ns, "__package__", MAYFLY_TRY(new_string(rt, found.is_package ? name : parent))));
  if (found.is_package) {
    const std::string folder = found.file.substr(0, found.file.rfind('/'));
    Local<Value> text(rt, MAYFLY_TRY(new_string(rt, folder)));
    if (!text) return text.error();
    const Value folder_text = text.get();
    MAYFLY_TRY(set_in(rt, ns, "__path__", MAYFLY_TRY(new_list(rt, {&folder_text, 1}))));
  }
  note_source(found.file, found.text);
  Local<PyCode> code(rt, MAYFLY_TRY(compile_source(rt, found.text, {.file = found.file, .caches_globals = true})));
  if (!code) return code.error();
  String* key = MAYFLY_TRY(minipy.interned(name));
  Local<Value> held_key(rt, key);
  if (!held_key) return held_key.error();
  MAYFLY_TRY(set_in(rt, minipy.modules(), name, module.get()));
  Result<Value> done = execute_code(rt, *code, ns, Value::empty());
  if (!done) {
    (void)minipy.modules().erase(held_key.get());
    return done;
  }
  // A module may put something else in its place.
  const Value present = minipy.modules().get(held_key.get());
  return present.is_empty() ? Value(module.get()) : present;
}

Result<Value> load(Runtime& rt, std::string_view name) {
  if (const NativeModule* native = native_module(name)) {
    Local<Module> module(rt, MAYFLY_TRY(make_module(rt, name)));
    if (!module) return module.error();
    MAYFLY_TRY(native->define(rt, module->names()));
    MAYFLY_TRY(set_in(rt, Minipy::of(rt).modules(), name, module.get()));
    return Value(module.get());
  }
  Found found;
  if (const EmbeddedModule* module = embedded(name)) {
    found.text.assign(module->text, module->size);
    found.file = "<lib>/" + std::string(name) + ".py";
    return run_module(rt, name, found);
  }
  if (find_file(rt, name, found)) return run_module(rt, name, found);
  return not_found(rt, name);
}

}  // namespace

ImportPolicy& import_policy(Runtime& rt) { return Minipy::of(rt).import_policy(); }

Result<Value> import_by_name(Runtime& rt, std::string_view name) {
  if (name.empty()) return raise(rt, ExceptionId::kValue, "Empty module name");
  if (!rt.calls().guard().has_room()) return raise_too_deep(rt);
  const Value known = find_in(Minipy::of(rt).modules(), name);
  if (known.is_nil()) {
    return raise(rt, ExceptionId::kModuleNotFound, "import of %.*s halted; None in sys.modules",
                 static_cast<int>(name.size()), name.data());
  }
  if (!known.is_empty()) return known;
  Local<Value> parent(rt, Value::nil());
  if (!parent) return parent.error();
  const size_t dot = name.rfind('.');
  if (dot != name.npos) {
    const std::string_view outer = name.substr(0, dot);
    parent.set(MAYFLY_TRY(import_by_name(rt, outer)));
    const Module* module = parent.get().try_as<Module>();
    const bool is_package = !module || !find_in(module->names(), "__path__").is_empty();
    if (!is_package && !native_module(name) && !embedded(name))
      return not_found(rt, name, "; '" + std::string(outer) + "' is not a package");
  }
  // A safe point: what is about to be loaded needs memory.
  MAYFLY_TRY(rt.steps(0));
  Local<Value> module(rt, MAYFLY_TRY(load(rt, name)));
  if (!module) return module.error();
  if (dot != name.npos) {
    Symbol* attribute = MAYFLY_TRY(intern(rt, name.substr(dot + 1)));
    MAYFLY_TRY(set_attr(rt, parent.get(), *attribute, module.get()));
  }
  return module.get();
}

// "import a.b": a, unless names are taken from it: then a.b.
Result<Value> import_module(Runtime& rt, Dict& globals, std::string_view name, int level, Value names) {
  std::string full(name);
  if (level > 0) {
    const Value package = find_in(globals, "__package__");
    if (!package.is<String>() || package.as<String>()->size() == 0)
      return raise(rt, ExceptionId::kImport, "attempted relative import with no known parent package");
    std::string base(package.as<String>()->view());
    for (int i = 1; i < level; i++) {
      const size_t dot = base.rfind('.');
      if (dot == base.npos)
        return raise(rt, ExceptionId::kImport, "attempted relative import beyond top-level package");
      base.resize(dot);
    }
    full = name.empty() ? base : base + "." + full;
  }
  Local<Value> module(rt, MAYFLY_TRY(import_by_name(rt, full)));
  if (!module) return module.error();
  if (names.is_nil()) return import_by_name(rt, std::string_view(full).substr(0, full.find('.')));
  // A submodule may be meant.
  const Tuple& wanted = *names.as<Tuple>();
  for (size_t i = 0; i < wanted.size(); i++) {
    const std::string_view each = wanted.at(i).as<String>()->view();
    if (each == "*") continue;
    Symbol* attribute = MAYFLY_TRY(intern(rt, each));
    if (!module.get().is<Module>() || !MAYFLY_TRY(find_attr(rt, module.get(), *attribute)).is_empty()) continue;
    if (find_in(module.get().as<Module>()->names(), "__path__").is_empty()) continue;
    Result<Value> inner = import_by_name(rt, full + "." + std::string(each));
    if (!inner && !is_exception(rt, inner.error(), ExceptionId::kModuleNotFound)) return inner;
  }
  return module.get();
}

// __import__(name, globals=None, locals=None, fromlist=(), level=0)
static Result<Value> import_function(Runtime& rt, Arguments args) {
  enum { kName, kGlobals, kLocals, kNames, kLevel, kCount };
  static constexpr const char* kParameters[] = {"name", "globals", "locals", "fromlist", "level"};
  Locals<kCount> given(rt);
  if (!given) return given.error();
  MAYFLY_TRY(take(rt, "__import__", args, kParameters, 0, 1, given.span()));
  const String* name = as<String>(given[kName]);
  if (!name) return raise(rt, ExceptionId::kType, "module name must be a string");
  int64_t level = 0;
  if (!given[kLevel].is_empty()) level = MAYFLY_TRY(to_index_clamped(rt, given[kLevel]));
  if (level < 0 || level > INT32_MAX) return raise(rt, ExceptionId::kValue, "level must be >= 0");
  Dict* globals = given[kGlobals].is_empty() ? nullptr : as<Dict>(given[kGlobals]);
  if (!globals && level > 0 && !given[kGlobals].is_empty() && !given[kGlobals].is_nil())
    return raise(rt, ExceptionId::kType, "globals must be a dict");
  if (!globals) globals = &Minipy::of(rt).interpreter().globals();
  Local<Value> names(rt, Value::nil());
  if (!names) return names.error();
  if (!given[kNames].is_empty() && !given[kNames].is_nil()) {
    const List* list = MAYFLY_TRY(to_list(rt, given[kNames]));
    for (const Value each : list->values()) {
      if (!each.is<String>())
        return raise(rt, ExceptionId::kType, "Item in ``from list'' must be str, not %s", type_name_of(rt, each));
    }
    if (list->size() > 0) names.set(MAYFLY_TRY(new_tuple(rt, list->values())));
  }
  return import_module(rt, *globals, name->view(), static_cast<int>(level), names.get());
}

Result<> define_import(Runtime& rt, Dict& builtins) {
  static constexpr NativeSpec kFunctions[] = {keywords_function<import_function>("__import__")};
  return install(rt, builtins, kFunctions);
}

Result<Value> library_value(Runtime& rt, std::string_view module, std::string_view name) {
  Local<Value> held(rt, MAYFLY_TRY(import_by_name(rt, module)));
  if (!held) return held.error();
  return get_attr(rt, held.get(), *MAYFLY_TRY(intern(rt, name)));
}

Result<Value> import_from(Runtime& rt, Value module, Value name) {
  // Code has the names that it uses as symbols.
  Symbol* attribute = name.try_as<Symbol>();
  if (!attribute) attribute = MAYFLY_TRY(intern(rt, name.as<String>()->view()));
  const Value found = MAYFLY_TRY(find_attr(rt, module, *attribute));
  if (!found.is_empty()) return found;
  const Value module_name = MAYFLY_TRY(find_attr(rt, module, *Minipy::of(rt).names().dunder_name));
  const Value file = MAYFLY_TRY(find_attr(rt, module, *Minipy::of(rt).names().dunder_file));
  const char* const from = module_name.is<String>() ? module_name.as<String>()->c_str() : "<unknown module name>";
  const bool has_file = file.is<String>();
  return with_name(rt,
                   raise(rt, ExceptionId::kImport, "cannot import name '%s' from '%s' (%s)", attribute->c_str(), from,
                         has_file ? file.as<String>()->c_str() : "unknown location"),
                   from, has_file ? file.as<String>()->view() : std::string_view());
}

Result<> import_star(Runtime& rt, Value module, Dict& globals) {
  const Value all = MAYFLY_TRY(find_attr(rt, module, *Minipy::of(rt).names().dunder_all));
  if (!all.is_empty()) {
    Items items(rt, all);
    while (MAYFLY_TRY(items.next())) {
      if (!items.value().is<String>())
        return raise(rt, ExceptionId::kType, "Item in __all__ must be str, not %s", type_name_of(rt, items.value()));
      Symbol* attribute = MAYFLY_TRY(intern(rt, items.value().as<String>()->view()));
      const Value value = MAYFLY_TRY(get_attr(rt, module, *attribute));
      if (globals.set(rt.heap(), items.value(), value) == Dict::Set::kOutOfMemory) return rt.heap().allocation_error();
    }
    return {};
  }
  if (!module.is<Module>()) return {};
  const Dict& from = module.as<Module>()->names();
  for (uint32_t i = from.next(0); i < from.end(); i = from.next(i + 1)) {
    const String* name = from.key_at(i).try_as<String>();
    if (!name || name->view().starts_with('_')) continue;
    if (globals.set(rt.heap(), from.key_at(i), from.value_at(i)) == Dict::Set::kOutOfMemory)
      return rt.heap().allocation_error();
  }
  return {};
}

Result<> print_expression(Runtime& rt, Value value) {
  Local<Value> held(rt, value);
  if (!held) return held.error();
  const Value hook = MAYFLY_TRY(sys_attribute(rt, "displayhook"));
  if (hook.is_empty()) return raise(rt, ExceptionId::kRuntime, "lost sys.displayhook");
  MAYFLY_TRY(minipy::call(rt, hook, {held.get()}));
  return {};
}

}  // namespace minipy
