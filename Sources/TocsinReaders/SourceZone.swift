import Foundation
package import TocsinModel

/// The time zone a source means by dates that name none.
package struct SourceZone: Hashable, Sendable {
    private enum Kind: Hashable, Sendable {
        /// Seconds east of UTC.
        case fixed(Int)
        /// With its summer times.
        case named(TimeZone)
    }

    private let kind: Kind

    package static let utc = SourceZone(offset: 0)

    package init(offset: Int) { self.init(kind: .fixed(offset)) }

    private init(kind: Kind) { self.kind = kind }

    /// `Europe/Kyiv`, `UTC`, `+03:00`, `-0530`; nil for anything else.
    package init?(_ text: String) {
        if text == "UTC" || text == "Z" {
            self = .utc
            return
        }
        if let sign = text.first, sign == "+" || sign == "-" {
            let digits = text.dropFirst().filter { $0 != ":" }
            guard digits.count == 4 || digits.count == 2, let number = Int(digits) else {
                return nil
            }
            let (hours, minutes) =
                digits.count == 4 ? (number / 100, number % 100) : (number, 0)
            guard hours <= 14, minutes < 60 else { return nil }
            self.init(offset: (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60))
            return
        }
        // A name has a region: abbreviations mean different things in different places.
        guard text.contains("/"), let zone = TimeZone(identifier: text) else { return nil }
        self.init(kind: .named(zone))
    }

    /// Seconds east of UTC when clocks there show this.
    ///
    /// - Parameter local: seconds since 1970 as if the clock showed UTC.
    package func offset(atLocal local: Int) -> Int {
        switch kind {
        case .fixed(let offset): return offset
        case .named(let zone):
            // Twice: the first guess may lie on the other side of a change of clocks.
            let first = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local)))
            return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local - first)))
        }
    }
}

extension DateText {
    /// - Parameter zone: of a date that names none.
    package static func timestamp(_ text: String, zone: SourceZone) -> Timestamp? {
        guard let plain = timestamp(text, offset: 0) else { return nil }
        if zone == .utc { return plain }
        // A date that names its zone does not move with ours.
        guard let moved = timestamp(text, offset: 3600), moved != plain else { return plain }
        return plain.adding(seconds: -zone.offset(atLocal: plain.seconds))
    }
}
