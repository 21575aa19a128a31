"""Equality of sequences, sets, dictionaries and texts, with what differs in the message."""

from unittest.util import common_shorten_repr, safe_repr

__unittest = True
_DIFF_OMITTED = "\nDiff is %s characters long. Set self.maxDiff to None to see it."


class Comparisons:
    _equality_methods = ((dict, "assertDictEqual"), (list, "assertListEqual"), (tuple, "assertTupleEqual"),
                         (set, "assertSetEqual"), (frozenset, "assertSetEqual"), (str, "assertMultiLineEqual"))

    def _truncateMessage(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + (_DIFF_OMITTED % len(diff))

    def _differ(self, standardMsg, first, second, msg):
        """Fails with a comparison of their lines."""
        from difflib import ndiff
        diff = "\n" + "\n".join(ndiff(first.splitlines(), second.splitlines()))
        self.fail(self._formatMessage(msg, self._truncateMessage(standardMsg, diff)))

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        if seq_type is not None:
            name = seq_type.__name__
            if not isinstance(seq1, seq_type):
                raise self.failureException("First sequence is not a %s: %s" % (name, safe_repr(seq1)))
            if not isinstance(seq2, seq_type):
                raise self.failureException("Second sequence is not a %s: %s" % (name, safe_repr(seq2)))
        else:
            name = "sequence"
        differing = None
        try:
            len1 = len(seq1)
        except (TypeError, NotImplementedError):
            differing = "First %s has no length.    Non-sequence?" % name
        if differing is None:
            try:
                len2 = len(seq2)
            except (TypeError, NotImplementedError):
                differing = "Second %s has no length.    Non-sequence?" % name
        if differing is None:
            if seq1 == seq2:
                return
            differing = "%ss differ: %s != %s\n" % ((name.capitalize(),) + common_shorten_repr(seq1, seq2))
            differing += self._first_difference(seq1, seq2, len1, len2, name, seq_type)
        from pprint import pformat
        self._differ(differing, pformat(seq1), pformat(seq2), msg)

    def _first_difference(self, seq1, seq2, len1, len2, name, seq_type):
        text = ""
        for i in range(min(len1, len2)):
            try:
                item1 = seq1[i]
            except (TypeError, IndexError, NotImplementedError):
                text += "\nUnable to index element %d of first %s\n" % (i, name)
                break
            try:
                item2 = seq2[i]
            except (TypeError, IndexError, NotImplementedError):
                text += "\nUnable to index element %d of second %s\n" % (i, name)
                break
            if item1 != item2:
                text += "\nFirst differing element %d:\n%s\n%s\n" % ((i,) + common_shorten_repr(item1, item2))
                break
        else:
            if len1 == len2 and seq_type is None and type(seq1) != type(seq2):
                # They differ in their type alone.
                return ""
        for ordinal, seq, longer, shorter in (("First", seq1, len1, len2), ("Second", seq2, len2, len1)):
            if longer > shorter:
                text += "\n%s %s contains %d additional elements.\n" % (ordinal, name, longer - shorter)
                try:
                    text += "First extra element %d:\n%s\n" % (shorter, safe_repr(seq[shorter]))
                except (TypeError, IndexError, NotImplementedError):
                    text += "Unable to index element %d of %s %s\n" % (shorter, ordinal.lower(), name)
        return text

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        parts = []
        for ordinal, one, other, text in (("First", set1, set2, "first"), ("Second", set2, set1, "second")):
            try:
                difference = one.difference(other)
            except TypeError as e:
                self.fail("invalid type when attempting set difference: %s" % e)
            except AttributeError as e:
                self.fail("%s argument does not support set difference: %s" % (text, e))
            parts.append((text, difference))
        if not parts[0][1] and not parts[1][1]:
            return
        lines = []
        for text, difference in parts:
            if difference:
                lines.append("Items in the %s set but not the %s:" % (text, "second" if text == "first" else "first"))
                lines += [repr(item) for item in difference]
        self.fail(self._formatMessage(msg, "\n".join(lines)))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            from pprint import pformat
            self._differ("%s != %s" % common_shorten_repr(d1, d2), pformat(d1), pformat(d2), msg)

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        if len(first) > self._diffThreshold or len(second) > self._diffThreshold:
            self._baseAssertEqual(first, second, msg)
        from difflib import ndiff
        lines1 = first.splitlines(keepends=True)
        lines2 = second.splitlines(keepends=True)
        if len(lines1) == 1 and first.strip("\r\n") == first:
            lines1, lines2 = [first + "\n"], [second + "\n"]
        diff = "\n" + "".join(ndiff(lines1, lines2))
        standardMsg = "%s != %s" % common_shorten_repr(first, second)
        self.fail(self._formatMessage(msg, self._truncateMessage(standardMsg, diff)))
