import string
print(string.ascii_lowercase, string.ascii_uppercase, string.digits, string.hexdigits, string.octdigits)
print(string.punctuation, repr(string.whitespace), len(string.printable), string.capwords("hello  big world"))
t = string.Template("$who likes ${what}s, $$5")
print(t.substitute(who="tim", what="kung pao"), t.safe_substitute(who="x"), t.template)
try:
    t.substitute(who="a")
except KeyError as e:
    print("KeyError", e)
try:
    string.Template("$ bad").substitute()
except ValueError as e:
    print(e)
print(string.Template("$a $b").substitute({"a": 1}, b=2), string.Template("${a}b$a_c").safe_substitute(a=5))
