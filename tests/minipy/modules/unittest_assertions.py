import unittest
class T(unittest.TestCase):
    def runTest(self): pass
t = T()
checks = [lambda: t.assertEqual(1, 2), lambda: t.assertNotEqual(1, 1), lambda: t.assertTrue([]), lambda: t.assertFalse(1), lambda: t.assertIs([], []), lambda: t.assertIsNot(None, None), lambda: t.assertIsNone(0), lambda: t.assertIsNotNone(None), lambda: t.assertIn(1, []), lambda: t.assertNotIn(1, [1]), lambda: t.assertIsInstance(1, str), lambda: t.assertNotIsInstance(1, int), lambda: t.assertGreater(1, 2), lambda: t.assertGreaterEqual(1, 2), lambda: t.assertLess(2, 1), lambda: t.assertLessEqual(2, 1), lambda: t.assertAlmostEqual(1.0, 1.1), lambda: t.assertAlmostEqual(1, 2, delta=0.5), lambda: t.assertNotAlmostEqual(1.0, 1.0), lambda: t.assertCountEqual([1, 1], [1, 2]), lambda: t.assertRegex("abc", "x"), lambda: t.assertNotRegex("abc", "b"), lambda: t.assertListEqual([1], [2]), lambda: t.assertTupleEqual((1,), (1, 2)), lambda: t.assertDictEqual({1: 2}, {1: 3}), lambda: t.assertSetEqual({1}, {2}), lambda: t.assertMultiLineEqual("a", "b"), lambda: t.assertSequenceEqual([1], (2,)), lambda: t.fail("own message"), lambda: t.assertEqual(1, 2, "with message"), lambda: t.assertRaises(ValueError, int, "5"), lambda: t.assertEqual("x" * 100, "x" * 99 + "y"), lambda: t.assertIsNone(1, msg="extra")]
for i, check in enumerate(checks):
    try: check(); print(i, "passed")
    except AssertionError as e: print(i, str(e))
with t.assertRaises(ValueError) as cm: int("x")
print(cm.exception, type(cm.exception).__name__)
with t.assertRaisesRegex(ValueError, "invalid .*'x'"): int("x")
try:
    with t.assertRaisesRegex(ValueError, "nothing"): int("x")
except AssertionError as e: print(e)
try:
    with t.assertRaises(KeyError, msg="why"): pass
except AssertionError as e: print(e)
t.assertEqual(1, 1.0); t.assertAlmostEqual(1.00000001, 1); t.assertCountEqual([2, 1], [1, 2]); t.assertRaises(TypeError, len, 5)
for bad in (lambda: t.assertRaises(5), lambda: t.assertAlmostEqual(1, 2, places=1, delta=1), lambda: t.assertRaises(ValueError, wrong=1)):
    try: bad()
    except TypeError as e: print(e)
