import CTocsinText
import Testing
import TocsinModel
import TocsinText

@testable import TocsinMatching

/// Keywords are found by one of two forms of the same loops; which, the processor decides.
struct KeywordFormsTests {
    struct Hit: Hashable {
        var first: UInt32
        var last: UInt32
        var info: UInt32
        var check: UInt32
    }

    typealias Find =
        @convention(c) (
            UnsafePointer<c_tocsin_keywords>?, UnsafePointer<UInt8>?,
            UnsafePointer<c_tocsin_token>?, Int64, UnsafeMutablePointer<c_tocsin_keyword_memory>?,
            Int32
        ) -> Int64

    static func hits(_ automaton: KeywordAutomaton, _ text: AnalyzedText, _ find: Find) -> [Hit] {
        let memory = KeywordScanner.Memory(folding: text.folding)
        memory.reserve(text.tokens.count)
        var tables = automaton.tables
        var raw = memory.raw
        var hits: [Hit] = []
        text.utf8.withUnsafeBufferPointer { utf8 in
            text.tokens.withUnsafeBytes { bytes in
                let tokens = bytes.assumingMemoryBound(to: c_tocsin_token.self)
                let count = Int64(tokens.count)
                _ = c_tocsin_look_up(
                    &tables, tokens.baseAddress, count, memory.words, memory.info,
                    raw.candidates)
                let found = find(
                    &tables, utf8.baseAddress, tokens.baseAddress, count, &raw, 0)
                for i in 0..<Int(raw.word_hit_count) {
                    let token = raw.word_hits[i]
                    hits.append(
                        Hit(first: token, last: token, info: raw.word_hit_info[i], check: 0))
                }
                for i in 0..<Int(found) {
                    let hit = raw.hits[i]
                    hits.append(
                        Hit(first: hit.first, last: hit.last, info: hit.info, check: hit.check))
                }
            }
        }
        return hits
    }

    @Test func `both forms find the same places, one word at a time or sixteen`() throws {
        var random = Random(seed: 7)
        let letters = Array("abcdeé")
        let vocabulary = (0..<60).map { i in
            String((0..<(i % 17) + 1).map { _ in random.pick(letters) })
        }
        let analyzer = TextAnalyzer(folding: .full)
        var found = 0
        for _ in 0..<2000 {
            let builder = KeywordSetBuilder(folding: .full)
            for _ in 0..<random.below(60) + 1 {
                let words = (0..<random.below(4) + 1).map { _ in random.pick(vocabulary) }
                _ = try builder.add(KeywordSpec(text: words.joined(separator: " ")))
            }
            let automaton = builder.build()
            for _ in 0..<5 {
                let string = (0..<random.below(90)).map { _ in
                    random.pick(vocabulary) + random.pick([" ", " ", " ", ", ", ". ", "\n"])
                }.joined()
                let text = analyzer.analyze(string, field: .body)
                guard !text.tokens.isEmpty else { continue }
                let plain = Self.hits(automaton, text, c_tocsin_find_baseline)
                found += plain.count
                #expect(Self.hits(automaton, text, c_tocsin_find) == plain, "\(string)")
            }
        }
        #expect(found > 50_000)
    }
}
