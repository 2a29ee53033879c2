/// A pattern over slash-separated paths: `*` and `?` inside one name, `**` over any number of names.
package struct PathPattern: Sendable, Hashable {
    package let text: String
    private let parts: [[Character]]

    package init(_ text: String) {
        self.text = text
        parts = text.split(separator: "/").map(Array.init)
    }

    package func matches(_ path: String) -> Bool {
        matches(path.split(separator: "/").map(Array.init)[...], parts[...])
    }

    /// The leading names without wildcards: where to start looking.
    package var fixedFolder: String {
        var out: [String] = []
        for part in parts.dropLast() {
            if part.contains("*") || part.contains("?") { break }
            out.append(String(part))
        }
        return out.joined(separator: "/")
    }

    private func matches(_ names: ArraySlice<[Character]>, _ parts: ArraySlice<[Character]>) -> Bool
    {
        guard let part = parts.first else { return names.isEmpty }
        if part == ["*", "*"] {
            let rest = parts.dropFirst()
            return (0...names.count).contains { matches(names.dropFirst($0), rest) }
        }
        guard let name = names.first, Self.matches(name[...], part[...]) else { return false }
        return matches(names.dropFirst(), parts.dropFirst())
    }

    private static func matches(_ name: ArraySlice<Character>, _ part: ArraySlice<Character>)
        -> Bool
    {
        // Greedy with one point of return: linear but for the last star.
        var name = name
        var part = part
        var retry: (name: ArraySlice<Character>, part: ArraySlice<Character>)?
        while true {
            if let p = part.first, p == "*" {
                part = part.dropFirst()
                retry = (name, part)
            } else if let c = name.first, let p = part.first, p == "?" || p == c {
                name = name.dropFirst()
                part = part.dropFirst()
            } else if name.isEmpty && part.isEmpty {
                return true
            } else if let r = retry, !r.name.isEmpty {
                retry = (r.name.dropFirst(), r.part)
                name = r.name.dropFirst()
                part = r.part
            } else {
                return false
            }
        }
    }
}
