// HashTable: the one hash-table core, under Dict, SymbolMap, the symbol table and weak maps.
//
// Entries stand in an array in the order of their insertion; an index of 32-bit slots (open addressing, linear probing)
// finds them. A position is an entry's place in the array: it stays the same until entries are moved, which only
// insertion and compact() do. So entries may be erased while one walks over positions:
//
//   for (uint32_t i = 0; i < table.end(); i++)
//     if (table.is_present(i) && ...) table.erase_at(i);
//
// Erased entries leave holes, which the next growth closes. The index has no tombstones: erasing moves later slots back.
//
// Traits say what an entry is:
//   Entry                                    trivially copyable, whole words; all zero is "not present"
//   bool is_present(const Entry&)
//   uint64_t hash(const Entry&)              as given to find; called when the index is rebuilt or an entry is erased
//   uint32_t kLinearLimit                    up to so many entries there is no index (0: there is always one)
//   bool kVersioned                          whether version() is kept
//   bool kPunched                            optional: see below
// Block says where the arrays live (hash_block.h). The key's equality is the caller's, a functor.
//
// Invariant objects.table.version: every insertion, erasure, clearing and move of entries changes version(); replacing
// an entry's value does not. A probe whose functor runs user code compares it after each call.
//
// kPunched: another hand (the death pass) zeroes entries at any time. Then the index keeps the slots of what has gone, as
// tombstones, which no look-up stops at, as an entry of zeros is equal to nothing; entries are erased by zeroing them, too,
// and note_erased(); the owner counts the entries and finds out himself when there are too many holes. Each place has one
// slot at most, so the index is never fuller than it may be. Slots have a part of the hash beside the position, so that
// tombstones and strangers cost no look at the entries. What changes the table comes in two steps, prepare(), which
// may allocate, and move_into(), compact() or append(), which do not, and so can stand under a lock.
//
// Insertion may allocate, and so collect; nothing here runs user code but the functor of probe(). Not thread-safe. A
// collection may stop the owner between any two instructions: what is in the table is at each of them in one of its
// arrays, or on the stack.
#pragma once

#include <mayfly/gc/support/assert.h>
#include <mayfly/objects/containers/hash_block.h>

#include <bit>
#include <cstring>
#include <type_traits>

namespace mayfly {

// What a functor of HashTable::probe says of one entry.
enum class Match : uint8_t {
  kDifferent,
  kEqual,
  kUndecided,  // only user code could tell, and this functor does not run any
  kFailed,     // user code ran and failed; the functor keeps the error
};

// The outcome of HashTable::probe.
struct Probed {
  enum class Outcome : uint8_t {
    kAbsent,
    kFound,
    kUndecided,
    kFailed,
    kChanged,  // the functor changed the table: probe again, if need be
  };
  static constexpr uint32_t kUnknown = UINT32_MAX;
  Outcome outcome;
  uint32_t position;  // of the entry that was found, or that could not be decided
  // Of what is absent: the place in the index where it will be entered, while version() stays.
  uint32_t vacant = kUnknown;

  bool found() const { return outcome == Outcome::kFound; }
  bool absent() const { return outcome == Outcome::kAbsent; }
};

template <typename Traits, typename Block>
class HashTable {
 public:
  using Entry = typename Traits::Entry;
  using Context = typename Block::Context;
  static constexpr uint32_t kNotFound = UINT32_MAX;
  static constexpr bool kPunched = [] {
    if constexpr (requires { Traits::kPunched; }) return Traits::kPunched;
    return false;
  }();

  uint32_t size() const {
    static_assert(!kPunched, "the owner counts the entries of such a table");
    return live_ & ~kCountTag;
  }
  // Positions are below this.
  uint32_t end() const { return used_; }
  bool is_present(uint32_t position) const { return Traits::is_present(entries()[position]); }
  Entry& entry(uint32_t position) { return entries()[position]; }
  const Entry& entry(uint32_t position) const { return entries()[position]; }
  uint32_t position_of(const Entry& entry) const { return static_cast<uint32_t>(&entry - entries()); }
  // The first present position from `position` on; end() when there is none. Taking entries from the front again and
  // again is quick, too: the holes there are remembered.
  uint32_t next(uint32_t position) const {
    if (position != 0 || !index_) return next_from(position);
    const uint32_t first = next_from(front());
    if constexpr (kPunched) set_front(first);
    return first;
  }
  // The last present position, or kNotFound. Taking entries from the back again and again is quick, too.
  uint32_t last() const {
    if (used_ == 0) return kNotFound;
    uint32_t end = used_;
    // What was found to be holes up to an end that is still the end.
    if constexpr (kPunched)
      if (hole_end() == used_) end = hole_begin();
    while (end > 0 && !is_present(end - 1)) end--;
    if constexpr (kPunched) set_holes(end, used_);
    return end == 0 ? kNotFound : end - 1;
  }
  uint64_t version() const { return version_.value; }
  // True when the next insertion moves the entries.
  bool is_full() const { return (size_t{used_} + 1) * kEntryWords > entries_.capacity(); }

