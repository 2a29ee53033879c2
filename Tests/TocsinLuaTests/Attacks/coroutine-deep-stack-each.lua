-- trip: memory
local all = {}
local function deep(n) if n == 0 then coroutine.yield() else deep(n - 1) return 1 end end
while true do local co = coroutine.create(deep) coroutine.resume(co, 5000) all[#all + 1] = co end
