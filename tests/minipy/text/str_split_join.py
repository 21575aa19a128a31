print("a b  c".split(), "a b  c".split(" "), " a b ".split(), "".split(), "".split(","), "a,b,c".split(",", 1), "a b c d".split(None, 2))
print("a,b,c".rsplit(",", 1), "a b c".rsplit(None, 1), "abc".split("b"), "aXXbXXc".split("XX"), "  x  ".split(None, 0), "a,b".rsplit(","))
print("a\nb\r\nc\rd".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\x0bb\x1cc\u2028d".splitlines())
print("key=value=x".partition("="), "key".partition("="), "a=b=c".rpartition("="), "key".rpartition("="))
print(",".join(["a", "b"]), "".join([]), ", ".join("abc"), "-".join(x for x in ("1", "2")), "x".join({"k": 1}))
for bad in ("','.join([1])", "','.join(['a', None])", "'a'.split('')", "'a'.partition('')", "','.join(5)", "'a'.split(1)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
print("a\u00a0b\u3000c".split(), "1,2;3".replace(";", ",").split(","), "a  b".split(" "), "ab".split("ab"))
