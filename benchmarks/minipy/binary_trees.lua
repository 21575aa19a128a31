-- Many small objects: trees that are built, walked and dropped, beside one that stays.
local function build(depth)
  if depth == 0 then return {left = nil, right = nil} end
  return {left = build(depth - 1), right = build(depth - 1)}
end

local function check(node)
  if node.left == nil then return 1 end
  return 1 + check(node.left) + check(node.right)
end

local function run(deepest)
  print("stretch tree of depth " .. deepest + 1 .. " check: " .. check(build(deepest + 1)))
  local long_lived = build(deepest)
  for depth = 4, deepest, 2 do
    local trees = 1 << (deepest - depth + 4)
    local total = 0
    for _ = 1, trees do total = total + check(build(depth)) end
    print(trees .. " trees of depth " .. depth .. " check: " .. total)
  end
  print("long lived tree of depth " .. deepest .. " check: " .. check(long_lived))
end

run(15)
