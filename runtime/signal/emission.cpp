// The loop of an emission.
//
// What a call checks and does for itself is done here once, as far as it is the same for all calls: ownership, room on the
// stacks, the arguments' place. Neighbours with the same native function share a CallFrame, which stays between their
// calls: no other code runs there.
//
//   words on the VM stack: signal | arguments, then names of keywords | connection | result | function | receiver | arguments
//
// The rows are walked by index: runtime.signal.rows-stay. The second copy of the arguments is the callee's, which may
// overwrite it, as front-ends' code does; native code does not.
//
// All that an emission knows stays in registers while native functions are called: so nothing of an Emission may have its
// address taken there. What is rarer (another kind of listener, a failure) is a function of its own, which the Emission is
// moved into.
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/call/native_code.h>
#include <mayfly/runtime/call/quick_call.h>
#include <mayfly/runtime/embed/operand.h>
#include <mayfly/runtime/lifecycle/runtime_entry.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/signal/emission.h>

namespace mayfly {

class Emission {
 public:
  [[gnu::always_inline]] Emission(Runtime& rt, Signal& signal, const Arguments& arguments) : rt_(rt), signal_(signal) {
    gc::WordStack& stack = rt.heap().vm_stack();
    count_ = arguments.size();
    keywords_ = arguments.keywords();
    uint64_t* words = stack.room(size_t{count_} * 2 + keywords_ + 1 + kArguments);
    if (!words) [[unlikely]]
      return;
    words[0] = Value(&signal).word();
    uint64_t* call = words + 1 + count_ + keywords_;
    copy_few(words + 1, arguments.values(), count_);
    copy_few(call + kArguments, arguments.values(), count_);
    for (uint32_t i = 0; i < keywords_; i++) words[1 + count_ + i] = Value(&arguments.name(i)).word();
    for (int i = 0; i < kArguments; i++) call[i] = 0;
    names_ = arguments.names();
    stack.publish(call + kArguments + count_);
    words_ = words;
    call_ = call;
    signal.forget_former_life();
    signal.begin_emission();
    rt.emissions_++;
    end_ = signal.rows_.size();
  }
  [[gnu::always_inline]] ~Emission() {
    if (!words_) [[unlikely]]
      return;
    rt_.emissions_--;
    signal_.end_emission(rt_.heap());
    rt_.heap().vm_stack().pop_to(words_);
  }
  [[gnu::always_inline]] Emission(Emission&& other) noexcept : Emission(static_cast<const Emission&>(other)) {
    other.words_ = nullptr;
  }

  // kRecursion, when there is no room for the calls.
  [[gnu::always_inline]] bool has_room() const { return words_ && has_room(rt_.calls()); }
  [[gnu::always_inline]] Error room_error() const { return room_error(rt_, words_ != nullptr); }

  // Calls the next listener, if it is a native function, and, where nobody looks at what each returns, those behind it that
  // have the same function, until one fails. What came of the last one is `error`, if it is set, or result(). False: nobody
  // was called.
  enum class Stop : uint8_t { kAfterEach, kAtFailure };
  template <Stop kStop>
  [[gnu::always_inline]] bool call_natives(Error& error);
  // Calls the next listener, whatever it is; false: there is none left.
  bool call_any(Error& error);
  [[gnu::always_inline]] bool call_next(Error& error) {
    return call_natives<Stop::kAfterEach>(error) || call_any(error);
  }

  // The whole emission of the most frequent signal, whose one listener is a weak method of a native function: what all
  // others do, less what is there for a second listener, or for a look at the result. False: nothing has happened.
  [[gnu::always_inline]] static bool call_only(Runtime& rt, Signal& signal, const Arguments& arguments,
                                               EmitResult& done);

  // The last call's.
  Value result() const { return result_ ? Value::from_word(result_) : Value::nil(); }
  Connection& connection() const { return *reinterpret_cast<Connection*>(call_[kConnection]); }
  // Holds a value until the next call, or, for an emission that does not hold each result, to the end.
  void hold(Value value) { call_[kResult] = value.word(); }

  bool is_at_end() const { return at_ == end_; }
  // The runtime was deleted meanwhile.
  bool is_over() const { return is_over(rt_); }
  static bool is_over(const Runtime& rt) { return rt.doomed_.load(std::memory_order_relaxed); }
  void count_failure() { failed_++; }
  void report(Error& error) {
    failed_++;
    rt_.lifecycle().report(Unraisable::Source::kSignal, error, Value(&connection()),
                           Value::from_word(call_[kFunction]));
    error = Error();
  }
  EmitResult done() const { return {called_, failed_}; }
  Runtime& runtime() const { return rt_; }

