package import TocsinModel
import TocsinTransfer

/// Writes a line for each alert to a system's log: RFC 5424 over a local socket, UDP or TCP.
///
/// Neither a local socket nor UDP says whether anybody took the line.
package struct SyslogNotifier: Notifier {
    package static let kind = "syslog"

    package enum Target: Hashable, Sendable {
        case local(String)
        case udp(host: String, port: Int)
        case tcp(host: String, port: Int)
    }

    package static let facilities = [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron",
        "authpriv", "ftp", "ntp", "audit", "alert", "clock", "local0", "local1", "local2",
        "local3", "local4", "local5", "local6", "local7",
    ]

    package var target: Target
    /// One of `facilities`.
    package var facility: String
    package var route: NetworkRoute

    package init(target: Target, facility: String = "user", route: NetworkRoute = .house) {
        self.target = target
        self.facility = facility
        self.route = route
    }

    package func deliver(_ notification: Notification, _ context: DeliveryContext)
        -> DeliveryOutcome
    {
        let lines = SyslogMessage.lines(
            notification, facility: SyslogNotifier.facilities.firstIndex(of: facility) ?? 1,
            host: SyslogSocket.hostName, process: SyslogSocket.processNumber, context)
        do {
            try SyslogSocket.send(lines, to: target, route: route)
            return .delivered
        } catch { return error.isTemporary ? .retry(error.message) : .refused(error.message) }
    }
}

/// Lines of RFC 5424.
enum SyslogMessage {
    /// One line an alert; one for a digest as a whole.
    static func lines(
        _ notification: Notification, facility: Int, host: String, process: Int,
        _ context: DeliveryContext
    ) -> [[UInt8]] {
        func line(_ part: Notification, _ severity: Severity?, _ fields: [(String, String)])
            -> [UInt8]
        {
            let view = MessageView(notification: part, workspace: context.workspace)
            let text = context.templates.render(.syslog, view)
            let priority = facility * 8 + level(severity, part)
            let data = fields.map { " \($0.0)=\"\(parameter($0.1))\"" }.joined()
            // 32473 is the number that stands for examples (RFC 5612): Tocsin has none of its own.
            let head =
                "<\(priority)>1 \(part.time) \(name(host, 255)) tocsin \(process) \(name(part.kind.name, 32)) "
                + "[tocsin@32473\(data)] "
            return Array(head.utf8) + [0xef, 0xbb, 0xbf] + Array(plain(text).utf8)
        }
        if notification.kind.name == "digest" {
            return [line(notification, notification.severity, [("key", notification.key)])]
        }
        return notification.alerts.map { alert in
            var part = notification
            part.alerts = [alert]
            var fields = [
                ("key", notification.key), ("alert", alert.identifier),
                ("rule", String(alert.rule.prefix { $0 != "@" })),
                ("severity", alert.severity.rawValue),
            ]
            if let incident = alert.incident { fields.append(("incident", incident)) }
            return line(part, alert.severity, fields)
        }
    }

    /// Syslog's scale: 1 alert, 2 critical, 4 warning, 5 notice, 6 informational.
    private static func level(_ severity: Severity?, _ notification: Notification) -> Int {
        if !notification.alerts.isEmpty, notification.alerts.allSatisfy({ $0.msgType == .cancel }) {
            return 5
        }
        return switch severity {
        case .extreme: 1
        case .severe: 2
        case .moderate: 4
        case .minor: 5
        default: 6
        }
    }

    /// Printable ASCII without blanks, or `-`.
    private static func name(_ text: String, _ longest: Int) -> String {
        let kept = text.unicodeScalars.filter { (0x21...0x7e).contains($0.value) }.prefix(longest)
        return kept.isEmpty ? "-" : String(String.UnicodeScalarView(kept))
    }

    private static func parameter(_ text: String) -> String {
        plain(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("]", with: "\\]")
    }
}
