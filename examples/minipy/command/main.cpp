// minipy: runs Python scripts on Mayfly. docs/minipy.md tells what it understands.
#include <minipy/command/doctest.h>
#include <minipy/command/prompt.h>
#include <minipy/command/session.h>
#include <minipy/compiler/disassemble.h>
#include <minipy/vm/execute.h>
#include <minipy/vm/namespace.h>

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
  const auto named = [&]() -> Result<> {
    return set_in(rt, session->globals(), "__file__", MAYFLY_TRY(String::create_checked(rt.heap(), options.text)));
  };
  Result<> done = named();
  if (done) done = run_source(*session, text, options.text);
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
  std::unique_ptr<Session> session = Session::create(options);
  if (!session) return 1;
  if (options.action == Options::Action::kCode)
    return session->finish(run_source(*session, options.text + "\n", "<string>"));
  if (options.action == Options::Action::kPrompt && is_terminal()) return run_prompt(*session);
  const std::string text{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
  return session->finish(run_source(*session, text, "<stdin>"));
}

}  // namespace

}  // namespace minipy

int main(int argc, char** argv) {
  minipy::Options options;
  int status = 0;
  if (!minipy::parse_options(argc, argv, options, status)) return status;
  // bdwgc would give the pages of free blocks back after some collections, and a script needs them again at once.
  setenv("GC_UNMAP_THRESHOLD", "0", 0);
  return minipy::run(options);
}
