import Testing
import TocsinLua

/// A host with one environment of no plugin in particular.
struct Sandbox {
    let host: LuaHost
    let environment: LuaEnvironment

    init(_ limits: LuaLimits = LuaLimits(), modules: [String: String] = [:]) throws(LuaError) {
        host = try LuaHost(limits: limits)
        environment = try host.makeEnvironment(plugin: "test") { name in
            modules[name].map { ($0, name.replacing(".", with: "/") + ".lua") }
        }
    }

    func run(_ source: String, chunk: String = "rules/test.lua") throws(LuaError) -> [LuaValue] {
        try host.run(source, chunk: chunk, in: environment)
    }

    func function(_ source: String) throws(LuaError) -> LuaFunction {
        guard case .function(let function)? = try run(source).first else {
            throw LuaError(.internal, "the source returns no function")
        }
        return function
    }

    /// The values as Lua would print them.
    func text(_ source: String) throws(LuaError) -> String {
        try run(
            "local function all(...) return table.concat({...}, '|') end return all(" + source + ")"
        )
        .map(\.text).joined()
    }
}

extension LuaValue {
    var text: String {
        switch self {
        case .nil: "nil"
        case .bool(let value): String(value)
        case .int(let value): String(value)
        case .number(let value): String(value)
        case .string(let value): value
        case .table(let table):
            "{"
                + (table.array.map(\.text) + table.fields.map { $0.key + "=" + $0.value.text })
                .joined(separator: ",") + "}"
        case .function(let function): "function:\(function.line)/\(function.parameterCount)"
        case .object(let object): object.luaType
        case .native(let native): "native \(native.name)"
        }
    }
}

func failure(_ body: () throws(LuaError) -> Void) -> LuaError? {
    do throws(LuaError) {
        try body()
        return nil
    } catch {
        return error
    }
}

@Suite struct LuaHostTests {
    @Test func `a chunk returns its values by copy`() throws {
        let sandbox = try Sandbox()
        let values = try sandbox.run(
            "return 1, 2.5, 'a\\0b', true, nil, { 1, 2, x = { y = 'z' } }, function(a, b) end")
        #expect(
            values.map(\.text) == [
                "1", "2.5", "a\0b", "true", "nil", "{1,2,x={y=z}}", "function:1/2",
            ])
    }

    @Test func `a rule error says chunk, line, message and traceback`() throws {
        let sandbox = try Sandbox()
        let error = try #require(
            failure { () throws(LuaError) in
                _ = try sandbox.run(
                    "local place\nlocal function name() return place.name end\nreturn name() .. ''")
            })
        #expect(error.code == .runtime)
        #expect(error.chunk == "rules/test.lua")
        #expect(error.line == 2)
        #expect(error.message == "attempt to index a nil value (upvalue 'place')")
        #expect(error.traceback.contains("rules/test.lua:3: in main chunk"))
    }

    @Test func `a syntax error has its place`() throws {
        let sandbox = try Sandbox()
        let error = try #require(
            failure { () throws(LuaError) in _ = try sandbox.run("local x =\n= 2") })
        #expect(error.code == .syntax)
        #expect(error.line == 2)
        #expect(error.message == "unexpected symbol near '='")
    }

    @Test func `a function is called with tables and gives tables back`() throws {
        let sandbox = try Sandbox()
        let function = try sandbox.function(
            "return function(t, n) return { sum = t[1] + t[2] + n, name = t.name } end")
        let results = try sandbox.host.call(
            function,
            [
                .table(LuaTable(array: [.int(1), .int(2)], fields: [("name", .string("x"))])),
                .int(4),
            ],
            rule: "p.r", article: "a1")
        #expect(results.map(\.text) == ["{name=x,sum=7}"])
    }

    @Test func `an endless loop is stopped by its steps and the next call runs`() throws {
        let sandbox = try Sandbox()
        let error = failure { () throws(LuaError) in _ = try sandbox.run("while true do end") }
        #expect(error?.code == .steps)
        #expect(error?.message == "step limit reached: 20,000,000")
        #expect(error?.line == 1)
        #expect(try sandbox.run("return 1").map(\.text) == ["1"])
    }

    @Test func `the prelude's fields are globals and its natives are not`() throws {
        let host = try LuaHost()
        let add = LuaNative("add") { call throws(LuaError) in
            guard let a = call.int(0), let b = call.int(1) else {
                throw LuaError(.runtime, "add takes two integers")
            }
            call.give(a + b)
            let (chunk, line) = call.place
            call.give(.string("\(chunk):\(line)"))
        }
        try host.installPrelude(
            source: """
                local natives = ...
                local tocsin = {}
                function tocsin.add(a, b) return natives.add(a, b) end
                function tocsin.here() return line(2) end
                return { tocsin = tocsin, twice = function(x) return x * 2 end, raw = natives.add }
                """, chunk: "prelude.lua", natives: [add])
        let environment = try host.makeEnvironment(plugin: "p")
        let values = try host.run(
            """
            local a = twice(4)
            local b = tocsin.add(2, 3)
            local here = tocsin.here()
            local c, where = raw(3, 4)
            return a, b, here, c, where, pcall(raw, 'x')
            """, chunk: "r.lua", in: environment)
        #expect(
            values.map(\.text) == [
                "8", "5", "3", "7", "r.lua:4", "false", "add takes two integers",
            ])
        let error = failure { () throws(LuaError) in
            _ = try host.run("return natives", chunk: "r.lua", in: environment)
        }
        #expect(error?.message == "unknown name 'natives'")
    }

    @Test func `an unknown global names the nearest`() throws {
        let error = failure { () throws(LuaError) in _ = try Sandbox().run("\nreturn prnt('x')") }
        #expect(error?.message == "unknown name 'prnt'; did you mean 'print'?")
        #expect(error?.line == 2)
    }

    @Test func `globals and libraries are read-only`() throws {
        for source in [
            "x = 1", "string.format = nil", "_G.x = 1", "rawset(_G, 'x', 1)", "math.pi = 3",
        ] {
            let error = failure { () throws(LuaError) in _ = try Sandbox().run(source) }
            #expect(
                error?.message.contains("read-only") == true,
                "\(source): \(String(describing: error))")
        }
    }
}

