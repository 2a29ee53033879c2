import Foundation
package import TocsinModel

/// A field of an incident's `best` that a reviewer may set, and how its value is written.
package enum ReviewEdit {
    package static let fields =
        Quantity.metrics + ["actor", "date", "place", "status", "target", "type"]

    /// What is wrong with a value, or nil.
    package static func problem(_ field: String, _ value: String) -> String? {
        guard fields.contains(field) else {
            return Diagnostic.unknown("field", field, known: fields)
        }
        var trial = Incident(id: "")
        if apply(field, value, to: &trial) { return nil }
        let expected =
            switch field {
            case "date": "a day such as 2025-03-11, or 2025-03-11..2025-03-13"
            case "status": Incident.Status.allCases.map(\.rawValue).joined(separator: ", ")
            case "actor", "place", "target", "type": "a name"
            default: "a number such as 3, or 3..5, 3.., ..5"
            }
        return "\(field) is \"\(value)\"; expected \(expected)"
    }

    /// - Returns: false where the value does not fit the field; nothing is changed then.
    @discardableResult
    static func apply(_ field: String, _ value: String, to incident: inout Incident) -> Bool {
        let value = trimmed(value)
        guard !value.isEmpty else { return false }
        switch field {
        case "actor", "target":
            let entities = value.split(separator: ",").map { Entity(text: trimmed(String($0))) }
            if field == "actor" {
                incident.best.actors = entities
            } else {
                incident.best.recipients = entities
            }
        case "place":
            if let known = incident.best.places.first(where: { $0.name == value }) {
                incident.best.places.removeAll { $0.name == value }
                incident.best.places.insert(known, at: 0)
            } else {
                incident.best.places = [Place(text: value, role: "event")]
            }
        case "type":
            incident.type = EventType(rawValue: value.uppercased())
            incident.label = incident.type == nil ? value : nil
            incident.best.type = incident.type
            incident.best.label = incident.label
        case "status":
            guard let status = Incident.Status(rawValue: value) else { return false }
            incident.status = status
        case "date":
            guard let (first, last) = bounds(value), let start = CalendarDay(first ?? ""),
                let end = CalendarDay(last ?? ""), start <= end
            else { return false }
            incident.best.time = EventTime(start: start, end: end, basis: .explicit)
        default:
            guard Quantity.metrics.contains(field), let (first, last) = bounds(value) else {
                return false
            }
            let low = first.flatMap(Double.init)
            let high = last.flatMap(Double.init)
            guard (first == nil) == (low == nil), (last == nil) == (high == nil),
                low != nil || high != nil, high ?? .infinity >= low ?? 0
            else { return false }
            let quantity = Quantity(text: value, metric: field, low: low, high: high)
            guard quantity.isCount else { return false }
            if let at = incident.best.casualties.firstIndex(where: { $0.metric == field }) {
                incident.best.casualties[at] = quantity
                // Parts of the old figure are not parts of the new one.
                incident.best.casualties.removeAll { $0.metric == field && $0 != quantity }
            } else {
                incident.best.casualties.append(quantity)
            }
        }
        return true
    }

    /// `3` is 3..3; `3..` and `..5` are open.
    private static func bounds(_ text: String) -> (String?, String?)? {
        guard let dots = text.range(of: "..") else { return (text, text) }
        let low = trimmed(String(text[..<dots.lowerBound]))
        let high = trimmed(String(text[dots.upperBound...]))
        if low.isEmpty, high.isEmpty { return nil }
        return (low.isEmpty ? nil : low, high.isEmpty ? nil : high)
    }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension Incident {
    /// The incident as reviewers have it: the newest verdict, and every value they set, with their
    /// name as the reason.
    package func reviewed(_ reviews: [Review]) -> Incident {
        var out = self
        for review in reviews {
            switch review.action {
            case .accept, .reject, .edit:
                out.review = IncidentReview(
                    verdict: review.action == .accept
                        ? .accepted : review.action == .reject ? .rejected : .edited,
                    author: review.author, reason: review.reason, at: review.at)
                for (field, value) in (review.values ?? [:]).sorted(by: { $0.key < $1.key }) {
                    guard case .string(let text) = value, ReviewEdit.apply(field, text, to: &out)
                    else { continue }
                    let reason = "set by \(review.author) on \(review.at.day): \(review.reason)"
                    out.because[field] = reason
                    if field == "status" { out.statusReason = reason }
                }
            case .merge, .split: break
            }
        }
        return out
    }
}
