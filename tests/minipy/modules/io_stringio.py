import io
s = io.StringIO("line 1\nline 2\nline 3")
print(repr(s.read(4)), repr(s.readline()), s.tell(), s.readlines(), repr(s.read()), s.seek(0), list(s), s.getvalue() == "line 1\nline 2\nline 3")
w = io.StringIO(); print(w.write("abc"), w.write(""), w.tell(), w.getvalue()); w.seek(1); w.write("XY"); w.write("Z"); print(w.getvalue(), w.seek(0, 2), w.truncate(2), w.getvalue(), w.tell()); w.write("!"); print(repr(w.getvalue()))
print(1, "two", file=w); w.writelines(["a", "b"]); print(repr(w.getvalue()), w.readable(), w.writable(), w.seekable(), w.closed, w.isatty())
for bad in ("w.write(5)", "w.seek(-1)", "w.seek(1, 1)", "w.seek(0, 9)", "io.StringIO(5)", "w.truncate(-1)", "w.fileno()", "io.StringIO('', 'x')"):
    try: eval(bad)
    except Exception as e: print(bad, "->", type(e).__name__)
with io.StringIO("x") as f: print(f.read())
try: f.read()
except ValueError as e: print(e, f.closed)
print(repr(io.StringIO("a\r\nb\rc").read()), io.StringIO("a\r\nb\rc", None).readlines(), io.StringIO("a\nb", newline="\r\n").getvalue() == "a\r\nb", io.StringIO("a\r\nb\rc", "").readlines(), repr(io.StringIO("abc\n").readline(2)), repr(io.StringIO("é日").read(1)))
class Sub(io.StringIO):
    def shout(self): return self.getvalue().upper()
x = Sub(); x.write("hey"); print(x.shout(), isinstance(x, io.StringIO), isinstance(x, io.TextIOBase), io.SEEK_END)
