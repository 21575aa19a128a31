import random
r = random.Random(42)
print([r.randint(1, 100) for _ in range(8)], r.random(), r.choice("abc"), r.uniform(1, 2))
l = list(range(10))
r.shuffle(l)
print(l, r.sample(range(100), 5), r.choices("ab", k=5), r.choices([1, 2], [5, 1], k=3), r.getrandbits(70))
random.seed(7)
a = [random.random() for _ in range(3)]
random.seed(7)
print(a == [random.random() for _ in range(3)], random.randrange(0, 100, 7), random.gauss(0, 1), random.betavariate(1, 2))
state = random.getstate()
x = random.random()
random.setstate(state)
print(x == random.random())
random.seed("text")
print(random.random(), random.triangular(0, 1, 0.5), random.expovariate(2), random.normalvariate(0, 1))
for bad in ("random.randrange(0)", "random.choice([])", "random.sample([1], 2)", "random.randint(2, 1)"):
    try:
        eval(bad)
    except (ValueError, IndexError) as e:
        print(bad, "->", type(e).__name__, e)
