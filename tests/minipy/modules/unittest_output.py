import io, unittest
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print("set up class")
    @classmethod
    def tearDownClass(cls): print("tear down class")
    def test_a_ok(self): pass
    def test_b_fail(self): "First line of doc."; self.assertEqual([1, 2, 3], [1, 2, 4], "numbers")
    def test_c_error(self): {}["missing"]
    @unittest.skip("not today")
    def test_d_skip(self): pass
    @unittest.expectedFailure
    def test_e_expected(self): self.fail()
    @unittest.expectedFailure
    def test_f_unexpected(self): pass
    def test_g_sub(self):
        for i in range(3):
            with self.subTest("msg", i=i): self.assertNotEqual(i, 1)
    def test_h_text(self): self.assertEqual("a\nb\n", "a\nc\n")
    def test_i_dict(self): self.assertEqual({"a": 1}, {"a": 2})
for v in (1, 2):
    s = io.StringIO()
    r = unittest.TextTestRunner(stream=s, verbosity=v).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
    text = s.getvalue().split("\n")
    print("\n".join(l.split(" in ")[0] if l.startswith("Ran") else l.split('"')[0] if "File" in l else l for l in text))
