import Testing
import TocsinModel
import TocsinText

@testable import TocsinMatching

/// The automaton against a reference that tries every keyword at every word.
struct KeywordOracleTests {
    struct NaiveKeyword {
        var spec: KeywordSpec
        var forms: [[(folded: String, written: String)]]
    }

    static func words(_ text: String, _ folding: TextAnalyzer.Folding)
        -> [(folded: String, written: String)]
    {
        let analyzed = TextAnalyzer(folding: folding).analyze(text, field: .body)
        return analyzed.tokens.indices.map { (analyzed.folded($0), analyzed.text($0)) }
    }

    /// Whether a full stop or a blank line stands before a token.
    static func isParted(_ token: Int, _ text: AnalyzedText) -> Bool {
        guard text.tokens[token].gap >= .sentence else { return false }
        let gap = text.text(Int(text.tokens[token - 1].end)..<Int(text.tokens[token].start))
        return gap.contains { !$0.isWhitespace } || gap.count { $0.isNewline } > 1
    }

    static func matches(
        _ keyword: NaiveKeyword, _ text: AnalyzedText, at i: Int, stemmer: Stemmer?
    ) -> Set<Int> {
        var ends: Set<Int> = []
        for form in keyword.forms where i + form.count <= text.tokens.count {
            let last = form.count - 1
            if text.folding == .full, last > 0,
                (i + 1...i + last).contains(where: { isParted($0, text) })
            {
                continue
            }
            let all = form.indices.allSatisfy { j in
                let folded = text.folded(i + j)
                let written = text.text(i + j)
                if keyword.spec.prefix, j == last {
                    return folded.hasPrefix(form[j].folded)
                        && (!keyword.spec.exact || written.hasPrefix(form[j].written))
                }
                if keyword.spec.exact { return written == form[j].written }
                if keyword.spec.inflected {
                    return folded == form[j].folded
                        || stemmer.map {
                            $0.foldedStem(of: written) == $0.foldedStem(of: form[j].written)
                        } ?? false
                }
                return folded == form[j].folded
            }
            if all { ends.insert(i + form.count) }
        }
        return ends
    }

    @Test(arguments: [TextAnalyzer.Folding.full, .plain])
    func `the automaton finds what trying everything finds`(folding: TextAnalyzer.Folding) throws {
        var random = Random(seed: 42)
        let vocabulary = [
            "a", "b", "ab", "abc", "attack", "attacks", "attacked", "Attacking", "drone", "Drones",
            "internationalization", "Internationalizations", "café", "cafe", "CAFÉ", "ракета",
            "Ракеты", "ракетный", "й", "и", "US", "us", "北", "京", "x-y", "U.S", "d'etat", "3",
        ]
        let analyzer = TextAnalyzer(folding: folding)
        let stemmer = Stemmer(language: "en")
        for _ in 0..<6000 {
            let builder = KeywordSetBuilder(folding: folding)
            var naive: [Int32: [NaiveKeyword]] = [:]
            for _ in 0..<random.below(12) + 1 {
                let phrase = (0..<random.below(3) + 1).map { _ in random.pick(vocabulary) }
                    .joined(separator: " ")
                var spec = KeywordSpec(text: phrase)
                switch random.below(8) {
                case 0: spec.exact = true
                case 1: spec.prefix = true
                case 2: spec.inflected = true
                case 3: spec.endings = ["s", "ed"]
                case 4:
                    spec.exact = true
                    spec.prefix = true
                default: break
                }
                let forms =
                    [Self.words(phrase, folding)]
                    + spec.endings.map { Self.words(phrase + $0, folding) }
                let number = try builder.add(spec)
                naive[number, default: []].append(NaiveKeyword(spec: spec, forms: forms))
            }
            let string = (0..<random.below(25)).map { _ in
                random.pick(vocabulary)
                    + random.pick([" ", " ", " ", ", ", ". The ", "\n\n", "\n", "-"])
            }.joined()
            let text = analyzer.analyze(string, field: .body)
            var expected: Set<KeywordHit> = []
            for (number, keywords) in naive {
                for keyword in keywords {
                    for i in text.tokens.indices {
                        for end in Self.matches(keyword, text, at: i, stemmer: stemmer) {
                            expected.insert(
                                KeywordHit(keyword: number, tokens: Int32(i)..<Int32(end)))
                        }
                    }
                }
            }
            let hits = builder.build().scan(text, language: "en")
            #expect(Set(hits) == expected, "\(string)")
            #expect(hits.count == Set(hits).count, "no hit twice")
            if Set(hits) != expected { return }
        }
    }
}

/// A small generator with a fixed seed, so that a failure comes again.
struct Random: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    mutating func below(_ n: Int) -> Int { Int(next() % UInt64(n)) }
    mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }
}
