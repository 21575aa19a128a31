print('a"b', "a'b", '''a
b''', "a\tb\\n", r"\n\t", 'a' "b" 'c')
print("\x41\u00e9\U0001F600\101\0end".encode if False else len("\x41\u00e9\U0001F600\101\0end"))
print(ascii("\x41\u00e9\U0001F600\101\0end"))
print("a\
b", "é")
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("\n\t\r\\\x00\x7f\xa0é"))
print(rf"\{1 + 1}", fr'{2}\n', R"\x", "" "", ("x"
      "y"))
print(len("日本語"), "日本語"[1], "日本語"[::-1])
print('''triple "quotes" inside''', """and '''those'''""")
print("a" * 3 + "b", "ab" "cd" * 2)
