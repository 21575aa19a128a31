from collections import deque
import heapq
graph = {"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8}, "d": {"e": 1}, "e": {}}
def dijkstra(start):
    best, queue = {start: 0}, [(0, start)]
    while queue:
        cost, node = heapq.heappop(queue)
        if cost > best[node]: continue
        for n, w in graph[node].items():
            if cost + w < best.get(n, 1e9): best[n] = cost + w; heapq.heappush(queue, (best[n], n))
    return best
print(dijkstra("a"))
def bfs(start, goal):
    queue, seen = deque([[start]]), {start}
    while queue:
        path = queue.popleft()
        if path[-1] == goal: return path
        for n in sorted(graph[path[-1]]):
            if n not in seen: seen.add(n); queue.append(path + [n])
print(bfs("a", "e"), bfs("e", "a"))
def topo(deps):
    done, out = set(), []
    def visit(n, above=()):
        if n in above: raise ValueError("cycle " + "->".join(above + (n,)))
        if n in done: return
        for d in sorted(deps.get(n, ())): visit(d, above + (n,))
        done.add(n); out.append(n)
    for n in sorted(deps): visit(n)
    return out
print(topo({"app": {"lib", "log"}, "lib": {"core"}, "log": {"core"}}))
try: topo({"x": {"y"}, "y": {"x"}})
except ValueError as e: print(e)
life = {(1, 0), (1, 1), (1, 2)}
def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy: counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
    return {c for c, n in counts.items() if n == 3 or n == 2 and c in cells}
print(sorted(step(life)), step(step(life)) == life)
