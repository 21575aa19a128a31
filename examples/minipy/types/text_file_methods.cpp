// The class of text files: TextIOWrapper.
#include <minipy/types/text_file.h>
#include <minipy/vm/namespace.h>
#include <minipy/vm/text.h>

#include <unistd.h>
#include <cerrno>

namespace minipy {

namespace {

Result<Value> write(Runtime& rt, Arguments args) {
  TextFile* self = MAYFLY_TRY(receiver<TextFile>(rt, args));
  const String* text = as<String>(args[1]);
  if (!text)
    return raise(rt, ExceptionId::kType, "write() argument must be str, not %s", argument_name_of(rt, args[1]));
  MAYFLY_TRY(self->write(rt, text->view()));
  return Value::small(static_cast<int64_t>(text->length()));
}

Result<Value> write_lines(Runtime& rt, Arguments args) {
  TextFile* self = MAYFLY_TRY(receiver<TextFile>(rt, args));
  Items lines(rt, args[1]);
  while (MAYFLY_TRY(lines.next())) {
    const String* text = as<String>(lines.value());
    if (!text) {
      return raise(rt, ExceptionId::kType, "write() argument must be str, not %s", argument_name_of(rt, lines.value()));
    }
    MAYFLY_TRY(self->write(rt, text->view()));
  }
  return Value::nil();
}

Result<Value> flush(Runtime& rt, Arguments args) {
  MAYFLY_TRY(MAYFLY_TRY(receiver<TextFile>(rt, args))->flush(rt));
  return Value::nil();
}

Result<Value> close(Runtime& rt, Arguments args) {
  MAYFLY_TRY(MAYFLY_TRY(receiver<TextFile>(rt, args))->close(rt));
  return Value::nil();
}

// An optional number of characters: negative or None means all.
Result<size_t> limit_of(Runtime& rt, Arguments args) {
  if (args.positional() < 2 || args[1].is_nil()) return SIZE_MAX;
  const int64_t limit = MAYFLY_TRY(to_index_clamped(rt, args[1]));
  return limit < 0 ? SIZE_MAX : static_cast<size_t>(limit);
}

Result<Value> read(Runtime& rt, Arguments args) {
  TextFile* self = MAYFLY_TRY(receiver<TextFile>(rt, args));
  return Value(MAYFLY_TRY(self->read(rt, MAYFLY_TRY(limit_of(rt, args)))));
}

Result<Value> read_line(Runtime& rt, Arguments args) {
  TextFile* self = MAYFLY_TRY(receiver<TextFile>(rt, args));
  return Value(MAYFLY_TRY(self->read_line(rt, MAYFLY_TRY(limit_of(rt, args)))));
}

Result<Value> next_line(Runtime& rt, Arguments args) {
  const String* line = MAYFLY_TRY(MAYFLY_TRY(receiver<TextFile>(rt, args))->read_line(rt));
  return line->size() == 0 ? Value::empty() : Value(line);
}

Result<Value> read_lines(Runtime& rt, Arguments args) {
  TextFile* self = MAYFLY_TRY(receiver<TextFile>(rt, args));
  const size_t hint = MAYFLY_TRY(limit_of(rt, args));
  Local<List> lines(rt, List::create(rt.heap()));
  if (!lines) return lines.error();
  if (!lines.get()) return rt.heap().allocation_error();
  for (size_t size = 0; size < hint || hint == 0;) {
    const String* line = MAYFLY_TRY(self->read_line(rt));
    if (line->size() == 0) break;
    size += line->length();
    if (!lines->append(rt.heap(), Value(line))) return rt.heap().allocation_error();
  }
  return Value(lines.get());
}

Result<Value> iterate(Runtime& rt, Arguments args) {
  if (MAYFLY_TRY(receiver<TextFile>(rt, args))->stream().closed())
    return raise(rt, ExceptionId::kValue, "I/O operation on closed file.");
  return args[0];
}

Result<Value> leave(Runtime& rt, Arguments args) {
  MAYFLY_TRY(MAYFLY_TRY(receiver<TextFile>(rt, args))->close(rt));
  return Value::nil();
}

Result<TextFile*> open_receiver(Runtime& rt, Arguments args) {
  TextFile* self = MAYFLY_TRY(receiver<TextFile>(rt, args));
  if (self->stream().closed()) return raise(rt, ExceptionId::kValue, "I/O operation on closed file.");
  return self;
}

Result<Value> is_terminal(Runtime& rt, Arguments args) {
  return Value::boolean(::isatty(MAYFLY_TRY(open_receiver(rt, args))->stream().fd) != 0);
}
Result<Value> descriptor(Runtime& rt, Arguments args) {
  return Value::small(MAYFLY_TRY(open_receiver(rt, args))->stream().fd);
}
Result<Value> readable(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(open_receiver(rt, args))->stream().readable);
}
Result<Value> writable(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(open_receiver(rt, args))->stream().writable);
}
Result<Value> seekable(Runtime& rt, Arguments args) {
  return Value::boolean(::lseek(MAYFLY_TRY(open_receiver(rt, args))->stream().fd, 0, SEEK_CUR) >= 0);
}

