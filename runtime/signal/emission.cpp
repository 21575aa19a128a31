// The loop of an emission.
//
// What a call checks and does for itself is done here once, as far as it is the same for all calls: ownership, room on the
// stacks, the arguments' place. Native listeners that follow one another share a CallFrame.
//
//   words on the VM stack: signal | arguments, then names of keywords | connection | result | function | receiver | arguments
//
// The second copy of the arguments is the callee's, which may overwrite it, as front-ends' code does; native code does not.
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/call/native_code.h>
#include <mayfly/runtime/call/shared_frame.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/signal/emission.h>

namespace mayfly {

namespace {

// What is left of an emission that began in the quick way.
struct Rest {
  bool has_begun = false;
  uint32_t at = 0;
  uint32_t end = 0;
  uint32_t called = 0;
  Connection* failed = nullptr;  // of the last call, whose error waits in the CallStack
};

WordEntry native_entry(const Object& function) {
  if (!Function::is(function)) return nullptr;
  const Code& code = static_cast<const Function&>(function).code();
  return NativeCode::is(code) ? reinterpret_cast<WordEntry>(code.word_entry()) : nullptr;
}

// Leaves an error that waits in the CallStack with one more position. False: none waits; the empty value was returned.
[[gnu::cold, gnu::noinline]] bool add_position(CallStack& calls, const CallFrame& frame) {
  Error error = calls.take_pending_error();
  if (!error.is_set()) return false;
  error.add_position(frame.position());
  calls.set_pending_error(std::move(error));
  return true;
}

}  // namespace

class Emission {
 public:
  Emission(Runtime& rt, Signal& signal, const Arguments& arguments, const Rest& rest = {}) : rt_(rt), signal_(signal) {
    gc::WordStack& stack = rt.heap().vm_stack();
    count_ = arguments.size();
    keywords_ = arguments.keywords();
    uint64_t* words = stack.room(size_t{count_} * 2 + keywords_ + 5);
    if (!words) [[unlikely]] {
      if (rest.failed) static_cast<void>(rt.calls().take_pending_error());
      if (rest.has_begun) leave();
      return;
    }
    call_ = words + 1 + count_ + keywords_;
    words[0] = Value(&signal).word();
    copy_few(words + 1, arguments.values(), count_);
    copy_few(call_ + kArguments, arguments.values(), count_);
    for (uint32_t i = 0; i < keywords_; i++) words[1 + count_ + i] = Value(&arguments.name(i)).word();
    call_[kConnection] = reinterpret_cast<uint64_t>(rest.failed);
    call_[kResult] = call_[kFunction] = call_[kReceiver] = 0;
    names_ = arguments.names();
    stack.publish(call_ + kArguments + count_);
    words_ = words;
    if (rest.has_begun) {
      at_ = rest.at;
      end_ = rest.end;
      done_.called = rest.called;
      if (rest.failed) error_ = rt.calls().take_pending_error();
      return;
    }
    signal.forget_former_life();
    signal.begin_emission();
    rt.emissions_++;
    end_ = signal.rows_.size();
  }
  ~Emission() {
    if (!words_) return;
    leave();
    rt_.heap().vm_stack().pop_to(words_);
  }
  Emission(const Emission&) = delete;
  Emission& operator=(const Emission&) = delete;

  // The quick way: calls the listeners as long as they are native functions, with one frame and one copy of the arguments,
  // all of the loop in registers. What they return is dropped. True when all were called; else `rest` tells what is left:
  // all, or what begins with another kind of listener, or with the failure of the last one.
  static bool call_natives(Runtime& rt, Signal& signal, const Arguments& arguments, Rest& rest);

  // kRecursion, when there is no room for the calls.
  Result<> check_room() const {
    if (!words_) [[unlikely]]
      return detail::vm_stack_full(rt_.heap().vm_stack());
    if (!has_room(rt_.calls())) [[unlikely]]
      return rt_.calls().recursion_error("the emission of a signal");
    return {};
  }

