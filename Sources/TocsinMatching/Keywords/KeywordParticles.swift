internal import TocsinText

/// Prepositions, conjunctions and articles that Arabic and Hebrew write as part of the next word.
///
/// They are stripped from the words of a text, never from a keyword: "بغداد" finds "وببغداد", and a
/// keyword that begins with such a letter keeps it.
enum Particles {
    /// Whether a token is written in a script with particles.
    static func mayHave(_ text: UnsafeBufferPointer<UInt8>, _ token: Token) -> Bool {
        guard token.flags.contains(.nonASCII) else { return false }
        let first = text[Int(token.start)]
        // Hebrew from D6 90 on, Arabic D8 to DD.
        return first >= 0xD7 && first <= 0xDD || first == 0xEF
    }

    /// The forms a folded word has with fewer particles, itself first.
    static func forms(_ word: UnsafeBufferPointer<UInt8>) -> [[UInt8]] {
        var letters: [[UInt8]] = []
        var i = 0
        while i < word.count {
            let scalar = word[i] < 0x80 ? 1 : word[i] < 0xE0 ? 2 : word[i] < 0xF0 ? 3 : 4
            let end = min(word.count, i + scalar)
            letters.append(Array(word[i..<end]))
            i = end
        }
        guard let first = letters.first?.first else { return [[]] }
        let starts = first == 0xD7 ? hebrew(letters) : arabic(letters)
        return starts.sorted().map { Array(letters[$0...].joined()) }
            + (arabicAfterLi(letters))
    }

    private static func isOne(_ letter: [UInt8], of set: String) -> Bool {
        set.unicodeScalars.contains { Array(String($0).utf8) == letter }
    }

    /// wa-, fa- before bi-, ka-, li- before al-; two letters must be left.
    private static func arabic(_ letters: [[UInt8]]) -> Set<Int> {
        var starts: Set<Int> = [0]
        for step in ["وف", "بكل"] {
            for start in starts where letters.count - start > 3 {
                if isOne(letters[start], of: step) { starts.insert(start + 1) }
            }
        }
        for start in starts where letters.count - start > 3 {
            if letters[start] == Array("ا".utf8), letters[start + 1] == Array("ل".utf8) {
                starts.insert(start + 2)
            }
        }
        return starts
    }

    /// "لل" is li- and al- run together.
    private static func arabicAfterLi(_ letters: [[UInt8]]) -> [[UInt8]] {
        let lam = Array("ل".utf8)
        var start = 0
        if letters.count > 4, isOne(letters[0], of: "وف") { start = 1 }
        guard letters.count - start > 3, letters[start] == lam, letters[start + 1] == lam else {
            return []
        }
        let rest = letters[(start + 2)...].joined()
        return [Array(rest), Array("ال".utf8) + rest]
    }

    /// ve- before she- before be-, ke-, le-, me- before ha-; two letters must be left.
    private static func hebrew(_ letters: [[UInt8]]) -> Set<Int> {
        var starts: Set<Int> = [0]
        for step in ["ו", "ש", "בכלמ", "ה"] {
            for start in starts where letters.count - start > 2 {
                if isOne(letters[start], of: step) { starts.insert(start + 1) }
            }
        }
        return starts
    }
}
