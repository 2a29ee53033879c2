package import TocsinModel

/// An alert as OASIS Common Alerting Protocol 1.2.
///
/// - SeeAlso: docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2-os.html
package struct CAPDocument {
    let alert: Alert
    /// Where it is spoken of as an area and nothing else is known.
    let workspace: String
    /// For what has no time of its own.
    let now: Timestamp
    /// What the earlier alerts of its line were sent as; CAP refers to sender, id and time.
    var sentBefore: [String: Timestamp]

    package init(
        alert: Alert, workspace: String, now: Timestamp, sentBefore: [String: Timestamp] = [:]
    ) {
        self.alert = alert
        self.workspace = workspace
        self.now = now
        self.sentBefore = sentBefore
    }

    private static let categories: Set<String> = [
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport",
        "Infra", "CBRNE", "Other",
    ]

    package var xml: String {
        var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        out += "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n"
        func put(_ name: String, _ text: String, _ indent: String = "  ") {
            out += indent + XMLText.element(name, plain(text)) + "\n"
        }
        put("identifier", CAPDocument.token(alert.identifier))
        put("sender", CAPDocument.token(alert.sender))
        put("sent", CAPDocument.time(alert.sent ?? now))
        put("status", choice(alert.status, ["Actual", "Exercise", "System", "Test", "Draft"]))
        put("msgType", alert.msgType.rawValue)
        put("source", workspace)
        // An alert of news for those who subscribed, not a public warning.
        put("scope", "Restricted")
        put("restriction", "For the receivers of this workspace")
        if let references = alert.references, !references.isEmpty {
            put(
                "references",
                references.map {
                    let sent = sentBefore[$0] ?? alert.sent ?? now
                    return
                        "\(CAPDocument.token(alert.sender)),\(CAPDocument.token($0)),\(CAPDocument.time(sent))"
                }.joined(separator: " "))
        }
        if let incident = alert.incident { put("incidents", CAPDocument.token(incident)) }
        out += "  <info>\n"
        put(
            "category", CAPDocument.categories.contains(alert.category) ? alert.category : "Other",
            "    ")
        put("event", alert.headline, "    ")
        put(
            "urgency",
            choice(alert.urgency, ["Immediate", "Expected", "Future", "Past", "Unknown"]), "    ")
        put(
            "severity",
            alert.severity.rawValue.prefix(1).uppercased() + alert.severity.rawValue.dropFirst(),
            "    ")
        put(
            "certainty",
            choice(alert.certainty, ["Observed", "Likely", "Possible", "Unlikely", "Unknown"]),
            "    ")
        put("senderName", "Tocsin", "    ")
        put("headline", alert.headline, "    ")
        let sentences = alert.evidence.map {
            plain($0.text) + ($0.source.map { " (\(plain($0)))" } ?? "")
        }
        let description = ([plain(alert.description)] + sentences).filter { !$0.isEmpty }
        if !description.isEmpty {
            out +=
                "    " + XMLText.element("description", description.joined(separator: "\n")) + "\n"
        }
        if let web = alert.evidence.lazy.compactMap({ $0.url }).first(where: {
            $0.hasPrefix("http")
        }) {
            put("web", MessageView.link(web), "    ")
        }
        for (name, value) in [("rule", alert.rule), ("when", alert.time?.days ?? "")]
        where !value.isEmpty {
            out +=
                "    <parameter>" + XMLText.element("valueName", name)
                + XMLText.element("value", plain(value)) + "</parameter>\n"
        }
        for area in alert.area where !plain(area).isEmpty {
            out += "    <area>" + XMLText.element("areaDesc", plain(area)) + "</area>\n"
        }
        out += "  </info>\n</alert>\n"
        return out
    }

    private func choice(_ word: String, _ words: [String]) -> String {
        words.contains(word) ? word : words[0] == "Actual" ? "Actual" : "Unknown"
    }

    /// CAP's identifiers hold no spaces, commas, `<` or `&`.
    static func token(_ text: String) -> String {
        String(plain(text).map { " ,<&".contains($0) ? "_" : $0 })
    }

    /// With an offset, never `Z`: the schema wants it so.
    static func time(_ time: Timestamp) -> String {
        String(time.description.dropLast()) + "-00:00"
    }
}