  // Calls the next listener; false: there is none left. What came of it is outcome().
  bool call_next() {
    Connection::Listener next;
    while (at_ < end_ && !(next = listener_of(signal_.row(at_)))) at_++;
    if (!next) return false;
    write(at_, next);
    at_++;
    done_.called++;
    write_arguments();
    const uint32_t has_receiver = !next.receiver.is_empty();
    const Arguments arguments(reinterpret_cast<const Value*>(call_ + kArguments - has_receiver),
                              count_ - keywords_ + has_receiver, names_, keywords_);
    Result<Value> result = Function::is(*next.function) ? invoke(rt_, *static_cast<Function*>(next.function), arguments)
                                                        : invoke(rt_, Value(next.function), arguments);
    if (result)
      result_ = result->word();
    else
      error_ = result.take_error();
    return true;
  }

  // The last call's.
  bool has_failed() const { return error_.is_set(); }
  Error take_error() { return std::move(error_); }
  Value result() const { return result_ ? Value::from_word(result_) : Value::nil(); }
  Connection& connection() const { return *reinterpret_cast<Connection*>(call_[kConnection]); }
  // Holds a value until the next call, or, for an emission that does not hold each result, to the end.
  void hold(Value value) { call_[kResult] = value.word(); }
  Value held() const { return Value::from_word(call_[kResult]); }

  // The runtime was deleted meanwhile.
  bool is_over() const { return rt_.doomed_.load(std::memory_order_relaxed); }
  void report_failure() {
    done_.failed++;
    const Error error = take_error();
    rt_.lifecycle().report(Unraisable::Source::kSignal, error, Value(&connection()));
  }
  void count_failure() { done_.failed++; }
  EmitResult done() const { return done_; }

 private:
  // Words of a call.
  enum : int { kConnection, kResult, kFunction, kReceiver, kArguments };

