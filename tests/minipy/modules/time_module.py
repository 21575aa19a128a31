import time
a = time.time(); b = time.monotonic(); c = time.perf_counter()
time.sleep(0.01); time.sleep(0)
print(time.time() > a, time.monotonic() - b >= 0.01, time.perf_counter() - c >= 0.01, isinstance(a, float), time.time_ns() > 10 ** 18, isinstance(time.monotonic_ns(), int), time.process_time() >= 0)
for bad in ("time.sleep(-1)", "time.sleep('a')"):
    try: eval(bad)
    except (ValueError, TypeError) as e: print(bad, "->", type(e).__name__, e)
