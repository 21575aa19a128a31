import math
print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(16), math.floor(-2.5), math.ceil(-2.5), math.trunc(2.7), math.fabs(-3), math.factorial(20), math.gcd(12, 18), math.lcm(4, 6))
print(math.sin(0), math.cos(0), math.tan(0), math.atan2(1, 1), math.hypot(3, 4), math.degrees(math.pi), math.radians(180))
print(math.log(math.e), math.log10(1000), math.log2(8), math.log(8, 2), math.exp(0), math.pow(2, 3), math.log(10 ** 400))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1.0), math.isclose(0.1 + 0.2, 0.3), math.copysign(1, -0.0))
print(math.fmod(-7, 3), math.modf(3.25), math.frexp(8.0), math.ldexp(0.5, 4), math.fsum([0.1] * 10), math.prod([1, 2, 3]), math.isqrt(99))
print(math.comb(5, 2), math.perm(5, 2), math.dist((0, 0), (3, 4)), math.gcd(), math.gcd(-4), math.floor(10 ** 20), math.cbrt(27.0))
for bad in ("math.sqrt(-1)", "math.log(0)", "math.factorial(-1)", "math.acos(2)", "math.exp(1000)", "math.sqrt('a')", "math.factorial(1.5)", "math.floor(math.nan)", "math.isqrt(-1)", "math.gcd(1.5)"):
    try:
        print(eval(bad))
    except (ValueError, OverflowError, TypeError) as e:
        print(bad, "->", type(e).__name__, e)


class C:
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __trunc__(self): return "trunc"
    def __float__(self): return 4.0
    def __index__(self): return 5


print(math.floor(C()), math.ceil(C()), math.trunc(C()), math.sqrt(C()), math.factorial(C()))
