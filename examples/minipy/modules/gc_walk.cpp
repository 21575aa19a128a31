#include <minipy/modules/gc_walk.h>

#include <minipy/objects/set.h>

#include <mayfly/gc/cell/backing.h>
#include <mayfly/objects/model/shape.h>

#include <algorithm>

namespace minipy {

namespace {

// A part of another object: its memory, its shape, its attributes.
bool is_part(const gc::Cell& cell) {
  const gc::KindId kind = cell.kind();
  return kind < gc::kFirstObjectKind || kind == kKindShape || kind == kKindSlots;
}

// The attributes of a function, whose keys no program sees.
bool is_private_dict(const gc::Cell& cell) {
  if (!Dict::is(cell)) return false;
  const auto& dict = static_cast<const Dict&>(cell);
  const uint32_t first = dict.next(0);
  return first < dict.end() && dict.key_at(first).is<Symbol>();
}

bool is_shown(const gc::Cell& cell) {
  if (!cell.is_live_cell() || is_part(cell) || cell.row().leaf || !cell.row().trace) return false;
  if (Code::is(cell) || Symbol::is(cell) || is_private_dict(cell)) return false;
  return cell.kind() != kKindString && cell.kind() != kKindBoxedInteger;
}

// Calls f(Cell&) for what a cell refers to directly, its parts seen through.
template <typename F>
class Edges final : public gc::Visitor {
 public:
  explicit Edges(F& f) : f_(f) {}
  void edge(gc::Cell& cell) override {
    if (Shape::is(cell)) {
      f_(static_cast<gc::Cell&>(static_cast<Shape&>(cell).cls()));
    } else if (is_part(cell) || is_private_dict(cell)) {
      look_into(cell);
    } else {
      f_(cell);
    }
  }
  void look_into(const gc::Cell& cell) {
    if (!cell.row().trace || depth_ > kDeepest) return;
    depth_++;
    // The elements of a set stand in a dict of its own.
    cell.row().trace(Set::is(cell) ? static_cast<const Set&>(cell).elements() : cell, *this);
    depth_--;
  }

 private:
  static constexpr int kDeepest = 8;
  F& f_;
  int depth_ = 0;
};

template <typename F>
void for_each_edge(const gc::Cell& cell, F&& f) {
  Edges<std::remove_reference_t<F>> edges(f);
  edges.look_into(cell);
}

// A list of the cells that `wanted` accepts. The first walk counts, so that the second needs no memory.
template <typename Wanted>
Result<List*> list_of_cells(Runtime& rt, Wanted&& wanted) {
  Local<List> list(rt, List::create(rt.heap()));
  if (!list) return list.error();
  if (!list.get()) return rt.heap().allocation_error();
  rt.heap().collect();
  struct Walk {
    Runtime& rt;
    List& list;
    std::remove_reference_t<Wanted>& wanted;
    size_t count = 0;
    size_t room = 0;
  } walk{rt, *list, wanted};
  const auto count = [](gc::Cell& cell, size_t, void* data) {
    auto& self = *static_cast<Walk*>(data);
    self.count += is_shown(cell) && self.wanted(cell);
  };
  const auto add = [](gc::Cell& cell, size_t, void* data) {
    auto& self = *static_cast<Walk*>(data);
    if (self.list.size() == self.room || &cell == &self.list || !is_shown(cell) || !self.wanted(cell)) return;
    (void)self.list.append(self.rt.heap(), Value(&cell));
  };
  rt.heap().disable_automatic();
  rt.heap().walk(count, &walk);
  walk.room = walk.count;
  const bool has_room = list->reserve(rt.heap(), walk.room);
  if (has_room) rt.heap().walk(add, &walk);
  rt.heap().enable_automatic();
  if (!has_room) return rt.heap().allocation_error();
  return list.get();
}

}  // namespace

bool is_tracked(Value value) {
  if (!value.is_object() || !is_shown(*value.cell())) return false;
  if (const Tuple* tuple = value.try_as<Tuple>()) return !tuple->empty();
  if (const Dict* dict = value.try_as<Dict>()) {
    for (uint32_t i = dict->next(0); i < dict->end(); i = dict->next(i + 1))
      if (is_tracked(dict->key_at(i)) || is_tracked(dict->value_at(i))) return true;
    return false;
  }
  return true;
}

Result<List*> all_objects(Runtime& rt) {
  return list_of_cells(rt, [](gc::Cell&) { return true; });
}

Result<List*> referrers(Runtime& rt, std::span<const Value> targets) {
  return list_of_cells(rt, [targets](gc::Cell& cell) {
    bool refers = false;
    for_each_edge(cell, [&](gc::Cell& to) {
      refers = refers || std::find(targets.begin(), targets.end(), Value(&to)) != targets.end();
    });
    return refers;
  });
}

Result<List*> referents(Runtime& rt, std::span<const Value> objects) {
  Local<List> list(rt, List::create(rt.heap()));
  if (!list) return list.error();
  if (!list.get()) return rt.heap().allocation_error();
  for (const Value object : objects) {
    if (!object.is_object() || !is_shown(*object.cell())) continue;
    bool complete = true;
    for_each_edge(*object.cell(), [&](gc::Cell& to) {
      const bool wanted = to.kind() >= gc::kFirstObjectKind && !Symbol::is(to) && !Code::is(to);
      complete = complete && (!wanted || list->append(rt.heap(), Value(&to)));
    });
    if (!complete) return rt.heap().allocation_error();
  }
  return list.get();
}

}  // namespace minipy
