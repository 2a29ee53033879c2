-- Patterns and subjects from a fixed seed, through find, match, gmatch and gsub. Returns what each said.
local state = SEED
local function draw(n)
  state = (state * 1103515245 + 12345) & 0x7fffffff
  return (state >> 8) % n + 1
end
local function pick(t) return t[draw(#t)] end

local items = {
  "a", "b", "c", "é", " ", "1", "_", "-", ".", "%a", "%d", "%s", "%w", "%p", "%u", "%l", "%x", "%g", "%c", "%z", "%A", "%D", "%S",
  "%W", "%P", "%.", "%%", "%-", "%(", "%k", "[ab]", "[^ab]", "[%w_]", "[a-c]", "[^a-c%d]", "[]]", "[^]]", "[]a]", "[a-]", "[-a]", "[%a-z]",
  "[%]]", "[.%s]", "[\0-\31]", "%f[%w]", "%f[%W]", "%f[^a]", "%f[%z]", "%b()", "%bab", "%b''", "%1", "%2", "()", "(a)", "(.)", "(%a+)",
  "(b*)", "((a)b)", "(a*(.)%w(%s*))", "\0",
}
local broken = { "%", "[", "[a", "[^", "[]", "%f", "%fa", "%b", "%bx", "(", ")", "%0", "%9", "[%", "(()", "^", "$", "*", "+", "?", "[a-", "%g[" }
local suffixes = { "", "", "", "", "*", "+", "-", "?" }
local letters = { "a", "b", "c", "é", " ", "1", "2", "_", "(", ")", "'", ".", "-", "%", "]", "\0", "\n", "A", "B", "ab", "aab", "abc", "(a(b)c)", "\255" }

local function pattern()
  local out = {}
  if draw(6) == 1 then out[#out + 1] = "^" end
  for _ = 1, draw(5) do
    if draw(14) == 1 then out[#out + 1] = pick(broken) else out[#out + 1] = pick(items) .. pick(suffixes) end
    if draw(12) == 1 then out[#out + 1] = "(" .. pick(items) .. pick(suffixes) .. ")" end
  end
  if draw(8) == 1 then out[#out + 1] = "$" end
  return table.concat(out)
end
local function subject()
  local out = {}
  for _ = 1, draw(18) - 1 do out[#out + 1] = pick(letters) end
  return table.concat(out)
end

local function said(...)
  local out = { ... }
  for i = 1, select("#", ...) do out[i] = math.type(out[i]) == "float" and string.format("%.14g", out[i]) or tostring(out[i]) end
  return table.concat(out, "|")
end

local replacements = { "", "x", "<%0>", "%1%1", "%2", "%%", "%", "%x", "[%1]", 7, 1.5, "%9", "\0" }
local results = {}
for i = 1, COUNT do
  local s, p = subject(), pattern()
  local kind = draw(8)
  local text
  if kind == 1 then
    text = said(pcall(string.find, s, p))
  elseif kind == 2 then
    text = said(pcall(string.find, s, p, draw(12) - 6))
  elseif kind == 3 then
    text = said(pcall(string.find, s, p, draw(4), true))
  elseif kind == 4 then
    text = said(pcall(string.match, s, p))
  elseif kind == 5 then
    text = said(pcall(string.match, s, p, draw(12) - 6))
  elseif kind == 6 then
    local found = {}
    local ok, message = pcall(function()
      for a, b, c in string.gmatch(s, p, draw(6) - 3) do
        found[#found + 1] = said(a, b, c)
        if #found > 40 then break end
      end
    end)
    -- The place in front of a message is the program's own line.
    text = said(ok, tostring(message):gsub("^[^:]*:%d+: ", "")) .. table.concat(found, ";")
  elseif kind == 7 then
    text = said(pcall(string.gsub, s, p, pick(replacements), draw(6) == 1 and draw(4) - 1 or nil))
  else
    local with = draw(2) == 1 and { a = "A", ab = true, [1] = "one", b = false, ["1"] = 9 }
      or function(x, y) if x == "a" then return nil elseif x == "b" then return false elseif y then return "<" .. tostring(y) .. ">" end return x end
    text = said(pcall(string.gsub, s, p, with))
  end
  results[i] = said(kind, s, p) .. " => " .. text
end
return results