Result<Value> tell(Runtime& rt, Arguments args) {
  TextFile* self = MAYFLY_TRY(open_receiver(rt, args));
  MAYFLY_TRY(self->settle(rt));
  const off_t at = ::lseek(self->stream().fd, 0, SEEK_CUR);
  if (at < 0) return os_error(rt, errno);
  return make_integer(rt.heap(), at);
}

Result<Value> seek(Runtime& rt, Arguments args) {
  TextFile* self = MAYFLY_TRY(open_receiver(rt, args));
  const int64_t offset =
      MAYFLY_TRY(to_int64_or_raise(rt, args[1], ExceptionId::kOverflow, "Python int too large to convert to C long"));
  int64_t whence = SEEK_SET;
  if (args.positional() > 2) {
    whence =
        MAYFLY_TRY(to_int64_or_raise(rt, args[2], ExceptionId::kOverflow, "Python int too large to convert to C int"));
  }
  if (whence < 0 || whence > 2)
    return raise(rt, ExceptionId::kValue, "invalid whence (%lld, should be 0, 1 or 2)", static_cast<long long>(whence));
  if (whence == SEEK_SET && offset < 0)
    return raise(rt, ExceptionId::kValue, "negative seek position %lld", static_cast<long long>(offset));
  if (whence != SEEK_SET && offset != 0) {
    return raise(rt, ExceptionId::kOs, "can't do nonzero %s-relative seeks", whence == SEEK_CUR ? "cur" : "end");
  }
  MAYFLY_TRY(self->settle(rt));
  const off_t at = ::lseek(self->stream().fd, offset, static_cast<int>(whence));
  if (at < 0) return os_error(rt, errno);
  return make_integer(rt.heap(), at);
}

Result<Value> truncate(Runtime& rt, Arguments args) {
  TextFile* self = MAYFLY_TRY(open_receiver(rt, args));
  if (!self->stream().writable) return raise(rt, ExceptionId::kOs, "File not open for writing");
  MAYFLY_TRY(self->settle(rt));
  int64_t size = ::lseek(self->stream().fd, 0, SEEK_CUR);
  if (args.positional() > 1 && !args[1].is_nil()) size = MAYFLY_TRY(to_index_clamped(rt, args[1]));
  if (size < 0 || ::ftruncate(self->stream().fd, size) < 0) return os_error(rt, size < 0 ? EINVAL : errno);
  return make_integer(rt.heap(), size);
}

