// The loop of an emission.
//
// What a call checks and does for itself is done here once, as far as it is the same for all calls: ownership, room on the
// stacks, the arguments' place. Neighbours with the same native function share a CallFrame, which stays between their calls:
// no other code runs there.
//
//   words on the VM stack: signal | arguments, then names of keywords | connection | result | function | receiver | arguments
//
// The second copy of the arguments is the callee's, which may overwrite it, as front-ends' code does; native code does not.
#include <mayfly/objects/containers/list.h>
#include <mayfly/objects/text/symbol.h>
#include <mayfly/runtime/call/invoke.h>
#include <mayfly/runtime/call/local.h>
#include <mayfly/runtime/call/native_code.h>
#include <mayfly/runtime/runtime.h>
#include <mayfly/runtime/signal/emission.h>

namespace mayfly {

class Emission {
 public:
  Emission(Runtime& rt, Signal& signal, const Arguments& arguments) : rt_(rt), signal_(signal) {
    gc::WordStack& stack = rt.heap().vm_stack();
    count_ = arguments.size();
    keywords_ = arguments.keywords();
    uint64_t* words = stack.room(size_t{count_} * 2 + keywords_ + 5);
    if (!words) [[unlikely]]
      return;
    call_ = words + 1 + count_ + keywords_;
    words[0] = Value(&signal).word();
    for (uint32_t i = 0; i < count_; i++) words[1 + i] = call_[kArguments + i] = arguments.values()[i].word();
    for (uint32_t i = 0; i < keywords_; i++) words[1 + count_ + i] = Value(&arguments.name(i)).word();
    call_[kConnection] = call_[kResult] = call_[kFunction] = call_[kReceiver] = 0;
    names_ = arguments.names();
    stack.publish(call_ + kArguments + count_);
    words_ = words;
    signal.forget_former_life();
    signal.begin_emission();
    rt.emissions_++;
    end_ = signal.rows_.size();
  }
  ~Emission() {
    if (!words_) return;
    rt_.emissions_--;
    signal_.end_emission(rt_.heap());
    rt_.heap().vm_stack().pop_to(words_);
  }
  Emission(const Emission&) = delete;
  Emission& operator=(const Emission&) = delete;

  // kRecursion, when there is no room for the calls.
  Result<> check_room() const {
    if (!words_) [[unlikely]]
      return detail::vm_stack_full(rt_.heap().vm_stack());
    // What the calls themselves check a little further down must not find less.
    constexpr size_t kBytes = 16u << 10;
    if (!rt_.calls().has_room() || !rt_.calls().guard().has_room_for(kBytes)) [[unlikely]]
      return rt_.calls().recursion_error("the emission of a signal");
    return {};
  }

  // Calls the next listener (false: there is none left), and, where nobody looks at what each returns, those behind it that
  // have the same native function, until one fails. What came of the last one is outcome().
  enum class Stop : uint8_t { kAfterEach, kAtFailure };
  template <Stop kStop>
  bool call_next() {
    Connection::Listener next = find_next();
    if (!next) return false;
    write(next);
    write_arguments();
    Function* function = Function::is(*next.function) ? static_cast<Function*>(next.function) : nullptr;
    const WordEntry entry = function && keywords_ == 0 && NativeCode::is(function->code())
                                ? reinterpret_cast<WordEntry>(function->code().word_entry())
                                : nullptr;
    if (!entry) [[unlikely]] {
      call_slowly(next);
      return true;
    }
    const bool has_receiver = !next.receiver.is_empty();
    const Value* const values = arguments_of_call(has_receiver);
    const uint32_t count = count_ + has_receiver;
    result_ = rt_.calls().run(*function, [&](const CallFrame& frame) -> uint64_t {
      for (;;) {
        done_.called++;
        const uint64_t word = entry(rt_, *function, values, count);
        if (word == 0) [[unlikely]] {
          take_error(frame);
          return word;
        }
        if (kStop == Stop::kAfterEach || rt_.doomed_.load(std::memory_order_relaxed)) return word;
        next = find_next();
        if (next.function != function || next.receiver.is_empty() == has_receiver) {
          // Another function's: it is found again.
          if (next) at_--;
          return word;
        }
        write(next);
      }
    });
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

  // The next listener to call, at_ behind it; none: at_ is at the end.
  [[gnu::always_inline]] Connection::Listener find_next() {
    const ListenerRow* const rows = signal_.rows_.data();
    uint32_t at = at_;
    Connection::Listener found;
    while (at < end_) {
      const ListenerRow& row = rows[at++];
      const Connection* const connection = row.connection;
      if (!connection || connection->is_blocked()) continue;
      if (row.function.is_empty()) {
        found = connection->weak_listener();
        if (!found) continue;
      } else {
        found = {row.receiver, static_cast<Object*>(row.function.cell())};
      }
      connection_ = row.connection;
      break;
    }
    at_ = at;
    return found;
  }
  [[gnu::always_inline]] void write(const Connection::Listener& listener) {
    call_[kConnection] = reinterpret_cast<uint64_t>(connection_);
    call_[kFunction] = Value(listener.function).word();
    call_[kReceiver] = listener.receiver.word();
  }
  [[gnu::always_inline]] void write_arguments() {
    for (uint32_t i = 0; i < count_; i++) call_[kArguments + i] = words_[1 + i];
  }
  const Value* arguments_of_call(bool has_receiver) const {
    return reinterpret_cast<const Value*>(call_ + (has_receiver ? kReceiver : kArguments));
  }
  [[gnu::noinline]] void call_slowly(const Connection::Listener& listener) {
    const bool has_receiver = !listener.receiver.is_empty();
    const Arguments arguments(arguments_of_call(has_receiver), count_ - keywords_ + has_receiver, names_, keywords_);
    done_.called++;
    Result<Value> result = Function::is(*listener.function)
                               ? invoke(rt_, *static_cast<Function*>(listener.function), arguments)
                               : invoke(rt_, Value(listener.function), arguments);
    if (result)
      result_ = result->word();
    else
      error_ = result.take_error();
  }
  // A word entry gave the empty word: the error that waits, or the empty value.
  [[gnu::cold, gnu::noinline]] void take_error(const CallFrame& frame) {
    error_ = rt_.calls().take_pending_error();
    if (error_.is_set()) error_.add_position(frame.position());
  }

  Runtime& rt_;
  Signal& signal_;
  uint64_t* words_ = nullptr;  // null: the VM stack is full
  uint64_t* call_ = nullptr;
  Connection* connection_ = nullptr;
  Symbol* const* names_ = nullptr;
  uint32_t count_ = 0;  // of arguments, those by keyword included
  uint32_t keywords_ = 0;
  uint32_t at_ = 0;
  uint32_t end_ = 0;
  uint64_t result_ = 0;
  Error error_;
  EmitResult done_;
};

Result<EmitResult> emit(Runtime& rt, Signal& signal, const Arguments& arguments) {
  Emission emission(rt, signal, arguments);
  MAYFLY_TRY(emission.check_room());
  while (emission.call_next<Emission::Stop::kAtFailure>()) {
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
  while (emission.call_next<Emission::Stop::kAfterEach>()) {
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
  while (emission.call_next<Emission::Stop::kAfterEach>()) {
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
