import Foundation
package import TocsinModel
// Foundation has one too.
package import struct TocsinModel.Notification
import TocsinTransfer

/// Hands alerts to a Prometheus Alertmanager (API v2), which then routes them its own way.
///
/// Alertmanager's alerts fire until they are resolved: a line of updates is one alert there, with the
/// same labels; a cancellation ends it; otherwise it ends after `lasts`.
package struct AlertmanagerNotifier: Notifier {
    package static let kind = "alertmanager"
    /// Without `/api/v2/alerts`.
    package var url: SecretText
    package var token: Secret?
    /// Seconds.
    package var lasts: Int
    package var route: NetworkRoute

    package init(
        url: SecretText, token: Secret? = nil, lasts: Int = 4 * 3600, route: NetworkRoute = .house
    ) {
        self.url = url
        self.token = token
        self.lasts = lasts
        self.route = route
    }

    struct Posted: Encodable, Hashable {
        var labels: [String: String]
        var annotations: [String: String]
        var startsAt: String
        var endsAt: String
    }

    static func posted(_ notification: Notification, lasts: Int, _ context: DeliveryContext)
        -> [Posted]
    {
        notification.alerts.map { alert in
            let rule = String(alert.rule.prefix { $0 != "@" })
            var labels = [
                "alertname": rule, "plugin": String(rule.prefix { $0 != "." }),
                "severity": alert.severity.rawValue, "workspace": plain(context.workspace),
                // The first of its line: an update is the same alert.
                "alert": alert.references?.first ?? alert.identifier,
            ]
            labels["incident"] = alert.incident
            var annotations = [
                "summary": plain(alert.headline), "key": notification.key,
                "identifier": alert.identifier,
            ]
            let sentences = alert.evidence.prefix(5).map {
                plain($0.text) + ($0.source.map { " (\(plain($0)))" } ?? "")
            }
            if !sentences.isEmpty {
                annotations["description"] = sentences.joined(separator: "\n")
            }
            if !alert.area.isEmpty {
                annotations["area"] = plain(alert.area.joined(separator: ", "))
            }
            let start = alert.sent ?? notification.time
            let end =
                alert.msgType == .cancel
                ? context.now : max(context.now, start).adding(seconds: lasts)
            return Posted(
                labels: labels.mapValues { plain($0) }, annotations: annotations,
                startsAt: min(start, end).description, endsAt: end.description)
        }
    }

    package func deliver(_ notification: Notification, _ context: DeliveryContext)
        -> DeliveryOutcome
    {
        if notification.kind.name == "digest" {
            return .refused("Alertmanager takes no digests; route them to another receiver")
        }
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let body = try encoder.encode(
                AlertmanagerNotifier.posted(notification, lasts: lasts, context))
            var base = try context.secrets.value(of: url)
            while base.hasSuffix("/") { base.removeLast() }
            var request = TransferRequest(
                url: base + "/api/v2/alerts", method: "POST",
                headers: [("Content-Type", "application/json")], body: Array(body),
                limits: route.limits)
            if let token {
                request.headers.append(
                    ("Authorization", "Bearer " + (try context.secrets.value(of: token))))
            }
            return HTTPDelivery.send(request, route, context)
        } catch let missing as SecretSource.Missing {
            return .refused(missing.message)
        } catch { return .retry("\(error)") }
    }
}
