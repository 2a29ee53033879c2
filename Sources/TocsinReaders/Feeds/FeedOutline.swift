/// A list of feeds as feed readers exchange them: OPML.
package struct FeedOutline: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var address: String
        package var title: String?
        /// The folders it lies in, outermost first.
        package var folders: [String]
        /// Words of our own, kept in attributes `tocsin:side` and `tocsin:reliability`.
        package var side: String?
        package var reliability: String?
        package var language: String?

        package init(
            address: String, title: String? = nil, folders: [String] = [], side: String? = nil,
            reliability: String? = nil, language: String? = nil
        ) {
            self.address = address
            self.title = title
            self.folders = folders
            self.side = side
            self.reliability = reliability
            self.language = language
        }
    }

    package var title: String?
    package var entries: [Entry] = []
    /// What was wrong with the XML.
    package var trouble: String?

    package init(title: String? = nil, entries: [Entry] = []) {
        self.title = title
        self.entries = entries
    }

    /// - Returns: nil where it is no OPML. Feeds listed twice are given once.
    package init?(_ bytes: [UInt8]) {
        let read: FeedOutline? = bytes.withUnsafeBufferPointer { bytes in
            let decoded = decodeText(bytes, declared: FeedReader.declaredEncoding(bytes))
            var text = decoded.text
            return text.withUTF8 { text in
                guard let tree = XMLTree(text),
                    let root = tree.roots.first(where: { $0.name == "opml" || $0.name == "outline" }
                    )
                else { return nil }
                var out = FeedOutline(
                    title: root.child("head")?.child("title")?.trimmedText.nilIfEmpty)
                out.trouble =
                    decoded.trouble ?? tree.trouble.map { "line \($0.line): \($0.message)" }
                var seen: Set<String> = []
                Self.walk(root.child("body") ?? root, [], &out.entries, &seen)
                return out
            }
        }
        guard let read else { return nil }
        self = read
    }

    private static func walk(
        _ node: XMLElement, _ folders: [String], _ entries: inout [Entry], _ seen: inout Set<String>
    ) {
        for child in node.children where child.name == "outline" {
            let title =
                (child.attribute("title")?.trimmedOrNil ?? child.attribute("text"))?.trimmedOrNil
            if let address = (child.attribute("xmlurl") ?? child.attribute("url"))?.trimmedOrNil,
                child.attribute("xmlurl") != nil || child.attribute("type")?.lowercased() == "rss"
            {
                guard seen.insert(address).inserted else { continue }
                var own = folders
                // Some readers keep the folder in `category="/news/wires"` instead.
                if own.isEmpty, let category = child.attribute("category")?.trimmedOrNil {
                    own =
                        category.split(separator: ",").first?.split(separator: "/").map(String.init)
                        ?? []
                }
                entries.append(
                    Entry(
                        address: address, title: title, folders: own,
                        side: child.attribute("side")?.trimmedOrNil,
                        reliability: child.attribute("reliability")?.trimmedOrNil,
                        language: child.attribute("language").flatMap(languageTag)))
            }
            walk(child, title.map { folders + [$0] } ?? folders, &entries, &seen)
        }
    }

    /// OPML 2.0; feeds of one folder stand together, in the order they came.
    package var text: String {
        var out = """
            <?xml version="1.0" encoding="UTF-8"?>
            <opml version="2.0" xmlns:tocsin="https://tocsin.invalid/ns/opml">
              <head>
                <title>\(escapedMarkup(title ?? "Sources"))</title>
              </head>
              <body>

            """
        var order: [[String]] = []
        for entry in entries where !order.contains(entry.folders) { order.append(entry.folders) }
        for folders in order {
            var indent = "    "
            for folder in folders {
                out += "\(indent)<outline\(Self.attribute("text", folder))>\n"
                indent += "  "
            }
            for entry in entries where entry.folders == folders {
                let title = entry.title ?? entry.address
                out += "\(indent)<outline type=\"rss\""
                out += Self.attribute("text", title) + Self.attribute("title", title)
                out += Self.attribute("xmlUrl", entry.address)
                if let side = entry.side { out += Self.attribute("tocsin:side", side) }
                if let grade = entry.reliability {
                    out += Self.attribute("tocsin:reliability", grade)
                }
                if let language = entry.language { out += Self.attribute("language", language) }
                out += "/>\n"
            }
            for _ in folders {
                indent = String(indent.dropLast(2))
                out += "\(indent)</outline>\n"
            }
        }
        return out + "  </body>\n</opml>\n"
    }

    private static func attribute(_ name: String, _ value: String) -> String {
        " \(name)=\"\(escapedMarkup(value).replacing("\"", with: "&quot;"))\""
    }
}
