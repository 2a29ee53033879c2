import Foundation
import Testing
import TocsinDelivery
import TocsinModel
import TocsinWorkspace

@Suite struct ReceiverReadingTests {
    private func read(_ receivers: String) throws -> ([Receiver], [String]) {
        try open(
            """
            return { sources = { { files = "articles/*" } },
            routes = { { to = "x" } },
            receivers = { x = {
            \(receivers)
            } } }
            """)
    }

    private func open(_ source: String) throws -> ([Receiver], [String]) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tocsin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try source.write(
            to: folder.appendingPathComponent("workspace.lua"), atomically: true, encoding: .utf8)
        func shown(_ diagnostics: [Diagnostic]) -> [String] {
            diagnostics.map {
                $0.description.replacingOccurrences(
                    of: folder.path + "/workspace.lua:", with: "")
            }
        }
        do {
            let workspace = try Workspace.open(folder.path, pluginFolder: nil)
            return (workspace.configuration.receivers, shown(workspace.diagnostics))
        } catch { return ([], shown(error.diagnostics)) }
    }

    @Test(arguments: [
        ("console = true", "console"), ("file = \"alerts.jsonl\"", "file"),
        (
            "command = { \"/bin/page\", \"--duty\" }, timeout = \"20 seconds\", pass = \"PAGER\"",
            "command"
        ),
        (
            "webhook = \"https://hooks.example/x\", format = \"slack\", secret = \"env:S\", token = \"file:t\", headers = { [\"X-A\"] = \"b\" }, allow = { \"private\", \"10.0.0.0/8\" }, ca = \"ca.pem\", timeout = \"5 seconds\"",
            "webhook"
        ),
        ("webhook = { url = \"env:HOOK\", format = \"teams\" }", "webhook"),
        (
            "email = { \"Duty <duty@example.org>\" }, from = \"t@example.org\", server = \"smtp://mail.example.org:587\", user = \"t\", password = \"env:P\"",
            "email"
        ),
        (
            "email = { to = { \"a@b.c\" }, from = \"t@b.c\", program = \"/usr/sbin/sendmail\", reply_to = \"r@b.c\" }",
            "email"
        ),
        ("cap = \"cap\"", "cap"), ("atom = { path = \"www/a.xml\", limit = 20 }", "atom"),
        ("alertmanager = \"http://127.0.0.1:9093\", lasts = \"2 hours\"", "alertmanager"),
        ("syslog = \"unix:/dev/log\", facility = \"local3\"", "syslog"),
        ("syslog = \"tcp://logs.example:6514\"", "syslog"),
        ("syslog = \"udp://[::1]:514\"", "syslog"),
        (
            "console = true, file = \"a.jsonl\", webhook = { url = \"https://x.example/\" }",
            "console,file,webhook"
        ),
    ])
    func `every way is read`(text: String, kinds: String) throws {
        let (receivers, trouble) = try read(text)
        #expect(trouble == [])
        #expect(
            receivers.first?.channels.map { type(of: $0).kind }.joined(separator: ",") == kinds)
    }

    @Test(arguments: ["receivers.md", "alert-policy.md"])
    func `the documentation's own workspaces are read`(page: String) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: root.appendingPathComponent("Documentation/" + page), encoding: .utf8)
        let blocks = text.components(separatedBy: "```lua\n").dropFirst().map {
            $0.components(separatedBy: "\n```")[0]
        }.filter { $0.contains("receivers = {") }
        #expect(!blocks.isEmpty)
        for block in blocks {
            #expect(try open("return { sources = { { files = \"a/*\" } },\n\(block) }").1 == [])
        }
    }

    @Test(arguments: [
        (
            "webhook = \"https://ann:hunter2@x.example\"",
            "4: \"webhook\" holds a user or password; write the whole address as env:NAME or file:PATH"
        ),
        (
            "webhook = \"https://x.example\", headers = { Authorization = \"Basic hunter2\" }",
            "4: the header Authorization is a secret; take it out, and say where it is found: \"env:NAME\" or \"file:PATH\""
        ),
        (
            "",
            "3: the receiver \"x\" is told by nothing; expected one of: console, file, command, webhook, email, cap, atom, alertmanager, syslog"
        ),
        ("webhok = \"https://x.example\"", "4: unknown key \"webhok\"; did you mean \"webhook\"?"),
        (
            "webhook = \"https://x.example\", secret = \"hunter2\"",
            "4: \"secret\" is written into the workspace; take it out, and say where it is found: \"env:NAME\" or \"file:PATH\""
        ),
        (
            "webhook = \"x.example\"",
            "4: \"webhook\" is not a web address; expected https://… or env:NAME"
        ),
        (
            "webhook = \"https://x.example\", format = \"slak\"",
            "4: unknown format \"slak\"; did you mean \"slack\"?"
        ),
        (
            "webhook = \"https://x.example\", allow = \"privat\"",
            "4: unknown allow \"privat\"; did you mean \"private\"? or a block of addresses such as 10.1.0.0/16"
        ),
        (
            "webhook = { url = \"https://x.example\", fromat = \"slack\" }",
            "4: unknown key \"fromat\"; did you mean \"format\"?"
        ),
        (
            "email = \"duty\", from = \"t@b.c\", program = \"/usr/sbin/sendmail\"",
            "4: \"duty\" is not a mail address; expected duty@example.org or Duty <duty@example.org>"
        ),
        (
            "email = \"d@b.c\", from = \"t@b.c\"",
            "4: mail goes out through either server = \"smtp://mail.example.org:587\" or program = \"/usr/sbin/sendmail\""
        ),
        (
            "email = \"d@b.c\", from = \"t@b.c\", server = \"smtp://m.b.c\", encryption = \"none\", user = \"u\", password = \"env:P\"",
            "4: a password would go to m.b.c in the open; use encryption = \"starttls\" or \"tls\""
        ),
        (
            "email = \"d@b.c\", from = \"t@b.c\", server = \"smtp://u:hunter2@m.b.c\"",
            "4: \"…\" is not a mail server; expected smtp://HOST:587 or smtps://HOST:465, with user and password beside it"
        ),
        (
            "command = \"page --duty\"",
            "4: no shell reads a command; write its words as a list: { \"page\", \"--duty\" }"
        ),
        (
            "syslog = \"localhost\"",
            "4: \"syslog\" is the text \"localhost\"; expected \"unix:/dev/log\", \"udp://HOST:514\" or \"tcp://HOST:601\""
        ),
        ("console = \"yes\"", "4: \"console\" is the text \"yes\"; expected true"),
    ])
    func `what is wrong with a receiver is said with its line`(text: String, message: String) throws
    {
        let trouble = try read(text).1
        #expect(trouble == [message])
        #expect(!trouble.joined().contains("hunter2"))
    }
}
