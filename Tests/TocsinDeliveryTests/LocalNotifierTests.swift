import Foundation
import Synchronization
import Testing
import TocsinDelivery
import TocsinModel

@Suite struct LocalNotifierTests {
    @Test func `the console shows the sentence with its figures marked`() {
        let said = Heard()
        let outcome = ConsoleNotifier().deliver(
            Sample.notification(), Sample.context(console: said.take))
        #expect(outcome == .delivered)
        #expect(
            said.text == """
                SEVERE  12 killed in Moscow — «Дроны»
                  Moscow, RUS · political-violence.toll
                  Meridian Wire: [At least 12] people <were> killed & "[nearly twenty]" wounded, *sources* said.
                  https://news.example/a?b=1&c=2


                """)
    }

    @Test func `a terminal is not told what to do by an article`() {
        let evil = "Killed\u{1B}[2J\u{1B}]0;owned\u{07} at\nnight \u{202E}txt.exe"
        let said = Heard()
        _ = ConsoleNotifier().deliver(
            Sample.notification([
                Sample.alert(headline: evil, evidence: [Sample.evidence(evil, marks: [])])
            ]), Sample.context(console: said.take))
        #expect(!said.text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{07}" })
        #expect(!said.text.unicodeScalars.contains("\u{202E}"))
        #expect(said.text.contains("Killed[2J]0;owned at night txt.exe"))
    }

    @Test func `a digest has a line for each incident and what was said before`() {
        let said = Heard()
        _ = ConsoleNotifier().deliver(Sample.digest, Sample.context(console: said.take))
        #expect(said.text.contains("SEVERE  3 killed (updated; was: 1 killed)\n"))
        #expect(said.text.contains("MINOR  Rail bridge shut (new)\n"))
        let empty = Heard()
        _ = ConsoleNotifier().deliver(
            Sample.notification([], kind: .digest([])), Sample.context(console: empty.take))
        #expect(empty.text.contains("Nothing to report."))
    }

    @Test func `a file gets a line each, also after one that was cut short`() throws {
        let scratch = try Scratch()
        try scratch.write("{\"key\":\"old\"}\n{\"key\":\"cut sh", to: "out/alerts.jsonl")
        let notifier = FileNotifier(path: "out/alerts.jsonl")
        let context = Sample.context(folder: scratch.path)
        #expect(notifier.deliver(Sample.notification(), context) == .delivered)
        #expect(notifier.deliver(Sample.digest, context) == .delivered)
        let lines = scratch.text("out/alerts.jsonl").split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[1] == "{\"key\":\"cut sh")
        let record = try object(Array(lines[2].utf8))
        #expect(record["key"] as? String == "n0123")
        #expect(record["kind"] as? String == "alerts")
        #expect(record["version"] as? Int == 1)
        #expect(record["workspace"] as? String == "Drone war <test>")
        #expect((record["text"] as? String)?.hasPrefix("SEVERE  12 killed") == true)
        #expect((record["alerts"] as? [[String: Any]])?[0]["identifier"] as? String == "a-1")
        #expect((try object(Array(lines[3].utf8))["lines"] as? [Any])?.count == 2)
    }

    @Test func `lines of several writers at once do not mix`() throws {
        let scratch = try Scratch()
        let context = Sample.context(folder: scratch.path)
        DispatchQueue.concurrentPerform(iterations: 40) { n in
            _ = FileNotifier(path: "a.jsonl").deliver(Sample.notification(key: "k\(n)"), context)
        }
        let lines = scratch.text("a.jsonl").split(separator: "\n")
        let keys = try lines.map { try object(Array($0.utf8))["key"] as? String ?? "" }
        #expect(Set(keys) == Set((0..<40).map { "k\($0)" }))
        #expect(keys.count == 40)
    }

    @Test func `a full disk leaves whole lines and is tried again`() {
        let outcome = FileNotifier(path: "/dev/full").deliver(
            Sample.notification(), Sample.context())
        #expect(outcome == .retry("/dev/full: No space left on device"))
    }

    // MARK: - Commands

    private func command(_ script: String, timeout: Double = 5) throws -> (DeliveryOutcome, Scratch)
    {
        let scratch = try Scratch()
        try scratch.write("#!/bin/sh\n" + script + "\n", to: "page", executable: true)
        let outcome = CommandNotifier(words: ["./page", "a b", "$HOME"], timeout: timeout).deliver(
            Sample.notification(), Sample.context(folder: scratch.path))
        return (outcome, scratch)
    }

    @Test func `a command gets the message, its words as they are and a clean environment`() throws
    {
        setenv("TOCSIN_TEST_LEAK", "secret", 1)
        let (outcome, scratch) = try command("cat > in.json; env > env.txt; echo \"$1|$2\" > words")
        #expect(outcome == .delivered)
        #expect(try object(Array(scratch.text("in.json").utf8))["key"] as? String == "n0123")
        #expect(scratch.text("words") == "a b|$HOME\n")
        let environment = scratch.text("env.txt")
        #expect(environment.contains("TOCSIN_KEY=n0123\n"))
        #expect(environment.contains("TOCSIN_SEVERITY=severe\n"))
        #expect(!environment.contains("TOCSIN_TEST_LEAK"))
    }

    @Test(arguments: [
        (
            "echo no such room >&2; exit 67",
            DeliveryOutcome.refused("./page refused it with exit code 67: no such room")
        ),
        ("exit 75", .retry("./page ended with exit code 75")),
        ("echo 1 >&2; echo later >&2; exit 1", .retry("./page ended with exit code 1: later")),
        ("kill -9 $$", .retry("./page was ended by signal 9")),
        // One that reads nothing is not punished for it.
        ("exec 0<&-; exit 0", .delivered),
    ])
    func `a command's end says what becomes of the message`(
        script: String, expected: DeliveryOutcome
    )
        throws
    {
        #expect(try command(script).0 == expected)
    }

    @Test func `a command that hangs is ended with what it started`() throws {
        let (outcome, scratch) = try command(
            "trap '' TERM; (trap '' TERM; sleep 30) & echo $! > child; wait", timeout: 0.3)
        #expect(outcome == .retry("./page took longer than 0 s and was ended"))
        let child = try #require(
            pid_t(scratch.text("child").trimmingCharacters(in: .whitespacesAndNewlines)))
        usleep(100_000)
        // Gone, or a zombie that nobody has collected yet.
        let state = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8))?
            .split(separator: ")").last?.split(separator: " ").first
        #expect(state == nil || state == "Z")
    }

    @Test func `a command that does not exist is said to`() {
        let outcome = CommandNotifier(words: ["/no/such/program"]).deliver(
            Sample.notification(), Sample.context())
        #expect(
            outcome == .retry("/no/such/program cannot be started: No such file or directory"))
    }
}

/// What a console has heard.
final class Heard: Sendable {
    private let heard = Mutex("")
    var text: String { heard.withLock { $0 } }
    var take: @Sendable (String) -> Void { { [self] text in heard.withLock { $0 += text } } }
}
