import Foundation
import LoopbackServer
import Testing
import TocsinDelivery
import TocsinModel
import TocsinTransfer

/// Mail, CAP, Atom, Alertmanager and syslog, as their receivers get them.
@Suite struct DocumentTests {
    // MARK: - Mail

    private func letter(
        _ notification: TocsinModel.Notification, to: [String] = ["duty@example.org"]
    )
        throws -> String
    {
        let scratch = try Scratch()
        try scratch.write(
            "#!/bin/sh\necho \"$@\" > words\ncat > mail.eml\n", to: "sendmail", executable: true)
        let notifier = MailNotifier(
            to: to.compactMap { MailAddress($0) },
            from: try #require(MailAddress("Tocsin — дежурный <tocsin@example.org>")),
            carrier: .program(["./sendmail"]), route: Sample.loopback)
        #expect(
            notifier.deliver(notification, Sample.context(folder: scratch.path)) == .delivered)
        #expect(
            scratch.text("words") == "-i -f tocsin@example.org -- "
                + to.compactMap { MailAddress($0)?.address }.joined(separator: " ") + "\n")
        return scratch.text("mail.eml")
    }

    @Test func `mail has the headers that mail programs go by`() throws {
        let mail = try letter(
            Sample.notification([Sample.alert("b", .update, references: ["a-1"])]),
            to: ["\"Desk, night\" <desk@example.org>", "duty@example.org"])
        let head = mail.components(separatedBy: "\n\n")[0]
        let lines = head.replacingOccurrences(of: "\n ", with: " ").components(separatedBy: "\n")
        #expect(
            lines.contains(
                "To: \"Desk, night\" <desk@example.org>, duty@example.org"))
        #expect(lines.contains("Date: Tue, 11 Mar 2025 06:05:00 +0000"))
        #expect(lines.contains("Message-ID: <n0123@example.org>"))
        #expect(lines.contains("References: <inc.7.tocsin@example.org>"))
        #expect(lines.contains("Auto-Submitted: auto-generated"))
        #expect(lines.contains("Importance: high"))
        #expect(
            lines.contains {
                $0.hasPrefix("From: =?UTF-8?B?") && $0.hasSuffix("<tocsin@example.org>")
            })
        for line in mail.components(separatedBy: "\n") {
            #expect(line.utf8.count <= 76, "\(line)")
            #expect(line.utf8.allSatisfy { $0 < 0x7f && $0 >= 0x20 }, "\(line)")
        }
        let subject = try #require(lines.first { $0.hasPrefix("Subject: ") })
        let decoded = subject.dropFirst(9).split(separator: " ").map {
            String(
                decoding: Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) ?? Data(),
                as: UTF8.self)
        }.joined()
        #expect(decoded == "[SEVERE] Update: 12 killed in Moscow — «Дроны»")
    }

    @Test func `an article cannot write headers`() throws {
        let mail = try letter(
            Sample.notification([Sample.alert(headline: "Killed\r\nBcc: all@example.org\r\n\r\nhi")]
            ))
        let head = mail.components(separatedBy: "\n\n")[0]
        #expect(!head.contains("\nBcc:"))
        #expect(head.contains("Killed Bcc: all@example.org hi"))
    }

    @Test(arguments: [
        "", "duty", "a@b@c", "a b@c", "a@b\nBcc: x@y", "<a@b", "\"x\" <a@b,c@d>", "@x", "x@",
    ])
    func `what is no mail address is none`(text: String) { #expect(MailAddress(text) == nil) }

    // MARK: - CAP

    @Test func `each alert is a CAP file of its own`() throws {
        let scratch = try Scratch()
        let notifier = CAPNotifier(folder: "cap")
        let context = Sample.context(folder: scratch.path)
        #expect(
            notifier.deliver(
                Sample.notification([
                    Sample.alert(), Sample.alert("a/2 x", .cancel, references: ["a-1"]),
                ]), context) == .delivered)
        let first = scratch.text("cap/a-1.xml")
        for part in [
            "<identifier>a-1</identifier>", "<sent>2025-03-11T06:05:00-00:00</sent>",
            "<msgType>Alert</msgType>", "<severity>Severe</severity>",
            "<headline>12 killed in Moscow — «Дроны»</headline>", "<areaDesc>Moscow</areaDesc>",
            "At least 12 people &lt;were&gt; killed &amp; ",
        ] { #expect(first.contains(part), "\(part)") }
        let cancel = scratch.text("cap/a_2_x.xml")
        #expect(cancel.contains("<references>tocsin,a-1,2025-03-11T06:05:00-00:00</references>"))
        var late = Sample.alert("b", .update, references: ["a-1"])
        late.sent = Sample.time.adding(seconds: 3600)
        _ = notifier.deliver(Sample.notification([late]), context)
        #expect(
            scratch.text("cap/b.xml").contains(
                "<references>tocsin,a-1,2025-03-11T06:05:00-00:00</references>"))
        guard case .refused = notifier.deliver(Sample.digest, context) else {
            Issue.record("a digest has no form in CAP")
            return
        }
    }

    // MARK: - Atom

    @Test func `a feed goes on, newest first, each message once`() throws {
        let scratch = try Scratch()
        let context = Sample.context(folder: scratch.path)
        let notifier = AtomNotifier(path: "www/alerts.xml", limit: 2)
        for key in ["k1", "k2", "k2", "k3"] {
            #expect(notifier.deliver(Sample.notification(key: key), context) == .delivered)
        }
        let feed = scratch.text("www/alerts.xml")
        let ids = feed.components(separatedBy: "<id>urn:tocsin:k").dropFirst().map { $0.prefix(1) }
        #expect(ids == ["3", "2"])
        #expect(
            feed.contains("&lt;strong&gt;At least 12&lt;/strong&gt; people &amp;lt;were&amp;gt;"))
        #expect(feed.hasSuffix("</feed>\n"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/www")
                == ["alerts.xml"])
    }

    @Test func `a feed file that is something else is begun anew`() throws {
        let scratch = try Scratch()
        try scratch.write("<html>  <entry>\n", to: "alerts.xml")
        let outcome = AtomNotifier(path: "alerts.xml").deliver(
            Sample.digest, Sample.context(folder: scratch.path))
        #expect(outcome == .delivered)
        #expect(scratch.text("alerts.xml").components(separatedBy: "  <entry>\n").count == 2)
    }

    // MARK: - Alertmanager

    @Test func `Alertmanager gets one alert a line of updates, and its end`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        let notifier = AlertmanagerNotifier(
            url: .plain(server.url + "/"), lasts: 3600, route: Sample.loopback)
        let message = Sample.notification([
            Sample.alert(), Sample.alert("b", .update, references: ["a-1"]),
            Sample.alert("c", .cancel, references: ["a-1", "b"]),
        ])
        #expect(notifier.deliver(message, Sample.context()) == .delivered)
        #expect(server.requests[0].target == "/api/v2/alerts")
        let posted = try #require(
            try JSONSerialization.jsonObject(with: Data(server.requests[0].body))
                as? [[String: Any]])
        let labels = posted.map { $0["labels"] as? [String: String] ?? [:] }
        #expect(labels[0] == labels[1])
        #expect(labels[0] == labels[2])
        #expect(labels[0]["alertname"] == "political-violence.toll")
        #expect(
            posted.map { $0["endsAt"] as? String ?? "" } == [
                "2025-03-11T07:05:00Z", "2025-03-11T07:05:00Z", "2025-03-11T06:05:00Z",
            ])
    }

    // MARK: - Syslog

    @Test func `syslog gets a line of RFC 5424 over a local socket`() throws {
        let scratch = try Scratch()
        let path = scratch.path + "/log"
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        let notifier = SyslogNotifier(target: .local(path), facility: "local0")
        let message = Sample.notification([Sample.alert("x\"]\\y", headline: "12 killed\nin Łódź")])
        #expect(notifier.deliver(message, Sample.context()) == .delivered)
        var buffer = [UInt8](repeating: 0, count: 65536)
        let n = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        try #require(n > 0)
        let line = String(decoding: buffer[..<n], as: UTF8.self)
        // local0 is 16: 16 × 8 + 2, critical.
        #expect(line.hasPrefix("<130>1 2025-03-11T06:05:00Z "))
        #expect(
            line.contains(
                " alerts [tocsin@32473 key=\"n0123\" alert=\"x\\\"\\]\\\\y\" rule=\"political-violence.toll\" severity=\"severe\" incident=\"inc-7\"] \u{FEFF}12 killed in Łódź"
            ))
    }

    @Test func `a syslog nobody keeps is tried again`() throws {
        let outcome = SyslogNotifier(target: .local("/no/such/socket")).deliver(
            Sample.notification(), Sample.context())
        #expect(outcome == .retry("/no/such/socket: No such file or directory"))
    }
}
