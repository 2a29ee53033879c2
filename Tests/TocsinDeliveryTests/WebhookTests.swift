import Foundation
import LoopbackServer
import Testing
import TocsinDelivery
import TocsinModel
import TocsinTransfer

import struct TocsinModel.Notification

@Suite struct WebhookTests {
    private func webhook(
        _ server: LoopbackServer, _ format: WebhookNotifier.Format = .json, secret: Secret? = nil,
        token: Secret? = nil, path: String = "/hook/T0K3N"
    ) -> WebhookNotifier {
        WebhookNotifier(
            url: .plain(server.url + path), format: format, secret: secret, token: token,
            headers: [("X-Team", .plain("desk"))], route: Sample.loopback)
    }

    @Test func `a plain web hook is signed, named and sent as JSON`() throws {
        let server = try LoopbackServer { _ in .text(204, "") }
        let notifier = webhook(
            server, secret: .environment("HOOK"), token: .file("token.txt"))
        let scratch = try Scratch()
        try scratch.write("tok-1\n", to: "token.txt")
        let context = Sample.context(
            folder: scratch.path,
            environment: ["HOOK": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
        #expect(notifier.deliver(Sample.notification(), context) == .delivered)
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.header("Content-Type") == "application/json; charset=utf-8")
        #expect(request.header("Idempotency-Key") == "n0123")
        #expect(request.header("X-Team") == "desk")
        #expect(request.header("Authorization") == "Bearer tok-1")
        #expect(request.header("webhook-id") == "n0123")
        #expect(request.header("webhook-timestamp") == String(Sample.time.seconds))
        #expect(request.header("webhook-signature")?.hasPrefix("v1,") == true)
        #expect(try object(request.body)["key"] as? String == "n0123")
    }

    @Test func `the same message at the same time has the same signature`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        for secret in ["one", "one", "two"] {
            _ = webhook(server, secret: .environment("S")).deliver(
                Sample.notification(), Sample.context(environment: ["S": secret]))
        }
        let signatures = server.requests.map { $0.header("webhook-signature") }
        #expect(signatures[0] == signatures[1])
        #expect(signatures[0] != signatures[2])
    }

    @Test(arguments: WebhookNotifier.Format.allCases)
    func `every form is JSON, whatever an article says`(format: WebhookNotifier.Format) throws {
        let server = try LoopbackServer { _ in .text(200, "ok") }
        let evil = "\"}]\\ \u{0} <!channel> @everyone *bold* `code` {{headline}} \u{202E}"
        let messages: [Notification] = [
            Sample.notification(), Sample.digest, Sample.notification([], kind: .digest([])),
            Sample.notification([Sample.alert()], kind: .escalation),
            Sample.notification([
                Sample.alert("b", .update, headline: evil, references: ["a-1"]),
                Sample.alert("c", .cancel, references: ["a-1"], evidence: []),
                Sample.alert(
                    "d",
                    evidence: [
                        Sample.evidence(evil, marks: [("x", "<!channel>")], source: nil, url: nil),
                        Sample.evidence(evil, marks: [], source: evil, url: "https://x/\"><|a>`)"),
                    ]),
            ]),
            Sample.notification((0..<80).map { Sample.alert("m\($0)") }),
        ]
        for message in messages {
            let outcome = webhook(server, format).deliver(message, Sample.context())
            #expect(outcome == .delivered)
        }
        #expect(server.requests.count == messages.count)
        for request in server.requests {
            let body = try object(request.body)
            switch format {
            case .json: #expect(body["version"] as? Int == 1)
            case .slack:
                #expect(body["text"] is String)
                #expect(body["attachments"] is [Any])
                #expect(!request.text.contains("<!channel>"))
            case .mattermost:
                let text = try #require(body["text"] as? String)
                #expect(!text.contains("@everyone"))
                #expect(text.count < 16383)
            case .discord:
                #expect((body["allowed_mentions"] as? [String: [String]]) == ["parse": []])
                let embeds = try #require(body["embeds"] as? [[String: Any]])
                #expect(((embeds[0]["description"] as? String)?.count ?? 9999) <= 4096)
            case .teams: #expect(request.body.count < 28_000)
            }
        }
    }

