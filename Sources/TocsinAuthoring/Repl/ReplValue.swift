import TocsinLua
import TocsinModel
import TocsinPlugins
import TocsinWorkspace

/// A Lua value as it is shown: short ones in a line, lists with a number a line, cut where they are long.
struct ReplValue {
    let style: TextStyle

    private static let mostRows = 20

    func text(_ value: LuaValue) -> String {
        guard case .table(let table) = value, table.array.count + table.fields.count > 0 else {
            return line(value, style.width) + "\n"
        }
        var out = ""
        if table.array.isEmpty {
            let width = min(24, (table.fields.map(\.key.count).max() ?? 0) + 2)
            for (key, value) in table.fields {
                out += fitted(key, width) + line(value, style.width - width) + "\n"
            }
            return out
        }
        for (number, item) in table.array.prefix(Self.mostRows).enumerated() {
            out += fitted("\(number + 1)", 4) + " " + line(item, style.width - 5) + "\n"
        }
        if table.array.count > Self.mostRows {
            out += style.faint("… and \(table.array.count - Self.mostRows) more") + "\n"
        }
        for (key, value) in table.fields {
            out += "\(key) = " + line(value, style.width / 2) + "\n"
        }
        return out
    }

    private func line(_ value: LuaValue, _ width: Int) -> String {
        let text = oneLine(brief(value, depth: 0))
        return fitted(text, min(width, displayWidth(text))).trimmedEnd
    }

    private func brief(_ value: LuaValue, depth: Int) -> String {
        switch value {
        case .nil: return "nil"
        case .bool(let flag): return "\(flag)"
        case .int(let number): return "\(number)"
        case .number(let number): return "\(number)"
        case .string(let text): return depth == 0 ? text : "\"\(text)\""
        case .function: return "a function"
        case .native(let native): return "the function \(native.name)"
        case .object(let object): return "the \(object.luaType)"
        case .table(let table):
            if depth > 2 { return "{…}" }
            // The words first: they are what one looks for.
            let text = table["text"].string
            var parts = table.array.map { brief($0, depth: depth + 1) }
            parts += table.fields.filter { text == nil || $0.key != "text" }.map {
                "\($0.key) = \(brief($0.value, depth: depth + 1))"
            }
            let list = "{ " + parts.joined(separator: ", ") + " }"
            return text.map { "\"\($0)\"  \(list)" } ?? (parts.isEmpty ? "{}" : list)
        }
    }
}
