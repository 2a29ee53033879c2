import Foundation
package import TocsinModel
// Foundation has one too.
package import struct TocsinModel.Notification
import TocsinTransfer

/// Posts messages to a web address, in the form its owner expects.
package struct WebhookNotifier: Notifier {
    package static let kind = "webhook"

    package enum Format: String, Sendable, CaseIterable {
        case json, slack, mattermost, discord, teams
    }

    package var url: SecretText
    package var format: Format
    /// Signs the body.
    package var secret: Secret?
    /// Sent as `Authorization: Bearer …`.
    package var token: Secret?
    package var headers: [(name: String, value: SecretText)]
    package var route: NetworkRoute

    package init(
        url: SecretText, format: Format = .json, secret: Secret? = nil, token: Secret? = nil,
        headers: [(name: String, value: SecretText)] = [], route: NetworkRoute = NetworkRoute()
    ) {
        self.url = url
        self.format = format
        self.secret = secret
        self.token = token
        self.headers = headers
        self.route = route
    }

    package func deliver(_ notification: Notification, _ context: DeliveryContext)
        -> DeliveryOutcome
    {
        let body: [UInt8]
        switch WebhookNotifier.body(notification, format, context) {
        case .success(let bytes): body = bytes
        case .failure(let problem): return .refused(problem.message)
        }
        do {
            var request = TransferRequest(
                url: try context.secrets.value(of: url), method: "POST",
                headers: [
                    ("Content-Type", "application/json; charset=utf-8"),
                    ("Idempotency-Key", notification.key),
                ], body: body, limits: route.limits)
            if let secret {
                request.headers += WebhookSignature.headers(
                    key: notification.key, seconds: context.now.seconds, body: body,
                    secret: try context.secrets.value(of: secret))
            }
            if let token {
                request.headers.append(
                    ("Authorization", "Bearer " + (try context.secrets.value(of: token))))
            }
            for (name, value) in headers {
                request.headers.append((name, try context.secrets.value(of: value)))
            }
            return HTTPDelivery.send(request, route, context)
        } catch { return .refused(error.message) }
    }

    package struct Problem: Error, Hashable, Sendable { package var message: String }

    /// What is posted. A template of the workspace's own may give something that is not JSON.
    static func body(_ notification: Notification, _ format: Format, _ context: DeliveryContext)
        -> Result<[UInt8], Problem>
    {
        guard let (name, room) = template(format) else {
            return .success(MessageRecord(notification, context).json)
        }
        let view = MessageView(
            notification: notification, workspace: context.workspace, room: room)
        let text = context.templates.render(name, view)
        do {
            // Read and written again: line ends of the template are not sent.
            let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
            return .success(
                Array(
                    try JSONSerialization.data(
                        withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])))
        } catch {
            return .failure(
                Problem(message: "the template \(name.rawValue) does not give JSON: \(error)"))
        }
    }

    /// Which template a format has, and for how much its service has room: Slack cuts a section at
    /// 3,000 characters and a message at 50 blocks, Discord an embed at 4,096 characters, Mattermost a
    /// post at 16,383, Teams a card at 28 KB.
    private static func template(_ format: Format) -> (MessageTemplates.Name, MessageView.Room)? {
        switch format {
        case .json: nil
        case .slack: (.slack, .init(alerts: 9, evidence: 3, sentence: 900, lines: 40))
        case .mattermost: (.mattermost, .init(alerts: 8, evidence: 3, sentence: 400, lines: 40))
        case .discord: (.discord, .init(alerts: 4, evidence: 2, sentence: 250, lines: 15))
        case .teams: (.teams, .init(alerts: 6, evidence: 3, sentence: 500, lines: 40))
        }
    }
}

/// A request, and what its answer means for a message.
enum HTTPDelivery {
    static func send(
        _ request: TransferRequest, _ route: NetworkRoute, _ context: DeliveryContext
    ) -> DeliveryOutcome {
        let response: TransferResponse
        do {
            response = try context.client(route).send(request)
        } catch {
            if error.code == .refusedAddress {
                return .refused(
                    "\(error.message); if it is meant, give the receiver allow = { … } with its kind or block of addresses"
                )
            }
            return error.isTemporary ? .retry(error.message) : .refused(error.message)
        }
        let place = WebAddress(request.url)?.safe ?? "the address"
        let said = plain(String(decoding: response.body.prefix(400), as: UTF8.self)).prefix(200)
        let text = "\(place): answered \(response.status)" + (said.isEmpty ? "" : ": \(said)")
        switch response.status {
        case 200..<300: return .delivered
        case 300..<400:
            return .refused(
                "\(text.prefix(200)); redirects are not followed, write the new address")
        case 408, 425, 429, 500...:
            return .retry(
                text,
                after: response.header("Retry-After").flatMap {
                    retryAfter($0, now: context.now)
                })
        default: return .refused(text)
        }
    }

    /// Seconds, or a date; a day at most.
    static func retryAfter(_ text: String, now: Timestamp) -> Int? {
        let text = text.trimmingCharacters(in: .whitespaces)
        if let seconds = Int(text) { return seconds < 0 ? nil : min(seconds, 86400) }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        guard let date = formatter.date(from: text) else { return nil }
        let seconds = Int(date.timeIntervalSince1970) - now.seconds
        return seconds <= 0 ? 0 : min(seconds, 86400)
    }
}
