import textwrap
print(repr(textwrap.dedent("""
    a
      b

    c
    """)))
print(textwrap.indent("a\n\nb", "> "), textwrap.dedent("\tx\n\ty"), repr(textwrap.dedent("  a\n \tb")))
text = "The quick brown fox jumps over the lazy dog and runs away"
print(textwrap.wrap(text, 20))
print(textwrap.fill(text, 30))
print(textwrap.wrap("averyveryverylongword short", 10), textwrap.wrap("", 5), textwrap.wrap("a-b well-known words", 8))
print(textwrap.shorten("Hello  world again", 12), textwrap.fill("a b c", 3, initial_indent="*", subsequent_indent=" "))
