import Foundation
package import TocsinMatching
package import TocsinPlugins

/// A requirement in the syntax of SQLite's full-text index (FTS5).
///
/// It finds every article that the words may match and some that they do not: whoever asks verifies.
/// Words of scripts that are written without spaces, and those with attached particles, have no
/// words in the index; they narrow nothing down.
/// - SeeAlso: https://sqlite.org/fts5.html, "Full-text Query Syntax".
package enum SearchExpression {
    /// - Returns: nil where every article is a candidate.
    package static func candidates(of query: Query) -> String? {
        expression(query.requirement) { leaf in
            guard case .keyword(let spec) = query.leaves[leaf] else { return nil }
            return words([spec])
        }
    }

    /// Articles in which a rule may find something; nil where every article may.
    package static func candidates(of needs: RuleSet.Needs) -> String? {
        switch needs {
        case .words(let specs): words(specs)
        case .query(let query): candidates(of: query)
        case .patterns(let patterns, let lists):
            any(patterns.map { all($0.elements, lists) })
        case .nothing: nil
        }
    }

    /// What every element that is not optional asks for; nil where none asks for words.
    private static func all(
        _ elements: [PatternElement], _ lists: [String: [KeywordSpec]]
    ) -> String? {
        let parts = elements.compactMap { element -> String? in
            guard !element.isOptional else { return nil }
            switch element.node {
            case .words(let written):
                return words(written.specs + written.lists.flatMap { lists[$0] ?? [] })
            case .group(let alternatives): return any(alternatives.map { all($0, lists) })
            case .capture(_, .sequence(let inner)): return all(inner, lists)
            case .capture(_, .mention(_, let list)):
                return list.flatMap { lists[$0] }.flatMap { words($0) }
            case .gap, .sentenceStart, .sentenceEnd: return nil
            }
        }
        return parts.isEmpty ? nil : joined(parts, "AND")
    }

    private static func any(_ parts: [String?]) -> String? {
        let known = parts.compactMap(\.self)
        return known.isEmpty || known.count < parts.count ? nil : joined(known, "OR")
    }

    /// More words than this narrow little down and take the index long to join.
    private static let maximumWords = 400

    /// Articles that hold any of these words; nil where every article may.
    package static func words(_ specs: [KeywordSpec]) -> String? {
        guard specs.count <= maximumWords else { return nil }
        var parts: [String] = []
        for spec in specs {
            guard let part = word(spec) else { return nil }
            parts.append(part)
        }
        return parts.isEmpty ? nil : joined(parts, "OR")
    }

    private static func expression(
        _ requirement: QueryRequirement, _ leaf: (Int) -> String?
    ) -> String? {
        switch requirement {
        case .leaf(let number, let titleOnly):
            return leaf(number).map { titleOnly ? "{title} : (\($0))" : $0 }
        case .any(let all):
            var parts: [String] = []
            for one in all {
                guard let part = expression(one, leaf) else { return nil }
                parts.append(part)
            }
            return parts.isEmpty ? nil : joined(parts, "OR")
        case .all(let all):
            let parts = all.compactMap { expression($0, leaf) }
            return parts.isEmpty ? nil : joined(parts, "AND")
        }
    }

    private static func joined(_ parts: [String], _ word: String) -> String {
        var seen: Set<String> = []
        let distinct = parts.filter { seen.insert($0).inserted }
        return distinct.count == 1
            ? distinct[0] : "(" + distinct.joined(separator: " \(word) ") + ")"
    }

    // MARK: - One word or phrase

    private static func word(_ spec: KeywordSpec) -> String? {
        var words = spec.text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard !words.isEmpty, words.allSatisfy(isIndexed) else { return nil }
        if spec.inflected {
            // Each word in any form: its beginning, at any place of the article.
            return joined(words.map { prefix(beginning($0)) }, "AND")
        }
        if spec.prefix || !spec.endings.isEmpty {
            let last = words.removeLast()
            let final = spellings(last).map(prefix)
            let ends = joined(final, "OR")
            return words.isEmpty ? ends : joined(words.map { phrase($0) } + [ends], "AND")
        }
        // Words that stand next to each other are looked for one by one where one has several
        // spellings: the index cannot say "either" inside a phrase.
        let each = words.map { spellings($0) }
        if each.allSatisfy({ $0.count == 1 }) { return quoted(words.joined(separator: " ")) }
        return joined(each.map { joined($0.map(quoted), "OR") }, "AND")
    }

    private static func phrase(_ word: String) -> String {
        joined(spellings(word).map(quoted), "OR")
    }

    private static func prefix(_ text: String) -> String { quoted(text) + " *" }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\"", with: " ") + "\""
    }

    /// What all forms of a word begin with: half of it, three letters at least; of a short word, whose
    /// forms may change its second letter (die, dying), one.
    private static func beginning(_ word: String) -> String {
        let letters = word.count
        return String(word.prefix(letters <= 4 ? 1 : max(3, letters / 2)))
    }

    /// True for words the index cuts as we do: letters and digits of scripts that put spaces between
    /// words and attach nothing to them.
    private static func isIndexed(_ word: String) -> Bool {
        var hasLetter = false
        for scalar in word.unicodeScalars {
            switch scalar.value {
            // Hebrew, Arabic, Syriac, Thaana; Thai, Lao; Myanmar; Khmer; kana and ideographs,
            // hangul; full-width forms; further planes.
            case 0x590...0x7BF, 0x8A0...0x8FF, 0xE00...0xEFF, 0x1000...0x109F, 0x1100...0x11FF,
                0x1780...0x17FF, 0x2E80...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF,
                0xF900...0xFDFF, 0xFE70...0xFFFF, 0x10000...:
                return false
            default:
                if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                    hasLetter = true
                }
            }
        }
        return hasLetter
    }

    /// A word as it may stand in a text: our folding makes one letter of several where the index's
    /// own folding, which only drops marks, does not.
    static func spellings(_ word: String) -> [String] {
        var out = [word]
        let lower = word.lowercased()
        // Both ways: what is written in the query may be either.
        for (plain, others) in alike {
            for form in out where form.count <= 64 {
                let text = form == word ? lower : form
                for other in others {
                    if text.contains(plain) {
                        out += replacements(of: plain, by: other, in: text)
                    }
                    if text.contains(other) { out.append(text.replacing(other, with: plain)) }
                }
                if out.count > 64 { break }
            }
        }
        var seen: Set<String> = []
        return out.filter { seen.insert($0.lowercased()).inserted }
    }

    private static let alike: [(String, [String])] = [
        ("l", ["ł"]), ("o", ["ø"]), ("d", ["đ", "ð"]), ("i", ["ı"]), ("h", ["ħ"]), ("t", ["ŧ"]),
        ("ae", ["æ"]), ("oe", ["œ"]), ("ss", ["ß"]), ("th", ["þ"]), ("е", ["ё"]),
    ]

    /// Each place alone, and all of them.
    private static func replacements(of plain: String, by other: String, in text: String)
        -> [String]
    {
        var out: [String] = []
        let places = text.ranges(of: plain)
        for place in places.prefix(8) {
            out.append(text.replacingCharacters(in: place, with: other))
        }
        if places.count > 1 { out.append(text.replacing(plain, with: other)) }
        return out
    }
}
