import Glibc
import TocsinLua

/// A call from Lua to Swift and back against a call of a C function of Lua's own that does as little: no value
/// (`coroutine.isyieldable`), an integer to and fro (`math.abs`), a string to and fro (`string.lower`). Both from the
/// same Lua code in the same sandbox, by this thread's processor time; the empty loop is taken off both. Called by
/// script/bench.d/lua.
@main enum LuaBench {
    static let rounds = 2_000_000

    static func main() {
        let result = LuaThread.run { () -> String in
            do throws(LuaError) { return try measure() } catch { return "LuaBench: \(error)" }
        }
        print(result)
    }

    static func measure() throws(LuaError) -> String {
        var limits = LuaLimits()
        limits.steps = 1 << 50
        limits.seconds = 600
        let host = try LuaHost(limits: limits)
        let nothing = LuaNative("nothing") { _ throws(LuaError) in }
        let echo = LuaNative("echo") { call throws(LuaError) in call.give(call[0]) }
        try host.installPrelude(
            source: "local natives = ... return { nothing = natives.nothing, echo = natives.echo }",
            chunk: "bench/prelude.lua", natives: [nothing, echo])
        let environment = try host.makeEnvironment(plugin: "bench")
        func seconds(_ body: String) throws(LuaError) -> Double {
            let source = """
                local nothing, echo, isyieldable, abs, lower = nothing, echo, coroutine.isyieldable, math.abs, string.lower
                for i = 1, \(rounds) do \(body) end
                """
            var best = Double.infinity
            for _ in 0..<5 {
                let start = processor()
                _ = try host.run(source, chunk: "bench.lua", in: environment)
                best = min(best, processor() - start)
            }
            return best
        }
        let empty = try seconds("")
        func nanoseconds(_ body: String) throws(LuaError) -> Double {
            (try seconds(body) - empty) / Double(rounds) * 1e9
        }
        let c = try nanoseconds("isyieldable()")
        let c1 = try nanoseconds("abs(i)")
        let swift = try nanoseconds("nothing()")
        let swift1 = try nanoseconds("echo(i)")
        let cText = try nanoseconds("lower('natanz')")
        let swiftText = try nanoseconds("echo('natanz')")
        func line(_ what: String, _ c: Double, _ swift: Double) -> String {
            func padded(_ text: String, _ width: Int) -> String {
                String(repeating: " ", count: max(0, width - text.utf8.count)) + text
            }
            func tenths(_ x: Double) -> String { "\((x * 10).rounded() / 10)" }
            return what + padded(tenths(c), 21 - what.utf8.count) + padded(tenths(swift), 9)
                + padded(tenths((swift / c * 10).rounded() / 10), 7) + " <= 2.5"
        }
        return line("call (ns)", c, swift) + "\n" + line("call, integer", c1, swift1)
            + "\n" + line("call, string", cText, swiftText)
    }

    static func processor() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