  // The position of the entry for which matches(entry) is true, or kNotFound; then `vacant` is set for append(). `matches`
  // is asked about entries whose hash may be this one, and does nothing but look.
  template <typename Matches>
  uint32_t find(uint64_t hash, Matches&& matches, uint32_t& vacant) const {
    const Entry* all = entries();
    if (!index_) {
      for (uint32_t i = 0; i < used_; i++)
        if (Traits::is_present(all[i]) && matches(all[i])) return i;
      return kNotFound;
    }
    const Slot* slots = this->slots();
    uint32_t s = home(hash);
    for (const uint32_t mask = slot_mask(); slots[s].is_used(); s = (s + 1) & mask)
      if (slots[s].may_be(hash) && matches(all[slots[s].position()])) return slots[s].position();
    vacant = s;
    return kNotFound;
  }
  template <typename Matches>
  uint32_t find(uint64_t hash, Matches&& matches) const {
    uint32_t vacant;
    return find(hash, matches, vacant);
  }

  // The same with a functor that may run user code and change this table; it answers with a Match, and is given a copy
  // of the entry. The caller keeps the cell that this table is a field of alive, and the functor what it was given.
  template <typename Compare>
  Probed probe(uint64_t hash, Compare&& compare) const {
    static_assert(Traits::kVersioned && Traits::kLinearLimit == 0);
    using Outcome = Probed::Outcome;
    if (!index_) return {Outcome::kAbsent, kNotFound};
    const uint64_t version = this->version();
    for (uint32_t s = home(hash); slots()[s].is_used(); s = (s + 1) & slot_mask()) {
      if (!slots()[s].may_be(hash)) continue;
      const uint32_t position = slots()[s].position();
      const Entry candidate = entries()[position];
      const Match match = compare(candidate);
      if (match == Match::kFailed) return {Outcome::kFailed, kNotFound};
      if (this->version() != version) return {Outcome::kChanged, kNotFound};
      if (match == Match::kEqual) return {Outcome::kFound, position};
      if (match == Match::kUndecided) return {Outcome::kUndecided, position};
    }
    return {Outcome::kAbsent, kNotFound};
  }

  // Adds an entry at the end; the caller knows that none is equal. False when out of memory: nothing is then changed.
  [[nodiscard]] bool insert(Context context, const Entry& added) {
    MAYFLY_ASSERT(Traits::is_present(added));
    if (is_full() && !make_room(context)) return false;
    append(added);
    return true;
  }
  // The same where it is not full. `vacant`: what a search for it said, if nothing has changed since.
  void append(const Entry& added, uint32_t vacant = Probed::kUnknown) {
    entries()[used_] = added;
    used_++;
    if (vacant != Probed::kUnknown) {
      MAYFLY_ASSERT(!slots()[vacant].is_used());
      slots()[vacant] = Slot::make(used_ - 1, Traits::hash(added));
    } else if (index_) {
      enter(used_ - 1, Traits::hash(added));
    }
    live_++;
    version_.renew();
  }

  // Room for so many entries in all. False when out of memory: nothing is then changed.
  [[nodiscard]] bool reserve(Context context, size_t count) {
    if (count <= entry_capacity() - (used_ - size())) return true;
    return replace(context, count);
  }

  void erase_at(uint32_t position) {
    leave_hole_at(position);
    while (used_ > 0 && !is_present(used_ - 1)) used_--;
    if (index_ && front() > used_) set_front(used_);
  }
  // The same, but end() stays: what is added later stands behind all that is there or was.
  void leave_hole_at(uint32_t position) {
    static_assert(!kPunched, "its entry is zeroed, and note_erased() called");
    MAYFLY_ASSERT(is_present(position));
    if (index_) leave(position, Traits::hash(entries()[position]));
    clear_entry(position);
    live_--;
    if (index_ && position == front()) set_front(next_from(position));
    version_.renew();
  }

