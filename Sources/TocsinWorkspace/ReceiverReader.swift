import TocsinAlerting
import TocsinDelivery
import TocsinLua
import TocsinModel
import TocsinPlugins
import TocsinTransfer

/// Reads `receivers` out of `workspace.lua`: for each name, the ways by which it is told.
///
/// A way's details stand in its own table, `webhook = { url = "…", format = "slack" }`, or beside it,
/// `webhook = "…", format = "slack"`.
struct ReceiverReader {
    let file: SourceFile

    static let kinds = [
        ConsoleNotifier.kind, FileNotifier.kind, CommandNotifier.kind, WebhookNotifier.kind,
        MailNotifier.kind, CAPNotifier.kind, AtomNotifier.kind, AlertmanagerNotifier.kind,
        SyslogNotifier.kind,
    ]

    func read(_ workspace: RecordReader) -> [Receiver] {
        guard
            let table = workspace.table(
                "receivers", expected: "names: { desk = { console = true } }")
        else { return [] }
        if !table.array.isEmpty {
            workspace.complain(
                "receivers have names: receivers = { desk = { console = true } }", key: "receivers")
        }
        return table.fields.compactMap { name, value in
            guard let ways = value.table else {
                workspace.complain(
                    "the receiver \"\(name)\" is \(value.describedForRule); expected a way to tell it, e.g. { console = true }",
                    key: name)
                return nil
            }
            if name.contains("/") {
                workspace.complain(
                    "a receiver's name has no \"/\": \"\(name)\"",
                    line: workspace.line(ofString: name))
            }
            let record = RecordReader(
                ways, what: "the receiver \"\(name)\"", file: file, line: workspace.line(of: name))
            defer { workspace.adopt(record) }
            let receiver = Receiver(name: name, channels: channels(record))
            record.finish(alsoKnown: Self.kinds)
            if receiver.channels.isEmpty, record.diagnostics.isEmpty {
                record.complain(
                    "the receiver \"\(name)\" is told by nothing; expected one of: "
                        + Self.kinds.joined(separator: ", "))
            }
            return receiver
        }
    }

    private func channels(_ receiver: RecordReader) -> [any Notifier] {
        var out: [any Notifier] = []
        for kind in Self.kinds where receiver.has(kind) {
            // The details: in the way's own table, or beside it.
            let value = receiver.value(kind)
            var details = receiver
            var main = value
            if let table = value.table, table.fields.contains(where: { !$0.key.hasPrefix("__") }) {
                details = RecordReader(
                    table, what: kind, file: file, line: receiver.line(of: kind))
                main = details.value(Self.mainKeys[kind] ?? kind)
            }
            if case .bool(false) = main { continue }
            if let channel = channel(kind, main, details) { out.append(channel) }
            if details !== receiver {
                details.finish()
                receiver.adopt(details)
            }
        }
        return out
    }

    /// What the thing itself is called in a way's own table.
    private static let mainKeys = [
        "console": "enabled", "file": "path", "command": "words", "webhook": "url",
        "email": "to", "cap": "folder", "atom": "path", "alertmanager": "url",
        "syslog": "server",
    ]

    private func channel(_ kind: String, _ value: LuaValue, _ record: RecordReader)
        -> (any Notifier)?
    {
        func text(_ example: String) -> String? {
            if let text = value.string, !text.isEmpty { return text }
            record.complain(
                "\"\(kind)\" is \(value.describedForRule); expected \(example)", key: kind)
            return nil
        }
        switch kind {
        case ConsoleNotifier.kind:
            if case .bool = value { return ConsoleNotifier() }
            record.complain("\"console\" is \(value.describedForRule); expected true", key: kind)
            return nil
        case FileNotifier.kind:
            return text("a path: file = \"alerts.jsonl\"").map { FileNotifier(path: $0) }
        case CommandNotifier.kind: return command(value, record)
        case WebhookNotifier.kind: return webhook(value, record)
        case MailNotifier.kind: return mail(value, record)
        case CAPNotifier.kind:
            return text("a folder: cap = \"cap\"").map { CAPNotifier(folder: $0) }
        case AtomNotifier.kind:
            let limit = record.int("limit", in: 1...10_000) ?? 100
            return text("a path: atom = \"alerts.xml\"").map {
                AtomNotifier(path: $0, limit: limit)
            }
        case AlertmanagerNotifier.kind:
            let lasts = span("lasts", record)
            let token = secret("token", record)
            let route = route(record, .house)
            guard let url = address("alertmanager", value, record) else { return nil }
            return AlertmanagerNotifier(
                url: url, token: token, lasts: lasts ?? 4 * 3600, route: route)
        default: return syslog(value, record)
        }
    }

