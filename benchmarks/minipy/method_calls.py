"""Calls of methods, of the class itself and of those it inherits and overrides."""


class Toggle:
    def __init__(self, state):
        self.state = state

    def value(self):
        return self.state

    def activate(self):
        self.state = not self.state
        return self


class NthToggle(Toggle):
    def __init__(self, state, limit):
        super().__init__(state)
        self.limit = limit
        self.count = 0

    def activate(self):
        self.count += 1
        if self.count >= self.limit:
            self.state = not self.state
            self.count = 0
        return self


def run(n):
    toggle = Toggle(True)
    trues = 0
    for _ in range(n):
        if toggle.activate().value():
            trues += 1
        if toggle.value():
            trues += 1
    third = NthToggle(False, 3)
    for _ in range(n):
        if third.activate().value():
            trues += 1
        if third.value():
            trues += 1
    return trues


print(run(4800000))
