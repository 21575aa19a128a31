def f(x):
    try:
        if x == 1: raise ValueError("v")
        if x == 2: raise KeyError("k")
        if x == 3: 1 / 0
        if x == 4: return "returned"
    except ValueError as e:
        return f"ValueError {e}"
    except (KeyError, IndexError) as e:
        return f"lookup {e!r}"
    except ArithmeticError:
        return "arithmetic"
    else:
        return "else"
    finally:
        print("finally", x, end=" ")
for i in range(5): print(f(i))
try:
    try:
        raise TypeError("inner")
    except ValueError:
        print("never")
    finally:
        print("finally")
except TypeError as e:
    print("outer", e)
try:
    raise Exception
except:
    print("bare")
try:
    e = 5
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    print(e)
except NameError as err:
    print(err)
