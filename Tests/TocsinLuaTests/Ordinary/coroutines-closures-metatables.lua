local function show(...) print(...) end
local function id(x) return (tostring(x):gsub("0x%x+", "ADDR")) end
-- coroutines
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
for v in gen(3) do show(v) end
local co = coroutine.create(function(a, b) show("start", a, b) local c = coroutine.yield(a + b) show("got", c) local d, e = coroutine.yield(c * 2) show("got", d, e) return "done", 99 end)
show(coroutine.resume(co, 1, 2)) show(coroutine.status(co)) show(coroutine.resume(co, 10)) show(coroutine.resume(co, "x", "y")) show(coroutine.status(co)) show(coroutine.resume(co))
show(coroutine.resume(coroutine.running())) show(coroutine.isyieldable()) show(coroutine.wrap(function() return coroutine.isyieldable(), select(2, coroutine.running()) end)())
-- yield across pcall, metamethods, iterators, sort
show(coroutine.wrap(function() return pcall(function() return coroutine.yield("in pcall") end) end)())
local c2 = coroutine.wrap(function() local ok, v = pcall(function() local x = coroutine.yield(1) error("e" .. x, 0) end) coroutine.yield(v) local r = xpcall(function() coroutine.yield(2) error("z", 0) end, function(m) return m .. "!" end) return r end)
show(c2()) show(c2("7")) show(c2()) show(c2())
local mt = {__add = function(a, b) return coroutine.yield("add") end, __index = function(t, k) return coroutine.yield(k) end, __lt = function() return coroutine.yield("lt") end, __eq = function() return coroutine.yield("eq") end, __call = function(...) return coroutine.yield("call", select("#", ...)) end, __len = function() return coroutine.yield("len") end, __newindex = function(t, k, v) coroutine.yield("ni", k, v) end, __unm = function() return coroutine.yield("unm") end, __le = function() return coroutine.yield("le") end, __pairs = function(t) coroutine.yield("pairs") return next, {1}, nil end}
local c3 = coroutine.wrap(function() local a, b = setmetatable({}, mt), setmetatable({}, mt) local r = {a + b, a.foo, a < b, a == b, a(1, 2), #a, -a, a <= b} a.z = 5 for k, v in pairs(a) do r[#r + 1] = v end return table.unpack(r) end)
show(c3()) for i = 1, 12 do local t = table.pack(pcall(c3, i)) show(table.unpack(t, 1, t.n)) end
show(pcall(coroutine.wrap(function() table.sort({3, 2, 1}, function(a, b) coroutine.yield() end) end)))
show(pcall(coroutine.wrap(function() ("x"):gsub("x", function() coroutine.yield() end) end)))
show(coroutine.wrap(function() for k in (function() return coroutine.yield("iter") end) do return k end end)())
show(pcall(coroutine.resume, 1)) show(pcall(coroutine.create, 1)) show(pcall(coroutine.status)) show(pcall(coroutine.wrap)) show(pcall(coroutine.isyieldable, 1))
local w = coroutine.wrap(function() error("werr") end) show(pcall(w)) show(pcall(w)) local w = coroutine.wrap(function() error({}) end) show((select(2, pcall(w))) ~= nil)
local outer = coroutine.create(function() local inner = coroutine.create(function(o) return coroutine.status(o), coroutine.resume(o) end) return coroutine.resume(inner, coroutine.running()) end) show(coroutine.resume(outer))
local co4; co4 = coroutine.create(function() return coroutine.resume(co4) end) show(coroutine.resume(co4))
show(coroutine.resume(coroutine.create(error), "direct")) show(coroutine.resume(coroutine.create(function() local x = nil; x() end)))
show(pcall(coroutine.wrap(function() return coroutine.wrap(function() error("deep") end)() end)))
-- closures and upvalues
local fs = {} for i = 1, 3 do fs[i] = function() i = i + 1 return i end end show(fs[1](), fs[1](), fs[2](), fs[3]())
local function counter() local n = 0 return function() n = n + 1 return n end, function() return n end end local inc, get = counter() inc() inc() show(get())
local t = {} for i = 1, 2 do local j = i * 10 t[i] = {function() j = j + 1 return j end, function() return j end} end t[1][1]() show(t[1][2](), t[2][2]())
local function va(...) local a, b = ... local t = {...} return select("#", ...), a, b, #t, (...) end show(va()) show(va(1)) show(va(nil, nil)) show(va(1, 2, 3)) show((va(1, 2)))
local function tail(n) if n == 0 then return "end" end return tail(n - 1) end show(tail(100000))
show((function(...) return ... end)(1, nil, 3)) show(table.pack((function() end)()).n) show(#{(function() return 1, 2, 3 end)()}, #{(function() return 1, 2, 3 end)(), 10}, #{((function() return 1, 2, 3 end)())})
local a, b, c = (function() return 1, 2 end)() show(a, b, c) local x, y = 1 show(x, y) do local x, y = 1, 2 x, y = y, x show(x, y) end local i, q = 1, {} i, q[i] = i + 1, 20 show(i, q[1], q[2])
for i = math.maxinteger - 1, math.maxinteger do show(i) end for i = math.mininteger, math.mininteger + 1 do show(i) end for i = 3, 1 do show("no") end for i = 3, 1, -1 do show(i) end for i = 1.0, 2 do show(i) end for i = 1, 2, 0.5 do show(i) end for i = 1, 0 do end for i = -1, -3, -1 do show(i) end
for i = math.maxinteger - 1, 1e100 do show(i) break end for i = 1, math.huge do if i > 3 then break end show(i) end for i = 1, -math.huge, -1 do if i < -1 then break end show(i) end
local n = 0 repeat local done = n >= 3 n = n + 1 until done show(n) while true do n = n + 1 if n > 10 then break end end show(n)
show(#"abc" + 1, -2 ^ 2, not nil == true, 1 .. 2 == "12", 2 ^ 3 ^ 2, (2 ^ 3) ^ 2, 1 + 2 < 4, "a" .. "b" == "ab" and 1 or 2, nil and 1, false or nil, 1 and 2, not 1, 5 & 3 == 3 and 1 or 0 == 1)
show(#{1, 2, nil, 4} >= 2, #{n = 1}, #{[1] = 1, [2] = 2}, next({}), type(next), {} == {}, "1" == 1, 1 == 1.0, "abc" < "abd")
show(string.rep("ab", 3), ("x"):len(), #"\0\0", "\065\x42\u{43}\z
      D", 'a\
b', [[
first newline skipped]], [==[a]]b]==], "tab\tq\"", "\a\b\f\v" == "\7\8\12\11")
show(table.concat({}, ","), table.concat({1}, ","), table.concat({1, 2, 3}, ",", 2), table.concat({1, 2, 3}, ",", 2, 2), table.concat({1, 2, 3}, ",", 3, 2), table.concat(setmetatable({}, {__index = function(_, i) return "v" .. i end, __len = function() return 3 end}), " "))
show(table.unpack(setmetatable({}, {__index = function(_, i) return i * 2 end, __len = function() return 3 end}))) local p = setmetatable({}, {__len = function() return 2 end, __newindex = function(t, k, v) rawset(t, k, v .. "!") end}) table.insert(p, "a") show(p[3]) 
show(table.unpack(table.move({1, 2, 3, 4, 5}, 2, 5, 1))) show(table.unpack(table.move({1, 2, 3}, 1, 3, 3))) show(table.unpack(table.move({1, 2, 3}, 1, 0, 3))) show(#table.move({1, 2, 3}, 1, 3, 1, {})) show(pcall(table.move, {}, 1, math.maxinteger, 2)) show(pcall(table.move, {}, -1, math.maxinteger, 2)) show(pcall(table.move, {}, 1, 2)) show(pcall(table.move, 1, 1, 2, 3)) show(pcall(table.move, {}, 1, 2, 3, 4))
local s = {5, 2, 8, 1, 9, 3} table.sort(s) show(table.concat(s, " ")) table.sort(s, function(a, b) return a > b end) show(table.concat(s, " ")) local w = {"banana", "apple", "Cherry", "10", "9"} table.sort(w) show(table.concat(w, " ")) show(pcall(table.sort, {1, 2, nil, 4})) show(pcall(table.sort, {1, "a", 2})) show(pcall(table.sort, {{}, {}})) show(pcall(table.sort, {1, 2}, 5)) show(pcall(table.sort, {1,2,3,4,5,6,7,8,9,10}, function() error("cmp", 0) end))
local r = {} for i = 1, 5 do table.insert(r, 1, i) end show(table.concat(r, ",")) show(table.remove(r, 1), table.remove(r), table.remove(r, #r + 1), #r) show(pcall(table.insert, r)) show(pcall(table.insert, r, 0, 1)) show(pcall(table.insert, r, "x", 1)) show(pcall(table.insert, nil, 1)) show(pcall(table.remove, r, -1)) show(table.remove({[0] = "z"}, 0), table.remove({}, 0)) 
-- metatables
local C = {} C.__index = C function C.new(v) return setmetatable({v = v}, C) end function C:get() return self.v end local D = setmetatable({}, {__index = C}) D.__index = D function D.new(v) local o = C.new(v) return setmetatable(o, D) end function D:twice() return self:get() * 2 end show(D.new(21):twice(), rawget(D.new(1), "get"), getmetatable(C.new(1)) == C)
local log = {} local prox = setmetatable({}, {__index = function(t, k) log[#log + 1] = "get " .. tostring(k) return rawget(t, "_" .. k) end, __newindex = function(t, k, v) log[#log + 1] = "set " .. k rawset(t, "_" .. k, v) end}) prox.a = 1 show(prox.a, rawget(prox, "a"), table.concat(log, ";"))
local ro = setmetatable({}, {__newindex = function() error("readonly", 2) end}) show(pcall(function() ro.x = 1 end)) local dflt = setmetatable({}, {__index = {x = 5}}) show(dflt.x, dflt.y) 
local vec = {} vec.__add = function(a, b) return setmetatable({x = a.x + b.x}, vec) end vec.__eq = function(a, b) return a.x == b.x end vec.__lt = function(a, b) return a.x < b.x end vec.__le = function(a, b) return a.x <= b.x end vec.__tostring = function(a) return "vec" .. a.x end vec.__len = function(a) return a.x end vec.__call = function(self, ...) return self.x, ... end vec.__mul = function(a, b) return type(a) .. type(b) end
local v1, v2 = setmetatable({x = 1}, vec), setmetatable({x = 2}, vec) show(tostring(v1 + v2), v1 == v2, v1 < v2, v1 <= v2, v1 > v2, v1 ~= v2, #v2, v1(7, 8), v1 * 2, 2 * v1) show(select("#", v1(nil)))
show(pcall(function() return v1 - v2 end)) show(pcall(function() return v1 < 1 end)) show(pcall(rawequal, v1)) show(rawequal(v1, v1), rawlen({1, 2}), rawget(v1, "x"))
local cnt = setmetatable({}, {__pairs = function(t) return function(_, k) k = (k or 0) + 1 if k <= 3 then return k, k * k end end, t, nil end}) for k, v in pairs(cnt) do show(k, v) end
for i, v in ipairs(setmetatable({}, {__index = function(_, i) if i <= 3 then return i * 10 end end})) do show(i, v) end
local keys = {} for k in pairs({a = 1, b = 2, c = 3, 10, 20}) do keys[#keys + 1] = tostring(k) end table.sort(keys) show(table.concat(keys, " "))
local del = {a = 1, b = 2, c = 3, d = 4} for k in pairs(del) do del[k] = nil end show(next(del)) local k1 = next({x = 1}) show(k1) 
-- load
show(load("return 1 + 1")()) show(load(function() return nil end)) local parts = {"return ", "4", "2"} local pi = 0 show(load(function() pi = pi + 1 return parts[pi] end)()) show(load("return ...", "chunk")(5, 6)) show(load("syntax error here", "=name")) show(load("error('x')", "@file.lua")) show(pcall(load("error('x')", "@file.lua"))) show(pcall(load("error('x')", "=eq"))) show(pcall(load("error('x')", "plain text chunk"))) show(pcall(load("\n\nerror('line3')", "=l"))) show(load("return 1", "x", "b")) show(load("\27Lua", "x", "t")) show(pcall(load, 5)) show(pcall(load)) show(load(function() error("rd") end))
show(load("x ="), load("x = }"), load("for i = 1 do end"), load("if x then"), load("local function end"), load("return return"), load("a.b:c = 1"), load("f() = 1"), load("local 1 = 2"), load("x = 'unfinished"), load("x = \"a\nb\""), load("--[[ unfinished"), load("x = '\\q'"), load("goto = 1"), load("x = 1e"), load("x = 0xg"), load("x = 3x"), load("return ..."), load("function f() return ... end"), load("break"), load("goto l"), load("do local x goto l end ::l:: local y ::l::"), load("local x <const> = 1 x = 2"), load("local x <bad> = 1"), load("x = @"), load("x = $"), load("return 1,"), load("local t = {1, 2"), load("t = {a = }"), load("("), load(")"), load("a"), load("a.b"), load("1"), load("'x'"), load("x, y"), load("x += 1"), load("x != 1"), load("return a ~= b ~ c"), load("::a:: ::a::"), load("local a <close>, b <close> = 1, 2"))
show(utf8.char(), utf8.char(65, 0x7FF, 0x7FFF, 0x10FFFF):byte(1, -1)) show(utf8.len("aé€😀"), utf8.len("aé€😀", 2), utf8.len("aé", -2), utf8.len("\xe4"), utf8.len("", 1), pcall(utf8.len, "abc", 5)) show(utf8.offset("aé€😀", 1), utf8.offset("aé€😀", 4), utf8.offset("aé€😀", -1), utf8.offset("aé€😀", 5), utf8.offset("aé€😀", 6), utf8.offset("aé€😀", 0, 3), pcall(utf8.offset, "é", 1, 2)) show(utf8.codepoint("aé€😀", 1, -1)) show(pcall(utf8.codepoint, "abc", 1, 10)) show(pcall(utf8.codepoint, "\xed\xa0\x80")) show(utf8.codepoint("\xed\xa0\x80", 1, 1, true)) for p, c in utf8.codes("é€") do show(p, c) end show(pcall(utf8.char, 0x80000000)) show(pcall(function() for _ in utf8.codes("a\x80") do end end)) for c in ("aé"):gmatch(utf8.charpattern) do show(c) end show(pcall(utf8.codes))
show(string.byte("A"), string.byte("abc", -1), string.byte(""), string.byte("abc", 10), string.char(72, 105), string.char(), ("abc"):reverse(), ("AbC"):lower(), ("x"):rep(0, "s"), ("ab"):rep(2, "-"), ("hello"):sub(2, -2), ("hello"):sub(-100, 2), ("hello"):sub(4, 2), ("hello"):sub(0), ("hello"):sub(math.mininteger, math.maxinteger), #("x"):rep(1000))
show(math.random and true, pcall(math.random, 1, 2, 3))  local rr = math.random(5) show(rr >= 1 and rr <= 5, math.random() < 1, pcall(math.random, 2, 1)) math.randomseed(42) local m1 = math.random(1000000) math.randomseed(42) show(m1 == math.random(1000000), m1) show(math.random(math.mininteger, math.maxinteger) ~= nil, math.random(3.0), pcall(math.random, 3.5))
show(_VERSION, type(_G), _G._G == _G, _G.print == print, math.type(2^31 | 0))
