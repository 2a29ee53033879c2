import TocsinText

/// Names that a text in capitals spells out once: "ARMY OF NATIONAL LIBERATION (ELN)", "ELN [ARMY OF
/// NATIONAL LIBERATION]". Where capital letters mean nothing, the initials tell where the name begins.
extension NameRecognizer {
    struct SpelledName: Sendable {
        var name: Range<Int>
        var acronym: Int
        /// Both, with what stands in brackets.
        var tokens: Range<Int>
    }

    /// Finds them in the sentences in capitals, and what they are short for.
    mutating func findSpelledNames() {
        for (s, sentence) in text.text.sentences.enumerated() where text.sentenceCasing[s] == 2 {
            for i in sentence.tokens.dropFirst() where text.before[i].contains(.parenthesisOpen) {
                guard let close = closing(from: i, sentence.tokens) else { continue }
                let found: SpelledName?
                if close == i + 1 {
                    found = start(of: i, endingAt: i).map {
                        SpelledName(name: $0..<i, acronym: i, tokens: $0..<close)
                    }
                } else if close - i < 10, start(of: i - 1, endingAt: close, floor: i) == i {
                    found = SpelledName(
                        name: i..<close, acronym: i - 1, tokens: (i - 1)..<close)
                } else {
                    found = nil
                }
                if let found {
                    spelled[found.tokens.lowerBound] = found
                    acronyms.insert(text.text.tokens[found.acronym].hash)
                }
            }
        }
    }

    /// The token after the bracket that opens before a token.
    private func closing(from i: Int, _ range: Range<Int>) -> Int? {
        for k in (i + 1)..<min(range.upperBound + 1, i + 12)
        where text.before[k].contains(.parenthesisClose) {
            return k
        }
        return nil
    }

    /// Where the words begin whose initials an acronym has.
    /// - Parameters:
    ///   - acronym: its token: 2 to 8 letters.
    ///   - end: the token after the last word.
    private func start(of acronym: Int, endingAt end: Int, floor: Int = 0) -> Int? {
        let letters = text.text.text(acronym).uppercased().filter(\.isLetter)
        guard (2...8).contains(letters.count), !text.text.tokens[acronym].flags.contains(.digit),
            text.tags[acronym].isDisjoint(with: [.common, .title])
        else { return nil }
        var left = Array(letters)
        var i = end - 1
        while i >= max(floor, end - letters.count - 4), i < text.count {
            guard let initial = text.text.text(i).uppercased().first else { return nil }
            if initial == left.last {
                left.removeLast()
                if left.isEmpty { return i }
            } else if !Self.smallWords.contains(text.text.text(i).lowercased()) {
                return nil
            }
            if i > floor, !text.before[i].isSubset(of: [.hyphen, .possessive, .other]) {
                return nil
            }
            i -= 1
        }
        return nil
    }

    private static let smallWords: Set<String> = [
        "of", "the", "for", "and", "de", "la", "del", "y", "los", "in", "to", "on",
    ]

    /// The chunk of a name that is spelled out at a token.
    func spelledChunk(at i: Int) -> NameChunk? {
        guard let found = spelled[i] else { return nil }
        var chunk = NameChunk(kind: .organization, tokens: found.tokens, name: found.name)
        chunk.acronym = found.acronym
        if let head = headIndex(found.name) {
            let noun = lexicon.heads[Int(text.entry(head, lexicon).head)]
            chunk.sector = noun.sector
            chunk.sourceKind = noun.source
        }
        chunk.country = countryInside(found.name)
        if let hit = text.phrase(
            at: found.name.lowerBound, before: found.name.upperBound, lexicon,
            where: Self.isNameItem), hit.length == found.name.count,
            let listed = listedChunk(hit.item, found.name.lowerBound, hit.length, found.name, [])
        {
            chunk.listed = listed.listed
            chunk.sector = listed.sector ?? chunk.sector
            chunk.country = listed.country ?? chunk.country
        }
        return chunk
    }
}
