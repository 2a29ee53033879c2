/// A host's robots.txt, read after RFC 9309.
package struct RobotsFile: Hashable, Sendable {
    package struct Rule: Hashable, Sendable {
        /// `/path*end$`, percent-encoding normalized.
        var pattern: [UInt8]
        var allows: Bool
        /// For messages: `Disallow: /x`, line 7.
        var line: Int
    }

    private struct Group {
        var agents: [String]
        var rules: [Rule]
        var delay: Double?
    }

    private var groups: [Group] = []
    /// Why everything is forbidden or allowed where there is no file to read.
    private var whole: (allows: Bool, reason: String)?

    /// RFC 9309 §2.5: at least 500 kibibytes are read; more is cut.
    private static let maximumBytes = 512 << 10

    package init(_ bytes: some Collection<UInt8>) {
        let text = String(decoding: bytes.prefix(Self.maximumBytes), as: UTF8.self)
        var agents: [String] = []
        var rules: [Rule] = []
        var delay: Double?
        var inRules = false
        var number = 0
        func close(_ groups: inout [Group]) {
            if !agents.isEmpty { groups.append(Group(agents: agents, rules: rules, delay: delay)) }
            agents = []
            rules = []
            delay = nil
            inRules = false
        }
        for raw in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            let line = (number == 1 ? raw.drop { $0 == "\u{feff}" } : raw).prefix { $0 != "#" }
            guard let colon = line.firstIndex(of: ":") else { continue }
            let key = line[..<colon].trimmingSpaces.lowercased()
            let value = line[line.index(after: colon)...].trimmingSpaces
            switch key {
            case "user-agent", "useragent":
                if inRules { close(&groups) }
                agents.append(value.lowercased())
            case "allow", "disallow":
                guard !agents.isEmpty else { continue }
                inRules = true
                // An empty path forbids nothing.
                guard !value.isEmpty else { continue }
                rules.append(
                    Rule(
                        pattern: Self.normalized(value, keepsWildcards: true),
                        allows: key == "allow", line: number))
            case "crawl-delay":
                guard !agents.isEmpty else { continue }
                inRules = true
                if let seconds = Double(value), seconds > 0 { delay = min(seconds, 86400) }
            default: break
            }
        }
        close(&groups)
    }

    /// What an answer to the request for robots.txt means (RFC 9309 §2.3.1): none there, all is
    /// allowed; a server in trouble, nothing is.
    package init(answer: FetchAnswer) {
        switch answer.status {
        case 200..<300: self.init(answer.body)
        case 500...:
            self.init([])
            whole = (false, "the server cannot give its robots.txt (HTTP \(answer.status))")
        default:
            self.init([])
            whole = (true, "the host has no robots.txt")
        }
    }

    /// The host could not be reached for its robots.txt: nothing is allowed for now.
    package init(unreachable reason: String) {
        self.init([])
        whole = (false, "its robots.txt cannot be read (\(reason))")
    }

    package static func == (a: RobotsFile, b: RobotsFile) -> Bool { a.summary == b.summary }
    package func hash(into hasher: inout Hasher) { hasher.combine(summary) }
    private var summary: [Rule] { groups.flatMap(\.rules) }

    package enum Verdict: Hashable, Sendable {
        case allowed
        case forbidden(String)
    }

    /// - Parameters:
    ///   - path: the address's path with its query, from the slash on.
    ///   - agent: our product token, any case.
    package func verdict(path: String, agent: String) -> Verdict {
        if let whole { return whole.allows ? .allowed : .forbidden(whole.reason) }
        if path == "/robots.txt" { return .allowed }
        let wanted = Self.normalized(path.isEmpty ? "/" : path, keepsWildcards: false)
        // The longest pattern wins; of two as long, the one that allows.
        var best: (length: Int, rule: Rule)?
        for rule in rules(for: agent) where Self.matches(wanted[...], rule.pattern[...]) {
            let length = rule.pattern.count
            if let known = best, length < known.length || (length == known.length && !rule.allows) {
                continue
            }
            best = (length, rule)
        }
        guard let best, !best.rule.allows else { return .allowed }
        let pattern = String(decoding: best.rule.pattern, as: UTF8.self)
        return .forbidden(
            "its robots.txt forbids it (line \(best.rule.line): Disallow: \(pattern))")
    }

    /// Seconds the host wants between two requests, where it says so.
    package func delay(agent: String) -> Double? {
        groupsFor(agent).compactMap(\.delay).max()
    }

    /// Of all groups that name us, together; else of those for everybody.
    private func rules(for agent: String) -> [Rule] { groupsFor(agent).flatMap(\.rules) }

    private func groupsFor(_ agent: String) -> [Group] {
        let token = agent.lowercased().prefix { $0.isLetter || $0 == "_" || $0 == "-" }
        let named = groups.filter { $0.agents.contains { $0 != "*" && $0 == token } }
        return named.isEmpty ? groups.filter { $0.agents.contains("*") } : named
    }

    /// Percent-encoded octets of unreserved characters decoded, others in capitals, bytes beyond
    /// ASCII encoded: both sides of a comparison in one form.
    private static func normalized(_ text: String, keepsWildcards: Bool) -> [UInt8] {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var at = 0
        func hex(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 48...57: byte - 48
            case 65...70: byte - 55
            case 97...102: byte - 87
            default: nil
            }
        }
        func encode(_ byte: UInt8) {
            let digits = Array("0123456789ABCDEF".utf8)
            out += [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 37, at + 2 < bytes.count, let a = hex(bytes[at + 1]),
                let b = hex(bytes[at + 2])
            {
                let value = a << 4 | b
                let unreserved =
                    (value >= 48 && value <= 57) || (value | 32 >= 97 && value | 32 <= 122)
                    || [45, 46, 95, 126].contains(value)
                if unreserved { out.append(value) } else { encode(value) }
                at += 3
                continue
            }
            // A star or dollar in an address is no wildcard.
            if byte >= 128 || (!keepsWildcards && byte == 42) {
                encode(byte)
            } else {
                out.append(byte)
            }
            at += 1
        }
        return out
    }

    /// A prefix match; `*` stands for anything, `$` at the end for the end. Linear but for the
    /// last star.
    private static func matches(_ path: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        var p = pattern.startIndex
        var s = path.startIndex
        var retry: (p: Int, s: Int)?
        while true {
            if p == pattern.endIndex { return true }
            if pattern[p] == 36, p == pattern.endIndex - 1 {
                if s == path.endIndex { return true }
            } else if pattern[p] == 42 {
                p += 1
                retry = (p, s)
                continue
            } else if s < path.endIndex, pattern[p] == path[s] {
                p += 1
                s += 1
                continue
            }
            guard let r = retry, r.s < path.endIndex else { return false }
            retry = (r.p, r.s + 1)
            p = r.p
            s = r.s + 1
        }
    }
}