final class Article: LuaObject {
    let luaType = "article"
    let luaFields = ["title", "body", "author", "sentences", "find"]
    nonisolated(unsafe) var reads = 0

    func luaField(_ name: String) throws(LuaError) -> LuaValue {
        reads += 1
        return switch name {
        case "title": .string("Strike")
        case "body": .string("A drone hit the bridge.")
        case "sentences":
            .table(
                LuaTable(array: [
                    .string("one"), .table(LuaTable(fields: [("text", .string("two"))])),
                ]))
        case "find":
            .native(
                LuaNative("find") { call throws(LuaError) in
                    guard case .object(let object) = call[0] else {
                        throw LuaError(.runtime, "no object")
                    }
                    call.give(.string(object.luaType))
                })
        default: .nil
        }
    }
}

@Suite struct LuaObjectTests {
    @Test func `fields are read once, frozen, and dead after the call`() throws {
        let sandbox = try Sandbox()
        let article = Article()
        let read = try sandbox.function(
            """
            local kept
            return function(a)
              if kept then return kept.title end
              local out = { a.title, a.title, a.body, tostring(a), tostring(a.author), a:find(), a == a,
                #a.sentences, a.sentences[2].text }
              for i, s in ipairs(a.sentences) do out[#out + 1] = i end
              for k in pairs(a) do out[#out + 1] = k end
              kept = a
              for i = 1, #out do out[i] = tostring(out[i]) end
              return table.concat(out, ' ')
            end
            """)
        let text = try sandbox.host.call(
            read, [.object(article)], rule: "r", article: "a", keepsState: true)
        #expect(
            text.map(\.text) == [
                "Strike Strike A drone hit the bridge. article nil article true 2 two 1 2 title body author sentences find"
            ])
        #expect(article.reads == 5)
        let error = failure { () throws(LuaError) in
            _ = try sandbox.host.call(
                read, [.object(article)], rule: "r", article: "b", keepsState: true)
        }
        #expect(error?.message == "this article belonged to an earlier call and is gone")
    }

    @Test(arguments: [
        ("a.titel", "article has no field 'titel'; did you mean 'title'?"),
        ("a.sentences[1] = 2", "'sentences' is read-only (field '1')"),
        ("a.sentences[2].text = 2", "'sentences' is read-only (field 'text')"),
        ("a.title = 'x'", "article is read-only"),
        ("rawset(a.sentences, 1, 2)", "'sentences' is read-only (field '1')"),
    ])
    func `what cannot be done says so`(line: String, message: String) throws {
        let sandbox = try Sandbox()
        let statement = line.contains("=") || line.contains("(") ? line : "return " + line
        let function = try sandbox.function("return function(a) \(statement) end")
        let error = failure { () throws(LuaError) in
            _ = try sandbox.host.call(function, [.object(Article())], rule: "r", article: "a")
        }
        #expect(error?.message == message)
    }
}
