import Foundation
import TocsinLua
import TocsinPlugins

/// Which plugins an alert rule waits for: those whose rules may give the events its `when` names.
///
/// A look at the text of rule files is enough to leave a plugin out: a type, a label or a rule that
/// is named nowhere in it cannot come from it.
struct AlertNeeds {
    /// Types, labels and rules of which one must be there; nil where `when` names none, and any
    /// rule's events may ring it.
    let names: Set<String>?

    init(_ source: AlertRuleSource) {
        let when = source.table["when"].table.flatMap(Self.names)
        let after = source.table["after"].table
        // What arms an absence is waited for as well.
        names =
            after == nil || source.table["absence"].isNil
            ? when : when.flatMap { when in after.flatMap(Self.names).map(when.union) }
    }

    private static let keys = ["type", "label", "kind", "match", "found_by"]

    private static func names(_ condition: LuaTable) -> Set<String>? {
        var own: Set<String> = []
        for key in keys {
            guard let found = strings(condition[key]) else { return nil }
            own.formUnion(found)
        }
        for (_, value) in condition.fields {
            if let table = value.table, table["__op"].string == "matched" {
                own.formUnion(table.array.compactMap(\.string))
            }
        }
        if !own.isEmpty { return own }
        guard let any = condition["any"].table, !any.array.isEmpty else { return nil }
        var all: Set<String> = []
        for branch in any.array {
            guard let found = branch.table.flatMap(names) else { return nil }
            all.formUnion(found)
        }
        return all
    }

    /// The texts a clause asks for, none for a clause that is not there; nil where it may be any.
    private static func strings(_ value: LuaValue) -> Set<String>? {
        switch value {
        case .nil: return []
        case .string(let text): return [text]
        case .table(let table):
            if let operation = table["__op"].string {
                if operation == "matched" { return Set(table.array.compactMap(\.string)) }
                guard operation == "one_of" else { return nil }
                return table.array.first.flatMap(strings)
            }
            return Set(table.array.compactMap(\.string))
        default: return nil
        }
    }

    /// The plugins of a folder that name one of them, in the order of their names.
    func plugins(in folder: String) -> [String] {
        let available = PluginLoader.available(in: folder)
        guard let names else { return available.keys.sorted() }
        let owners = Set(names.map { String($0.prefix { $0 != "." }) })
        let quoted = names.flatMap { ["\"\($0)\"", "'\($0)'", "[[\($0)]]"] }.map {
            [UInt8]($0.utf8)
        }
        return available.keys.sorted().filter { plugin in
            owners.contains(plugin) || Self.hasRule(available[plugin]! + "/rules", quoted)
        }
    }

    /// A rule that gives events and names one of these, or one that adds to events.
    private static func hasRule(_ folder: String, _ quoted: [[UInt8]]) -> Bool {
        guard let walker = FileManager.default.enumerator(atPath: folder) else { return false }
        for case let file as String in walker where file.hasSuffix(".lua") {
            guard let data = FileManager.default.contents(atPath: folder + "/" + file) else {
                continue
            }
            let found = data.withUnsafeBytes { text in
                if text.holds(enrich) { return true }
                return !text.holds(alert) && quoted.contains(where: text.holds)
            }
            if found { return true }
        }
        return false
    }

    private static let enrich = [UInt8]("tocsin.enrich".utf8)
    private static let alert = [UInt8]("tocsin.alert".utf8)
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes stand in it. A hundred files are read for one answer: no strings are made.
    fileprivate func holds(_ bytes: [UInt8]) -> Bool {
        guard let base = baseAddress, let first = bytes.first else { return false }
        var at = 0
        while at + bytes.count <= count,
            let hit = memchr(base + at, Int32(first), count - bytes.count - at + 1)
        {
            if memcmp(hit, bytes, bytes.count) == 0 { return true }
            at = base.distance(to: hit) + 1
        }
        return false
    }
}
