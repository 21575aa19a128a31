-- Functions that are made in functions, and share variables with them.
local function counter(start)
  local count = start
  local function step(by)
    count = count + by
    return count
  end
  local function value() return count end
  return step, value
end

local function compose(f, g)
  return function(x) return f(g(x)) end
end

local function adder(n)
  return function(x) return x + n end
end

local function run(n)
  local total = 0
  local step, value = counter(0)
  for i = 0, n - 1 do step(i & 7) end
  total = total + value()
  for i = 0, n // 4 - 1 do
    step, value = counter(i)
    step(1)
    total = total + value()
  end
  local chain = adder(0)
  for i = 0, 19 do chain = compose(adder(i), chain) end
  for i = 0, n // 20 - 1 do total = total + chain(i) end
  return total
end

print(run(4800000))
