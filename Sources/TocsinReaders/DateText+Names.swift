extension DateText {
    /// Beginnings of month names that no other month shares, by language where they differ.
    private static let months: [(start: String, month: Int)] = [
        ("jan", 1), ("feb", 2), ("mar", 3), ("apr", 4), ("may", 5), ("jun", 6), ("jul", 7),
        ("aug", 8), ("sep", 9), ("oct", 10), ("nov", 11), ("dec", 12),
        // German, Dutch, Scandinavian
        ("jän", 1), ("mär", 3), ("mrz", 3), ("maa", 3), ("mai", 5), ("mei", 5), ("maj", 5),
        ("okt", 10), ("dez", 12), ("des", 12),
        // French
        ("fév", 2), ("fev", 2), ("avr", 4), ("juin", 6), ("juil", 7), ("aoû", 8), ("aou", 8),
        ("déc", 12),
        // Spanish, Italian, Portuguese
        ("ene", 1), ("gen", 1), ("abr", 4), ("mag", 5), ("giu", 6), ("lug", 7), ("ago", 8),
        ("set", 9), ("ott", 10), ("out", 10), ("dic", 12),
        // Russian, Ukrainian
        ("янв", 1), ("фев", 2), ("мар", 3), ("апр", 4), ("мая", 5), ("май", 5), ("июн", 6),
        ("июл", 7), ("авг", 8), ("сен", 9), ("окт", 10), ("ноя", 11), ("дек", 12),
        ("січ", 1), ("лют", 2), ("бер", 3), ("кві", 4), ("тра", 5), ("чер", 6), ("лип", 7),
        ("сер", 8), ("вер", 9), ("жов", 10), ("лис", 11), ("гру", 12),
        // Turkish, Polish
        ("oca", 1), ("şub", 2), ("nis", 4), ("haz", 6), ("tem", 7), ("ağu", 8), ("eyl", 9),
        ("eki", 10), ("kas", 11), ("ara", 12),
        ("sty", 1), ("lut", 2), ("kwi", 4), ("cze", 6), ("lip", 7), ("sie", 8), ("wrz", 9),
        ("paź", 10), ("lis", 11), ("gru", 12),
    ]

    /// Weekday names that begin like a month: `mar` is Tuesday in Spanish and Italian.
    private static let weekdays: Set<String> = [
        "mar.", "martes", "martedì", "martedi", "mardi", "mer", "segunda", "sexta", "terça",
        "setmana", "середа", "серда",
    ]

    static func monthNumber(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard word.count >= 3, word.count <= 24 else { return nil }
        let text = String(decoding: word, as: UTF8.self).lowercased()
        guard !weekdays.contains(text) else { return nil }
        for (start, month) in months where text.hasPrefix(start) { return month }
        return nil
    }

    /// Seconds east of UTC.
    static func zoneOffset(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard word.count <= 5 else { return nil }
        let text = String(decoding: word, as: UTF8.self).uppercased()
        return zones[text].map { Int($0 * 3600) }
    }

    /// RFC 822's zones and the everyday ones, in hours. `CST` and `IST` are the American and Indian
    /// ones, `BST` the British.
    private static let zones: [String: Double] = [
        "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "EST": -5, "EDT": -4, "ET": -5, "CST": -6,
        "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "PT": -8, "AKST": -9, "AKDT": -8,
        "HST": -10, "AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5, "BST": 1, "WEST": 1, "CET": 1,
        "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "IRST": 3.5,
        "GST": 4, "PKT": 5, "IST": 5.5, "ICT": 7, "WIB": 7, "SGT": 8, "HKT": 8, "AWST": 8,
        "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    ]
}
