import Testing
import TocsinModel

@testable import TocsinText

@Suite struct QuantityRobustnessTests {
    private static let words = [
        "two", "hundred", "million", "and", "a", "half", "of", "the", "last", "next", "week", "May",
        "12", "2024", "1,000", "-", "/", ".", ":", "99999999999999999999999", "first", "quarter",
        "ago", "in", "from", "to", "between", "Monday", "until", "$", "%", "°C", "½", "“", "\u{0}",
        "p.m.", "'", "89", "0000", "days", "years", "earlier", "more", "than", "at", "least",
        "nearly", "Q3", "century", "1e400", "^", "é", "€", "dollars", "cents", "or", "so", "before",
        "Easter", "night", "31", "Feb", "0", "00", "week", "second", "20s", "aged", "+", "#", "(",
    ]

    @Test(arguments: [FormReading.news, .literal])
    func `no jumble of forms brings the reader down or turns a range about`(_ reading: FormReading)
    {
        var state: UInt64 = 88_172_645_463_325_252
        func next(_ n: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(n))
        }
        let recognizer = FormRecognizer(options: FormOptions(reading: reading))
        for _ in 0..<3000 {
            var bytes: [UInt8] = []
            for _ in 0...next(14) {
                bytes += Array(Self.words[next(Self.words.count)].utf8)
                if next(4) > 0 { bytes.append(32) }
            }
            if next(6) == 0 { bytes[next(bytes.count)] = UInt8(next(256)) }
            let input = String(decoding: bytes, as: UTF8.self)
            let text = TextAnalyzer().analyze(input, field: .body)
            for sentence in text.sentences.indices {
                for published in [nil, Timestamp("2025-03-11")] {
                    let mentions = recognizer.mentions(
                        in: text, sentence: sentence, published: published,
                        kinds: [.all, .range, .relativeOrdinal])
                    for mention in mentions { check(mention, text, input) }
                }
            }
        }
    }

    private func check(_ mention: Mention, _ text: AnalyzedText, _ input: String) {
        let range = mention.span.range
        if range.isEmpty || range.upperBound > text.utf8.count
            || mention.tokens.upperBound > text.tokens.count
        {
            Issue.record("a span outside the text: \(input)")
        }
        switch mention.value {
        case .time(let time):
            if let start = time.start, let end = time.end, start > end {
                Issue.record("\(mention.text) ends before it starts: \(start) \(end) in \(input)")
            }
        case .quantity(let quantity):
            if let low = quantity.low, let high = quantity.high, low > high, low >= 0 {
                Issue.record("\(mention.text) is \(low) to \(high) in \(input)")
            }
        default: break
        }
    }

    @Test func `a text of one sentence of a megabyte is read in pieces`() {
        let text = TextAnalyzer().analyze(
            String(repeating: "17 people and ", count: 20_000), field: .body)
        let count = text.sentences.indices.reduce(0) {
            $0 + FormRecognizer().mentions(in: text, sentence: $1, published: nil).count
        }
        #expect(count == 20_000)
    }
}
