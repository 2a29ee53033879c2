/// The words of the rule language, as Lua. Each makes a plain table that says what it is; Swift
/// reads the tables afterwards. Runs once a host, before any plugin.
enum RulePrelude {
    static let chunk = "tocsin/prelude.lua"

    static let source = #"""
        local natives = ...
        local tocsin = {}

        local function constructor(kind)
          return function(spec)
            if type(spec) ~= "table" then
              error("tocsin." .. kind .. " takes one table: tocsin." .. kind .. " { title = \"…\", … }", 2)
            end
            spec.__kind, spec.__line = kind, line(2)
            return spec
          end
        end
        for _, kind in ipairs { "watchlist", "extract", "enrich", "alert", "rule" } do
          tocsin[kind] = constructor(kind)
        end

        local function file_reference(mark)
          return function(spec)
            local at = line(2)
            if type(spec) == "string" then spec = { file = spec } end
            if type(spec) ~= "table" or type(spec.file) ~= "string" then
              error("tocsin." .. mark .. " takes a file name: tocsin." .. mark .. " \"lists/x.tsv\"", 2)
            end
            spec.__mark, spec.__line = mark, at
            return spec
          end
        end
        tocsin.list, tocsin.gazetteer = file_reference "list", file_reference "gazetteer"
        for name, native in pairs(natives) do tocsin[name] = native end

        -- Examples. `match [[text]]`, or `match([[text]], { published = "2025-03-11" })`.
        local function example(mark)
          return function(text, settings)
            if type(text) ~= "string" then error(mark .. " takes a text: " .. mark .. " [[…]]", 2) end
            return { __mark = mark, __line = line(2), text = text, settings = settings }
          end
        end
        local function valued_example(mark)
          return function(text, values, settings)
            if type(text) ~= "string" or type(values) ~= "table" then
              error(mark .. " takes a text and a table: " .. mark .. "([[…]], { … })", 2)
            end
            return { __mark = mark, __line = line(2), text = text, values = values, settings = settings }
          end
        end
        local given_methods = {}
        given_methods.__index = given_methods
        function given_methods:becomes(values)
          return { __mark = "given", __line = self.__line, given = self.given, becomes = values }
        end
        local function given(event)
          return setmetatable({ __mark = "given", __line = line(2), given = event }, given_methods)
        end

        -- Timelines. `timeline "name" { at "06:00" { … }, expect "11:30" "text", quiet "12:00" }`.
        local function timeline(name)
          local at = line(2)
          return function(steps)
            return { __mark = "timeline", __line = at, name = name, steps = steps }
          end
        end
        local function at(time)
          local where = line(2)
          return function(event) return { __mark = "at", __line = where, time = time, event = event } end
        end
        local function expect(time)
          local where = line(2)
          return function(text) return { __mark = "expect", __line = where, time = time, text = text } end
        end
        local function quiet(time) return { __mark = "quiet", __line = line(2), time = time } end

        -- What `when` compares with.
        local function operator(name)
          return function(...) return { __op = name, __line = line(2), ... } end
        end

        return {
          tocsin = tocsin,
          match = example "match", nomatch = example "nomatch",
          figure = valued_example "figure", gives = valued_example "gives", given = given,
          timeline = timeline, at = at, expect = expect, quiet = quiet,
          at_least = operator "at_least", possibly_at_least = operator "possibly_at_least",
          at_most = operator "at_most", between = operator "between", inside = operator "inside",
          one_of = operator "one_of", matched = operator "matched", any = { __op = "any" },
        }
        """#
}
