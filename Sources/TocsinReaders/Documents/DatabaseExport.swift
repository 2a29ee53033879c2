/// The articles of a document a news database has exported: many in one file, each with a head of
/// its own.
///
/// Known are LexisNexis (Nexis Uni's "End of Document" and the older "1 of 100 DOCUMENTS") and
/// Factiva, with its two-letter field codes and without.
struct DatabaseExport {
    struct Item {
        var title = ""
        var author: String?
        var outlet: String?
        /// As written.
        var published: String?
        var language: String?
        var dateline: String?
        /// The database's own number.
        var id: String?
        var body: [String] = []
        /// Of the document, from 1.
        var line: Int
    }

    private(set) var items: [Item] = []

    /// - Returns: nil where the text is an ordinary document.
    init?(_ text: String) {
        guard
            text.holds("End of Document") || text.holds(" DOCUMENTS")
                || (text.holds("Document ") && text.holds("words"))
                || text.holds("AN\tDocument ")
        else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0).trimmed
        }
        var start = 0
        let numbered = lines.indices.filter { Self.isNumbering(lines[$0]) }
        if !numbered.isEmpty {
            for (n, line) in numbered.enumerated() {
                let end = n + 1 < numbered.count ? numbered[n + 1] : lines.count
                add(Self.nexis(lines[(line + 1)..<end], titleFirst: false))
            }
        } else if lines.contains("End of Document") {
            for (n, line) in lines.enumerated() where line == "End of Document" {
                add(Self.nexis(lines[start..<n], titleFirst: true))
                start = n + 1
            }
        } else {
            for (n, line) in lines.enumerated() {
                guard let number = Self.factivaNumber(line) else { continue }
                var item = Self.factiva(lines[start..<n])
                item?.id = number
                add(item)
                start = n + 1
            }
        }
        guard !items.isEmpty else { return nil }
    }

    private mutating func add(_ item: Item?) {
        guard let item, !item.title.isEmpty || !item.body.isEmpty else { return }
        items.append(item)
    }

    // MARK: - LexisNexis

    /// `12 of 100 DOCUMENTS`
    private static func isNumbering(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        return words.count == 4 && words[1].lowercased() == "of" && words[3] == "DOCUMENTS"
            && Int(words[0]) != nil && Int(words[2]) != nil
    }

    private static let nexisEnd = [
        "load-date", "classification", "graphic", "publication-type", "journal-code", "subject",
        "notes", "correction-date",
    ]

    private static func nexis(_ lines: ArraySlice<String>, titleFirst: Bool) -> Item? {
        guard let first = lines.firstIndex(where: { !$0.isEmpty }) else { return nil }
        var item = Item(line: first + 1)
        let bodyMark = lines.firstIndex(of: "Body")
        var heads: [String] = []
        var inBody = false
        var at = first
        while at < lines.endIndex {
            let line = lines[at]
            at += 1
            if let bodyMark, at - 1 == bodyMark {
                inBody = true
                continue
            }
            guard !line.isEmpty else {
                if inBody, item.body.last?.isEmpty == false { item.body.append("") }
                continue
            }
            if let (label, value) = labelled(line) {
                switch label {
                case "byline": item.author = value.nilIfEmpty
                case "dateline": item.dateline = value.nilIfEmpty
                case "language":
                    item.language = value.lowercased().split(separator: ";").first.flatMap {
                        languageTag(String($0))
                    }
                case "length", "section", "highlight", "headline":
                    if label == "headline" { item.title = value }
                    // The older form has no line "Body": the text follows the head's labels.
                    if bodyMark == nil, label == "length" { inBody = true }
                default:
                    if nexisEnd.contains(label) {
                        inBody = false
                        if bodyMark != nil, label == "load-date" {
                            return finish(item, heads, titleFirst)
                        }
                    } else if inBody {
                        item.body.append(line)
                    }
                }
                continue
            }
            if inBody {
                item.body.append(line)
            } else if bodyMark == nil || at <= bodyMark! {
                if !line.hasPrefix("Copyright") { heads.append(line) }
            }
        }
        return finish(item, heads, titleFirst)
    }

    private static func finish(_ item: Item, _ heads: [String], _ titleFirst: Bool) -> Item {
        var item = item
        var rest = heads
        if let date = rest.firstIndex(where: { isDate(withoutWeekday($0)) }) {
            item.published = withoutWeekday(rest[date])
            rest.remove(at: date)
        }
        if titleFirst {
            if item.title.isEmpty, !rest.isEmpty { item.title = rest.removeFirst() }
            item.outlet = rest.first
        } else {
            if !rest.isEmpty { item.outlet = rest.removeFirst() }
            if item.title.isEmpty { item.title = rest.first ?? "" }
        }
        return item
    }

    /// `Length: 523 words`, `LOAD-DATE: March 12, 2025`
    private static func labelled(_ line: String) -> (String, String)? {
        guard let colon = line.utf8.firstIndex(of: 58) else { return nil }
        let label = line[..<colon].lowercased()
        guard label.utf8.count < 20, label.utf8.allSatisfy({ isLetter($0) || $0 == 45 }),
            known.contains(label) || nexisEnd.contains(label)
        else { return nil }
        return (label, String(line[line.utf8.index(after: colon)...]).trimmed)
    }

    private static let known: Set<String> = [
        "byline", "dateline", "language", "length", "section", "highlight", "headline",
    ]

    /// `March 11, 2025 Tuesday 6:00 PM GMT` → `March 11, 2025 6:00 PM GMT`
    private static func withoutWeekday(_ line: String) -> String {
        line.split(separator: " ").filter { word in
            !weekdays.contains(word.lowercased().filter { $0 != "," })
        }.joined(separator: " ")
    }

    private static let weekdays: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    private static func isDate(_ line: String) -> Bool {
        line.utf8.count < 60 && DateText.timestamp(line) != nil
    }

    // MARK: - Factiva

    /// `Document LBA0000020250311el3b00abc`, alone or after the code `AN`.
    private static func factivaNumber(_ line: String) -> String? {
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
        let rest = words.first == "AN" ? words.dropFirst() : words[...]
        guard rest.count == 2, rest.first == "Document", let number = rest.last,
            number.utf8.count >= 16, number.utf8.allSatisfy({ isLetter($0) || isDigit($0) }),
            number.utf8.contains(where: isDigit)
        else { return nil }
        return number
    }

    private static let codes: Set<String> = [
        "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP",
        "TD", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM", "ART",
    ]

    private static func factiva(_ lines: ArraySlice<String>) -> Item? {
        guard let first = lines.firstIndex(where: { !$0.isEmpty }) else { return nil }
        return lines[first...].contains { code(of: $0)?.code == "HD" }
            ? coded(lines[first...]) : plain(lines[first...])
    }

    private static func code(of line: String) -> (code: String, value: String)? {
        let word = line.prefix { $0 != " " && $0 != "\t" }
        guard codes.contains(String(word)) else { return nil }
        return (String(word), String(line[word.endIndex...]).trimmed)
    }

    private static func coded(_ lines: ArraySlice<String>) -> Item {
        var item = Item(line: lines.startIndex + 1)
        var current = ""
        var time: String?
        for line in lines {
            var text = line
            if let (code, value) = code(of: line) { (current, text) = (code, value) }
            switch current {
            case "HD": if !text.isEmpty { item.title += (item.title.isEmpty ? "" : " ") + text }
            case "BY": if !text.isEmpty { item.author = withoutBy(text) }
            case "PD": if !text.isEmpty { item.published = text }
            case "ET": if !text.isEmpty { time = text }
            case "SN": if !text.isEmpty { item.outlet = text }
            case "LA": if !text.isEmpty { item.language = languageTag(text) }
            case "LP", "TD": item.body.append(text)
            default: break
            }
        }
        if let time, let day = item.published { item.published = "\(day) \(time)" }
        return item
    }

    /// Title, author, `523 words`, date, time, outlet, code, language, copyright, text.
    private static func plain(_ lines: ArraySlice<String>) -> Item? {
        var item = Item(line: lines.startIndex + 1)
        guard
            let count = lines.firstIndex(where: { line in
                let words = line.split(separator: " ")
                return words.count == 2 && words[1] == "words"
                    && Int(words[0].filter { $0 != "," && $0 != "." }) != nil
            })
        else { return nil }
        let heads = lines[..<count].filter { !$0.isEmpty }
        if let last = heads.last, heads.count > 1, last.hasPrefix("By ") || last.utf8.count < 60,
            !last.hasSuffix(".")
        {
            item.author = withoutBy(last)
            item.title = heads.dropLast().joined(separator: " ")
        } else {
            item.title = heads.joined(separator: " ")
        }
        var at = count + 1
        var after: [String] = []
        // The copyright line ends the head.
        while at < lines.endIndex, after.count < 12 {
            let line = lines[at]
            at += 1
            if line.isEmpty { continue }
            let low = line.lowercased()
            if low.hasPrefix("(c)") || low.hasPrefix("copyright") || line.hasPrefix("©") { break }
            after.append(line)
        }
        if let day = after.first, isDate(day) {
            item.published = day
            after.removeFirst()
            if let time = after.first, time.utf8.count <= 8, time.contains(":") {
                item.published = "\(day) \(time)"
                after.removeFirst()
            }
        }
        item.outlet = after.first
        item.language =
            after.dropFirst().lazy.compactMap { word in
                word.utf8.count > 3 ? languageTag(word) : nil
            }.first
        item.body = Array(lines[at...])
        return item
    }

    private static func withoutBy(_ text: String) -> String {
        text.hasPrefix("By ") || text.hasPrefix("by ") ? String(text.dropFirst(3)) : text
    }
}
