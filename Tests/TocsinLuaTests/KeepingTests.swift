import Testing
import TocsinLua

/// A rule of phases 1–3 keeps nothing between articles.
@Suite struct KeepingTests {
    static let keeping: [(name: String, source: String)] = [
        ("'n'", "local n = 0 return function() n = n + 1 return n end"),
        ("'seen'", "local seen = {} return function() seen[#seen + 1] = 1 return #seen end"),
        (
            "'config.inner'",
            "local config = { inner = {} } return function() config.inner.x = 1 end"
        ),
        (
            "'Class'",
            "local Class = {} Class.__index = Class return function() Class.count = (Class.count or 0) + 1 end"
        ),
        (
            "'object'",
            "local object = setmetatable({}, { __index = {} }) return function() object.x = (object.x or 0) + 1 end"
        ),
        (
            "'n'",
            "local n = 0 local function bump() n = n + 1 end return function() bump() end"
        ),
        (
            "a coroutine made before the call",
            """
            local next_number = coroutine.wrap(function() for i = 1, 1e9 do coroutine.yield(i) end end)
            return function() return next_number() end
            """
        ),
        (
            "an iterator of gmatch made before the call",
            "local word = ('a b c'):gmatch('%a') return function() return word() end"
        ),
        (
            "an iterator of pairs made before the call",
            "local f, t = pairs({ a = 1, b = 2 }) return function() return f(t) end"
        ),
        (
            "'m'",
            "local m = require 'state' return function() m.n = (m.n or 0) + 1 end"
        ),
        (
            "'seen'",
            "local seen = {} return function() pcall(function() seen.x = 1 end) end"
        ),
    ]

    @Test(arguments: keeping.indices)
    func `what keeps something is refused by name`(index: Int) throws {
        let (name, source) = Self.keeping[index]
        let sandbox = try Sandbox(modules: ["state": "return {}"])
        let function = try sandbox.function(source)
        for article in ["a", "b"] {
            let error = failure { () throws(LuaError) in
                _ = try sandbox.host.call(function, [], rule: "r", article: article)
            }
            #expect(error?.code == .state, "\(source): \(String(describing: error))")
            #expect(error?.message.contains(name) == true, "\(String(describing: error))")
        }
    }

    @Test(arguments: [0, 1, 3, 4, 5])
    func `an alert rule may keep it`(index: Int) throws {
        let sandbox = try Sandbox()
        let function = try sandbox.function(Self.keeping[index].source)
        for article in ["a", "b"] {
            _ = try sandbox.host.call(function, [], rule: "r", article: article, keepsState: true)
        }
    }

    @Test func `reading the file's tables in every way is fine`() throws {
        let sandbox = try Sandbox(modules: ["lists": "return { b = 2, a = 1 }"])
        let function = try sandbox.function(
            """
            local list = { "x", "y", deep = { 3, 4 } }
            local lists = require "lists"
            local Class = {} Class.__index = Class
            function Class.new(n) return setmetatable({ n = n }, Class) end
            function Class:twice() return self.n * 2 end
            local nan = 0 / 0
            return function()
              local out = {}
              for _, v in ipairs(list) do out[#out + 1] = v end
              for k, v in pairs(lists) do out[#out + 1] = k .. v end
              for k in next, list.deep do out[#out + 1] = k end
              out[#out + 1] = #list
              out[#out + 1] = table.concat(list, "+")
              out[#out + 1] = select("#", table.unpack(list.deep))
              out[#out + 1] = rawget(list, 1) .. rawlen(list)
              out[#out + 1] = ("x"):gsub("x", lists)
              out[#out + 1] = Class.new(4):twice()
              return table.concat(out, " "), list, nan ~= nan
            end
            """)
        for _ in 0..<3 {
            let values = try sandbox.host.call(function, [], rule: "r", article: "a")
            #expect(
                values.map(\.text) == [
                    "x y a1 b2 1 2 2 x+y 2 x2 x 8", "{x,y,deep={3,4}}", "true",
                ])
        }
    }

    @Test func `a random number depends on rule and article only`() throws {
        let sandbox = try Sandbox()
        let function = try sandbox.function(
            "return function() return math.random(1 << 30), tostring({}) end")
        func draw(_ article: String) throws -> [String] {
            try sandbox.host.call(function, [], rule: "r", article: article).map(\.text)
        }
        let first = try draw("a")
        #expect(try draw("b") != first)
        #expect(try draw("a") == first)
    }

    @Test func `pairs and next go through keys in one order`() throws {
        let values = try Sandbox().run(
            """
            local t = { [3] = 1, [-1] = 1, [2.5] = 1, [1 << 60] = 1, [(1 << 60) + 1] = 1, [true] = 1, [false] = 1 }
            for _, k in ipairs { "abcdefgh2", "abcdefgh", "abcdefgh1", "", "b", "é", "a\\0", "a" } do t[k] = 1 end
            for i = 1, 40 do t["key" .. (i * 7919 % 40)] = 1 end
            local first, second = {}, {}
            t[first], t[second] = 1, 1
            local order, again = {}, {}
            local names = { [first] = "first", [second] = "second" }
            for k in pairs(t) do order[#order + 1] = names[k] or tostring(k) end
            for k in next, t do again[#again + 1] = names[k] or tostring(k) end
            assert(table.concat(order, ",") == table.concat(again, ","))
            for k in pairs(t) do if type(k) == "string" and k:find "^key" then t[k] = nil end end
            local k, left = nil, {}
            repeat k = next(t, k) left[#left + 1] = names[k] or tostring(k) if k == "b" then t.b = nil next({ x = 1 }) end until k == nil
            return #order, table.concat(left, " ")
            """)
        #expect(
            values.map(\.text) == [
                "57",
                "-1 2.5 3 1152921504606846976 1152921504606846977  a a\0 abcdefgh abcdefgh1 abcdefgh2 b é false true first second nil",
            ])
    }

    @Test(arguments: ["..", "../x", "/etc/passwd", "a..b", "", "a/b", "a\0b", ".a", "a."])
    func `a module's name is no path`(name: String) {
        let error = failure { () throws(LuaError) in
            _ = try LuaModulePath.resolve(name, in: "/tmp")
        }
        #expect(error?.code == .require)
    }
}
