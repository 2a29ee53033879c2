package import TocsinLua
import TocsinModel

/// The code of rules in one Lua state: each rule's file is loaded when it is first called.
///
/// One for each worker and one for the alert stage; used on one thread.
package final class RuleCode {
    private let rules: RuleSet
    private let limits: LuaLimits
    private var host: LuaHost?
    private var environments: [String: LuaEnvironment] = [:]
    private var tables: [Int: Result<LuaTable, LuaError>] = [:]

    package init(_ rules: RuleSet, limits: LuaLimits) {
        self.rules = rules
        self.limits = limits
    }

    /// The rule's own table in this state, its functions callable here.
    package func table(of number: Int) throws(LuaError) -> LuaTable {
        if let known = tables[number] { return try known.get() }
        let made: Result<LuaTable, LuaError>
        do throws(LuaError) {
            let rule = rules.rules[number]
            let host = try readyHost()
            let environment = try environment(of: rule.plugin, host)
            guard
                case .table(let table)? = try host.run(
                    rule.source, chunk: rule.path, in: environment
                ).first
            else { throw LuaError(.runtime, "the file no longer returns a rule", chunk: rule.path) }
            made = .success(table)
        } catch {
            made = .failure(error)
        }
        tables[number] = made
        return try made.get()
    }

    package func call(
        _ function: LuaFunction, _ arguments: [LuaValue], rule: String, article: String
    ) throws(LuaError) -> [LuaValue] {
        try readyHost().call(function, arguments, rule: rule, article: article)
    }

    /// What the last call used of its steps.
    var lastSteps: Int { host?.statistics.steps ?? 0 }

    /// The most bytes the state held during the last call.
    var lastMemory: Int { host?.statistics.memoryPeak ?? 0 }

    /// What `print` and `warn` said since last asked.
    package func takeLog() -> [String] { host?.takeLog() ?? [] }

    /// A function of the host's own, in Lua: runs a rule's function and hands the changed event back.
    func enrichCaller() throws(LuaError) -> LuaFunction {
        if let known = caller { return known }
        let host = try readyHost()
        let environment = try host.makeEnvironment(plugin: "tocsin")
        let source = """
            local methods = {}
            methods.__index = methods
            function methods:because(target, why)
              local list = rawget(self, "__because") or {}
              list[#list + 1] = { name = type(target) == "table" and target.name or tostring(target), why = why }
              rawset(self, "__because", list)
              return self
            end
            return function(f, event, data)
              f(setmetatable(event, methods), data)
              return setmetatable(event, nil)
            end
            """
        guard
            case .function(let function)? = try host.run(
                source, chunk: "tocsin/enrich.lua", in: environment
            ).first
        else { throw LuaError(.internal, "the enrich caller could not be made") }
        caller = function
        return function
    }
    private var caller: LuaFunction?

    private func readyHost() throws(LuaError) -> LuaHost {
        if let host { return host }
        let made = try RuleHost.make(limits: limits)
        host = made
        return made
    }

    private func environment(of plugin: String, _ host: LuaHost) throws(LuaError) -> LuaEnvironment
    {
        if let known = environments[plugin] { return known }
        let made: LuaEnvironment
        if let owner = rules.plugins.first(where: { $0.id == plugin }) {
            made = try host.makeEnvironment(
                plugin: plugin, loader: ModuleLoader(plugin: owner).load)
        } else {
            made = try host.makeEnvironment(plugin: plugin)
        }
        environments[plugin] = made
        return made
    }
}