Result<Value> name_of(Runtime& rt, Arguments args) { return MAYFLY_TRY(receiver<TextFile>(rt, args))->name(); }
Result<Value> mode_of(Runtime& rt, Arguments args) { return MAYFLY_TRY(receiver<TextFile>(rt, args))->mode(); }
Result<Value> encoding_of(Runtime& rt, Arguments args) { return MAYFLY_TRY(receiver<TextFile>(rt, args))->encoding(); }
Result<Value> errors_of(Runtime& rt, Arguments) { return new_string(rt, "strict"); }
Result<Value> is_closed(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(receiver<TextFile>(rt, args))->stream().closed());
}
Result<Value> is_by_line(Runtime& rt, Arguments args) {
  return Value::boolean(MAYFLY_TRY(receiver<TextFile>(rt, args))->stream().by_line);
}

Result<Value> representation(Runtime& rt, Arguments args) {
  const TextFile* self = MAYFLY_TRY(receiver<TextFile>(rt, args));
  TextBuilder builder(rt.heap());
  builder.append("<_io.TextIOWrapper");
  const struct {
    const char* what;
    Value value;
  } kParts[] = {{" name=", self->name()}, {" mode=", self->mode()}, {" encoding=", self->encoding()}};
  for (const auto& part : kParts) {
    builder.append(part.what);
    const String* text = MAYFLY_TRY(repr(rt, part.value));
    builder.append(text->view());
  }
  builder.append('>');
  return Value(MAYFLY_TRY(builder.finish()));
}

}  // namespace

Result<> write_text(Runtime& rt, Value file, Value text) {
  if (TextFile* direct = file.try_as<TextFile>(); direct && text.is<String>())
    return direct->write(rt, text.as<String>()->view());
  Result<Value> done = call_method(rt, file, "write", {text});
  return done ? Result<>() : Result<>(done.take_error());
}

Result<> flush_file(Runtime& rt, Value file) {
  if (TextFile* direct = file.try_as<TextFile>()) return direct->flush(rt);
  Local<Value> held(rt, MAYFLY_TRY(find_attr(rt, file, *Minipy::of(rt).names().flush)));
  if (!held) return held.error();
  if ((*held).is_empty()) return {};
  Result<Value> done = invoke(rt, *held, {});
  return done ? Result<>() : Result<>(done.take_error());
}

Result<Value> sys_attribute(Runtime& rt, Symbol& name) {
  Minipy& minipy = Minipy::of(rt);
  const Value sys = find_in(minipy.modules(), "sys");
  return sys.is_empty() ? sys : find_attr(rt, sys, name);
}

Result<Value> sys_attribute(Runtime& rt, std::string_view name) {
  Local<Symbol> symbol(rt, MAYFLY_TRY(intern(rt, name)));
  if (!symbol) return symbol.error();
  return sys_attribute(rt, *symbol);
}

Result<> define_text_file(Runtime& rt) {
  static constexpr NativeSpec kMethods[] = {
      method<write, 1>("write"),
      method<write_lines, 1>("writelines"),
      method<flush, 0>("flush"),
      method<close, 0>("close"),
      method<read, 0, 1>("read"),
      method<read_line, 0, 1>("readline"),
      method<read_lines, 0, 1>("readlines"),
      method<iterate, 0>("__iter__"),
      method<next_line, 0>("__next__"),
      method<iterate, 0>("__enter__"),
      method<leave, 0, kAnyNumber>("__exit__"),
      method<is_terminal, 0>("isatty"),
      method<descriptor, 0>("fileno"),
      method<readable, 0>("readable"),
      method<writable, 0>("writable"),
      method<seekable, 0>("seekable"),
      method<tell, 0>("tell"),
      method<seek, 1, 2>("seek"),
      method<truncate, 0, 1>("truncate"),
      getter<name_of>("name"),
      getter<mode_of>("mode"),
      getter<encoding_of>("encoding"),
      getter<errors_of>("errors"),
      getter<is_closed>("closed"),
      getter<is_by_line>("line_buffering"),
      method<representation, 0>("__repr__"),
  };
  Class* cls =
      MAYFLY_TRY(Minipy::of(rt).make_class(ClassId::kTextFile, TextFile::kind(), {.weakly_referenceable = true}));
  return install(rt, *cls, kMethods);
}

}  // namespace minipy
