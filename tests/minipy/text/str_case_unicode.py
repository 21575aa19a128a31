for s in ("straße", "ÉCOLE", "ǆ", "İ", "ﬁ", "ΑΣ", "it's", "x-ray o'neil", "ŉ", "ß"):
    print(s, s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
print("Σ".lower(), "ΑΣ Β".lower(), "ΑΣ".lower(), len("ß".upper()), "İ".lower() == "i̇")
print("ÀÉ".lower() == "àé", "ñ".upper(), "я".upper(), "Ж".lower(), "ｆ".upper())
print("hello world".title(), "HELLO".capitalize(), "3rd place".title(), "a.b c-d".title())
print("a" < "B", "a".casefold() < "B".casefold(), sorted(["b", "A", "a", "B"], key=str.casefold), sorted(["é", "e", "f"]))
