// Replaced by the real host as soon as it lands.
package struct LuaEnvironment: Sendable {
    package enum Libraries: Sendable { case rules, none }
}
package struct LuaStatistics: Sendable {
    package var steps = 0
    package var memoryPeak = 0
}
package enum LuaModulePath {
    package static func resolve(_ name: String, root: String) -> String? { nil }
}
package final class LuaHost {
    package init(limits: LuaLimits = LuaLimits()) throws(LuaError) {}
    package func installPrelude(source: String, chunk: String, natives: [LuaNative]) throws(LuaError) {}
    package func makeEnvironment(plugin: String, libraries: LuaEnvironment.Libraries = .rules, loader: @escaping (String) throws(LuaError) -> (source: String, chunk: String)? = { (_: String) throws(LuaError) in nil }) throws(LuaError) -> LuaEnvironment { LuaEnvironment() }
    package func run(_ source: String, chunk: String, in: LuaEnvironment) throws(LuaError) -> [LuaValue] { [] }
    package func call(_ function: LuaFunction, _ arguments: [LuaValue], rule: String, article: String) throws(LuaError) -> [LuaValue] { [] }
    package func release(_ function: LuaFunction) {}
    package func takeLog() -> [String] { [] }
}
