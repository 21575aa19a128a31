words = ["abc", "ABC", "Abc", "abc1", "123", "", " ", "a b", "é", "É", "½", "²", "٣", "a_b", "Ab Cd", "\n", "日本"]
for name in ("isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "islower", "isupper", "istitle", "isspace", "isidentifier", "isprintable", "isascii"):
    print(name, [w for w in words if getattr(w, name)()])