  // For a kPunched table: an entry was zeroed by the owner.
  void note_erased() { version_.renew(); }

  // Closes the holes. Allocates nothing. Calls moved(entry, position) for each entry that gets another position.
  template <typename Moved>
  void compact(Moved&& moved) {
    Entry* all = entries();
    uint32_t kept = 0;
    for (uint32_t i = 0; i < used_; i++) {
      if (!Traits::is_present(all[i])) continue;
      if (kept != i) {
        all[kept] = all[i];
        clear_entry(i);
        moved(all[kept], kept);
      }
      kept++;
    }
    take_as_used(kept);
    if (index_) std::memset(index_.words(), 0, index_.capacity() * 8);
    enter_all();
  }
  void compact() {
    if (size() != used_) compact([](const Entry&, uint32_t) {});
  }

  // Arrays with room for so many entries, empty ones; false when out of memory.
  struct Room {
    Block entries;
    Block index;
    explicit operator bool() const { return static_cast<bool>(entries); }
  };
  static Room prepare(Context context, size_t wanted) {
    if (wanted > kMaxEntries) return {};
    size_t slot_count = 0;
    size_t capacity = wanted < 4 ? 4 : wanted;
    if (capacity > Traits::kLinearLimit) {
      slot_count = std::bit_ceil((capacity * 4 + 2) / 3);
      if (slot_count < kMinSlots) slot_count = kMinSlots;
      capacity = slot_count / 4 * 3;
    }
    Room room;
    room.entries = Block::scanned(context, capacity * kEntryWords);
    if (!room.entries || slot_count == 0) return room;
    room.index = Block::plain(context, kHeadWords + slot_count / kSlotsPerWord);
    if (!room.index) return {};
    return room;
  }
  // Puts the present entries there, without holes. There must be room for all. Allocates nothing; calls moved(entry,
  // position) for each.
  template <typename Moved>
  void move_into(Room&& room, Moved&& moved) {
    Entry* to = reinterpret_cast<Entry*>(room.entries.words());
    uint32_t kept = 0;
    for (uint32_t i = 0; i < used_; i++) {
      if (!is_present(i)) continue;
      to[kept] = entries()[i];
      moved(to[kept], kept);
      kept++;
    }
    entries_ = std::move(room.entries);
    index_ = std::move(room.index);
    take_as_used(kept);
    enter_all();
  }
  const Block& entries_block() const { return entries_; }

  void clear() {
    entries_ = Block();
    index_ = Block();
    used_ = 0;
    live_ = kCountTag;
    version_.renew();
  }

  void trace(gc::Visitor& visitor) const {
    entries_.trace(visitor);
    index_.trace(visitor);
  }

 private:
  static_assert(std::is_trivially_copyable_v<Entry> && sizeof(Entry) % 8 == 0);
  static constexpr size_t kEntryWords = sizeof(Entry) / 8;
  static constexpr uint32_t kMinSlots = 8;
  static constexpr size_t kMaxEntries = size_t{3} << 29;  // of 2^31 slots
  // Counters stand in scanned memory: a high bit that is always set keeps their word from looking like an address.
  static constexpr uint32_t kCountTag = 1u << 31;

  struct Version {
    uint64_t value = uint64_t{1} << 63;
    void renew() { value++; }
  };
  struct NoVersion {
    static constexpr uint64_t value = 0;
    void renew() {}
  };

  // A place in the index: a position, if it is used.
  struct PlainSlot {
    uint32_t next_position = 0;  // the position + 1

    static PlainSlot make(uint32_t position, uint64_t) { return {position + 1}; }
    bool is_used() const { return next_position != 0; }
    bool may_be(uint64_t) const { return true; }
    uint32_t position() const { return next_position - 1; }
  };
  struct HashedSlot : PlainSlot {
    uint32_t part = 0;  // of the hash

    static uint32_t part_of(uint64_t hash) { return static_cast<uint32_t>(hash ^ hash >> 32); }
    static HashedSlot make(uint32_t position, uint64_t hash) { return {{position + 1}, part_of(hash)}; }
    bool may_be(uint64_t hash) const { return part == part_of(hash); }
  };
  using Slot = std::conditional_t<kPunched, HashedSlot, PlainSlot>;
  static constexpr uint32_t kSlotsPerWord = 8 / sizeof(Slot);