  // What the calls themselves check a little further down must not find less.
  static bool has_room(const CallStack& calls) { return calls.has_room() && calls.guard().has_room_for(16u << 10); }
  void leave() {
    rt_.emissions_--;
    signal_.end_emission(rt_.heap());
  }
  // Who is to be called for a row; none: a hole, or blocked, or dead.
  [[gnu::always_inline]] static Connection::Listener listener_of(const ListenerRow& row) {
    const Connection* const connection = row.connection;
    if (!connection || connection->is_blocked()) return {};
    if (row.function.is_empty()) return connection->weak_listener();
    return {row.receiver, static_cast<Object*>(row.function.cell())};
  }
  [[gnu::always_inline]] void write(uint32_t at, const Connection::Listener& listener) {
    call_[kConnection] = reinterpret_cast<uint64_t>(signal_.row(at).connection);
    call_[kFunction] = Value(listener.function).word();
    call_[kReceiver] = listener.receiver.word();
  }
  // Front-ends' code may overwrite what it is given; native code does not.
  void write_arguments() { copy_few(call_ + kArguments, reinterpret_cast<const Value*>(words_ + 1), count_); }
  Runtime& rt_;
  Signal& signal_;
  uint64_t* words_ = nullptr;  // null: the VM stack is full
  uint64_t* call_ = nullptr;
  Symbol* const* names_ = nullptr;
  uint32_t count_ = 0;  // of arguments, those by keyword included
  uint32_t keywords_ = 0;
  uint32_t at_ = 0;
  uint32_t end_ = 0;
  uint64_t result_ = 0;
  Error error_;
  EmitResult done_;
};

bool Emission::call_natives(Runtime& rt, Signal& signal, const Arguments& arguments, Rest& rest) {
  CallStack& calls = rt.calls();
  gc::WordStack& stack = rt.heap().vm_stack();
  const uint32_t count = arguments.positional();
  // signal | connection | function | receiver | arguments
  uint64_t* const words = stack.room(size_t{count} + 4);
  if (!words || arguments.keywords() != 0 || !has_room(calls)) [[unlikely]]
    return false;
  words[0] = Value(&signal).word();
  words[1] = words[2] = words[3] = 0;
  copy_few(words + 4, arguments.values(), count);
  stack.publish(words + 4 + count);
  signal.forget_former_life();
  signal.begin_emission();
  rt.emissions_++;

  const uint32_t end = signal.rows_.size();
  uint32_t at = 0;
  uint32_t called = 0;
  Connection* failed = nullptr;
  {
    SharedFrame frame(calls);
    // It stands on the VM stack: nothing else can have its address meanwhile.
    const Object* last = nullptr;
    WordEntry entry = nullptr;
    while (at < end) {
      const ListenerRow& row = signal.row(at);
      const Connection::Listener next = listener_of(row);
      if (!next) {
        at++;
        continue;
      }
      if (next.function != last) {
        entry = native_entry(*next.function);
        if (!entry) break;
        last = next.function;
        frame.enter(*static_cast<Function*>(next.function));
      }
      words[1] = reinterpret_cast<uint64_t>(row.connection);
      words[2] = Value(next.function).word();
      words[3] = next.receiver.word();
      at++;
      called++;
      const uint32_t has_receiver = !next.receiver.is_empty();
      const uint64_t word = entry(rt, *static_cast<Function*>(next.function),
                                  reinterpret_cast<const Value*>(words + 4 - has_receiver), count + has_receiver);
      if (word == 0 && add_position(calls, frame.frame())) [[unlikely]] {
        failed = reinterpret_cast<Connection*>(words[1]);
        break;
      }
      if (rt.doomed_.load(std::memory_order_relaxed)) [[unlikely]]
        break;
    }
  }
  stack.pop_to(words);
  rest.called = called;
  if (at < end || failed || rt.doomed_.load(std::memory_order_relaxed)) [[unlikely]] {
    rest.has_begun = true;
    rest.at = at;
    rest.end = end;
    rest.failed = failed;
    return false;
  }
  rt.emissions_--;
  signal.end_emission(rt.heap());
  return true;
}

Result<EmitResult> emit(Runtime& rt, Signal& signal, const Arguments& arguments) {
  Rest rest;
  if (Emission::call_natives(rt, signal, arguments, rest)) [[likely]]
    return EmitResult{rest.called, 0};
  Emission emission(rt, signal, arguments, rest);
  MAYFLY_TRY(emission.check_room());
  for (;;) {
    if (!emission.is_over() && !emission.has_failed() && !emission.call_next()) break;
    if (emission.is_over()) [[unlikely]]
      return rt.check_entry().take_error();
    if (emission.has_failed()) [[unlikely]] {
      emission.report_failure();
      if (emission.is_over()) return rt.check_entry().take_error();
    }
  }
  return emission.done();
}

Result<EmitResult> emit_each(Runtime& rt, Signal& signal, const Arguments& arguments, EmitVisitor visitor) {
  Emission emission(rt, signal, arguments);
  MAYFLY_TRY(emission.check_room());
  while (emission.call_next()) {
    if (emission.is_over()) [[unlikely]]
      return rt.check_entry().take_error();
    Result<bool> goes_on(false);
    if (emission.has_failed()) {
      emission.count_failure();
      goes_on = visitor.visit(visitor.data, rt, emission.connection(), Result<Value>(emission.take_error()));
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
  MAYFLY_TRY(emission.check_room());
  // Room for all of them, before anybody is called.
  List* const list = List::create(heap);
  if (!list) return heap.allocation_error();
  emission.hold(list);
  if (!list->reserve(heap, signal.listener_count())) return heap.allocation_error();
  while (emission.call_next()) {
    if (emission.is_over()) [[unlikely]]
      return rt.check_entry().take_error();
    if (emission.has_failed()) [[unlikely]] {
      emission.report_failure();
      if (emission.is_over()) return rt.check_entry().take_error();
    } else if (!list->append(heap, emission.result())) {
      return heap.allocation_error();
    }
  }
  return list;
}

}  // namespace mayfly