    @Test func `Slack marks the figures and links the article`() throws {
        let server = try LoopbackServer { _ in .text(200, "ok") }
        _ = webhook(server, .slack).deliver(Sample.notification(), Sample.context())
        let text = server.requests[0].text
        #expect(
            text.contains(
                "> *At least 12* people &lt;were&gt; killed &amp; \\\"*nearly twenty*\\\" wounded"))
        #expect(text.contains("<https://news.example/a?b=1&amp;c=2|Meridian Wire>"))
    }

    @Test func `Teams marks the figures by itself`() throws {
        let server = try LoopbackServer { _ in .text(202, "") }
        _ = webhook(server, .teams).deliver(Sample.notification(), Sample.context())
        #expect(
            server.requests[0].text.contains(
                "{\"highlight\":true,\"text\":\"At least 12\",\"type\":\"TextRun\"}"))
    }

    // MARK: - What answers mean

    @Test(arguments: [
        (200, "", DeliveryOutcome.delivered), (204, "", .delivered),
        (500, "oops", .retry("U: answered 500: oops")),
        (503, "", .retry("U: answered 503", after: 7)),
        (429, "", .retry("U: answered 429", after: 7)),
        (408, "", .retry("U: answered 408", after: 7)),
        (400, "invalid_payload", .refused("U: answered 400: invalid_payload")),
        (404, "", .refused("U: answered 404")),
        (410, "gone\u{1B}[2J\nnow", .refused("U: answered 410: gone[2J now")),
        (302, "", .refused("U: answered 302; redirects are not followed, write the new address")),
    ])
    func `an answer is what its status says`(status: Int, body: String, expected: DeliveryOutcome)
        throws
    {
        let server = try LoopbackServer { _ in
            .answer(
                status,
                headers: status == 500 ? [] : [("Retry-After", "7"), ("Location", "/elsewhere")],
                body: Array(body.utf8))
        }
        let outcome = webhook(server).deliver(Sample.notification(), Sample.context())
        let shown: DeliveryOutcome =
            switch outcome {
            case .delivered: .delivered
            case .retry(let text, let after):
                .retry(text.replacing(server.url, with: "U"), after: after)
            case .refused(let text): .refused(text.replacing(server.url, with: "U"))
            }
        #expect(shown == expected)
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        ("120", 120), ("-1", nil), ("soon", nil), ("999999999", 86400),
        ("Tue, 11 Mar 2025 06:10:00 GMT", 300), ("Tue, 11 Mar 2025 06:00:00 GMT", 0),
    ])
    func `Retry-After is seconds or a date`(text: String, seconds: Int?) throws {
        let server = try LoopbackServer { _ in .answer(429, headers: [("Retry-After", text)]) }
        let outcome = webhook(server).deliver(Sample.notification(), Sample.context())
        guard case .retry(_, let after) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(after == seconds)
    }

    @Test func `nobody there, a hang and nonsense are tried again`() throws {
        let hanging = try LoopbackServer { _ in .hang(seconds: 30) }
        let garbage = try LoopbackServer { _ in .raw(Array("\u{0}\u{1}garbage".utf8)) }
        let gone = try LoopbackServer { _ in .hangUp }
        gone.stop()
        for server in [hanging, garbage, gone] {
            var notifier = webhook(server)
            notifier.route.timeout = 0.3
            let outcome = notifier.deliver(Sample.notification(), Sample.context())
            guard case .retry(let text, nil) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
            // The path may hold a token.
            #expect(!text.contains("T0K3N"), "\(text)")
        }
    }

    @Test func `an address inside is refused, and how to allow it is said`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        let notifier = WebhookNotifier(url: .plain(server.url + "/T0K3N"))
        let outcome = notifier.deliver(Sample.notification(), Sample.context())
        #expect(
            outcome
                == .refused(
                    "\(server.url): leads to 127.0.0.1, a loopback address, which is not allowed here; if it is meant, give the receiver allow = { … } with its kind or block of addresses"
                ))
        #expect(server.requests.isEmpty)
    }

    // MARK: - Secrets

    @Test func `a secret that is not there refuses, and says where it should be`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        for (secret, message) in [
            (Secret.environment("NOPE"), "the environment has no NOPE (env:NOPE)"),
            (.file("nope.txt"), "the file nope.txt cannot be read as a secret"),
            (.environment("EMPTY"), "the secret env:EMPTY is empty"),
        ] {
            let outcome = webhook(server, secret: secret).deliver(
                Sample.notification(), Sample.context(environment: ["EMPTY": "\n"]))
            #expect(outcome == .refused(message))
        }
        #expect(server.requests.isEmpty)
    }

    @Test func `what a server echoes of a secret is taken out again`() throws {
        let source = SecretSource(folder: "/", environment: ["A": "hunter2hunter2", "B": "abc"])
        _ = try source.value(of: .environment("A"))
        _ = try source.value(of: .environment("B"))
        #expect(
            source.redacted("https://x: answered 401: no hunter2hunter2 here, abc")
                == "https://x: answered 401: no … here, abc")
    }

    @Test func `only env and file are secrets`() {
        #expect(Secret("env:X") == .environment("X"))
        #expect(Secret("file:/run/secrets/x") == .file("/run/secrets/x"))
        #expect(Secret("hunter2") == nil)
        #expect(Secret("env:") == nil)
    }

    // MARK: - Templates

    @Test func `a workspace's own template takes the place of ours`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        let scratch = try Scratch()
        try scratch.write(
            "{\"text\": \"{{#alerts}}{{headline}}{{/alerts}}\"}", to: "templates/slack.mustache")
        try scratch.write("not JSON: {{headline}}", to: "templates/teams.mustache")
        let (templates, trouble) = MessageTemplates.load(
            folder: scratch.path + "/templates", display: "templates")
        #expect(trouble == [])
        let context = Sample.context(templates: templates)
        let message = Sample.notification([Sample.alert(headline: "\"<b>\" & more")])
        #expect(webhook(server, .slack).deliver(message, context) == .delivered)
        #expect(
            server.requests[0].text == "{\"text\":\"\\\"&lt;b&gt;\\\" &amp; more\"}")
        guard case .refused(let text) = webhook(server, .teams).deliver(message, context) else {
            Issue.record("was sent")
            return
        }
        #expect(text.hasPrefix("the template teams does not give JSON"))
    }

    @Test func `a template that cannot be read is named with its line`() throws {
        let scratch = try Scratch()
        try scratch.write("one\n{{#alerts}}never closed", to: "slack.mustache")
        try scratch.write("x", to: "slak.mustache")
        let (_, trouble) = MessageTemplates.load(folder: scratch.path, display: "templates")
        #expect(trouble.count == 2)
        #expect(trouble[0].description.hasPrefix("templates/slack.mustache:2: is not Mustache"))
        #expect(
            trouble[1].description
                == "templates/slak.mustache: unknown template \"slak\"; did you mean \"slack\"?")
    }
}