  Entry* entries() const { return reinterpret_cast<Entry*>(entries_.words()); }
  // The index's first word is the front: all positions before it are holes. The second, where entries are punched: a
  // range that ends where positions do and in which there are only holes. The slots follow.
  static constexpr uint32_t kHeadWords = kPunched ? 2 : 1;
  uint32_t front() const { return static_cast<uint32_t>(index_.words()[0]); }
  void set_front(uint32_t position) const { index_.words()[0] = position; }
  uint32_t hole_begin() const { return static_cast<uint32_t>(index_.words()[1]); }
  uint32_t hole_end() const { return static_cast<uint32_t>(index_.words()[1] >> 32); }
  void set_holes(uint32_t begin, uint32_t end) const { index_.words()[1] = uint64_t{end} << 32 | begin; }
  uint32_t next_from(uint32_t position) const {
    while (position < used_ && !is_present(position)) position++;
    return position;
  }
  // Only where there is an index, which compilers could not know.
  Slot* slots() const {
    uint64_t* words = index_.words();
    if (!words) __builtin_unreachable();
    return reinterpret_cast<Slot*>(words + kHeadWords);
  }
  uint32_t slot_mask() const { return static_cast<uint32_t>((index_.capacity() - kHeadWords) * kSlotsPerWord - 1); }
  uint32_t entry_capacity() const { return static_cast<uint32_t>(entries_.capacity() / kEntryWords); }

  // Hashes may be as poor as consecutive numbers: the multiplication (by 2^64 over the golden ratio) spreads them, and
  // the upper half of the product depends on all bits.
  uint32_t home(uint64_t hash) const {
    return static_cast<uint32_t>(((hash ^ hash >> 32) * 0x9e37'79b9'7f4a'7c15) >> 32) & slot_mask();
  }

  void clear_entry(uint32_t position) { std::memset(static_cast<void*>(entries() + position), 0, sizeof(Entry)); }

  void enter(uint32_t position, uint64_t hash) {
    Slot* slots = this->slots();
    uint32_t s = home(hash);
    while (slots[s].is_used()) s = (s + 1) & slot_mask();
    slots[s] = Slot::make(position, hash);
  }

  // Takes the slot of a position out, and moves back those behind it that would not be found any more.
  void leave(uint32_t position, uint64_t hash) {
    Slot* slots = this->slots();
    const uint32_t mask = slot_mask();
    uint32_t hole = home(hash);
    while (slots[hole].position() != position) hole = (hole + 1) & mask;
    for (uint32_t s = (hole + 1) & mask; slots[s].is_used(); s = (s + 1) & mask) {
      const uint32_t wanted = home(Traits::hash(entries()[slots[s].position()]));
      if (((s - wanted) & mask) < ((s - hole) & mask)) continue;  // its home lies behind the hole
      slots[hole] = slots[s];
      hole = s;
    }
    slots[hole] = Slot();
  }

  // In an index of zeros.
  void enter_all() {
    if (!index_) return;
    for (uint32_t i = 0; i < used_; i++) enter(i, Traits::hash(entries()[i]));
  }

  // Called with the entries' array full.
  bool make_room(Context context) {
    const size_t capacity = entry_capacity();
    // Many holes: much smaller arrays, or the same ones without the holes.
    if (size() <= capacity / 8 && capacity > 64 && replace(context, size() * 2)) return true;
    if (size() <= capacity / 2 && capacity > 0) {
      compact();
      return true;
    }
    return replace(context, size_t{size()} * 2);
  }

  // New arrays with room for so many entries, and the present ones in them, without holes.
  bool replace(Context context, size_t wanted) {
    Room room = prepare(context, wanted);
    if (!room) return false;
    move_into(std::move(room), [](const Entry&, uint32_t) {});
    return true;
  }

  // The entries are the first `count`, and the index is stale.
  void take_as_used(uint32_t count) {
    used_ = count;
    live_ = kCountTag | count;
    version_.renew();
  }

  Block entries_;
  Block index_;                // none: entries are few and are searched one by one
  uint32_t used_ = 0;          // positions in use, holes among them
  uint32_t live_ = kCountTag;  // entries present
  [[no_unique_address]] std::conditional_t<Traits::kVersioned, Version, NoVersion> version_;
};

}  // namespace mayfly
