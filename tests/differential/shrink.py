"""Makes a list as short as it gets while something stays true of it."""


def shrink(items, holds):
    """A part of `items` of which `holds` is true and that no single removal shortens. `holds(items)` is taken for granted."""
    size = len(items) // 2
    while size >= 1:
        start, shortened = 0, False
        while start < len(items):
            without = items[:start] + items[start + size:]
            if holds(without):
                items, shortened = without, True
            else:
                start += size
        if not shortened or size > 1:
            size = size // 2 if not (shortened and size == 1) else 1
    return items
