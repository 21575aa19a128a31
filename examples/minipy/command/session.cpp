#include <minipy/command/ending.h>
#include <minipy/command/session.h>
#include <minipy/modules/import.h>
#include <minipy/modules/sys.h>
#include <minipy/objects/big_integer.h>
#include <minipy/types/text_file.h>
#include <minipy/vm/arithmetic.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/native.h>
#include <minipy/vm/operators.h>

#include <mayfly/runtime/attributes/operators.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace minipy {

namespace {

Runtime* interrupted_runtime = nullptr;

void on_interrupt(int) {
  if (interrupted_runtime) interrupted_runtime->request_interrupt();
}

// Flushes what the program has as this stream, if it is open. False: that failed; `tells`: which is then reported.
bool flush_stream(Runtime& rt, const char* name, bool tells) {
  Local<Value> stream(rt, Value::nil());
  const auto flush = [&]() -> Result<> {
    if (!stream) return stream.error();
    const Value found = MAYFLY_TRY(sys_attribute(rt, name));
    if (found.is_empty() || found.is_nil()) return {};
    stream.set(found);
    Result<Value> closed = find_attr(rt, found, *MAYFLY_TRY(intern(rt, "closed")));
    if (closed && !closed->is_empty()) {
      const Result<bool> is_closed = truth(rt, *closed);
      if (is_closed && *is_closed) return {};
    }
    MAYFLY_TRY(call_method(rt, stream.get(), "flush"));
    return {};
  };
  const Result<> done = flush();
  if (!done && tells) rt.lifecycle().report(Unraisable::Source::kShutdown, done.error(), stream.get());
  return done.has_value();
}

bool flush_streams(Runtime& rt, bool tells) {
  const bool out = flush_stream(rt, "stdout", tells);
  const bool error = flush_stream(rt, "stderr", false);
  return out && error;
}

// What is left to say of an exception that there is no memory, or no stream, to tell of.
void print_shortly(Runtime& rt, Value exception) {
  std::fprintf(stderr, "%s\n", rt.space().class_of(exception)->name().c_str());
}

// SystemExit's code as an exit status; a text is told.
int exit_status(Runtime& rt, Value exception) {
  Result<Symbol*> name = intern(rt, "code");
  Local<Value> code(rt, Value::nil());
  if (!code || !name) return 1;
  Result<Value> found = get_attr(rt, exception, **name);
  if (!found || found->is_nil()) return 0;
  code.set(unboxed(*found));
  if (code.get().is_boolean()) return code.get().is_true() ? 1 : 0;
  if (is_int(code.get())) {
    const std::optional<int64_t> number = to_int64(code.get());
    return static_cast<int>(number.value_or(-1) & 0xff);
  }
  const auto tell = [&]() -> Result<> {
    const String* text = MAYFLY_TRY(str(rt, *found));
    return write_error_text(rt, std::string(text->view()) + "\n");
  };
  (void)tell();
  return 1;
}

Result<> set_up_main(Runtime& rt, const Options& options) {
  Minipy& minipy = Minipy::of(rt);
  Local<Value> sys(rt, MAYFLY_TRY(import_by_name(rt, "sys")));
  if (!sys) return sys.error();
  Local<List> arguments(rt, List::create(rt.heap()));
  if (!arguments) return arguments.error();
  if (!arguments.get()) return rt.heap().allocation_error();
  for (const std::string& each : options.arguments) {
    String* text = MAYFLY_TRY(String::create_checked(rt.heap(), each));
    if (!arguments->append(rt.heap(), text)) return rt.heap().allocation_error();
  }
  MAYFLY_TRY(set_attr(rt, sys.get(), *MAYFLY_TRY(intern(rt, "argv")), arguments.get()));
  Dict& globals = *minipy.main_namespace();
  MAYFLY_TRY(set_in(rt, globals, "__name__", MAYFLY_TRY(minipy.interned("__main__"))));
  ImportPolicy& policy = import_policy(rt);
  policy.allows_files = options.allows_import;
  std::string folder;
  if (options.action == Options::Action::kFile) {
    const size_t slash = options.text.rfind('/');
    folder = slash == std::string::npos ? "" : options.text.substr(0, slash);
  }
  policy.folders = {folder};
  return {};
}

}  // namespace

