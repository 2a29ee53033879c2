import Foundation
import TocsinModel

@testable import TocsinText

/// The English cases of Microsoft's Recognizers-Text specifications, read from `../shared/data`.
struct RecognizerCase {
    var file: String
    var input: String
    var reference: Timestamp?
    var results: [Expected]

    struct Expected {
        var start: Int
        /// Inclusive.
        var end: Int
        var type: String
        /// What the case allows; empty where only the span is given.
        var values: [[String: String]]
    }

    static var path: String {
        let root = ProcessInfo.processInfo.environment["TOCSIN_DATA"] ?? "../shared/data"
        return root + "/recognizers/english.jsonl.gz"
    }

    static var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    static func load() throws -> [RecognizerCase] {
        let unzip = Process()
        unzip.executableURL = URL(filePath: "/usr/bin/env")
        unzip.arguments = ["gzip", "-dc", path]
        let pipe = Pipe()
        unzip.standardOutput = pipe
        try unzip.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        return try data.split(separator: 10).map { line in
            try RecognizerCase(
                JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:])
        }
    }

    init(_ object: [String: Any]) {
        file = object["file"] as? String ?? ""
        input = object["input"] as? String ?? ""
        reference = (object["ref"] as? String).flatMap(Timestamp.init)
        results = (object["results"] as? [[String: Any]] ?? []).map { result in
            let start = result["Start"] as? Int ?? 0
            let end = result["End"] as? Int ?? start + (result["Length"] as? Int ?? 1) - 1
            var type = (result["TypeName"] ?? result["Type"]) as? String ?? ""
            if type.hasPrefix("datetimeV2.") { type = String(type.dropFirst(11)) }
            var values: [[String: String]] = []
            func strings(_ any: Any?) -> [String: String]? {
                (any as? [String: Any])?.compactMapValues { $0 is NSNull ? "null" : "\($0)" }
            }
            if let resolution = result["Resolution"] as? [String: Any] {
                if let list = resolution["values"] as? [Any] {
                    values = list.compactMap(strings)
                } else if let one = strings(resolution) {
                    values = [one]
                }
            }
            if let value = result["Value"] as? [String: Any] {
                values = [strings(value["FutureResolution"]), strings(value["PastResolution"])]
                    .compactMap(\.self)
            }
            return Expected(start: start, end: end, type: type, values: values)
        }
    }
}

/// What the set calls a thing and how it is asked of the recognizer.
enum RecognizerFamily: String, CaseIterable {
    case numbers, ranges, percentages, ordinals, ages, currency, dimensions, temperature, dates

    init?(_ file: String) {
        switch file {
        case "NumberModel", "NumberModelExperimentalMode", "NumberModelPercentMode": self = .numbers
        case "NumberRangeModel", "NumberRangeModelExperimentalMode": self = .ranges
        case "PercentModel", "PercentModelPercentMode": self = .percentages
        case "OrdinalModel", "OrdinalModelSuppressExtendedTypes": self = .ordinals
        case "AgeModel": self = .ages
        case "CurrencyModel": self = .currency
        case "DimensionModel": self = .dimensions
        case "TemperatureModel": self = .temperature
        default:
            let other = ["Set", "TimeZone", "TimeExtractor", "TimeParser", "TimePeriod"]
            guard
                file.hasPrefix("Date") || file.hasPrefix("Duration") || file.hasPrefix("Holiday")
                    || file.hasPrefix("Merged"), !other.contains(where: file.hasPrefix)
            else { return nil }
            self = .dates
        }
    }

    func kinds(_ file: String) -> FormKind {
        switch self {
        case .numbers: .number
        case .ranges: .range
        case .percentages: .percent
        case .ordinals: file == "OrdinalModel" ? [.ordinal, .relativeOrdinal] : .ordinal
        case .ages: .age
        case .currency: .money
        case .dimensions: .measure
        case .temperature: .temperature
        case .dates: [.date, .duration]
        }
    }
}

