// A collection of the model: reachability by a work list, ephemerons by fixpoint, and then the order of every death
// (contract 0.5).
#include "model/model.h"

#include <algorithm>
#include <utility>

namespace stress {

void Model::mark(Id id) {
  if (id == 0 || objects_[id].marked) return;
  at(id).marked = true;
  marking_.push_back(id);
}

void Model::mark_everything() {
  for (;;) {
    while (!marking_.empty()) {
      const Object& object = objects_[marking_.back()];
      marking_.pop_back();
      for (const Id id : object.slots) mark(id);
      mark(object.cls);
      mark(object.argument);
      if (object.kind == Kind::kSignal) {
        for (const Id id : object.slots) {
          if (id == 0) continue;
          mark(objects_[id].function);
          mark(objects_[id].receiver);
          mark(objects_[id].notice);
        }
      }
      mark(object.callback);
      if (object.kind == Kind::kDict)
        for (const Entry& entry : object.entries) {
          if (entry.key.is_object()) mark(entry.key.id());
          mark(entry.value);
        }
      if (object.kind == Kind::kValueMap)
        for (const Entry& entry : object.entries)
          if (entry.key.is_object()) mark(entry.key.id());
    }
    if (!mark_ephemerons()) return;
  }
}

// The values of live keys in live maps.
bool Model::mark_ephemerons() {
  bool marked = false;
  for (const Id id : scratch_) {
    const Object& map = objects_[id];
    if (!map.marked) continue;
    for (const Entry& entry : map.entries) {
      if (!objects_[entry.key.id()].marked || entry.value == 0 || objects_[entry.value].marked) continue;
      mark(entry.value);
      marked = true;
    }
  }
  return marked;
}

void Model::mark_roots() {
  scratch_.clear();
  for (Id id = 1; id < end(); id++) {
    Object& object = objects_[id];
    object.marked = false;
    if (object.kind == Kind::kKeyMap || object.kind == Kind::kIdentityMap) scratch_.push_back(id);
  }
  for (const auto& ids : held_)
    for (const Id id : ids) mark(id);
  for (const Id id : due_) mark(id);
  for (const Id id : finalizers_) mark(id);
  for (const Id id : releases_) mark(id);
  for (const Id id : alive_finalizers_) mark(id);
  for (const Id id : pins_) mark(id);
}

void Model::mark_reachable() {
  mark_roots();
  mark_everything();
}

// One reference of something that died.
void Model::kill(Id id, Id dying) {
  Object& reference = at(id);
  const bool is_first = dying == reference.target;
  Dead death = is_first ? Dead::kReceiver : Dead::kFunction;
  if (reference.two_parts) {
    if (!is_first && dies_now(reference.target)) return;  // its receiver's turn tells
    if (is_first && dies_now(reference.second)) death = Dead::kBoth;
  }
  const bool is_silent = !reference.marked || reference.silent;
  const uint64_t order = objects_[dying].cell;
  unwatch(id);
  reference.target = reference.second = 0;
  reference.death = death;
  census_.references_cleared++;
  if (reference.marked) census_.live_references_cleared++;
  if (!is_silent && reference.callback != 0) batch_.push_back({id, order});
}

void Model::verdict() {
  kept_.clear();
  for (Id id = 1; id < end(); id++) {
    const Object& object = objects_[id];
    if (object.kind == Kind::kNone || object.marked || object.cell == 0) continue;
    const std::vector<Id> watchers = object.watchers;
    bool keeps_cell = false;
    for (size_t i = watchers.size(); i-- > 0;) {
      Object& reference = at(watchers[i]);
      if (reference.is_long) {
        reference.silent = !reference.marked;
        keeps_cell = true;
      } else {
        kill(watchers[i], id);
      }
    }
    if (keeps_cell) kept_.push_back(id);
    at(id).retires = !keeps_cell;
  }
  for (Id id = 1; id < end(); id++) {
    Object& object = objects_[id];
    if (object.kind == Kind::kWeakRoot && object.target && !objects_[object.target].marked) object.target = 0;
    if (object.kind == Kind::kConnection && object.signal && !objects_[object.signal].marked) object.signal = 0;
    if (object.kind == Kind::kSignal && !object.marked && object.has_self) object.revived = true;
  }
  for (const Kind kind : {Kind::kValueMap, Kind::kKeyMap, Kind::kWeakSet}) drop_entries(kind, false);
}

// Entries whose weak side is not marked; where `late`, those of maps that are not marked as well.
void Model::drop_entries(Kind kind, bool late) {
  for (Id id = 1; id < end(); id++) {
    Object& map = objects_[id];
    if (map.kind != kind) continue;
    if (late && !map.marked) {
      map.entries.clear();
      continue;
    }
    std::erase_if(map.entries, [&](const Entry& entry) {
      return !objects_[kind == Kind::kValueMap ? entry.value : entry.key.id()].marked;
    });
  }
}

void Model::clear_long_references() {
  for (const Id id : kept_) {
    if (objects_[id].marked) continue;
    const std::vector<Id> watchers = objects_[id].watchers;
    for (size_t i = watchers.size(); i-- > 0;) kill(watchers[i], id);
  }
  std::stable_sort(batch_.begin(), batch_.end(), [](const Due& a, const Due& b) { return a.order < b.order; });
  for (const Due& due : batch_) due_.push_back(due.reference);
  census_.callbacks_due = batch_.size();
}

void Model::collect() {
  collections_++;
  census_ = Census();
  batch_.clear();
  mark_roots();
  mark_everything();
  verdict();

  // Finalizers of classes, in the order in which their objects were made; and what they bring back.
  std::vector<Id> dying;
  for (Id id = 1; id < end(); id++)
    if (objects_[id].kind != Kind::kNone && objects_[id].finalizes && !objects_[id].marked) dying.push_back(id);
  const auto by_age = [&](Id a, Id b) { return objects_[a].made < objects_[b].made; };
  std::sort(dying.begin(), dying.end(), by_age);
  census_.finalizers_due = dying.size();
  for (const Id id : dying) {
    at(id).finalizes = false;
    finalizers_.push_back(id);
    mark(id);
  }
  mark_everything();

  clear_long_references();
  // The order of what is due is settled: it went by these cells.
  for (Object& object : objects_)
    if (std::exchange(object.retires, false) || !object.marked) object.cell = 0;
  drop_entries(Kind::kIdentityMap, true);
  for (const Kind kind : {Kind::kValueMap, Kind::kKeyMap, Kind::kWeakSet})
    for (Id id = 1; id < end(); id++)
      if (objects_[id].kind == kind && !objects_[id].marked) at(id).entries.clear();

  // C++ objects to be released, in the same order. What is kept for that alone is gone for everybody else.
  dying.clear();
  for (Id id = 1; id < end(); id++)
    if (objects_[id].kind == Kind::kHost && objects_[id].releases && !objects_[id].marked) dying.push_back(id);
  std::sort(dying.begin(), dying.end(), by_age);
  for (const Id id : dying) {
    at(id).releases = false;
    releases_.push_back(id);
    mark(id);
  }
  mark_everything();

  for (Id id = 1; id < end(); id++) {
    const Object& object = objects_[id];
    if (object.kind == Kind::kNone || object.kind == Kind::kWeakRoot || object.marked) continue;
    if (object.target || object.second) unwatch(id);
    at(id).target = at(id).second = 0;
  }
  take_census();
  for (Id id = 1; id < end(); id++) {
    const Object& object = objects_[id];
    if (object.kind != Kind::kNone && object.kind != Kind::kWeakRoot && !object.marked) free_object(id);
  }
}

void Model::take_census() {
  for (const Object& object : objects_) {
    if (!object.marked || object.kind == Kind::kNone) continue;
    census_.objects[static_cast<size_t>(object.kind)]++;
    // What a finalizer object passes on stands in a tuple, until it has run.
    if (object.kind == Kind::kFinalizer && object.callback) census_.objects[static_cast<size_t>(Kind::kTuple)]++;
  }
}

size_t Model::reference_count() const {
  size_t count = 0;
  for (const Object& object : objects_)
    if (object.kind != Kind::kWeakRoot && (object.target || object.second)) count++;
  return count;
}

size_t Model::cell_count() const {
  size_t count = 0;
  for (const Object& object : objects_)
    if (object.kind != Kind::kNone && object.cell != 0) count++;
  return count;
}

}  // namespace stress
