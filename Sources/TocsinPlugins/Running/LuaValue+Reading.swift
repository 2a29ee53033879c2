package import TocsinLua

extension LuaValue {
    package var string: String? {
        if case .string(let s) = self { return s }
        return nil
    }

    package var int: Int? {
        switch self {
        case .int(let n): n
        case .number(let x): Int(exactly: x)
        default: nil
        }
    }

    /// Finite: no figure of an event is infinite.
    package var number: Double? {
        switch self {
        case .int(let n): Double(n)
        case .number(let x): x.isFinite ? x : nil
        default: nil
        }
    }

    package var table: LuaTable? {
        if case .table(let t) = self { return t }
        return nil
    }

    package var function: LuaFunction? {
        if case .function(let f) = self { return f }
        return nil
    }

    package var isNil: Bool {
        if case .nil = self { return true }
        return false
    }

    /// What a rule's author would call it: `the number 12`, `a table`.
    package var describedForRule: String {
        switch self {
        case .nil: "missing"
        case .bool(let b): String(b)
        case .int(let n): "the number \(n)"
        case .number(let x): "the number \(x)"
        case .string(let s): "the text \"\(s.count > 40 ? s.prefix(40) + "…" : s)\""
        case .table: "a table"
        case .function: "a function"
        case .object(let o): "the \(o.luaType)"
        case .native: "a function of the host"
        }
    }
}
