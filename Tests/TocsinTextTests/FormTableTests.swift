import Foundation
import Testing
import TocsinModel

@testable import TocsinText

/// One row of `Forms/forms.tsv`: a text with brackets around what must be found, and its value.
struct FormRow {
    var family: RecognizerFamily
    var marked: String
    var value: String

    /// The text without its brackets, and the UTF-8 bytes they stood around.
    var plain: (text: String, range: Range<Int>)? {
        guard let open = marked.firstIndex(of: "["), let close = marked.firstIndex(of: "]") else {
            return nil
        }
        let before = marked[..<open]
        let inside = marked[marked.index(after: open)..<close]
        let start = before.utf8.count
        let after = marked[marked.index(after: close)...]
        return ("\(before)\(inside)\(after)", start..<(start + inside.utf8.count))
    }

    static func load() throws -> [FormRow] {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Forms/forms.tsv")
        return try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.dropFirst().map { line in
                let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
                let family = try #require(RecognizerFamily(row: String(cells[0])), "\(line)")
                return FormRow(
                    family: family, marked: String(cells[1]), value: String(cells[2]))
            }
    }
}

extension RecognizerFamily {
    init?(row: String) {
        switch row {
        case "percent": self = .percentages
        default: self.init(rawValue: row)
        }
    }

    var rowKinds: FormKind {
        switch self {
        case .numbers: .number
        case .ranges: .range
        case .percentages: .percent
        case .ordinals: .ordinal
        case .ages: .age
        case .currency: .money
        case .dimensions: .measure
        case .temperature: .temperature
        case .dates: [.date, .duration]
        }
    }
}

@Suite struct `Forms a reader of English writes down` {
    /// Shares of the rows that must be met, span and value, with nothing found besides.
    static let floor = 0.96

    @Test func `are found with their value`() throws {
        let recognizer = FormRecognizer(options: FormOptions(reading: .literal))
        let monday = try #require(Timestamp("2016-11-07 16:12:00"))
        var met = 0
        var missed = ""
        let rows = try FormRow.load()
        for row in rows {
            let (text, range) = try #require(row.plain, "no brackets: \(row.marked)")
            let analyzed = TextAnalyzer().analyze(text, field: .body)
            let found = analyzed.sentences.indices.flatMap {
                recognizer.mentions(
                    in: analyzed, sentence: $0, published: monday, kinds: row.family.rowKinds)
            }
            if found.count == 1, found[0].span.range == range, isValue(row.value, found[0]) {
                met += 1
            } else {
                let got = found.map { "\($0.text) = \($0.form)" }.joined(separator: "; ")
                missed += "\(row.family) \(row.marked) -> \(row.value), got \(got)\n"
            }
        }
        #expect(
            Double(met) / Double(rows.count) >= Self.floor, "\(met) of \(rows.count)\n\(missed)")
        if ProcessInfo.processInfo.environment["TOCSIN_MISSED"] != nil { print(missed) }
    }

    private func isValue(_ wanted: String, _ mention: Mention) -> Bool {
        wanted.split(separator: "|", omittingEmptySubsequences: false).contains {
            isOne(String($0), mention)
        }
    }

    private func isOne(_ wanted: String, _ mention: Mention) -> Bool {
        switch mention.value {
        case .quantity(let q):
            if let dots = wanted.firstRange(of: "..") {
                return q.low == Double(wanted[..<dots.lowerBound])
                    && q.high == Double(wanted[dots.upperBound...])
            }
            let parts = wanted.split(separator: " ", maxSplits: 1)
            guard let number = Double(parts[0]), var got = q.value else { return false }
            if mention.kind == .duration {
                guard let unit = FormTimeUnit.allCases.first(where: { $0.name == q.unit }) else {
                    return false
                }
                got *= unit.seconds
            }
            guard abs(got - number) <= max(1e-9, abs(number) * 1e-8) else { return false }
            guard parts.count > 1, let unit = q.unit?.lowercased() else { return true }
            let named = parts[1].lowercased()
            return unit == named || unit.hasSuffix(named) || named.hasSuffix(unit)
                || unit.hasPrefix(named) || unit.count != 3 && named.count == 3
        case .time(let time):
            if wanted == ".." { return true }
            if let dots = wanted.firstRange(of: "..") {
                return time.clock == nil
                    && time.start == CalendarDay(String(wanted[..<dots.lowerBound]))
                    && time.end == CalendarDay(String(wanted[dots.upperBound...]))
            }
            let parts = wanted.split(separator: "T")
            guard parts.count == 2, let day = CalendarDay(String(parts[0])) else { return false }
            let clock = parts[1].split(separator: ":").compactMap { Double($0) }
            let seconds = clock.reduce(0) { $0 * 60 + $1 } * (clock.count == 2 ? 60 : 1)
            guard time.start == day, let got = time.clock else { return false }
            return abs(Double(got) - seconds) < 1
        default: return false
        }
    }
}
