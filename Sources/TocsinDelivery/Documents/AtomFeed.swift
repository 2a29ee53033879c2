import TocsinModel

/// A feed of messages: Atom, RFC 4287. Reads what it has written, so that a feed goes on over runs.
struct AtomFeed {
    /// One entry as it stands in the file, by its id.
    struct Entry: Hashable {
        var id: String
        var updated: String
        var text: String
    }

    var entries: [Entry]
    private static let open = "  <entry>"
    private static let close = "  </entry>"

    init() { entries = [] }

    /// - Parameter text: a file that this has written; what is not of its form is left out.
    init(reading text: String) {
        entries = []
        var lines: [Substring]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == Self.open {
                lines = [line]
            } else if lines != nil {
                lines!.append(line)
                if line == Self.close {
                    let text = lines!.joined(separator: "\n")
                    if let id = Self.inner("id", text), let updated = Self.inner("updated", text) {
                        entries.append(Entry(id: id, updated: updated, text: text))
                    }
                    lines = nil
                }
            }
        }
    }

    private static func inner(_ name: String, _ text: String) -> String? {
        guard let start = text.firstRange(of: "<\(name)>"),
            let end = text[start.upperBound...].firstRange(of: "</\(name)>")
        else { return nil }
        return String(text[start.upperBound..<end.lowerBound])
    }

    /// Puts a message in front; one with its id gives way. Keeps the newest `limit`.
    mutating func add(_ notification: Notification, _ context: DeliveryContext, limit: Int) {
        let view = MessageView(notification: notification, workspace: context.workspace)
        let title = context.templates.render(.syslog, view)
        let content = context.templates.render(.atom, view)
        let id = "urn:tocsin:\(notification.key)"
        let updated = notification.time.description
        var text = Self.open + "\n"
        text += "    " + XMLText.element("id", id) + "\n"
        text += "    " + XMLText.element("title", plain(title)) + "\n"
        text += "    " + XMLText.element("updated", updated) + "\n"
        if let severity = notification.severity {
            text += "    <category term=\"\(severity.rawValue)\"/>\n"
        }
        for url in Self.links(notification) {
            text += "    <link rel=\"related\" href=\"\(XMLText.escaped(url))\"/>\n"
        }
        // HTML inside XML is escaped once more; no line of it can look like ours.
        let html = XMLText.escaped(content.replacing("\n", with: " "))
        text += "    <content type=\"html\">\(html)</content>\n" + Self.close
        entries.removeAll { $0.id == id }
        entries.insert(Entry(id: id, updated: updated, text: text), at: 0)
        entries = Array(entries.prefix(limit))
    }

    /// At most five of the articles' addresses.
    private static func links(_ notification: Notification) -> [String] {
        var out: [String] = []
        for evidence in notification.alerts.flatMap(\.evidence) {
            let link = evidence.url ?? evidence.article
            guard link.hasPrefix("http"), !out.contains(MessageView.link(link)) else { continue }
            out.append(MessageView.link(link))
        }
        return Array(out.prefix(5))
    }

    func xml(workspace: String, receiver: String) -> String {
        let updated = entries.map(\.updated).max() ?? "1970-01-01T00:00:00Z"
        var out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        out += "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
        out +=
            "  "
            + XMLText.element(
                "id", "urn:tocsin:feed:" + MessageView.link("\(workspace)/\(receiver)")) + "\n"
        out += "  " + XMLText.element("title", plain(workspace)) + "\n"
        out += "  " + XMLText.element("updated", updated) + "\n"
        out += "  <author><name>Tocsin</name></author>\n  <generator>Tocsin</generator>\n"
        for entry in entries { out += entry.text + "\n" }
        return out + "</feed>\n"
    }
}
