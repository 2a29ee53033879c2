package import TocsinModel

/// A date of HTTP's headers (RFC 9110 §5.6.7): IMF-fixdate, and the two obsolete forms servers
/// still send.
package enum HTTPDate {
    /// - Returns: nil for anything else, `0` and `-1` among it.
    package static func timestamp(_ text: String) -> Timestamp? {
        // "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        // "Sun Nov  6 08:49:37 1994"
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        guard words.count >= 5 else { return nil }
        let clockAt = words.firstIndex { $0.contains(":") } ?? 0
        let isAscTime = clockAt == 3 && Int(words[1]) == nil
        guard clockAt == 4 || isAscTime, words.count > (isAscTime ? 4 : clockAt) else { return nil }
        let (dayText, monthText, yearText) =
            isAscTime ? (words[2], words[1], words[4]) : (words[1], words[2], words[3])
        guard let day = Int(dayText), var year = Int(yearText),
            let month = months.firstIndex(of: monthText.prefix(3).lowercased())
        else { return nil }
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        let clock = words[clockAt].split(separator: ":").map { Int($0) ?? -1 }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
            (0...60).contains(clock[2]),
            let date = CalendarDay(year: year, month: month + 1, day: day)
        else { return nil }
        return date.start.adding(seconds: clock[0] * 3600 + clock[1] * 60 + clock[2])
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