 private:
  [[gnu::always_inline]] static bool has_room(const CallStack& calls) {
    // What the calls themselves check a little further down must not find less.
    constexpr size_t kBytes = 16u << 10;
    return calls.depth() < calls.max_depth() && calls.guard().has_room_for(kBytes);
  }
  // Of the only call: signal, connection, function and receiver stand before the arguments.
  static constexpr size_t kWordsOfOnly = 4;
  // Words of a call.
  enum : int { kConnection, kResult, kFunction, kReceiver, kArguments };

  struct Next {
    Connection* connection = nullptr;
    Connection::Listener listener;
    explicit operator bool() const { return connection != nullptr; }
  };

  Emission(const Emission&) = default;
  // The next listener to call, `at` behind it; none: `at` is at the end.
  [[gnu::always_inline]] Next find_next(uint32_t& at) const {
    const ListenerRow* const rows = signal_.rows_.data();
    while (at < end_) {
      const ListenerRow& row = rows[at++];
      Connection* const connection = row.connection;
      if (!connection || connection->is_blocked()) continue;
      if (!row.is_weak()) return {connection, {row.receiver, static_cast<Object*>(row.function.cell())}};
      if (const Connection::Listener listener = connection->weak_listener()) return {connection, listener};
    }
    return {};
  }
  [[gnu::always_inline]] static WordEntry native_entry(const Object& function) {
    if (!Function::is(function)) return nullptr;
    const Code& code = static_cast<const Function&>(function).code();
    return NativeCode::is(code) ? reinterpret_cast<WordEntry>(code.word_entry()) : nullptr;
  }
  [[gnu::always_inline]] void write(const Next& next) {
    call_[kConnection] = reinterpret_cast<uint64_t>(next.connection);
    call_[kFunction] = Value(next.listener.function).word();
    call_[kReceiver] = next.listener.receiver.word();
  }
  const Value* arguments_of_call(bool has_receiver) const {
    return reinterpret_cast<const Value*>(call_ + (has_receiver ? kReceiver : kArguments));
  }

  // A word entry gave the empty word: the error that waits, or none, and the word is the empty value.
  [[gnu::cold, gnu::noinline]] static Error pending_error(CallStack& calls, const CallFrame& frame) {
    Error error = calls.take_pending_error();
    if (error.is_set()) error.add_position(frame.position());
    return error;
  }
  [[gnu::cold, gnu::noinline]] static uint32_t report_only(Runtime& rt, Connection& connection, Function& function);
  [[gnu::cold, gnu::noinline]] static Error room_error(Runtime& rt, bool has_words) {
    if (!has_words) return detail::vm_stack_full(rt.heap().vm_stack());
    return rt.calls().recursion_error("the emission of a signal");
  }

