/// The articles that one mail of an alert service lists: title, address, outlet and a few lines each.
///
/// Google's alerts carry them as data inside the page; other services, and Google's plain text, as
/// blocks that end with an address of their own.
struct AlertMail {
    struct Item: Hashable {
        var title: String
        var url: String
        var outlet: String?
        var text: String
    }

    private(set) var items: [Item] = []

    /// - Parameters:
    ///   - isAlert: sender or subject say that it is one: then blocks of plain text are taken too.
    /// - Returns: nil where it lists fewer than two.
    init?(html: String?, plain: String, isAlert: Bool) {
        if let html { items = Self.data(in: html) }
        if items.isEmpty, isAlert { items = Self.blocks(in: plain) }
        guard !items.isEmpty, items.count > 1 || html.map({ !Self.data(in: $0).isEmpty }) == true
        else { return nil }
    }

    // MARK: - Data inside the page

    private static func data(in html: String) -> [Item] {
        var html = html
        return html.withUTF8 { bytes in
            guard let mark = bytes.firstIndex(of: "data-scope=\"inboxmarkup\""),
                let open = firstIndex(of: 62, in: bytes, from: mark),
                let close = bytes.firstIndex(of: "</script", from: open)
            else { return [] }
            var scanner = JSONScanner(UnsafeBufferPointer(rebasing: bytes[(open + 1)..<close]))
            guard let value = try? scanner.value() else { return [] }
            var items: [Item] = []
            for card in value["cards"]?.elements ?? [] {
                for widget in card["widgets"]?.elements ?? [] {
                    guard let title = widget["title"]?.textOrNil,
                        let url = widget["url"]?.textOrNil
                    else { continue }
                    items.append(
                        Item(
                            title: plainText(html: title), url: target(url),
                            text: widget["description"]?.textOrNil.map { plainText(html: $0) } ?? ""
                        ))
                }
            }
            return items
        }
    }

    // MARK: - Blocks of plain text

    private static func blocks(in plain: String) -> [Item] {
        var items: [Item] = []
        var block: [String] = []
        for raw in plain.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = String(raw).trimmed
            if let url = onlyAddress(line) {
                // The title is the first line; the last short one before the text is the outlet.
                if let title = block.first, title.utf8.count > 3 {
                    var rest = Array(block.dropFirst())
                    let outlet =
                        rest.count > 1 && rest[0].utf8.count < 50 && !rest[0].hasSuffix(".")
                        ? rest.removeFirst() : nil
                    items.append(
                        Item(
                            title: title, url: target(url), outlet: outlet,
                            text: rest.joined(separator: " ")))
                }
                block = []
            } else if line.isEmpty {
                // Blocks hold together; a heading of its own is none.
                if block.count == 1, isHeading(block[0]) { block = [] }
                if block.count > 12 { block = [] }
            } else if isHeading(line) {
                block = []
            } else {
                block.append(line)
            }
        }
        return items
    }

    /// `=== News - 3 new results for [drone] ===`, `-----`
    private static func isHeading(_ line: String) -> Bool {
        line.hasPrefix("===") || line.hasPrefix("---") || line.hasPrefix("***")
            || line.hasPrefix("___")
    }

    /// `<https://…>` or `https://…` and nothing else.
    private static func onlyAddress(_ line: String) -> String? {
        let text = line.trimming("<>[]()")
        guard text.hasPrefix("http://") || text.hasPrefix("https://"),
            text.utf8.allSatisfy({ $0 > 32 })
        else { return nil }
        return text
    }

    /// Where an address leads that only counts clicks: `https://www.google.com/url?…&url=https://…`
    static func target(_ url: String) -> String {
        guard let query = url.firstIndex(of: "?") else { return url }
        for part in url[url.index(after: query)...].split(separator: "&") {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let name = part[..<equals]
            guard name == "url" || name == "q" || name == "u" else { continue }
            let value = unescaped(part[part.index(after: equals)...])
            if value.hasPrefix("http://") || value.hasPrefix("https://") { return value }
        }
        return url
    }

    /// Percent-encoding undone.
    private static func unescaped(_ text: Substring) -> String {
        var out: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == 37, rest.count >= 2,
                let value = UInt8(
                    String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                out.append(value)
                rest = rest.dropFirst(2)
            } else {
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
