-- refused: runtime
local tries = {
  function() table.insert(string, "x") end, function() table.sort(_G) end, function() table.move({ 1 }, 1, 1, 1, math) end,
  function() rawset(table, "x", 1) end, function() setmetatable(math, {}) end, function() string.x = 1 end,
  function() table.remove(utf8, 1) math.pi = 3 end,
}
local through = 0
for i, try in ipairs(tries) do
  local ok = pcall(try)
  if ok and i ~= 2 then through = i end
end
if through == 0 then error("none came through") end
