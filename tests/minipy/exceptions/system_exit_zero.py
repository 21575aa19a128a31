def f():
    try:
        raise SystemExit
    finally:
        print("cleanup")


f()
