import CTocsinLua

/// A known memory bug of Lua's that can be tried on the library this process is linked with.
package enum LuaProbe: String, CaseIterable, Sendable {
    case concat, rep, suffixes

    /// What a Lua with the bug does.
    package var bug: String {
        switch self {
        case .concat: "touches freed memory when __concat meets a full memory"
        case .rep: "string.rep of nothing never ends"
        case .suffixes: "a chain of 130,000 fields ends in a signal or never"
        }
    }

    /// Why no rule reaches it.
    package var guardedBy: String {
        switch self {
        case .concat: "rules have no __concat"
        case .rep: "rules have their own string.rep"
        case .suffixes: "sources with over 200 suffixes in one expression are refused"
        }
    }

    /// Tries it. A Lua with the bug kills this process by a signal, so only a child process calls this.
    package func run() { _ = c_tocsin_lua_probe(rawValue) }
}
