for text in ("'a' * 10**12 * 10**12", "'ab' * (1 << 62)", "[0] * 10**19", "(0,) * 10**18", "[1, 2] * (1 << 61)", "'x'.center(1 << 62)", "'x'.zfill(1 << 62)", "'x'.ljust(1 << 63)", "'%*d' % (1 << 62, 1)", "f'{1:{1 << 62}}'", "'a'.replace('', 'b' * 10) * (1 << 60)", "'\\t'.expandtabs(1 << 62)", "range(1 << 70).__len__()", "' '.join(['a'] * 3) * (1 << 63)"):
    try:
        eval(text)
        print(text, "no error")
    except (MemoryError, OverflowError, ValueError) as e:
        print(text, "->", "refused")
print("alive")
