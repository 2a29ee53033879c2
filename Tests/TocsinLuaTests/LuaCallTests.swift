import Testing

@testable import TocsinLua

/// A host whose rules have one native, `native`.
private final class Bench {
    let host: LuaHost
    private let environment: LuaEnvironment

    init(_ body: @escaping LuaNative.Body) throws(LuaError) {
        host = try LuaHost()
        try host.installPrelude(
            source: "local natives = ... return { native = natives.native }",
            chunk: "prelude.lua", natives: [LuaNative("native", body: body)])
        environment = try host.makeEnvironment(plugin: "p")
    }

    func run(_ source: String) throws(LuaError) -> [String] {
        try host.run(source, chunk: "r.lua", in: environment).map(\.text)
    }
}

@Suite struct LuaCallTests {
    @Test(
        arguments: [
            ("", []),
            ("nil, true, false", ["nil", "true", "false"]),
            ("1, -0.5, 1 << 62, 1e300", ["1", "-0.5", "4611686018427387904", "1e+300"]),
            ("'', 'Орешник', ('x'):rep(3)", ["", "Орешник", "xxx"]),
            ("{ 1, 'a', { 2 } }, 'b', { n = 3 }", ["{1,a,{2}}", "b", "{n=3}"]),
            (
                "1, 2, 3, 4, 5, 6, 7, 8, 9, 'ten', { 11 }, 12.5",
                ["1", "2", "3", "4", "5", "6", "7", "8", "9", "ten", "{11}", "12.5"]
            ),
        ]) func `a native gives back what it was given`(values: String, wanted: [String]) throws
    {
        let bench = try Bench { call throws(LuaError) in
            for position in 0..<call.count { call.give(call[position]) }
        }
        #expect(try bench.run("return native(\(values))") == wanted)
    }

    @Test func `an argument that is not there or another's kind is nil`() throws {
        let bench = try Bench { call throws(LuaError) in
            call.give(.bool(call.int(0) == nil && call.string(1) == nil))
            call.give(.bool(call.int(7) == nil && call.string(-1) == nil))
            if case .nil = call[7] { call.give(.string("nothing")) }
        }
        #expect(try bench.run("return native('1', 2)") == ["true", "true", "nothing"])
    }

    @Test func `what a native throws is an error of the rule's line and nothing it gave counts`()
        throws
    {
        let bench = try Bench { call throws(LuaError) in
            call.give(1)
            if call.count > 0 { throw LuaError(.runtime, "no \(call[0].text)") }
        }
        let source = "local ok, message = pcall(native, 'more')\\nreturn ok, message, native()"
        #expect(
            try bench.run(source.replacing("\\n", with: "\n")) == ["false", "no more", "1"])
        let error = failure { () throws(LuaError) in _ = try bench.run("\nnative({})") }
        #expect(error?.line == 2)
        #expect(error?.message == "no {}")
    }

    @Test func `a native calls back into Lua and keeps what it was given and gave`() throws {
        final class Box: @unchecked Sendable { var host: LuaHost? }
        let box = Box()
        let bench = try Bench { call throws(LuaError) in
            guard case .function(let function) = call[0], let depth = call.int(1) else { return }
            call.give(depth)
            for value in try box.host!.call(function, [.int(depth)], rule: "r", article: "a") {
                call.give(value)
            }
            call.give(call[2])
            call.give(call[3])
        }
        box.host = bench.host
        let nested = try bench.run(
            """
            local function again(depth)
              if depth == 0 then return "bottom" end
              return native(again, depth - 1, { depth }, "d" .. depth)
            end
            return again(3)
            """)
        #expect(
            nested == ["2", "1", "0", "bottom", "{1}", "d1", "{2}", "d2", "{3}", "d3"])
        let caught = try bench.run(
            """
            local ok = pcall(native, function() error("inside") end, 1, {}, "x")
            return ok, native(function() return "fine" end, 2, {}, "y")
            """)
        #expect(caught == ["false", "2", "fine", "{}", "y"])
    }

    @Test func `a native may let an error pass that it called for but no trip`() throws {
        final class Box: @unchecked Sendable { var host: LuaHost? }
        let box = Box()
        let bench = try Bench { call throws(LuaError) in
            guard case .function(let function) = call[0] else { return }
            do throws(LuaError) {
                _ = try box.host!.call(function, [], rule: "r", article: "a")
            } catch {
                call.give(.string(error.message))
            }
        }
        box.host = bench.host
        #expect(
            try bench.run("return native(function() error('inside', 0) end), 'went on'")
                == ["inside", "went on"])
        let error = failure { () throws(LuaError) in
            _ = try bench.run("pcall(native, function() while true do end end) return 1")
        }
        #expect(error?.code == .steps)
    }
}
