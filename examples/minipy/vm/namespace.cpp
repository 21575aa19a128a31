#include <minipy/vm/minipy.h>
#include <minipy/vm/namespace.h>

#include <mayfly/objects/text/hash.h>

namespace minipy {

namespace {

Value find_hashed(const Dict& names, std::string_view name, uint64_t hash) {
  const Probed found = names.probe(hash, [&](Value candidate) {
    const String* text = candidate.try_as<String>();
    return text && text->view() == name ? Match::kEqual : Match::kDifferent;
  });
  return found.outcome == Probed::Outcome::kFound ? names.value_at(found.position) : Value::empty();
}

}  // namespace

Value find_in(const Dict& names, std::string_view name) { return find_hashed(names, name, hash_text(name)); }
// A Symbol's hash is that of its text.
Value find_in(const Dict& names, const Symbol& name) { return find_hashed(names, name.view(), name.hash()); }

Result<> set_in(Runtime& rt, Dict& names, std::string_view name, Value value) {
  Local<Value> held(rt, value);
  if (!held) return held.error();
  String* key = MAYFLY_TRY(Minipy::of(rt).interned(name));
  if (names.set(rt.heap(), key, held.get()) != Dict::Set::kDone) return rt.heap().allocation_error();
  return {};
}

}  // namespace minipy
