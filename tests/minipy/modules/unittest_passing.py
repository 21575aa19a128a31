import unittest
class T(unittest.TestCase):
    def setUp(self): self.l = [1]
    def test_equal(self): self.assertEqual(self.l, [1])
    def test_raises(self):
        with self.assertRaises(ZeroDivisionError): 1 / 0
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertLess(i, 3)
result = unittest.TextTestRunner(stream=open("/dev/null", "w"), verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(result.testsRun, result.wasSuccessful(), result.failures, result.errors, result)
