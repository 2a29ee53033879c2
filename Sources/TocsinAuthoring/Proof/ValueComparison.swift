import TocsinAlerting
import TocsinLua
import TocsinModel
import TocsinPlugins

/// Compares the events of an example with the values it promises.
struct ValueComparison {
    let events: [Event]

    func problems(_ values: LuaTable) -> [String] {
        if let count = values["events"].int {
            if events.count != count { return ["gives \(events.count) events; expected \(count)"] }
            if count == 0 { return [] }
        }
        guard !events.isEmpty else { return ["gives no event"] }
        // Any one event may satisfy the promise; the nearest one is reported.
        let all = events.map { problems(values, $0) }
        return all.contains { $0.isEmpty } ? [] : all.min { $0.count < $1.count }!
    }

    private func problems(_ values: LuaTable, _ event: Event) -> [String] {
        values.fields.compactMap { key, wanted in
            switch key {
            case "events": return nil
            case "type": return same(key, wanted, event.type?.rawValue)
            case "label": return same(key, wanted, event.label)
            case "mode": return among(key, wanted, event.modes.map { [$0] })
            case "polarity": return same(key, wanted, event.assertion.polarity.rawValue)
            case "modality": return same(key, wanted, event.assertion.modality.rawValue)
            case "tense": return same(key, wanted, event.assertion.tense.rawValue)
            case "actor": return among(key, wanted, event.actors.map { [$0.name, $0.text] })
            case "recipient":
                return among(key, wanted, event.recipients.map { [$0.name, $0.text] })
            case "place":
                return among(
                    key, wanted,
                    event.places.filter { $0.role == "event" }.map {
                        [$0.located, $0.name, $0.text]
                    })
            case "speaker":
                return among(key, wanted, event.claims.map { [$0.speaker] })
            case "date": return same(key, wanted, event.time.start?.description)
            case let metric where Quantity.metrics.contains(metric):
                return figure(
                    metric, wanted,
                    event.casualties.filter { $0.metric == metric }.map {
                        ($0.low, $0.high, $0.qualifier)
                    })
            case let role where Materiel.roles.contains(role):
                return figure(
                    role, wanted,
                    event.materiel.filter { $0.role == role }.map {
                        ($0.low, $0.high, $0.qualifier ?? .exact)
                    })
            default:
                let text = event.extra?[key].flatMap {
                    if case .string(let s) = $0 { s } else { nil }
                }
                // A figure under a name of its own is kept as it was written.
                if wanted.number != nil || wanted.table != nil, let text,
                    let own = Quantity(written: text)
                {
                    return figure(key, wanted, [(own.low, own.high, own.qualifier)])
                }
                return same(key, wanted, text)
            }
        }
    }

    /// `false` promises that there is none.
    private func none(_ key: String, _ shown: [String]) -> String? {
        shown.isEmpty ? nil : "\(key) is \(shown.joined(separator: ", ")); expected none"
    }

    private func same(_ key: String, _ wanted: LuaValue, _ found: String?) -> String? {
        if case .bool(false) = wanted { return none(key, found.map { [$0] } ?? []) }
        return found.map(plain) == wanted.string.map(plain)
            ? nil
            : "\(key) is \(found ?? "missing"); expected \(wanted.string ?? wanted.describedForRule)"
    }

    /// One name: it is among those found. A list: these and no others.
    ///
    /// - Parameter found: of each one its names.
    private func among(_ key: String, _ wanted: LuaValue, _ found: [[String]]) -> String? {
        let shown = found.map { $0.first ?? "" }
        if case .bool(false) = wanted { return none(key, shown) }
        func holds(_ names: [String], _ name: String) -> Bool {
            names.map(plain).contains(plain(name))
        }
        let isOne = wanted.string != nil
        guard let names = wanted.string.map({ [$0] }) ?? wanted.table?.array.compactMap(\.string),
            !names.isEmpty
        else {
            return
                "\(key) is compared with \(wanted.describedForRule); expected a text, a list of texts, or false where there must be none"
        }
        if names.allSatisfy({ name in found.contains { holds($0, name) } }),
            isOne || found.allSatisfy({ one in names.contains { holds(one, $0) } })
        {
            return nil
        }
        return
            "\(key) is \(shown.isEmpty ? "missing" : shown.joined(separator: ", ")); expected \(names.joined(separator: ", "))"
            + (isOne ? "" : " and no other")
    }

    private func figure(
        _ key: String, _ wanted: LuaValue,
        _ found: [(low: Double?, high: Double?, qualifier: Qualifier)]
    ) -> String? {
        func text(_ a: Double?, _ b: Double?) -> String {
            Quantity(text: "", low: a, high: b).rangeText
        }
        let shown = found.map {
            text($0.low, $0.high) + ($0.qualifier == .exact ? "" : " \($0.qualifier.rawValue)")
        }
        let low: Double?
        let high: Double?
        var qualifier: String?
        switch wanted {
        case .bool(false): return none(key, shown)
        case .int, .number: (low, high) = (wanted.number, wanted.number)
        case .table(let table):
            (low, high) = (table["low"].number, table["high"].number)
            qualifier = table["qualifier"].string
        default:
            return
                "\(key) is compared with \(wanted.describedForRule); expected a number or { low, high }"
        }
        if found.contains(where: {
            $0.low == low && $0.high == high
                && (qualifier == nil || $0.qualifier.rawValue == qualifier)
        }) {
            return nil
        }
        return
            "\(key) is \(shown.isEmpty ? "missing" : shown.joined(separator: ", ")); expected \(text(low, high))"
            + (qualifier.map { " \($0)" } ?? "")
    }

    /// Every key of `wanted` must be in `found` with an equal value; lists compare item by item.
    static func differences(wanted: LuaValue, found: LuaValue, at path: String) -> [String] {
        switch (wanted, found) {
        case (.table(let w), .table(let f)):
            var out: [String] = []
            for (key, value) in w.fields where !key.hasPrefix("__") {
                out += differences(wanted: value, found: f[key], at: "\(path).\(key)")
            }
            for (i, value) in w.array.enumerated() {
                out += differences(
                    wanted: value, found: i < f.array.count ? f.array[i] : .nil,
                    at: "\(path)[\(i + 1)]")
            }
            return out
        case (.string(let a), .string(let b)) where a == b: return []
        case (.bool(let a), .bool(let b)) where a == b: return []
        case (.nil, .nil): return []
        default:
            if let a = wanted.number, let b = found.number, a == b { return [] }
            return ["\(path) is \(found.describedForRule); expected \(wanted.describedForRule)"]
        }
    }
}

/// A text without what a variant of an example may change: line breaks and the shape of quotes.
private func plain(_ text: String) -> String {
    oneLine(text).replacing("’", with: "'").replacing("‘", with: "'").replacing("“", with: "\"")
        .replacing("”", with: "\"")
}
