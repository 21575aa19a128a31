// minipy's execution: any script ends, by itself or at the limits of steps and memory, in a session as --step-limit,
// --heap-limit and --no-import make it. What could touch anything but the process, or wait, is not there.
#include "support/check.h"

#include <minipy/command/session.h>
#include <minipy/modules/sys.h>
#include <minipy/vm/exceptions.h>
#include <minipy/vm/execute.h>

#include <mayfly/runtime/call/local.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <string_view>

using namespace minipy;

namespace {

constexpr const char* kPrelude = R"(
import builtins, sys, time
def refuse(*arguments, **named):
    raise OSError('not while fuzzing')
builtins.open = builtins.input = time.sleep = refuse
sys.stderr = sys.__stderr__ = sys.stdout
del builtins, sys, time, refuse
)";

// Tells as the command line does, but on what the script takes for standard error.
void tell(Runtime& rt, Error& error) {
  FUZZ_CHECK(!error.message().empty() || error.kind() == ErrorKind::kScript, "an error that says nothing");
  if (is_uncatchable(error)) return;
  Result<Value> exception = exception_of(rt, error);
  if (!exception) return;
  Local<Value> held(rt, *exception);
  if (held) (void)report_exception(rt, held.get());
}

Result<> run(Session& session, std::string_view text) {
  Runtime& rt = session.runtime();
  Local<PyCode> code(rt, MAYFLY_TRY(compile_source(rt, text, {.file = "fuzzed", .caches_globals = true})));
  if (!code) return code.error();
  MAYFLY_TRY(execute_code(rt, *code, session.globals(), Value::empty()));
  return {};
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  // What scripts print, and read.
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  FUZZ_CHECK(nowhere >= 0 && dup2(nowhere, STDIN_FILENO) >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0, "no /dev/null");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Options options;
  options.action = Options::Action::kCode;
  options.allows_import = false;
  options.heap_limit = 16u << 20;
  options.step_limit = 20'000;
  std::unique_ptr<Session> session = Session::create(options);
  FUZZ_CHECK(session, "no session");
  Runtime& rt = session->runtime();
  Result<Value> ready = execute_source(rt, kPrelude, ParseMode::kModule, session->globals(), Value::empty(), "prelude");
  FUZZ_CHECK(ready, "%s", ready.error().to_string().c_str());
  Result<> ended = run(*session, std::string_view(reinterpret_cast<const char*>(data), size));
  if (!ended) {
    Error error = ended.take_error();
    rt.set_step_budget(options.step_limit);
    tell(rt, error);
  }
  (void)session->shut_down(0);
  return 0;
}
