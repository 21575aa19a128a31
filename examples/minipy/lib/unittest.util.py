"""Texts that unittest shows of values and classes."""

__unittest = True
_LONGEST = 80
_MARK = 12  # the length of "[1234 chars]"
_BEGIN = _END = _COMMON = 5  # what is shown at least
_DIFFERENCE = _LONGEST - (_BEGIN + _MARK + _COMMON + _MARK + _END)


def safe_repr(obj, short=False):
    try:
        result = repr(obj)
    except Exception:
        result = object.__repr__(obj)
    if not short or len(result) < _LONGEST:
        return result
    return result[:_LONGEST] + " [truncated]..."


def strclass(cls):
    return "%s.%s" % (cls.__module__, cls.__qualname__)


def _shortened(text, begin, end):
    skipped = len(text) - begin - end
    if skipped > _MARK:
        text = "%s[%d chars]%s" % (text[:begin], skipped, text[len(text) - end:])
    return text


def _common_prefix(texts):
    first, last = min(texts), max(texts)
    for i, c in enumerate(first):
        if c != last[i]:
            return first[:i]
    return first


def common_shorten_repr(*args):
    """Their reprs, with what is the same in all of them cut where it is long."""
    texts = tuple(map(safe_repr, args))
    longest = max(map(len, texts))
    if longest <= _LONGEST:
        return texts
    prefix = _common_prefix(texts)
    common = len(prefix)
    room = _LONGEST - (longest - common + _BEGIN + _MARK)
    if room > _COMMON:
        prefix = _shortened(prefix, _BEGIN, room)
        return tuple([prefix + text[common:] for text in texts])
    prefix = _shortened(prefix, _BEGIN, _COMMON)
    return tuple([prefix + _shortened(text[common:], _DIFFERENCE, _END) for text in texts])


def count_differences(actual, expected):
    """[(how often in actual, how often in expected, element)] of those that differ."""
    actual, expected = list(actual), list(expected)
    seen, result = [], []
    for element in actual + expected:
        if any(element == other for other in seen):
            continue
        seen.append(element)
        first = len([1 for other in actual if other == element])
        second = len([1 for other in expected if other == element])
        if first != second:
            result.append((first, second, element))
    return result