extension RecognizerCase {
    /// Whether span and value of every result are met, with nothing besides.
    func isMet(_ mentions: [Mention], _ family: RecognizerFamily) -> Bool {
        let expected = results.sorted { $0.start < $1.start }
        guard expected.count == mentions.count else { return false }
        return zip(expected, mentions).allSatisfy { expected, mention in
            let text = Array(input.utf16)
            guard expected.start >= 0, expected.end < text.count, expected.start <= expected.end
            else {
                return false
            }
            let before = String(decoding: text[..<expected.start], as: UTF16.self).utf8.count
            let through = String(decoding: text[...expected.end], as: UTF16.self).utf8.count
            return mention.span.range == before..<through
                && (expected.values.isEmpty
                    || expected.values.contains { isValue($0, mention, family) })
        }
    }

    private func isValue(_ value: [String: String], _ mention: Mention, _ family: RecognizerFamily)
        -> Bool
    {
        switch mention.value {
        case .quantity(let quantity):
            if family == .dates {
                guard let seconds = Double(value["value"] ?? value["duration"] ?? ""),
                    let n = quantity.value,
                    let unit = FormTimeUnit.allCases.first(where: { $0.name == quantity.unit })
                else { return false }
                return abs(n * unit.seconds - seconds) < 1
            }
            return isQuantity(value, quantity, family)
        case .time(let time): return isTime(value, time)
        default: return false
        }
    }

    private func isQuantity(_ value: [String: String], _ q: Quantity, _ family: RecognizerFamily)
        -> Bool
    {
        var text = value["value"] ?? ""
        if family == .ranges {
            let parts = text.dropFirst().dropLast().split(
                separator: ",", omittingEmptySubsequences: false)
            guard parts.count == 2 else { return false }
            return q.low == Double(parts[0]) && q.high == Double(parts[1])
        }
        if text.hasPrefix("end") || text.hasPrefix("current") {
            let base = text.hasPrefix("end") ? "end" : "current"
            return q.unit == base && q.value == Double(text.dropFirst(base.count))
        }
        if text == "null" { return q.value == nil }
        if text.hasSuffix("%") { text.removeLast() }
        guard let wanted = Double(text), let got = q.value else { return false }
        return abs(wanted - got) <= 1e-12 + abs(wanted) * 1e-9 && isUnit(value, q, family)
    }

    private func isUnit(_ value: [String: String], _ q: Quantity, _ family: RecognizerFamily)
        -> Bool
    {
        guard let unit = value["unit"]?.lowercased(), let got = q.unit?.lowercased() else {
            return true
        }
        if family == .ages { return unit == got || unit == "age" }
        if let code = value["isoCurrency"]?.lowercased() {
            return code == got || unit == got || unit.hasSuffix(got)
        }
        if family == .temperature { return got.hasPrefix(unit) }
        return unit == got || unit.hasSuffix(got) || family == .currency && got.count == 3
    }

    private func isTime(_ value: [String: String], _ time: EventTime) -> Bool {
        func day(_ text: String?) -> CalendarDay? {
            text.flatMap { CalendarDay(String($0.prefix(10))) }
        }
        if value["value"] == "not resolved" { return time.start == nil && time.end == nil }
        if let moment = value["value"] ?? value["date"] ?? value["dateTime"] {
            guard let wanted = day(moment) else { return false }
            if wanted.description == "0001-01-01" { return time.start == nil }
            guard time.start == wanted, time.end == wanted else { return false }
            guard moment.count > 10 else { return time.clock == nil }
            return time.clock == Timestamp(moment)?.seconds.advanced(by: -wanted.start.seconds)
        }
        let start = day(value["start"] ?? value["startDate"])
        let end = day(value["end"] ?? value["endDate"])
        if start == nil, end == nil { return true }
        guard time.start == start else { return false }
        guard let end else { return time.end == nil }
        guard let got = time.end else { return false }
        // The set's ends are exclusive where a period is named ("June": 1 July), inclusive where a day
        // is ("to 5 June"), and the first day of a period that is only named as an end ("to June").
        let coarse =
            time.precision != .day && CalendarDay(year: got.year, month: got.month, day: 1) == end
        return got == end || got.adding(days: 1) == end || coarse
            || time.precision == .year && got.year == end.year && end.month == 1 && end.day == 1
    }
}

extension Mention {
    /// Its value, for a message.
    var form: String {
        switch value {
        case .quantity(let q): "\(q.rangeText) \(q.value.map { "\($0)" } ?? "nil") \(q.unit ?? "")"
        case .time(let t):
            "\(t.start?.description ?? "?")..\(t.end?.description ?? "?") \(t.clock ?? -1) \(t.precision)"
        default: ""
        }
    }
}
