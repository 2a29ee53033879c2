import Testing

@testable import TocsinText

@Suite struct `Quotation marks` {
    @Test(arguments: [
        ("He said \"yes\" and \"no\".", ["yes", "no"]),
        ("“One,” she said. “Two.”", ["One,", "Two."]),
        ("‘It’s ours,’ she said.", ["It’s ours,"]),
        ("The workers' rights and the '90s.", []),
        ("the 'Great Reset' plan", ["Great Reset"]),
        ("„So ist es“, sagte er.", ["So ist es"]),
        ("«Да», сказал он.", ["Да"]),
        ("»Ja«, sagte er.", ["Ja"]),
        ("``Old wires'' use these.", ["Old wires"]),
        ("「はい」と言った。", ["はい"]),
        ("\"as “too loud” or “too shrill”\"", ["as “too loud” or “too shrill”"]),
        ("A lone \" mark says nothing.", []),
        ("”Backwards mark,” she said.", ["Backwards mark,"]),
        ("5'10\" tall and 6'2\" tall", []),
        ("", []),
        ("\"", []),
        ("\"\"", []),
    ])
    func `pair in every common style`(_ text: String, _ expected: [String]) {
        let utf8 = TextAnalyzer.padded(text)
        let found = QuotationMarks.ranges(in: utf8)
            .map { String(decoding: utf8[$0.inner], as: UTF8.self) }
        #expect(found == expected)
    }

    @Test func `left open go on in the next paragraph`() {
        let utf8 = TextAnalyzer.padded("\"One.\n\"Two.\n\"Three.\" End.")
        let ranges = QuotationMarks.ranges(in: utf8)
        #expect(ranges.map(\.continues) == [true, true, false])
        #expect(ranges.map(\.resumes) == [false, true, true])
    }

    @Test func `never pair across paragraphs nor overlap, whatever the bytes`() {
        let marks = ["\"", "“", "”", "'", "‘", "’", "«", "»", "``", "''", "\n", " ", "a", ".", "é"]
        var seed: UInt64 = 7
        for _ in 0..<500 {
            var text = ""
            for _ in 0..<24 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += marks[Int(seed >> 33) % marks.count]
            }
            let utf8 = TextAnalyzer.padded(text)
            var last = 0
            for range in QuotationMarks.ranges(in: utf8) {
                #expect(range.outer.lowerBound >= last)
                #expect(range.inner.lowerBound >= range.outer.lowerBound)
                #expect(range.inner.upperBound <= range.outer.upperBound)
                #expect(!utf8[range.outer].contains(0x0A))
                last = range.outer.upperBound
            }
        }
    }
}
