-- trip: stack
local t = setmetatable({}, {
  __index = string.rep, __call = pcall, __add = coroutine.wrap, __lt = table.sort,
  __newindex = rawset, __unm = load, __tostring = tostring, __pairs = next, __eq = select,
})
local bodies = {
  function() return t[1] end, function() return t() end, function() return t + 1 end,
  function() return t < t end, function() t.x = t end, function() return -t end, function() return t("x") end,
}
while true do for i = 1, #bodies do pcall(bodies[i]) end end
