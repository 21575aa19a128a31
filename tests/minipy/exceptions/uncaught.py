# exit status 1, a traceback on standard error
def inner(x):
    return 10 / x


class C:
    def method(self):
        return inner(0)


print("before")
C().method()
print("never")
