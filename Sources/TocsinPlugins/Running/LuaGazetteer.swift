import TocsinLua
import TocsinMatching
import TocsinModel

/// `data.groups:find("FARC", { on = "2019-01-01" })`: a dated list as an enrich rule reads it.
final class LuaGazetteer: LuaObject, @unchecked Sendable {
    // Used by one worker at a time.
    private let file: String
    private let plugin: String
    private let list: RuleLists.List?
    private let names: GazetteerNames?

    init(file: String, plugin: String, rules: RuleSet) {
        self.file = file
        self.plugin = plugin
        list = RuleLists(rules.plugins).list(file, of: plugin)
        names = list.map { GazetteerNames($0.gazetteer) }
    }

    var luaType: String { "gazetteer" }
    var luaFields: [String] { ["find", "rows"] }

    func luaField(_ name: String) throws(LuaError) -> LuaValue {
        switch name {
        case "rows": return .int(list?.gazetteer.rowCount ?? 0)
        case "find":
            return .native(
                LuaNative("find") { [self] call throws(LuaError) in
                    // Called with a colon: the gazetteer itself comes first.
                    guard let text = call.string(1) else {
                        throw LuaError(
                            .runtime,
                            "find takes a name: data.x:find(\"…\", { on = \"2019-01-01\" })")
                    }
                    let day = call[2].table?["on"].string
                    call.give(try row(text, on: day))
                })
        default: return .nil
        }
    }

    /// The first row of that name that holds on the day; dates are `2019`, `2019-03` or `2019-03-11`.
    private func row(_ text: String, on day: String?) throws(LuaError) -> LuaValue {
        guard let list, let names else { return .nil }
        var wanted: CalendarDay?
        if let day {
            wanted = Gazetteer.day(String(day.prefix(10)), last: false)
            guard wanted != nil else {
                throw LuaError(
                    .runtime, "on = \"\(day)\" is not a date; expected 2019, 2019-03 or 2019-03-11")
            }
        }
        guard let row = names.rows(named: text, on: wanted).first else { return .nil }
        var record = list.gazetteer.record(row)
        record["where"] = "\(list.path): \(list.gazetteer.name(row))"
        return .table(
            LuaTable(fields: record.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
}
