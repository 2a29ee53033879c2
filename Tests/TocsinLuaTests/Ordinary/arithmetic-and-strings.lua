-- ordinary things
local function show(...) print(...) end
show(7 // 2, -7 // 2, 7 % -3, -7 % 3, 7.5 // 2, 1e308 * 10, -1e308 * 10, 0/0 ~= 0/0, 3 | 4, ~0, 1 << 63, 1 << 64, -1 >> 1, 2^53, 10 / 2)
show(math.maxinteger + 1 == math.mininteger, math.mininteger // -1, math.mininteger % -1, pcall(function() return 1 // 0 end))
show(pcall(function() return 1 % 0 end)) show(1 // 0.0, -1 // 0.0, 1 % math.huge, -1 % math.huge)
show("10" + 5, "0x10" + 0, "1e1" * 1, 10 .. 20, pcall(function() return "a" + 1 end))
show(pcall(function() return {} .. "x" end)) show(pcall(function() local t = {} t.x.y = 1 end))
show(pcall(function() local a a() end)) show(pcall(function() local t = {} t:foo() end)) show(pcall(function() return #nil end))
show(pcall(function() return 1 < "2" end)) show(pcall(function() return {} < {} end)) show(pcall(function() return nil > 1 end))
show(pcall(function() return 1.5 | 1 end)) show(pcall(function() return "1.5" | 1 end)) show(pcall(function() return 2^63 | 1 end)) show(pcall(function() return "abc" | 1 end))
show(pcall(function() for i = 1, 10, 0 do end end)) show(pcall(function() for i = "a", 10 do end end)) show(pcall(function() for i = 1, {} do end end))
show(pcall(error)) show(pcall(error, nil)) show(pcall(error, "x", 0)) show(pcall(error, "x", 2)) show(pcall(error, {1}))
show(select("#", nil, nil), select(-1, 1, 2, 3), select(2, "a", "b", "c"), pcall(select, 0))
show(tostring(1e15), tostring(1e16), tostring(0.1), tostring(-0.0), tostring(1e100), 2^63, -2^63, 3.0, 1e3)
show(tonumber("  0x1p4  "), tonumber("1e"), tonumber("0x"), tonumber("10", 2), tonumber("zz", 36), tonumber("8", 8), tonumber(""), tonumber("1 2"), tonumber("0x.8"), pcall(tonumber, "1", 99))
show(math.type(1), math.type(1.0), math.type("1"), math.tointeger(3.0), math.tointeger(3.5), math.tointeger("8"), math.ult(1, -1), math.abs(math.mininteger), math.fmod(-7, 3), math.fmod(7, -3), pcall(math.fmod, 1, 0))
show(string.format("%5d|%-5d|%05d|%+d|%x|%X|%o|%c|%e|%g|%a|%q|%s|%10.3s|%%", 42, 42, 42, 42, 255, 255, 8, 65, 1.5, 1e20, 1.0, "a\n\0b\"", "x", "abcdef"))
show(string.format("%q", 1/3), string.format("%q", math.mininteger), string.format("%q", 1/0), string.format("%q", 0/0), string.format("%i", 3.0), pcall(string.format, "%d", 3.5), pcall(string.format, "%d", "x"))
show(pcall(string.format, "%y", 1)) show(pcall(string.format, "%", 1)) show(pcall(string.format, "%s")) show(pcall(string.format, "%123d", 1)) show(pcall(string.format, "%q", {}))
show(("x"):rep(3, ","), ("abc"):sub(-2), ("abc"):sub(2, 10), ("abc"):byte(1, -1), ("abc"):upper(), #"\u{10FFFF}", "\x41\65\z
   b", '\'')
goto skip
show("never")
::skip::
do local i = 1 ::top:: if i <= 3 then i = i + 1 goto top end show(i) end
for i = 1, 3 do for j = 1, 3 do if j == 2 then goto continue end show(i, j) ::continue:: end end
local x <const> = 5 show(x)
show(load("local x <const> = 1; x = 2")) show(load("goto nope")) show(load("x = ")) show(load("for")) show(load("break")) show(load("local x <foo> = 1")) show(load("::a:: ::a::")) show(load("return 'abc")) show(load("return [[abc")) show(load("x = 0x")) show(load("x = 3e")) show(load("return '\\400'")) show(load("return '\\xZZ'")) show(load("return '\\u{110000000}'")) show(load("local a <close> = 1, 2; local function f() return 1"))
do local t <close> = nil show("closed ok") end
show(pcall(function() local t <close> = 42 end)) show(pcall(function() local t <close> = {} end))
show(utf8.char(72, 228, 8364, 128512), utf8.len("häß€"), utf8.codepoint("h€", 1, -1), utf8.offset("h€x", 3), utf8.len("\xff"), utf8.charpattern)
for p, c in utf8.codes("a€😀") do show(p, c) end show(pcall(function() for p, c in utf8.codes("a\xff") do end end)) show(pcall(utf8.char, -1)) show(pcall(utf8.codepoint, "\xff")) show(utf8.len("\u{7FFFFFFF}", 1, -1, true))
show(table.concat({1, 2, 3.5, "x"}, "-"), pcall(table.concat, {1, {}, 3})) show(table.unpack({1, 2, 3}, 2)) show(table.unpack({1, 2}, 1, 4)) show(table.pack(1, nil, 3).n) show(pcall(table.insert, {1, 2, 3}, 6, 1)) show(pcall(table.insert, {}, 1, 2, 3)) show(table.remove({}), table.remove({1, 2, 3}, 1), pcall(table.remove, {1, 2, 3}, 7)) 
local t = table.move({1, 2, 3}, 1, 3, 2) show(table.concat(t, ",")) show(pcall(table.sort, {3, 1, "x"})) show(pcall(table.sort, {1,2,3}, function(a, b) return true end))
show(next({})) show(rawequal("a", "a"), rawlen({1, 2}), rawlen("abc"), rawget({5}, 1)) show(type(next), type(print), type(nil), pcall(type))
local mt = {__index = function(t, k) return k .. "!" end, __call = function(self, a) return a * 2 end, __add = function(a, b) return "add" end, __eq = function() return true end, __lt = function() return true end, __le = function() return false end, __len = function() return 42 end, __unm = function() return "unm" end, __tostring = function() return "T" end, __name = "N", __idiv = function() return "idiv" end, __band = function() return "band" end, __shl = function() return "shl" end, __bnot = function() return "bnot" end, __mod = function() return "mod" end}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
show(a.foo, a(21), a + 1, 1 + a, a == b, a < b, a <= b, a > b, #a, -a, tostring(a), a // 1, a & 1, 1 << a, ~a, a % 2, a ~= b)
show(pcall(function() return a - 1 end)) show(pcall(function() return a .. "x" end)) show(pcall(function() return a ^ 2 end))
local co = coroutine.wrap(function(...) local n = select("#", ...) while true do n = n + select("#", coroutine.yield(n)) end end) show(co(1, 2), co(1), co())
local co2 = coroutine.create(function() error("oops") end) show(coroutine.resume(co2)) show(coroutine.status(co2)) show(coroutine.resume(co2)) show(coroutine.isyieldable(), (select(2, coroutine.running())))
show(pcall(coroutine.yield)) local w = coroutine.wrap(function() return 1 end) w() show(pcall(w)) show(pcall(coroutine.wrap(function() error({code = 5}) end)))
local co3 = coroutine.create(function() return pcall(function() coroutine.yield(1) error("in") end) end) show(coroutine.resume(co3)) show(coroutine.resume(co3))
show(coroutine.resume(coroutine.create(function(...) return ... end), 1, 2, 3))
show(xpcall(function() error("E") end, function(m) return "handled " .. m end)) show(xpcall(function(...) return ... end, print, 1, 2)) show(pcall(xpcall)) show(pcall(xpcall, print))
show(pcall(setmetatable, 1, {})) show(pcall(setmetatable, {}, 1)) show(getmetatable({})) show(pcall(setmetatable, setmetatable({}, {__metatable = "locked"}), {})) show(getmetatable(setmetatable({}, {__metatable = "locked"})))
show(pcall(ipairs)) for i, v in ipairs({1, 2, nil, 4}) do show(i, v) end
show(string.find("abc", "b", 1, true), string.find("abc", "", 10), string.find("abc", "", 4), ("x"):rep(0), ("x"):rep(-1), string.gsub("abc", "", "-"), string.gsub("hello world", "o", {o = "0"}), string.gsub("abc", "%w", "%0%0", 2))
show(pcall(string.gsub, "abc", "(", "x")) show(pcall(string.gsub, "abc", "%", "x")) show(pcall(string.gsub, "abc", "a", "%2")) show(pcall(string.rep, "x", 1 << 40)) show(pcall(string.rep)) show(pcall(("x").rep, "x", {})) show(pcall(("x").bad)) 
