"""Richards: the kernel of an operating system that schedules six tasks, which send one another packets.

After Martin Richards' benchmark; it ends with the counts that his has.
"""

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
KIND_DEVICE, KIND_WORK = 0, 1
DATA_SIZE = 4


class Packet:
    def __init__(self, link, identity, kind):
        self.link = link
        self.identity = identity
        self.kind = kind
        self.datum = 0
        self.data = [0] * DATA_SIZE

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    """What the scheduler knows of a task; subclasses say what it does with a packet."""

    def __init__(self, scheduler, identity, priority, queue, is_waiting):
        self.scheduler = scheduler
        self.link = scheduler.tasks
        self.identity = identity
        self.priority = priority
        self.queue = queue
        self.is_pending = queue is not None
        self.is_waiting = is_waiting
        self.is_holding = False
        scheduler.tasks = self
        scheduler.table[identity] = self

    def is_held_or_waiting(self):
        return self.is_holding or (not self.is_pending and self.is_waiting)

    def is_waiting_with_packet(self):
        return self.is_pending and self.is_waiting and not self.is_holding

    def run_once(self):
        packet = None
        if self.is_waiting_with_packet():
            packet = self.queue
            self.queue = packet.link
            self.is_waiting = False
            self.is_pending = self.queue is not None
        return self.work(packet)

    def add_packet(self, packet, current):
        if self.queue is None:
            self.queue = packet
            self.is_pending = True
            if self.priority > current.priority:
                return self
        else:
            packet.append_to(self.queue)
        return current


class IdleTask(Task):
    def __init__(self, scheduler, identity, priority, count):
        super().__init__(scheduler, identity, priority, None, False)
        self.control = 1
        self.count = count

    def work(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.scheduler.hold_current()
        if self.control & 1 == 0:
            self.control //= 2
            return self.scheduler.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xd008
        return self.scheduler.release(DEVICE_B)


class WorkerTask(Task):
    def __init__(self, scheduler, identity, priority, queue):
        super().__init__(scheduler, identity, priority, queue, True)
        self.destination = HANDLER_A
        self.count = 0

    def work(self, packet):
        if packet is None:
            return self.scheduler.wait_current()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.identity = self.destination
        packet.datum = 0
        for i in range(DATA_SIZE):
            self.count += 1
            if self.count > 26:
                self.count = 1
            packet.data[i] = 64 + self.count
        return self.scheduler.queue_packet(packet)


class HandlerTask(Task):
    def __init__(self, scheduler, identity, priority, queue):
        super().__init__(scheduler, identity, priority, queue, True)
        self.work_in = None
        self.device_in = None

    def work(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.work_in = packet.append_to(self.work_in)
            else:
                self.device_in = packet.append_to(self.device_in)
        work = self.work_in
        if work is not None:
            at = work.datum
            if at >= DATA_SIZE:
                self.work_in = work.link
                return self.scheduler.queue_packet(work)
            device = self.device_in
            if device is not None:
                self.device_in = device.link
                device.datum = work.data[at]
                work.datum = at + 1
                return self.scheduler.queue_packet(device)
        return self.scheduler.wait_current()


class DeviceTask(Task):
    def __init__(self, scheduler, identity, priority):
        super().__init__(scheduler, identity, priority, None, True)
        self.pending = None

    def work(self, packet):
        if packet is not None:
            self.pending = packet
            return self.scheduler.hold_current()
        pending = self.pending
        if pending is None:
            return self.scheduler.wait_current()
        self.pending = None
        return self.scheduler.queue_packet(pending)


class Scheduler:
    def __init__(self):
        self.tasks = None
        self.table = [None] * 6
        self.current = None
        self.queue_count = 0
        self.hold_count = 0

    def schedule(self):
        self.current = self.tasks
        while self.current is not None:
            task = self.current
            if task.is_held_or_waiting():
                self.current = task.link
            else:
                self.current = task.run_once()

    def hold_current(self):
        self.hold_count += 1
        self.current.is_holding = True
        return self.current.link

    def wait_current(self):
        self.current.is_waiting = True
        return self.current

    def release(self, identity):
        task = self.table[identity]
        task.is_holding = False
        return task if task.priority > self.current.priority else self.current

    def queue_packet(self, packet):
        task = self.table[packet.identity]
        self.queue_count += 1
        packet.link = None
        packet.identity = self.current.identity
        return task.add_packet(packet, self.current)


def packets(identity, kind, count):
    queue = None
    for _ in range(count):
        queue = Packet(queue, identity, kind)
    return queue


def run():
    scheduler = Scheduler()
    IdleTask(scheduler, IDLE, 0, 10000)
    WorkerTask(scheduler, WORKER, 1000, packets(WORKER, KIND_WORK, 2))
    HandlerTask(scheduler, HANDLER_A, 2000, packets(DEVICE_A, KIND_DEVICE, 3))
    HandlerTask(scheduler, HANDLER_B, 3000, packets(DEVICE_B, KIND_DEVICE, 3))
    DeviceTask(scheduler, DEVICE_A, 4000)
    DeviceTask(scheduler, DEVICE_B, 5000)
    scheduler.schedule()
    return scheduler.queue_count, scheduler.hold_count


results = [run() for _ in range(20)]
assert results == [(23246, 9297)] * len(results), results[0]
print(results[0])
