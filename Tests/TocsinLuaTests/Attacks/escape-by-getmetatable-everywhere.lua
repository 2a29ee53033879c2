-- refused: runtime
for _, value in ipairs({ "", _G, string, math, print, 1, true, coroutine.create(print) }) do
  local meta = getmetatable(value)
  if type(meta) == "table" then return end
end
error("no metatable was given away")
