import CStockLua
import Foundation
import Testing
import TocsinLua

/// The sandbox's own functions say what stock Lua says, on generated arguments.
@Suite struct DifferentialTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    static func program(_ name: String, seed: Int, count: Int) throws -> String {
        let text = try String(
            contentsOf: folder.appending(path: "Programs/\(name).lua"), encoding: .utf8)
        return text.replacing("SEED", with: String(seed)).replacing("COUNT", with: String(count))
    }

    static func stock(_ source: String) -> [Substring] {
        var length = 0
        let text = source.withCString { c_stock_lua_run($0, source.utf8.count, &length) }
        defer { free(text) }
        let all = String(
            decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self)
        return all.split(separator: "\n\u{1}\n", omittingEmptySubsequences: false)
    }

    static func sandboxed(_ source: String) throws(LuaError) -> [String] {
        var limits = LuaLimits()
        limits.memory = 256 << 20
        limits.steps = 4_000_000_000
        limits.seconds = 60
        let host = try LuaHost(limits: limits)
        let environment = try host.makeEnvironment(plugin: "test")
        guard
            case .table(let table)? = try host.run(source, chunk: "program.lua", in: environment)
                .first
        else { return [] }
        return table.array.map(\.text)
    }

    static func compare(_ name: String, seed: Int, count: Int) throws {
        let source = try program(name, seed: seed, count: count)
        let expected = stock(source)
        #expect(expected.first?.first != "!", "\(expected)")
        let found = try sandboxed(source)
        #expect(found.count == count)
        #expect(expected.count == count + 1)
        let different = zip(expected, found).filter { $0 != $1 }
        let sample = different.prefix(8).map {
            "\n  stock   \($0.debugDescription)\n  sandbox \($1.debugDescription)"
        }
        if !different.isEmpty {
            Issue.record("\(different.count) of \(count) differ\(sample.joined())")
        }
    }

    /// 24,000 pairs.
    @Test(arguments: [1, 20_250_311, 777])
    func `find, match, gmatch and gsub agree with stock Lua`(seed: Int) throws {
        try Self.compare("matching", seed: seed, count: 8000)
    }

    @Test(arguments: [1, 20_250_311])
    func `the other replaced functions agree with stock Lua`(seed: Int) throws {
        try Self.compare("functions", seed: seed, count: 6000)
    }

    /// Whole programs of the language's own corners: what they print is what stock Lua prints.
    @Test(arguments: ["arithmetic-and-strings", "messages", "coroutines-closures-metatables"])
    func `an ordinary program prints what stock Lua prints`(name: String) throws {
        let text = try String(
            contentsOf: Self.folder.appending(path: "Ordinary/\(name).lua"), encoding: .utf8)
        // Addresses differ by nature; a thing's number stands in their place.
        let source = """
            local OUT = {} local function print(...) local line = {} for i = 1, select("#", ...) do \
            line[i] = tostring((select(i, ...))):gsub("0x%x+", "ADDRESS") end \
            OUT[#OUT + 1] = table.concat(line, "\\t") end \(text)
            return OUT
            """
        let expected = Self.stock(source).map(String.init)
        #expect(expected.first?.first != "!", "\(expected)")
        #expect(expected.count > 60)
        let found = try Self.sandboxed(source)
        for (line, (one, other)) in zip(expected, found + [""]).enumerated() where one != other {
            Issue.record("line \(line + 1):\n  stock   \(one)\n  sandbox \(other)")
        }
        #expect(found.count == expected.count - 1)
    }
}
