"""Letters that are the same where a pattern ignores case."""

# Letters that are neither the lower nor the upper case of those they are the same as: the Kelvin sign, the long s, ...
_STRAYS = ("\xb5\u0130\u0131\u017f\u0345\u0390\u03b0\u03c2\u03d0\u03d1\u03d5\u03d6\u03f0\u03f1\u03f4\u03f5\u1c80\u1c81\u1c82\u1c83\u1c84"
           "\u1c85\u1c86\u1c87\u1c88\u1e9b\u1e9e\u1fbe\u1fd3\u1fe3\u2126\u212a\u212b\ufb05\ufb06")
_strays = {}


def same_case(c, only_ascii):
    """c, and what is the same letter where case is ignored."""
    if only_ascii:
        return {c, c.lower(), c.upper()} if c.isascii() else {c}
    if not _strays:
        for each in _STRAYS:
            key = each.lower()[0].upper()
            _strays[key] = _strays.get(key, "") + each
    lower = c.lower()[0]
    upper = lower.upper()
    return {c, lower, *_strays.get(upper, ()), *([upper, upper.lower()] if len(upper) == 1 else ())}