  Runtime& rt_;
  Signal& signal_;
  uint64_t* words_ = nullptr;  // null: the VM stack is full, or moved from
  uint64_t* call_ = nullptr;
  Symbol* const* names_ = nullptr;
  uint32_t count_ = 0;  // of arguments, those by keyword included
  uint32_t keywords_ = 0;
  uint32_t at_ = 0;
  uint32_t end_ = 0;
  uint32_t called_ = 0;
  uint32_t failed_ = 0;
  uint64_t result_ = 0;
};

template <Emission::Stop kStop>
inline bool Emission::call_natives(Error& error) {
  uint32_t at = at_;
  Next next = find_next(at);
  if (!next || keywords_ != 0) [[unlikely]] {
    if (!next) at_ = at;
    return false;
  }
  const WordEntry entry = native_entry(*next.listener.function);
  if (!entry) [[unlikely]]
    return false;
  write(next);
  // Everything that the loop needs is in locals: the callee can't see them.
  Runtime& rt = rt_;
  Signal& signal = signal_;
  uint64_t* const call = call_;
  Function& function = *static_cast<Function*>(next.listener.function);
  const bool has_receiver = !next.listener.receiver.is_empty();
  const Value* const values = arguments_of_call(has_receiver);
  const uint32_t count = count_ + has_receiver;
  // While it stands on the VM stack the function is alive: of a weak method only its identity need be compared.
  const bool is_weak_method = next.connection->hold() == Connection::Hold::kWeakMethod;
  const uint64_t identity = is_weak_method ? next.connection->second_identity() : 0;
  const uint32_t end = end_;
  uint32_t called = 0;
  // Split in two, as a compiler may like to, it would have its locals in memory.
  const auto call_all = [&](const CallFrame& frame) __attribute__((always_inline)) {
    for (;;) {
      called++;
      const uint64_t word = entry(rt, function, values, count);
      if (word == 0) [[unlikely]] {
        error = pending_error(rt.calls(), frame);
        return word;
      }
      if (kStop == Stop::kAfterEach || rt.doomed_.load(std::memory_order_relaxed)) [[unlikely]]
        return word;
      for (;; at++) {
        if (at == end) return word;
        const ListenerRow& row = signal.rows_.row(at);
        next.connection = row.connection;
        if (!next.connection) [[unlikely]]
          continue;
        if (next.connection->is_open_weak_method() && next.connection->second_identity() == identity) [[likely]] {
          const gc::Cell* receiver = next.connection->first_cell();
          if (!receiver) [[unlikely]]
            continue;
          call[kReceiver] = Value(receiver).word();
          break;
        }
        if (next.connection->is_blocked()) continue;
        if (row.function == Value(&function) && row.receiver.is_empty() != has_receiver) {
          call[kReceiver] = row.receiver.word();
          break;
        }
        // Another function's.
        return word;
      }
      at++;
      call[kConnection] = reinterpret_cast<uint64_t>(next.connection);
    }
  };
  result_ = rt.calls().run(function, call_all);
  at_ = at;
  called_ += called;
  return true;
}

inline bool Emission::call_only(Runtime& rt, Signal& signal, const Arguments& arguments, EmitResult& done) {
  if (signal.rows_.size() != 1 || arguments.keywords() != 0 || signal.was_revived()) return false;
  Connection* const connection = signal.rows_.row(0).connection;
  if (!connection || !connection->is_open_weak_method()) return false;
  const gc::WeakPair::Referents alive = connection->referents();
  if (!alive.second) return false;
  Function& function = *static_cast<Function*>(alive.second);
  const WordEntry entry = native_entry(function);
  if (!entry) return false;
  gc::WordStack& stack = rt.heap().vm_stack();
  const uint32_t count = arguments.size();
  CallStack& calls = rt.calls();
  uint64_t* const words = stack.room(size_t{count} + kWordsOfOnly);
  if (!words || !has_room(calls)) return false;
  words[0] = Value(&signal).word();
  words[1] = reinterpret_cast<uint64_t>(connection);
  words[2] = Value(&function).word();
  words[3] = Value(alive.first).word();
  copy_few(words + kWordsOfOnly, arguments.values(), count);
  stack.publish(words + kWordsOfOnly + count);
  // Emissions nest: when this one ends there are as many as there were.
  const uint32_t emissions_of_signal = signal.emissions_;
  const uint32_t emissions = rt.emissions_;
  signal.emissions_ = emissions_of_signal + 1;
  rt.emissions_ = emissions + 1;
  const uint64_t word = calls.run(
      function, [&](const CallFrame& frame) __attribute__((always_inline)) {
        const uint64_t returned = entry(rt, function, reinterpret_cast<const Value*>(words + 3), count + 1);
        if (returned == QuickCall::kFailed) [[unlikely]]
          QuickCall::add_position(calls, frame);
        return returned;
      });
  done = {1, 0};
  if (word == QuickCall::kFailed) [[unlikely]]
    done.failed = report_only(rt, *connection, function);
  rt.emissions_ = emissions;
  signal.emissions_ = emissions_of_signal;
  if (signal.count_ != signal.rows_.size()) [[unlikely]]
    signal.settle(rt.heap());
  stack.pop_to(words);
  return true;
}

// How many failures there were: the listener may as well have given the empty value.
uint32_t Emission::report_only(Runtime& rt, Connection& connection, Function& function) {
  const Result<Value> outcome = QuickCall::take_failure(rt.calls());
  if (outcome) return 0;
  if (!is_over(rt))
    rt.lifecycle().report(Unraisable::Source::kSignal, outcome.error(), Value(&connection), Value(&function));
  return 1;
}

bool Emission::call_any(Error& error) {
  const Next next = find_next(at_);
  if (!next) return false;
  write(next);
  called_++;
  const bool has_receiver = !next.listener.receiver.is_empty();
  const Arguments arguments(arguments_of_call(has_receiver), count_ - keywords_ + has_receiver, names_, keywords_);
  Object* const function = next.listener.function;
  Result<Value> result = Function::is(*function) ? invoke(rt_, *static_cast<Function*>(function), arguments)
                                                 : invoke(rt_, Value(function), arguments);
  copy_few(call_ + kArguments, reinterpret_cast<const Value*>(words_ + 1), count_);
  if (result)
    result_ = result->word();
  else
    error = result.take_error();
  return true;
}

namespace {

// What is left of an emission when it has come upon a failure, or a listener that is no native function.
[[gnu::noinline]] Result<EmitResult> emit_rest(Emission emission, Error error) {
  for (;;) {
    if (!emission.is_over() && error.is_set()) emission.report(error);
    if (emission.is_over()) [[unlikely]]
      return emission.runtime().check_entry().take_error();
    if (!emission.call_natives<Emission::Stop::kAtFailure>(error) && !emission.call_any(error)) return emission.done();
  }
}

[[gnu::noinline]] Result<EmitResult> emit_to_all(Runtime& rt, Signal& signal, const Arguments& arguments) {
  Emission emission(rt, signal, arguments);
  if (!emission.has_room()) [[unlikely]]
    return emission.room_error();
  Error error;
  emission.call_natives<Emission::Stop::kAtFailure>(error);
  if (!emission.is_at_end() || error.is_set() || emission.is_over()) [[unlikely]]
    return emit_rest(std::move(emission), std::move(error));
  return emission.done();
}

[[gnu::always_inline]] inline Result<EmitResult> emit_now(Runtime& rt, Signal& signal, const Arguments& arguments) {
  EmitResult only;
  if (!Emission::call_only(rt, signal, arguments, only)) return emit_to_all(rt, signal, arguments);
  if (Emission::is_over(rt)) [[unlikely]]
    return rt.check_entry().take_error();
  return only;
}

}  // namespace

Result<EmitResult> emit(Runtime& rt, Signal& signal, const Arguments& arguments) {
  return emit_now(rt, signal, arguments);
}

// Here, and not with the other members, for the sake of signals with few listeners.
Result<EmitResult> Runtime::emit(const embed::Target<Signal>& signal, const Arguments& arguments) {
  RuntimeEntry entry(*this);
  bool is_own = may_enter_quickly() && signal.cell && heap_->owns(*signal.cell);
  for (uint32_t i = 0; i < arguments.size() && is_own; i++) {
    const Value value = arguments.values()[i];
    is_own = !value.is_object() || heap_->owns(*value.cell());
  }
  if (!is_own) [[unlikely]] {
    MAYFLY_TRY(check_entry());
    MAYFLY_TRY(check_signal(*this, signal));
    MAYFLY_TRY(check_values(arguments));
  }
  return emit_now(*this, *signal.cell, arguments);
}

Result<EmitResult> emit_each(Runtime& rt, Signal& signal, const Arguments& arguments, EmitVisitor visitor) {
  Emission emission(rt, signal, arguments);
  if (!emission.has_room()) [[unlikely]]
    return emission.room_error();
  Error error;
  while (emission.call_next(error)) {
    if (emission.is_over()) [[unlikely]]
      return rt.check_entry().take_error();
    Result<bool> goes_on(false);
    if (error.is_set()) {
      emission.count_failure();
      goes_on = visitor.visit(visitor.data, rt, emission.connection(), Result<Value>(std::move(error)));
    } else {
      emission.hold(emission.result());
      goes_on = visitor.visit(visitor.data, rt, emission.connection(), emission.result());
    }
    if (!goes_on) return goes_on.take_error();
    if (emission.is_over()) [[unlikely]]
      return rt.check_entry().take_error();
    if (!*goes_on) break;
  }
  return emission.done();
}

Result<List*> emit_list(Runtime& rt, Signal& signal, const Arguments& arguments) {
  gc::Heap& heap = rt.heap();
  Emission emission(rt, signal, arguments);
  if (!emission.has_room()) [[unlikely]]
    return emission.room_error();
  Error error;
  // Room for all of them, before anybody is called.
  List* const list = List::create(heap);
  if (!list) return heap.allocation_error();
  emission.hold(list);
  if (!list->reserve(heap, signal.listener_count())) return heap.allocation_error();
  while (emission.call_next(error)) {
    if (emission.is_over()) [[unlikely]]
      return rt.check_entry().take_error();
    if (error.is_set()) [[unlikely]] {
      emission.report(error);
      if (emission.is_over()) return rt.check_entry().take_error();
    } else if (!list->append(heap, emission.result())) {
      return heap.allocation_error();
    }
  }
  return list;
}

}  // namespace mayfly
