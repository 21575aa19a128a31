s = "aé日\U0001F600b"
print(len(s), [s[i] for i in range(5)], s[1:4], s[::-1], s[::2], s.index("日"), s.find("b"), s.rfind("é"))
print([ord(c) for c in s], "".join(sorted(s)), s.upper(), s * 2, s.center(9, "é"), s.replace("日", "本"), s.split("é"))
print(ascii(s), repr(s), s == "aé日😀b", "é" in s, "x" in s, s[3] == "\U0001F600", s.encode if False else s.isascii())
print("é" == "e\u0301", len("e\u0301"), "\u200b".isspace(), repr("\u200b"), repr("\xad"), repr("\u2028"), repr("\ud7ff"), repr("\ue000"))
big = "日本語" * 1000
print(len(big), big[1500], big[2999], big.count("本"), big.find("語日", 2000), big[-1], big[100:106])
mixed = "a" * 500 + "é" + "b" * 500
print(mixed[499:502], mixed[500], mixed.index("b"), mixed.rindex("a"), len(mixed), mixed[1000])
print([c for c in "né"], list(enumerate("é日")), dict(zip("é日", "ab")), tuple("日本"), set("éé") == {"é"})
