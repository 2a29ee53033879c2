import Foundation
import TocsinModel
// Foundation has one too.
import struct TocsinModel.Notification

/// A message as mail: RFC 5322, a text part and an HTML part, the figures of each sentence marked.
struct MailLetter {
    let notification: Notification
    let from: MailAddress
    let to: [MailAddress]
    let replyTo: MailAddress?
    let context: DeliveryContext

    /// Lines end in CR LF, none is longer than 76 characters but headers of one long word.
    var bytes: [UInt8] {
        let view = MessageView(notification: notification, workspace: context.workspace)
        let subject = context.templates.render(.mailSubject, view)
        let text = context.templates.render(.mailText, view)
        let html = context.templates.render(.mailHTML, view)
        let domain = from.address.split(separator: "@").last.map(String.init) ?? "localhost"
        // Made of the key: a message sent a second time is the same message.
        let boundary = "=_tocsin_\(notification.key)"
        var out = MailHeader.addresses("From", [from])
        out += MailHeader.addresses("To", to)
        if let replyTo { out += MailHeader.addresses("Reply-To", [replyTo]) }
        out += MailHeader.text("Subject", plain(subject))
        out += MailHeader.text("Date", MailHeader.date(context.now.seconds))
        out += MailHeader.text("Message-ID", "<\(notification.key)@\(domain)>")
        if let thread = MailLetter.thread(of: notification) {
            // No message has this id; all of one incident share it, and mail programs join them.
            out += MailHeader.text("References", "<\(thread).tocsin@\(domain)>")
        }
        out += "MIME-Version: 1.0\r\n"
        // Nobody's holiday message need answer.
        out += "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n"
        out += MailHeader.text("X-Tocsin-Key", notification.key)
        if let severity = notification.severity, severity >= .severe {
            out += "Importance: high\r\nX-Priority: 1\r\n"
        }
        out += "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n\r\n"
        for (type, body) in [("text/plain", text), ("text/html", html)] {
            out += "--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\n"
            out += "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
            out += MailHeader.quotedPrintable(body)
        }
        out += "--\(boundary)--\r\n"
        return Array(out.utf8)
    }

    /// The incident, or the first alert of the line; nil for a digest.
    static func thread(of notification: Notification) -> String? {
        guard notification.kind.name != "digest", let alert = notification.alerts.first else {
            return nil
        }
        let name = alert.incident ?? alert.references?.first ?? alert.identifier
        return String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "." })
    }
}
