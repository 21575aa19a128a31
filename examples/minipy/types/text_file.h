// TextFile: an open text file, and sys.stdin, sys.stdout and sys.stderr.
//
// UTF-8; lines end with "\n" in memory, and on reading "\r\n" and "\r" become that, unless newline says otherwise.
// Output is buffered; that of a terminal (and of sys.stderr) is written at the end of each line. A file that nobody
// holds any more is closed at a safe point. The buffers are malloc memory. Writing and reading may block; they run no
// user code, but an interrupt can end them. Used on its runtime's thread.
#pragma once

#include <minipy/types/containers.h>

#include <string>
#include <string_view>

namespace minipy {

class TextFile final : public Object {
 public:
  // What stands outside of the heap.
  struct Stream {
    int fd = -1;
    bool owns_fd = true;
    bool readable = false;
    bool writable = false;
    bool by_line = false;    // written at the end of each line
    bool translates = true;  // "\r\n" and "\r" are "\n"
    bool at_end = false;     // the last read() gave nothing
    std::string out;         // not yet written
    std::string in;          // not yet taken
    size_t taken = 0;        // of it
    bool closed() const { return fd < 0; }
  };

  static gc::KindId kind() { return kKindId; }
  static bool is(const gc::Cell& cell) { return cell.kind() == kind(); }

  // Takes the stream over, but for a failure.
  static Result<TextFile*> create(Runtime& rt, std::unique_ptr<Stream>& stream, Value name, Value mode, Value encoding);

  Stream& stream() const { return *stream_; }
  Value name() const { return name_; }
  Value mode() const { return mode_; }
  Value encoding() const { return encoding_; }

  // Errors: ValueError (closed), OSError. Text is UTF-8.
  Result<> write(Runtime& rt, std::string_view text);
  Result<> flush(Runtime& rt);
  Result<> close(Runtime& rt);
  // A line with its end; "" at the end of the file. At most so many bytes.
  Result<String*> read_line(Runtime& rt, size_t limit = SIZE_MAX);
  // So many characters, or all there are.
  Result<String*> read(Runtime& rt, size_t characters = SIZE_MAX);
  // What is buffered, in either direction, is settled with the file itself.
  Result<> settle(Runtime& rt);

 private:
  friend class gc::Heap;
  TextFile(gc::CellInit init, Stream* stream, Value name, Value mode, Value encoding)
      : Object(init), stream_(stream), name_(name), mode_(mode), encoding_(encoding) {}
  static void trace_cell(const gc::Cell& cell, gc::Visitor& visitor);
  static void release(gc::Cell& cell);
  Result<> check_open(Runtime& rt, bool wanted, const char* what);
  Result<> fill(Runtime& rt);
  Result<> flush_full(Runtime& rt);
  Result<String*> take_out(Runtime& rt, size_t bytes);

  static const gc::KindRow kRow;
  static const gc::KindId kKindId;  // registered when the program starts

  Stream* stream_;  // malloc memory; released with the cell
  Value name_;
  Value mode_;
  Value encoding_;
};

// sys.stdin, sys.stdout or sys.stderr (0, 1, 2); None where that is closed.
Result<Value> make_standard_stream(Runtime& rt, int fd);
// file.write(text), of any object with a method write.
Result<> write_text(Runtime& rt, Value file, Value text);
// file.flush(); nothing where it has none.
Result<> flush_file(Runtime& rt, Value file);
// sys.stdout and the like; empty: there is none.
Result<Value> sys_attribute(Runtime& rt, std::string_view name);
Result<Value> sys_attribute(Runtime& rt, Symbol& name);
// The built-in open(), of arguments as a script gives them.
Result<Value> open_file(Runtime& rt, Arguments args);

Result<> define_text_file(Runtime& rt);

// The OSError, or a class derived from it, that errno stands for. `name`: the file, or nil.
Error os_error(Runtime& rt, int number, Value name = Value::nil());

}  // namespace minipy
