import Foundation
import LoopbackServer
import Testing

/// From an article to a receiver and back, as people do it at the prompt.
@Suite struct DeliveryCommandTests {
    private func workspace(_ url: String, routes: String = "{ { to = \"duty\" } }") throws
        -> Scratch
    {
        let scratch = try Scratch()
        try scratch.workspace(
            rules: [
                "storm.lua": """
                return tocsin.watchlist { title = "Storm", severity = "severe", words = { "storm" },
                  examples = { match [[A {{word|storm}}.]], nomatch [[Sun.]] } }
                """
            ],
            articles: [
                "a.txt": "Title: Storm over Gdynia\nDate: 2025-03-11T06:00:00Z\n\nA storm came."
            ])
        try scratch.write(
            """
            return { title = "Test", sources = { { files = "articles/**/*" } }, plugins = { },
              receivers = { duty = { webhook = { url = "\(url)", allow = "loopback" } } },
              routes = \(routes) }
            """, to: "workspace.lua")
        return scratch
    }

    @Test func `a run tells the receivers, once`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        let scratch = try workspace(server.url)
        let first = try Command.run("run", scratch.path)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("1 message delivered."))
        #expect(server.requests.count == 1)
        #expect(server.requests[0].text.contains("Storm over Gdynia"))
        _ = try Command.run("run", scratch.path)
        _ = try Command.run("deliver", scratch.path)
        #expect(server.requests.count == 1)
    }

    @Test func `a receiver can be tried out before it matters`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        let scratch = try workspace(server.url)
        let result = try Command.run("deliver", scratch.path, "--test", "duty")
        #expect(result.output == "duty/webhook: delivered\n", "\(result.errors)")
        #expect(server.requests[0].text.contains("\"status\":\"Test\""))
        server.stop()
        let down = try Command.run("deliver", scratch.path, "--test", "duty")
        #expect(down.status == 1)
        #expect(down.output == "duty/webhook: \(server.url): nobody answers there\n")
        let unknown = try Command.run("deliver", scratch.path, "--test", "dutty")
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("did you mean \"duty\"?"))
    }

    @Test func `a dry run tells nobody`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        let scratch = try workspace(server.url)
        let result = try Command.run("run", "--dry-run", scratch.path)
        #expect(result.status == 0)
        #expect(server.requests.isEmpty)
    }

    @Test func `what was refused is listed with its reason, and sent again under its key`() throws {
        let refusing = try LoopbackServer { _ in .text(404, "no such hook") }
        let scratch = try workspace(refusing.url)
        let run = try Command.run("run", scratch.path)
        #expect(run.status == 1)
        #expect(run.output.contains("1 given up (tocsin alerts dead)"))
        let dead = try Command.run("alerts", "dead", scratch.path)
        #expect(
            dead.output.contains(
                "given up after 1 attempt: \(refusing.url): answered 404: no such hook"))
        let fine = try LoopbackServer { _ in .text(200, "") }
        let settings = scratch.url.appendingPathComponent("workspace.lua")
        try String(contentsOf: settings, encoding: .utf8)
            .replacingOccurrences(of: refusing.url, with: fine.url)
            .write(to: settings, atomically: true, encoding: .utf8)
        let again = try Command.run("alerts", "resend", scratch.path)
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.output == "1 put back.\n1 message delivered.\n")
        #expect(
            fine.requests.first?.header("Idempotency-Key")
                == refusing.requests.first?.header("Idempotency-Key"))
        #expect(
            try Command.run("alerts", "dead", scratch.path).output == "No message was given up.\n")
    }

    @Test func `what fails waits for another attempt and does not fail the run`() throws {
        let server = try LoopbackServer { _ in .hangUp }
        let scratch = try workspace(server.url)
        let run = try Command.run("run", scratch.path)
        #expect(run.status == 0)
        #expect(run.output.contains("1 waits for another attempt."))
        #expect(
            try Command.run("alerts", "dead", "--waiting", scratch.path).output.contains(
                "after 1 attempt"))
    }

    @Test func `an alert is listed, shown, acknowledged and resolved`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        let scratch = try workspace(server.url)
        _ = try Command.run("run", scratch.path)
        let list = try Command.run("alerts", "list", scratch.path)
        let id = try #require(list.output.split(separator: "\n").last?.split(separator: " ").first)
        let shown = try Command.run("alerts", "show", scratch.path, String(id.prefix(12)))
        #expect(shown.output.contains("duty/webhook: told"))
        #expect(shown.output.contains("A [storm] came."))
        let answer = try Command.run(
            "alerts", "ack", scratch.path, String(id), "--author", "ana", "--comment", "on it")
        #expect(answer.output.hasPrefix("\(id) acknowledged by ana: "))
        #expect(
            try Command.run("alerts", "show", scratch.path, String(id)).output.contains(
                "acknowledged by ana: on it"))
        _ = try Command.run("alerts", "resolve", scratch.path, String(id), "--author", "bo")
        #expect(try Command.run("alerts", "list", scratch.path).output.contains("resolved"))
        let unknown = try Command.run("alerts", "show", scratch.path, "nothing-like-it")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("tocsin alerts list shows them"))
    }

    @Test func `a silence has an author and a reason, mutes, and can be ended`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        let scratch = try workspace(server.url)
        _ = try Command.run("run", scratch.path)
        let added = try Command.run(
            "silence", "add", scratch.path, "severity<=severe", "--from", "2025-03-11T00:00:00Z",
            "--until", "2025-03-20T00:00:00Z", "--comment", "exercise", "--author", "ana", "--now",
            "2025-03-11T06:30:00Z")
        #expect(added.status == 0, "\(added.errors)")
        let id = try #require(added.output.split(separator: " ").first).description
        try scratch.write(
            "Title: Storm over Sopot\nDate: 2025-03-11T08:00:00Z\n\nAnother storm came.",
            to: "articles/b.txt")
        let muted = try Command.run("run", scratch.path)
        #expect(muted.output.contains("alerts not sent: 1 silenced."), "\(muted.output)")
        #expect(server.requests.count == 1)
        let list = try Command.run("silence", "list", scratch.path, "--now", "2025-03-12T00:00:00Z")
        #expect(list.output.hasPrefix("\(id)  severity<=severe\n"))
        #expect(list.output.contains("ana: exercise"))
        let ended = try Command.run(
            "silence", "expire", scratch.path, id, "--now", "2025-03-11T09:00:00Z")
        #expect(ended.status == 0)
        try scratch.write(
            "Title: Storm over Hel\nDate: 2025-03-11T10:00:00Z\n\nA third storm came to Hel.",
            to: "articles/c.txt")
        _ = try Command.run("run", scratch.path)
        #expect(server.requests.count == 2)
        #expect(try Command.run("silence", "expire", scratch.path, id).status == 1)
    }

    @Test(arguments: [
        (["severty=x", "--for", "1 hour", "--comment", "c"], "did you mean \"severity\"?"),
        (["severity>=sever", "--for", "1 hour", "--comment", "c"], "did you mean \"severe\"?"),
        (["rule>=x", "--for", "1 hour", "--comment", "c"], "only severity is a scale"),
        (["rule=x", "--comment", "c"], "a silence ends"),
        (["rule=x", "--for", "1 hour"], "--comment"),
        (["rule=x", "--for", "soon", "--comment", "c"], "a length of time"),
        (["storm", "--for", "1 hour", "--comment", "c"], "expected e.g. rule=plugin.rule"),
    ])
    func `a silence that is not one is refused`(arguments: [String], message: String) throws {
        let scratch = try workspace("http://127.0.0.1:1/")
        _ = try Command.run("run", scratch.path)
        let result = try Command.run(["silence", "add", scratch.path] + arguments)
        #expect(result.status == 2)
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func `what is acknowledged is not escalated`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        let scratch = try workspace(
            server.url,
            routes: "{ { to = \"duty\", escalate = { after = \"30 minutes\", to = \"duty\" } } }")
        _ = try Command.run("run", scratch.path)
        let list = try Command.run("alerts", "list", scratch.path)
        let id = try #require(list.output.split(separator: "\n").last?.split(separator: " ").first)
        _ = try Command.run(
            "alerts", "ack", scratch.path, String(id), "--author", "ana", "--now",
            "2025-03-11T06:10:00Z")
        let later = try Command.run("deliver", scratch.path, "--now", "2025-03-11T09:00:00Z")
        #expect(later.output == "Nothing is due.\n")
        #expect(server.requests.count == 1)
    }

    @Test func `killed while it sends, everything arrives, under the same keys`() throws {
        let server = try LoopbackServer { _ in
            usleep(20_000)
            return .text(200, "")
        }
        let scratch = try workspace(server.url)
        try scratch.write(
            """
            return tocsin.alert { title = "Storms", severity = "severe", on = "article",
              when = { match = "workspace.storm" }, message = "{{count}} storm" }
            """, to: "rules/each.lua")
        let towns = [
            "Gdynia", "Sopot", "Hel", "Puck", "Reda", "Rumia", "Tczew", "Malbork", "Ustka",
            "Darlowo",
        ]
        for (number, town) in towns.enumerated() {
            try scratch.write(
                "Title: Storm in \(town)\nDate: 2025-03-11T0\(number):00:00Z\n\nThe people of \(town) woke to a storm that number \(number) on nobody's list had foreseen, said harbour \(number).",
                to: "articles/\(town).txt")
        }
        var kills = 0
        for attempt in 0..<40 {
            let process = Process()
            process.executableURL = Command.binary
            process.arguments = [attempt == 0 ? "run" : "deliver", scratch.path]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            let before = server.requests.count
            try process.run()
            // Killed once it has sent a message or two more.
            let end = Date().addingTimeInterval(20)
            while process.isRunning, server.requests.count < before + 2, Date() < end {
                usleep(3000)
            }
            if process.isRunning {
                kill(process.processIdentifier, SIGKILL)
                kills += 1
            }
            process.waitUntilExit()
            if process.terminationReason == .exit { break }
        }
        #expect(kills > 2)
        let rest = try Command.run("run", scratch.path)
        #expect(rest.status == 0, "\(rest.errors)")
        let alerts = try Command.run("alerts", "list", scratch.path, "--json").output
            .split(separator: "\n").count
        let keys = server.requests.compactMap { $0.header("Idempotency-Key") }
        #expect(alerts > 5)
        #expect(Set(keys).count == alerts)
        #expect(keys.count > alerts, "no kill fell between an answer and its record")
        for key in Set(keys) {
            let bodies = Set(
                server.requests.filter { $0.header("Idempotency-Key") == key }.map(\.text))
            #expect(bodies.count == 1)
        }
    }

    @Test func `time passes between runs`() throws {
        let server = try LoopbackServer { _ in .text(200, "") }
        let scratch = try workspace(
            server.url,
            routes: """
                { { to = "duty", quiet_hours = { from = "05:00", to = "09:00", timezone = "Europe/Warsaw" },
                    escalate = { after = "30 minutes", to = "duty" } } }
                """)
        let run = try Command.run("run", scratch.path)
        #expect(run.status == 0)
        #expect(server.requests.isEmpty)
        let stands = try Command.run("deliver", scratch.path)
        #expect(stands.errors.contains("its time stands still"))
        #expect(server.requests.isEmpty)
        _ = try Command.run("deliver", scratch.path, "--now", "2025-03-11T08:00:00Z")
        #expect(server.requests.count == 1)
        let escalated = try Command.run("deliver", scratch.path, "--now", "2025-03-11T08:30:00Z")
        #expect(escalated.output == "1 message delivered.\n")
        #expect(server.requests.last?.text.contains("\"kind\":\"escalation\"") == true)
    }
}
