import TocsinLua
import TocsinModel

/// `data.groups:find("FARC", { on = "2019-01-01" })`: a dated list as an enrich rule reads it.
final class LuaGazetteer: LuaObject, @unchecked Sendable {
    // Used by one worker at a time.
    private let file: String
    private let plugin: String
    private let list: RuleLists.List?
    private let index: [String: [Int]]

    init(file: String, plugin: String, rules: RuleSet) {
        self.file = file
        self.plugin = plugin
        let lists = RuleLists(rules.plugins)
        list = lists.list(file, of: plugin)
        var index: [String: [Int]] = [:]
        for (number, row) in (list?.rows ?? []).enumerated() {
            for spelling in list!.spellings(row) {
                index[spelling.lowercased(), default: []].append(number)
            }
        }
        self.index = index
    }

    var luaType: String { "gazetteer" }
    var luaFields: [String] { ["find", "rows"] }

    func luaField(_ name: String) throws(LuaError) -> LuaValue {
        switch name {
        case "rows": return .int(list?.rows.count ?? 0)
        case "find":
            return .native(
                LuaNative("find") { [self] arguments, _ throws(LuaError) in
                    // Called with a colon: the gazetteer itself comes first.
                    guard let text = arguments.dropFirst().first?.string else {
                        throw LuaError(
                            .runtime,
                            "find takes a name: data.x:find(\"…\", { on = \"2019-01-01\" })")
                    }
                    let day = arguments.dropFirst(2).first?.table?["on"].string
                    return [row(text, on: day)]
                })
        default: return .nil
        }
    }

    /// The first row of that name that holds on the day; dates are `2019`, `2019-03` or `2019-03-11`.
    private func row(_ text: String, on day: String?) -> LuaValue {
        guard let list else { return .nil }
        for number in index[text.lowercased()] ?? [] {
            var record = list.record(list.rows[number])
            if let day {
                if let from = record["from"], day.prefix(from.count) < from { continue }
                if let to = record["to"], day.prefix(to.count) > to { continue }
            }
            record["where"] = "\(list.path): \(list.rows[number][0])"
            return .table(
                LuaTable(
                    fields: record.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        }
        return .nil
    }
}
