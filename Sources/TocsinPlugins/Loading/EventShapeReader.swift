import TocsinLua
import TocsinModel

extension EventShape {
    /// A rule that names no event type: what it finds says its own.
    static let open = EventShape(
        type: nil, label: nil, modes: [], contexts: [], polarity: nil, modality: nil, tense: nil,
        materielKind: nil, effect: nil, supports: false)
}

/// Reads `event = "ASSAULT"`, `event = { type = "ASSAULT", mode = "drone" }` or
/// `event = { label = "border-closure" }`.
enum EventShapeReader {
    static func read(_ record: RecordReader) -> EventShape? {
        let value = record.value("event")
        switch value {
        case .nil:
            record.missing(
                "event",
                "expected a type such as \"ASSAULT\", or { type = …, mode = … }, or { label = \"border-closure\" }"
            )
            return nil
        case .string(let name):
            guard let type = type(named: name, record: record) else { return nil }
            var shape = EventShape.open
            shape.type = type
            return shape
        case .table(let table):
            return read(table, outer: record)
        default:
            record.complain(
                "\"event\" is \(value.describedForRule); expected \"ASSAULT\" or { type = \"ASSAULT\", mode = \"drone\" }",
                key: "event")
            return nil
        }
    }

    private static func type(named name: String, record: RecordReader) -> EventType? {
        if let type = EventType(rawValue: name) { return type }
        let words = name.split(separator: " ")
        if words.count == 2, let type = EventType(rawValue: words[0].uppercased()),
            type.modes.contains(String(words[1]))
        {
            record.complain(
                "\"\(name)\" is a type and a mode; write event = { type = \"\(type.rawValue)\", mode = \"\(words[1])\" }",
                key: "event")
            return nil
        }
        record.complain(
            Diagnostic.unknown("event type", name, known: EventType.allCases.map(\.rawValue))
                + " (an open name goes in event = { label = \"…\" })", key: "event")
        return nil
    }

    private static func read(_ table: LuaTable, outer: RecordReader) -> EventShape? {
        let record = RecordReader(
            table, what: "event", file: outer.file, line: outer.line(of: "event"))
        defer { outer.adopt(record) }
        var shape = EventShape.open
        if let name = record.string("type") {
            guard let type = type(named: name, record: record) else { return nil }
            shape.type = type
        }
        shape.label = record.string("label")
        shape.modes = (record.strings("mode") ?? []) + (record.strings("modes") ?? [])
        if let type = shape.type {
            for mode in shape.modes where !type.modes.contains(mode) {
                record.complain(
                    "\(type.rawValue): " + Diagnostic.unknown("mode", mode, known: type.modes),
                    line: record.file.index.line(ofString: mode))
            }
        }
        shape.contexts = record.strings("contexts") ?? []
        shape.polarity = record.choice("polarity", of: Assertion.Polarity.allCases.map(\.rawValue))
            .flatMap(Assertion.Polarity.init)
        shape.modality = record.choice("modality", of: Assertion.Modality.allCases.map(\.rawValue))
            .flatMap(Assertion.Modality.init)
        shape.tense = record.choice("tense", of: Assertion.Tense.allCases.map(\.rawValue))
            .flatMap(Assertion.Tense.init)
        shape.materielKind = record.choice("materiel", of: Materiel.kinds)
        shape.effect = record.choice("effect", of: Effect.kinds)
        shape.supports = record.bool("supports") ?? false
        shape.hasParties = record.bool("parties") ?? !shape.supports
        record.finish()
        if shape.type == nil, shape.label == nil {
            record.complain("event has neither \"type\" nor \"label\"")
            return nil
        }
        return shape
    }
}
