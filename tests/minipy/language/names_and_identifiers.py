é = 1
名前 = "name"
_x1 = 2
print(é, 名前, _x1)
print = print
type_ = type
print(type_("a"))
match = 1
case = 2
type = 3
_ = 4
print(match, case, type, _)
del type


class Ünïcode:
    def größe(self):
        return "big"


print(Ünïcode().größe(), Ünïcode.__name__)
print("é".isidentifier(), "1a".isidentifier(), "名前".isidentifier(), "a b".isidentifier(), "class".isidentifier())
True_ = 1
print(True_, sorted(["é", "e", "z", "a"]))
