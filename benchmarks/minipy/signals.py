"""Signals with weakly held slots, as user interfaces have them: connect, emit, and objects that go away."""
import gc
import weakref


class Signal:
    def __init__(self):
        self._slots = []

    def connect(self, method):
        self._slots.append(weakref.WeakMethod(method, self._gone))

    def _gone(self, slot):
        self._slots.remove(slot)

    def emit(self, *args):
        for slot in list(self._slots):
            method = slot()
            if method is not None:
                method(*args)

    def __len__(self):
        return len(self._slots)


class Model:
    def __init__(self, name):
        self.name = name
        self.changed = Signal()
        self.value = 0

    def set(self, value):
        if value != self.value:
            self.value = value
            self.changed.emit(self, value)


class View:
    def __init__(self, model):
        self.seen = 0
        self.me = self
        model.changed.connect(self.refresh)

    def refresh(self, model, value):
        self.seen += value


def run(models, views, rounds):
    gc.disable()
    all_models = [Model("model %d" % i) for i in range(models)]
    all_views = [View(model) for model in all_models for _ in range(views)]
    for i in range(rounds):
        for model in all_models:
            model.set(i)
    total = sum([view.seen for view in all_views])
    del all_views[:len(all_views) // 2]
    gc.collect()
    left = sum([len(model.changed) for model in all_models])
    for model in all_models:
        model.set(-1)
    return total, left, sum([view.seen for view in all_views])


print(run(50, 20, 2800))
