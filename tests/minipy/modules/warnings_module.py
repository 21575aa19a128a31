import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("first"); warnings.warn("second", DeprecationWarning); warnings.warn(RuntimeWarning("third"))
    print([(str(x.message), x.category.__name__) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("as error", UserWarning)
    except UserWarning as e: print("raised", e)
    warnings.simplefilter("ignore"); warnings.warn("ignored")
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("once")
    for _ in range(3): warnings.warn("once only")
    print(len(w))
    warnings.filterwarnings("ignore", "skip.*"); warnings.warn("skip me"); warnings.warn("not me"); print(len(w))
for bad in ("warnings.warn('x', int)", "warnings.warn('x', 5)"):
    try: eval(bad)
    except TypeError as e: print(bad, "-> TypeError")
class My(UserWarning): pass
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("ignore"); warnings.simplefilter("always", My); warnings.warn("mine", My); warnings.warn("other")
    print([x.category.__name__ for x in w])
