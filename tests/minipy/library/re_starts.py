# Matches of a text of a derived class are plain texts; a pattern that begins where the text does is tried nowhere else.
import re


class S(str):
    def __getitem__(self, index):
        return S(super().__getitem__(index))


s = S("a:b::c")
for got in [re.findall(":+", s), re.split("(:)", s), re.split(":", s), [re.sub("b", "x", s)], [re.search("b", s)[0], re.match("(a)", s).group(1)], re.search("b", s).groups()]:
    print(got, [type(x) for x in got])
print(type(re.search("b", s).string), re.search("b", s).string is s)
big = "x" * 2000000 + "y"
print(re.search(r"\Ay", big), re.search("^y", big), re.findall("^x", big), re.search("(^y)", big), re.sub("^", "-", "abc"))
p = re.compile("^a")
print(p.search("ba", 1), p.search("aa", 1), p.match("aa", 1), p.findall("aaa"), re.compile("(?m)^a").findall("a\na"))
print(re.compile("^$").findall(""), re.compile("^a|b").findall("ab"), re.split("^", "ab"), re.compile(r"\A").sub("!", "ab"))
