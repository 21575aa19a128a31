# string.Template, as subclasses change it.
from string import Template


def tried(template, *args, **kwargs):
    try:
        return template.substitute(*args, **kwargs)
    except (ValueError, KeyError) as error:
        return "%s: %s" % (type(error).__name__, error)


class Braced(Template):
    braceidpattern = r"[a-z.]+"


class Dotted(Template):
    idpattern = r"[a-z]+(?:\.[a-z]+)*"


class Percent(Template):
    delimiter = "%"


class Exact(Template):
    flags = 0


class Own(Template):
    pattern = r"""
    (?P<escaped>@{2}) | @(?P<named>[_a-z]+) | @{(?P<braced>[_a-z]+)} | (?P<invalid>@)
    """
    delimiter = "@"


class Strange(Template):
    pattern = r"(?P<other>!)|(?P<invalid>~)|(?P<named>x)|(?P<braced>y)|(?P<escaped>z)"


print(tried(Braced("$a ${b.c} ${a} $b.c"), {"a": 1, "b.c": 2, "b": 3}))
print(tried(Dotted("$a.b ${c.d}$e."), {"a.b": 1, "c.d": 2, "e": 3}))
print(tried(Percent("%a %% $a %{b}"), a=1, b=2), tried(Percent("%a %"), a=1))
print(tried(Exact("$a $B"), a=1, B=2), tried(Template("$a $B"), a=1, B=2))
print(tried(Own("@a @@ @{b} $c"), a=1, b=2), tried(Own("x\n @ "), {}), Own("@a @").safe_substitute(a=5))
print(tried(Strange("a!")), tried(Strange("~")), tried(Strange("xyz"), x=1, y=2))
print(tried(Template("$a $\u0131 $\u212a"), a=1), Template("$\xe9 $a").is_valid())
print(tried(Template("one\ntwo $ three")), tried(Template("$")), tried(Template("$$ $a"), {"a": 1}, a=2))
for template in Template("$a ${b} $$ $a"), Own("@a @{b} @@"), Template("$a $-"):
    print(template.is_valid(), template.get_identifiers())
for f in Strange("!").is_valid, Strange("!").get_identifiers:
    try:
        print(f())
    except ValueError as error:
        print(error.args[0])
