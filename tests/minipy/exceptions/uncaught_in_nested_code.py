class Outer:
    class Inner:
        def run(self):
            def local():
                return [g(x) for x in (1,)]
            return local()


def g(x):
    yield_from = (lambda: undefined_name)
    return yield_from()


Outer.Inner().run()
