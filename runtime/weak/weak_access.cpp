// What WeakMapAccess and WeakSetAccess do that needs no types, and the making of weak maps and sets.
#include <mayfly/objects/value/describe.h>
#include <mayfly/objects/weak/weak_items.h>
#include <mayfly/runtime/weak/weak_access.h>

namespace mayfly {

Error WeakAccess::refuse() const {
  if (!container_) return embed::null_operand("the weak map or set");
  return rt_.check_value(container_, "the weak map or set").take_error();
}

Result<size_t> WeakAccess::size() const {
  MAYFLY_TRY(check());
  return WeakItems(*container_).size(rt_.heap());
}

Result<> WeakAccess::clear() const {
  MAYFLY_TRY(check());
  if (WeakValueMap::is(*container_))
    static_cast<WeakValueMap*>(container_)->clear(rt_.heap());
  else
    static_cast<WeakKeyed*>(container_)->clear(rt_.heap());
  return {};
}

Result<Root<List>> WeakAccess::list(WeakPart part) const {
  MAYFLY_TRY(check());
  return hold(weak_list(rt_, Value(container_), part));
}

Result<> WeakSetAccess::check(const embed::Operand& operand, const char* role) const {
  MAYFLY_TRY(WeakAccess::check());
  MAYFLY_TRY(embed::check_present(operand.value, role));
  return rt_.check_value(operand.value, role);
}

Result<> WeakSetAccess::add(const embed::Operand& element) const {
  RuntimeEntry entry(rt_);
  MAYFLY_TRY(check(element, "the element"));
  return weak_set_add(rt_, set(), element.value);
}

Result<bool> WeakSetAccess::contains(const embed::Operand& element) const {
  RuntimeEntry entry(rt_);
  MAYFLY_TRY(check(element, "the element"));
  return weak_set_contains(rt_, set(), element.value);
}

Result<bool> WeakSetAccess::discard(const embed::Operand& element) const {
  RuntimeEntry entry(rt_);
  MAYFLY_TRY(check(element, "the element"));
  return weak_set_discard(rt_, set(), element.value);
}

Result<> WeakSetAccess::remove(const embed::Operand& element) const {
  RuntimeEntry entry(rt_);
  MAYFLY_TRY(check(element, "the element"));
  Local<Value> held(rt_, element.value);
  if (!held) return held.error();
  if (MAYFLY_TRY(weak_set_discard(rt_, set(), element.value))) return {};
  return make_error(ErrorKind::kKey, "no such element: %s", describe(rt_.space(), held.get()).c_str());
}

Result<Value> WeakSetAccess::pop_value() const {
  MAYFLY_TRY(WeakAccess::check());
  const Value element = weak_set_pop(rt_, set());
  if (element.is_empty()) return make_error(ErrorKind::kKey, "there is nothing to pop: the weak set is empty");
  return element;
}

Result<Root<WeakSet>> WeakSetAccess::copy() const {
  MAYFLY_TRY(WeakAccess::check());
  return hold(weak_set_copy(rt_, set()));
}

Result<Root<WeakSet>> WeakSetAccess::combine(SetOperation operation, const embed::Operand& other) const {
  RuntimeEntry entry(rt_);
  MAYFLY_TRY(check(other, "the other operand"));
  return hold(weak_set_combine(rt_, set(), operation, other.value));
}

Result<> WeakSetAccess::update(SetOperation operation, const embed::Operand& other) const {
  RuntimeEntry entry(rt_);
  MAYFLY_TRY(check(other, "the other operand"));
  return weak_set_update(rt_, set(), operation, other.value);
}

Result<bool> WeakSetAccess::is(SetRelation relation, const embed::Operand& other) const {
  RuntimeEntry entry(rt_);
  MAYFLY_TRY(check(other, "the other operand"));
  return weak_set_is(rt_, set(), relation, other.value);
}

Result<Root<WeakValueMap>> Runtime::weak_value_map(const char* file, int line) {
  MAYFLY_TRY(check_entry());
  return embed::hold(*this, WeakValueMap::create(*heap_), file, line);
}

Result<Root<WeakKeyMap>> Runtime::weak_key_map(const char* file, int line) {
  MAYFLY_TRY(check_entry());
  return embed::hold(*this, WeakKeyMap::create(*heap_), file, line);
}

Result<Root<WeakIdentityMap>> Runtime::weak_identity_map(const char* file, int line) {
  MAYFLY_TRY(check_entry());
  return embed::hold(*this, WeakIdentityMap::create(*heap_), file, line);
}

Result<Root<WeakSet>> Runtime::weak_set(const char* file, int line) {
  MAYFLY_TRY(check_entry());
  return embed::hold(*this, WeakSet::create(*heap_), file, line);
}

}  // namespace mayfly
