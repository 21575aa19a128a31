// minipy: runs Python scripts on Mayfly. docs/minipy.md tells what it understands.
#include <minipy/command/doctest.h>
#include <minipy/command/prompt.h>
#include <minipy/command/session.h>
#include <minipy/compiler/disassemble.h>
#include <minipy/vm/execute.h>
#include <minipy/vm/namespace.h>

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <iostream>
#include <iterator>

namespace minipy {

namespace {

Result<> run_source(Session& session, const std::string& text, const std::string& file) {
  Runtime& rt = session.runtime();
  if (file[0] != '<') note_source(file, text);
  Local<PyCode> code(rt, MAYFLY_TRY(compile_source(rt, text, {.file = file, .caches_globals = true})));
  if (!code) return code.error();
  MAYFLY_TRY(execute_code(rt, *code, session.globals(), Value::empty()));
  return {};
}

int run_file(const Options& options) {
  std::string text;
  int status = 0;
  if (!read_script(options.text, text, status)) return status;
  std::unique_ptr<Session> session = Session::create(options);
  if (!session) return 1;
  Runtime& rt = session->runtime();
  const std::string name = script_name(options.text);
  const auto named = [&]() -> Result<> {
    return set_in(rt, session->globals(), "__file__", MAYFLY_TRY(String::create_checked(rt.heap(), name)));
  };
  Result<> done = named();
  if (done) done = run_source(*session, text, name);
  return session->finish(std::move(done));
}

int run(const Options& options) {
  switch (options.action) {
    case Options::Action::kFile: return run_file(options);
    case Options::Action::kDisassemble: {
      std::string text;
      int status = 0;
      if (!read_script(options.text, text, status)) return status;
      return disassemble(text, options.text, std::cout, std::cerr) ? 0 : 1;
    }
    case Options::Action::kDoctest: {
      std::string text;
      int status = 0;
      if (!read_script(options.text, text, status)) return status;
      std::unique_ptr<Session> session = Session::create(options);
      return session ? run_doctest(*session, text, options.text) : 1;
    }
    default: break;
  }
  const bool is_code = options.action == Options::Action::kCode;
  const bool is_prompt = options.action == Options::Action::kPrompt && is_terminal();
  std::string text = options.text + "\n";
  // Before there is a session: until then an interrupt ends the program.
  if (!is_code && !is_prompt) text.assign(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  std::unique_ptr<Session> session = Session::create(options);
  if (!session) return 1;
  if (is_prompt) return run_prompt(*session);
  return session->finish(run_source(*session, text, is_code ? "<string>" : "<stdin>"));
}

}  // namespace

}  // namespace minipy

int main(int argc, char** argv) {
  minipy::Options options;
  int status = 0;
  if (!minipy::parse_options(argc, argv, options, status)) return status;
  // bdwgc would give the pages of free blocks back after some collections, and a script needs them again at once.
  setenv("GC_UNMAP_THRESHOLD", "0", 0);
  status = minipy::run(options);
  if (status != minipy::Session::kInterrupted) return status;
  // As the signal would have ended it: whoever started this one sees it.
  std::signal(SIGINT, SIG_DFL);
  (void)kill(getpid(), SIGINT);
  return 128 + SIGINT;
}
