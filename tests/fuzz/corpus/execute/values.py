print(2 ** 100 // 7 % 13, 1.5 + 2, 'a' * 3 + 'b', [1, 2][::-1], {1: 2} | {3: 4}, {1, 2} & {2})
print('%5.2f %r' % (1.5, 'a'), '{:>5}{!r}'.format(1, 2), f'{3:b}', 'a,b'.split(','))
print(sorted([3, 1, 2], key=lambda x: -x), sum(range(10)), list(zip('ab', map(str, (1, 2)))))
