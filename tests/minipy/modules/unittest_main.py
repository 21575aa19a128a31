import unittest
class T(unittest.TestCase):
    def test_passes(self): self.assertTrue(True)
    def test_is_skipped(self): self.skipTest("why")
    def test_cleanup(self): self.addCleanup(print, "cleaned up")
suite = unittest.TestSuite([T("test_passes"), T("test_cleanup")])
print(suite.countTestCases(), list(suite)[0], repr(list(suite)[0]), T("test_passes").id())
r = unittest.TestResult(); suite.run(r); print(r)
try: unittest.main(argv=["prog", "T.test_passes"], testRunner=unittest.TextTestRunner(stream=open("/dev/null", "w")))
except SystemExit as e: print("exit", e.code)
m = unittest.main(argv=["prog"], exit=False, testRunner=unittest.TextTestRunner(stream=open("/dev/null", "w")))
print(m.result.testsRun, len(m.result.skipped))
