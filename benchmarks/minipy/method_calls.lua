-- Calls of methods, of the class itself and of those it inherits and overrides.
local Toggle = {}
Toggle.__index = Toggle

function Toggle.new(state)
  return setmetatable({state = state}, Toggle)
end

function Toggle:value()
  return self.state
end

function Toggle:activate()
  self.state = not self.state
  return self
end

local NthToggle = setmetatable({}, {__index = Toggle})
NthToggle.__index = NthToggle

function NthToggle.new(state, limit)
  local self = Toggle.new(state)
  self.limit = limit
  self.count = 0
  return setmetatable(self, NthToggle)
end

function NthToggle:activate()
  self.count = self.count + 1
  if self.count >= self.limit then
    self.state = not self.state
    self.count = 0
  end
  return self
end

local function run(n)
  local toggle = Toggle.new(true)
  local trues = 0
  for _ = 1, n do
    if toggle:activate():value() then trues = trues + 1 end
    if toggle:value() then trues = trues + 1 end
  end
  local third = NthToggle.new(false, 3)
  for _ = 1, n do
    if third:activate():value() then trues = trues + 1 end
    if third:value() then trues = trues + 1 end
  end
  return trues
end

print(run(4800000))