    // MARK: - One way each

    private func command(_ value: LuaValue, _ record: RecordReader) -> CommandNotifier? {
        let words = value.string.map { [$0] } ?? value.table?.array.compactMap(\.string) ?? []
        let timeout = span("timeout", record)
        let passes = record.strings("pass") ?? []
        guard let program = words.first, !program.isEmpty,
            value.table.map({ $0.array.count == words.count }) ?? true
        else {
            record.complain(
                "\"command\" is \(value.describedForRule); expected a program and its words: { \"/usr/local/bin/page\", \"--duty\" }",
                key: "command")
            return nil
        }
        if words.count == 1, program.contains(" ") {
            record.complain(
                "no shell reads a command; write its words as a list: { "
                    + program.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ", ")
                    + " }", key: "command")
        }
        return CommandNotifier(words: words, timeout: Double(timeout ?? 30), passes: passes)
    }

    private func webhook(_ value: LuaValue, _ record: RecordReader) -> WebhookNotifier? {
        let format = record.choice(
            "format", of: WebhookNotifier.Format.allCases.map(\.rawValue))
        let secret = self.secret("secret", record)
        let token = self.secret("token", record)
        let headers = headers(record)
        let route = route(record, NetworkRoute())
        guard let url = address("webhook", value, record) else { return nil }
        return WebhookNotifier(
            url: url, format: format.flatMap { .init(rawValue: $0) } ?? .json, secret: secret,
            token: token, headers: headers, route: route)
    }

    private func headers(_ record: RecordReader) -> [(name: String, value: SecretText)] {
        guard let table = record.table("headers", expected: "{ [\"X-Name\"] = \"value\" }") else {
            return []
        }
        return table.fields.filter { !$0.key.hasPrefix("__") }.compactMap { name, value in
            let isToken = name.utf8.allSatisfy {
                (0x21...0x7e).contains($0) && !Array("()<>@,;:\\\"/[]?={}".utf8).contains($0)
            }
            guard let text = value.string, isToken,
                !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f })
            else {
                record.complain(
                    "the header \"\(name)\" is not a name and a text in one line", key: "headers")
                return nil
            }
            let isSecret = ["authorization", "proxy-authorization", "cookie"].contains(
                name.lowercased())
            if isSecret, Secret(text) == nil {
                record.complain(
                    "the header \(name) is a secret; take it out, and say where it is found: \"env:NAME\" or \"file:PATH\"",
                    key: "headers")
            }
            return (name, SecretText(text))
        }
    }

    private func mail(_ value: LuaValue, _ record: RecordReader) -> MailNotifier? {
        func address(_ text: String) -> MailAddress? {
            if let address = MailAddress(text) { return address }
            record.complain(
                "\"\(text)\" is not a mail address; expected duty@example.org or Duty <duty@example.org>",
                line: record.line(ofString: text))
            return nil
        }
        let texts = value.string.map { [$0] } ?? value.table?.array.compactMap(\.string) ?? []
        if texts.isEmpty {
            record.complain(
                "\"email\" is \(value.describedForRule); expected addresses: { \"duty@example.org\" }",
                key: "email")
        }
        let to = texts.compactMap(address)
        let from = record.required("from", expected: "from = \"Tocsin <tocsin@example.org>\"")
            .flatMap(address)
        let reply = record.string("reply_to").flatMap(address)
        let user = record.string("user")
        let password = secret("password", record)
        var route = route(record, .house)
        let encryption = record.choice(
            "encryption", of: MailSubmission.Encryption.allCases.map(\.rawValue))
        let program = record.strings("program")
        let server = record.string("server")
        if program != nil { route.timeout = max(route.timeout, 60) }
        let carrier: MailNotifier.Carrier?
        switch (server, program) {
        case (nil, let words?) where !words.isEmpty: carrier = .program(words)
        case (let text?, nil):
            carrier = self.server(text, encryption, user, password, record)
        default:
            record.complain(
                "mail goes out through either server = \"smtp://mail.example.org:587\" or program = \"/usr/sbin/sendmail\"",
                key: "email")
            carrier = nil
        }
        guard let from, let carrier, !to.isEmpty else { return nil }
        return MailNotifier(to: to, from: from, replyTo: reply, carrier: carrier, route: route)
    }

    private func server(
        _ text: String, _ encryption: String?, _ user: String?, _ password: Secret?,
        _ record: RecordReader
    ) -> MailNotifier.Carrier? {
        guard let url = WebAddress(text), url.scheme.hasPrefix("smtp"), url.user == nil else {
            record.complain(
                "\"\(text.contains("@") ? "…" : text)\" is not a mail server; expected smtp://HOST:587 or smtps://HOST:465, with user and password beside it",
                key: "server")
            return nil
        }
        let chosen = encryption.flatMap { MailSubmission.Encryption(rawValue: $0) }
        let how = chosen ?? (url.scheme == "smtps" ? .tls : .startTLS)
        let local = NetworkAddress(url.host)?.kind == .loopback || url.host == "localhost"
        if password != nil, how == .none, !local {
            record.complain(
                "a password would go to \(url.host) in the open; use encryption = \"starttls\" or \"tls\"",
                key: "encryption")
        }
        if (user == nil) != (password == nil) {
            record.complain(
                "user and password stand together", key: user == nil ? "password" : "user")
        }
        return .server(
            host: url.host, port: url.port, encryption: how, user: user, password: password)
    }

    private func syslog(_ value: LuaValue, _ record: RecordReader) -> SyslogNotifier? {
        let facility = record.choice("facility", of: SyslogNotifier.facilities) ?? "user"
        let route = route(record, .house)
        let example = "\"unix:/dev/log\", \"udp://HOST:514\" or \"tcp://HOST:601\""
        func bad() -> SyslogNotifier? {
            record.complain(
                "\"syslog\" is \(value.describedForRule); expected \(example)", key: "syslog")
            return nil
        }
        guard let text = value.string else { return bad() }
        if text.hasPrefix("unix:"), text.count > 5 {
            return SyslogNotifier(
                target: .local(String(text.dropFirst(5))), facility: facility, route: route)
        }
        // Read as a web address is: hosts and ports are written alike.
        let scheme = text.prefix { $0 != ":" }
        guard ["udp", "tcp"].contains(scheme),
            let url = WebAddress("http" + text.dropFirst(3)), !url.host.isEmpty
        else { return bad() }
        let port =
            url.port == 80 && !text.hasSuffix(":80") ? (scheme == "udp" ? 514 : 601) : url.port
        let host = url.host.hasPrefix("[") ? String(url.host.dropFirst().dropLast()) : url.host
        return SyslogNotifier(
            target: scheme == "udp" ? .udp(host: host, port: port) : .tcp(host: host, port: port),
            facility: facility, route: route)
    }

    // MARK: - Values

    /// `allow`, `ca`, `timeout`: how a way may use the network.
    private func route(_ record: RecordReader, _ usual: NetworkRoute) -> NetworkRoute {
        var route = usual
        if let words = record.strings("allow") {
            switch AddressPolicy.publicAnd(words) {
            case .success(let policy):
                route.addresses.kinds.formUnion(policy.kinds)
                route.addresses.blocks += policy.blocks
            case .failure(let unknown):
                record.complain(
                    Diagnostic.unknown(
                        "allow", unknown.word, known: NetworkAddress.Kind.allCases.map(\.rawValue))
                        + " or a block of addresses such as 10.1.0.0/16",
                    line: record.line(ofString: unknown.word))
            }
        }
        route.certificates = record.string("ca", expected: "a file of certificates")
        // A command has a timeout of its own.
        if let seconds = span("timeout", record) { route.timeout = Double(seconds) }
        return route
    }

    private func span(_ key: String, _ record: RecordReader) -> Int? {
        guard let text = record.string(key, expected: TimeSpan.expected) else { return nil }
        if let span = TimeSpan(text) { return span.seconds }
        record.complain(
            "\"\(key)\" is not a length of time: \"\(text)\"; expected \(TimeSpan.expected)",
            line: record.line(ofString: text))
        return nil
    }

    /// A secret is never shown, not even where it stands by mistake.
    private func secret(_ key: String, _ record: RecordReader) -> Secret? {
        guard let text = record.string(key, expected: "env:NAME or file:PATH") else { return nil }
        if let secret = Secret(text) { return secret }
        record.complain(
            "\"\(key)\" is written into the workspace; take it out, and say where it is found: \"env:NAME\" or \"file:PATH\"",
            key: key)
        return nil
    }

    private func address(_ key: String, _ value: LuaValue, _ record: RecordReader) -> SecretText? {
        guard let text = value.string else {
            record.complain(
                "\"\(key)\" is \(value.describedForRule); expected https://… or env:NAME", key: key)
            return nil
        }
        if Secret(text) != nil { return SecretText(text) }
        guard let url = WebAddress(text), url.scheme.hasPrefix("http") else {
            record.complain(
                "\"\(key)\" is not a web address; expected https://… or env:NAME", key: key)
            return nil
        }
        if url.user != nil {
            record.complain(
                "\"\(key)\" holds a user or password; write the whole address as env:NAME or file:PATH",
                key: key)
        }
        return .plain(text)
    }
}