std::unique_ptr<Session> Session::create(const Options& options) {
  std::unique_ptr<Session> session(new Session());
  session->thread_.emplace();
  RuntimeOptions runtime;
  runtime.max_call_depth = 1000;
  runtime.huge_pages = true;        // a script makes much, and soon
  runtime.initial_heap = 4u << 20;  // the first touch of a page takes longer than using one again
  if (options.gc_stress) runtime.stress = options.gc_stress;
  Result<std::unique_ptr<Runtime>> made = Runtime::create(runtime);
  if (!made) {
    std::fprintf(stderr, "minipy: %s\n", made.error().to_string().c_str());
    return nullptr;
  }
  session->rt_ = std::move(*made);
  Runtime& rt = *session->rt_;
  session->frames_.emplace(rt);
  session->gc_log_ = options.gc_log;
  Result<std::unique_ptr<Minipy>> minipy = Minipy::create(rt);
  if (!minipy) {
    std::fprintf(stderr, "minipy: %s\n", minipy.error().to_string().c_str());
    return nullptr;
  }
  session->minipy_ = std::move(*minipy);
  Result<> ready = set_up_main(rt, options);
  if (!ready) {
    std::fprintf(stderr, "minipy: %s\n", ready.error().to_string().c_str());
    return nullptr;
  }
  // What Python itself takes does not count.
  session->heap_limit_ = options.heap_limit;
  if (options.heap_limit) rt.heap().set_heap_limit(options.heap_limit);
  if (options.step_limit) {
    session->step_limit_ = options.step_limit;
    rt.set_step_budget(options.step_limit);
  }
  interrupted_runtime = &rt;
  // A blocked system call is to end.
  struct sigaction interrupt = {};
  interrupt.sa_handler = on_interrupt;
  (void)sigaction(SIGINT, &interrupt, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return session;
}

Session::~Session() {
  interrupted_runtime = nullptr;
  std::signal(SIGINT, SIG_DFL);
  frames_.reset();
  if (rt_) (void)rt_->shutdown();
  rt_.reset();
  minipy_.reset();
  thread_.reset();
}

std::optional<int> Session::report(Error& error) {
  Runtime& rt = *rt_;
  (void)flush_streams(rt, false);
  // What tells of a full heap needs some.
  const size_t limit = rt.heap().options().heap_limit;
  rt.heap().set_heap_limit(0);
  const std::optional<int> status = tell(error);
  rt.heap().set_heap_limit(limit);
  return status;
}

std::optional<int> Session::tell(Error& error) {
  Runtime& rt = *rt_;
  if (is_uncatchable(error)) {
    is_cut_short_ = true;
    std::fprintf(stderr, "minipy: %.*s\n", static_cast<int>(error.message().size()), error.message().data());
    return 1;
  }
  Result<Value> exception = exception_of(rt, error);
  if (!exception) {
    std::fprintf(stderr, "MemoryError\n");
    return std::nullopt;
  }
  Local<Value> held(rt, *exception);
  if (!held) return std::nullopt;
  if (is_exception(rt, error, ExceptionId::kSystemExit)) return exit_status(rt, held.get());
  const bool interrupted = is_exception(rt, error, ExceptionId::kKeyboardInterrupt);
  Result<> shown = report_exception(rt, held.get());
  if (!shown) print_shortly(rt, held.get());
  if (interrupted) return kInterrupted;
  return std::nullopt;
}

int Session::finish(Result<> ended) {
  if (ended) return shut_down(0);
  Error error = ended.take_error();
  const std::optional<int> status = report(error);
  error = Error();
  return shut_down(status.value_or(1));
}

int Session::shut_down(int status) {
  Runtime& rt = *rt_;
  rt.set_step_budget(step_limit_);
  rt.heap().set_heap_limit(0);
  // With a limit of steps, a finalizer could use it up, and the next one go on for ever.
  if (!is_cut_short_ && step_limit_ == Steps::kUnlimited) end_program(rt, heap_limit_);
  // Behind finalizers, which print.
  bool flushed = true;
  Result<> planned = rt.lifecycle().at_shutdown([&flushed](Runtime& runtime) -> Result<> {
    flushed = flush_streams(runtime, true);
    return {};
  });
  if (!planned) flushed = flush_streams(rt, true);
  frames_.reset();
  const gc::HeapStatistics statistics = rt.heap().statistics();
  Result<> run = rt.shutdown();
  if (!run) std::fprintf(stderr, "minipy: %s\n", run.error().to_string().c_str());
  if (gc_log_) {
    std::fprintf(stderr, "gc: %llu collections, %llu objects made, %zu bytes of heap\n",
                 static_cast<unsigned long long>(statistics.collections),
                 static_cast<unsigned long long>(statistics.cells_allocated), statistics.heap_bytes);
  }
  return flushed || status == kInterrupted ? status : 120;
}

std::string script_name(const std::string& path) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::current_path(error);
  return error || path.starts_with('/') ? path : (folder / path).string();
}

bool read_script(const std::string& path, std::string& text, int& status) {
  struct stat info;
  const std::string name = script_name(path);
  const char* const shown = name.c_str();
  if (stat(path.c_str(), &info) != 0) {
    std::fprintf(stderr, "minipy: can't open file '%s': [Errno %d] %s\n", shown, errno, std::strerror(errno));
    status = 2;
    return false;
  }
  if (S_ISDIR(info.st_mode)) {
    std::fprintf(stderr, "minipy: can't find '__main__' module in '%s'\n", shown);
    status = 1;
    return false;
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  if (in) all << in.rdbuf();
  if (!in) {
    std::fprintf(stderr, "minipy: can't open file '%s': [Errno %d] %s\n", shown, errno, std::strerror(errno));
    status = 2;
    return false;
  }
  text = std::move(all).str();
  return true;
}

}  // namespace minipy
