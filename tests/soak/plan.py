"""Who runs in a soak of so many minutes, and for how long. Builds are not counted."""

# Of the budget; the rest is for open parts, which find what nobody thought of.
SHARE_OF_FIXED = 0.6


def fixed_share(parts):
    return SHARE_OF_FIXED if any(part.weight for part in parts) else 1.0


def left_out(parts, budget, needs):
    """{name of each fixed part that does not fit: the minutes that a soak must have for it to run}. Earlier parts come first.

    `budget` is in seconds; `needs` has the seconds of parts where they are known better than the part itself knows.
    """
    room, before, taken, found = fixed_share(parts), 0.0, 0.0, {}
    for part in parts:
        if part.weight:
            continue
        need = needs.get(part.name, part.need)
        before += need
        if taken + need <= budget * room:
            taken += need
        else:
            found[part.name] = int(-(-before / room // 60))
    return found


def seconds_for(part, waiting, busy, left, jobs):
    """How long `part` may run. `waiting` are the open parts that have not begun, `part` among them; `busy` is the sum of what
    parts with one thread that are running still have, `left` the time of all.
    """
    wall = sum(p.weight / (jobs if p.is_single else 1) for p in waiting)
    return max(1, int((left - busy / jobs) * part.weight / wall))
