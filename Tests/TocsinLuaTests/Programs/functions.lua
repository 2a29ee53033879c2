-- The other replaced functions, with arguments from a fixed seed. Returns what each said.
local state = SEED
local function draw(n)
  state = (state * 1103515245 + 12345) & 0x7fffffff
  return (state >> 8) % n + 1
end
local function pick(t) return t[draw(#t)] end

local shown = 0
local function said(value)
  if type(value) == "table" then
    shown = shown + 1
    if shown > 3 then shown = shown - 1 return "{…}" end
    local out = {}
    for i = -2, 12 do if rawget(value, i) ~= nil then out[#out + 1] = i .. "=" .. said(rawget(value, i)) end end
    if rawget(value, "n") then out[#out + 1] = "n=" .. said(value.n) end
    shown = shown - 1
    return "{" .. table.concat(out, ",") .. "}"
  end
  local text = tostring(value)
  if type(value) == "function" or type(value) == "thread" then return type(value) end
  return (text:gsub("0x%x+", "0x"):gsub("function: %w+", "function"))
end
local function all(...)
  local out = {}
  for i = 1, select("#", ...) do out[i] = said((select(i, ...))) end
  return table.concat(out, "|")
end

local function values()
  return {
    0, 1, 2, 3, 5, -1, -2, -7, 100, 2.0, 2.5, -0.0, 1e15, 1e100, 0 / 0, 1 / 0, "", "a", "abc", "10", "0x10", " 7 ", "1e2", "x\0y", "Ünïcode", "%d",
    true, false, {}, { 1, 2, 3 }, { "b", "a", "c" }, { 3, 1, 2, n = 3 }, { 1, nil, 3 }, { "x", 2, 3.5 }, type, math.maxinteger, math.mininteger,
    setmetatable({}, { __tostring = function() return "mine" end }), setmetatable({}, { __name = "Kind" }),
    setmetatable({}, { __tostring = function() return 1 end }), setmetatable({ 9, 8, 7 }, { __index = function(_, k) if k < 20 then return k end end, __len = function() return 5 end }),
  }
end
local formats = {
  "%d", "%5d|", "%-5d|", "%05d", "%+d", "%i", "%u", "%x", "%X", "%o", "%c", "%s", "%10s|", "%-10s|", "%.2s", "%q", "%f", "%.3f", "%10.2f", "%e",
  "%g", "%a", "%%", "%s %s", "%d %s", "%y", "%", "%100d", "%.100f", "%0100d", "%10q", "%#x", "% d", "%5.1s|", "%s%%%s", "", "%99.99f",
}
local function less(a, b) return tostring(a) < tostring(b) end

local functions = {
  { "rep", function(s, n, sep) if (tonumber(n) or 0) > 1000 then return "skipped" end return string.rep(s, n, sep) end },
  { "byte", string.byte }, { "sub", string.sub }, { "upper", string.upper }, { "lower", string.lower }, { "reverse", string.reverse }, { "len", string.len },
  { "char", string.char }, { "tostring", tostring }, { "tonumber", tonumber }, { "select", select }, { "rawlen", rawlen }, { "rawequal", rawequal }, { "type", type },
  { "insert", function(t, ...) table.insert(t, ...) return t end },
  { "remove", function(t, ...) local x = table.remove(t, ...) return x, t end },
  { "concat", function(t, sep, i, j)
    if (math.tointeger(j) or 0) > 1000 or (math.tointeger(i) or 0) < -1000 then return "skipped" end
    return table.concat(t, sep, i, j)
  end },
  { "pack", table.pack },
  { "unpack", function(t, i, j)
    if (math.tointeger(i) or 0) < -100 or (math.tointeger(j) or 0) > 1000 then return "skipped" end
    return table.unpack(t, i, j)
  end },
  { "move", function(t, f, e, to, tt)
    if (math.tointeger(e) or 0) - (math.tointeger(f) or 0) > 1000 or (math.tointeger(f) or 0) < -1000 then return "skipped" end
    return table.move(t, f, e, to, tt)
  end },
  { "sort", function(t) table.sort(t) return t end },
  { "sort by", function(t) table.sort(t, less) return t end },
  { "format", function(_, ...) return string.format(pick(formats), ...) end },
  { "setmetatable", function(t, m) return getmetatable(setmetatable(t, m)) == m end },
  { "getmetatable", function(t) return type(t) == "string" or type(getmetatable(t)) == "table" end },
  { "rawset", function(t, k, v) return rawget(rawset(t, k, v), k) end },
  { "rawget", rawget }, { "ipairs", function(t) local out = {} for _, v in ipairs(t) do out[#out + 1] = v end return out end },
  { "assert", assert }, { "error", error }, { "pcall", pcall }, { "xpcall", function(f, ...) return xpcall(f, function(m) return { m } end, ...) end },
  { "codepoint", utf8.codepoint }, { "utf8.len", utf8.len }, { "offset", utf8.offset }, { "utf8.char", utf8.char },
  { "load", function(s, n, mode) return load(s, n, mode) end }, { "next", function(t) return next(t) end }, { "random", function(a, b) math.randomseed(7) return math.random(a, b) end },
  { "resume", function(...)
    local args = table.pack(...)
    local co = coroutine.create(function(...) local x = coroutine.yield(...) return x, table.unpack(args) end)
    local first = table.pack(coroutine.resume(co, ...))
    return coroutine.status(co), first, coroutine.resume(co, 1)
  end },
  { "wrap", function(x) return coroutine.wrap(function() error(x) end)() end },
  { "status", coroutine.status }, { "isyieldable", function() return coroutine.isyieldable() end },
}

local results = {}
for i = 1, COUNT do
  local f = functions[(i - 1) % #functions + 1]
  local pool = values()
  local args, n = {}, draw(5) - 1
  for k = 1, n do args[k] = pick(pool) end
  if n > 0 and draw(2) == 1 then
    local first = f[1]
    if first == "insert" or first == "remove" or first == "concat" or first == "unpack" or first == "move" or first:find("sort") or first == "rawset" or first == "ipairs" or first == "setmetatable" or first == "next" then
      args[1] = pick { {}, { 1, 2, 3 }, { 3, 1, 2 }, { "b", "a" }, pool[36], pool[40] }
    end
  end
  local given = all(f[1], table.unpack(args, 1, n))
  results[i] = given .. " => " .. (all(pcall(f[2], table.unpack(args, 1, n))):gsub("program%.lua:%d+: ", ""))
end
return results
