import Foundation
package import TocsinMatching

/// How often a word or wildcard stands in running English, by a list of frequencies.
package struct LanguageShare: Sendable {
    /// Where the list lies in a folder of plugins.
    static let file = "std/lists/english-frequency.tsv"

    /// Words in order, with how many of a million words they are.
    private let words: [(word: String, perMillion: Double)]

    /// - Returns: nil where the folder has no such list.
    package init?(pluginFolder: String) {
        guard let data = FileManager.default.contents(atPath: pluginFolder + "/" + Self.file)
        else { return nil }
        var words: [(String, Double)] = []
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            let cells = line.split(separator: "\t")
            guard !line.hasPrefix("#"), cells.count == 2, let count = Double(cells[1]) else {
                continue
            }
            words.append((String(cells[0]), count))
        }
        self.words = words.sorted { $0.0 < $1.0 }
    }

    /// The words of such a list, the commonest first.
    static func words(inFile path: String) -> [Substring] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            line.hasPrefix("#") ? nil : line.split(separator: "\t").first
        }
    }

    /// What share of running words the keyword matches, and the commonest of them.
    ///
    /// Of a phrase, its rarest word: a bound from above.
    package func share(of spec: KeywordSpec) -> (perMillion: Double, examples: [String]) {
        let parts = spec.text.lowercased().split(separator: " ")
        guard let last = parts.last else { return (0, []) }
        var best: (perMillion: Double, examples: [String])?
        for (number, part) in parts.enumerated() {
            let isLast = number == parts.count - 1 && part == last
            let found = isLast && spec.prefix ? prefixed(by: part) : exactly(part)
            if found.perMillion < best?.perMillion ?? .infinity { best = found }
        }
        return best ?? (0, [])
    }

    private func exactly(_ word: Substring) -> (perMillion: Double, examples: [String]) {
        let at = first(notBefore: word)
        guard at < words.count, words[at].word == word else { return (0, []) }
        return (words[at].perMillion, [String(word)])
    }

    private func prefixed(by prefix: Substring) -> (perMillion: Double, examples: [String]) {
        var found: [(word: String, perMillion: Double)] = []
        var at = first(notBefore: prefix)
        while at < words.count, words[at].word.hasPrefix(prefix) {
            found.append(words[at])
            at += 1
        }
        return (
            found.reduce(0) { $0 + $1.perMillion },
            found.sorted { $0.perMillion > $1.perMillion }.prefix(4).map(\.word)
        )
    }

    private func first(notBefore word: Substring) -> Int {
        var (low, high) = (0, words.count)
        while low < high {
            let middle = (low + high) / 2
            if words[middle].word < word { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
