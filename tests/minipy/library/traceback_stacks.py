# traceback: stacks that leave out or word frames themselves, frames of the caller, comparison, SyntaxErrors without a line.
import sys
import traceback


class Worded(traceback.StackSummary):
    def format_frame_summary(self, frame_summary):
        return None if frame_summary.name == "hidden" else f"{frame_summary.name}: {frame_summary.line}\n"


def shown():
    return hidden()


def hidden():
    return 1 / 0


try:
    shown()
except ZeroDivisionError as error:
    exception = error
print(Worded.extract(traceback.walk_tb(exception.__traceback__)).format())


def callers():
    return Worded.extract(traceback.walk_stack(None), limit=1)


print(callers().format())


def described(exception, **options):
    return traceback.TracebackException.from_exception(exception, **options)


print(described(exception) == described(exception), described(exception) == described(ValueError()),
      described(exception) == described(exception, limit=1), described(exception) == 5)
places = [(frame.name, frame.lineno, frame.end_lineno, frame.colno, frame.end_colno) for frame in described(exception).stack]
print(places[1:])
print([tuple(frame)[1:] for frame in traceback.extract_tb(exception.__traceback__)])
print("".join(traceback.format_tb(exception.__traceback__, limit=-1)), end="")
for parts in [("m.py", None, None, None), (None, None, None, None), ("m.py", 3, 2, "a b c\n"), ("m.py", 3, None, "a b c\n")]:
    print(traceback.format_exception_only(SyntaxError("bad", parts)))
code = hidden.__code__
print(len(set(code.co_positions())) > 2, next(code.co_positions())[0] in (code.co_firstlineno, code.co_firstlineno + 1))
entry = exception.__traceback__
while entry.tb_next:
    entry = entry.tb_next
print(list(entry.tb_frame.f_code.co_positions())[entry.tb_lasti // 2], entry.tb_frame.f_globals is globals())
