import Testing
import TocsinModel

@testable import TocsinText

struct TokenizerTests {
    static func words(_ text: String, _ folding: TextAnalyzer.Folding = .full) -> [String] {
        let analyzed = TextAnalyzer(folding: folding).analyze(text, field: .body)
        return analyzed.tokens.indices.map { analyzed.text($0) }
    }

    static func folded(_ text: String, _ folding: TextAnalyzer.Folding = .full) -> [String] {
        let analyzed = TextAnalyzer(folding: folding).analyze(text, field: .body)
        return analyzed.tokens.indices.map { analyzed.folded($0) }
    }

    @Test(
        arguments: [
            ("", []),
            (" \n\t ", []),
            ("one", ["one"]),
            ("Al-Qaeda struck", ["Al", "Qaeda", "struck"]),
            ("U.S. troops", ["U.S", "troops"]),
            ("S-300 and 1,750.5 or 5.93", ["S", "300", "and", "1,750.5", "or", "5.93"]),
            ("Aug/Sept at 09:30", ["Aug", "Sept", "at", "09", "30"]),
            ("3.a a.3", ["3", "a", "a", "3"]),
            ("foo_bar _x_ __", ["foo_bar", "_x_"]),
            ("Ukraine's army, Putin’s men", ["Ukraine", "army", "Putin", "men"]),
            ("don't O'Brien Sana'a", ["don't", "O'Brien", "Sana'a"]),
            ("l'Iran, d’Ukraine, dell'Italia", ["l", "Iran", "d", "Ukraine", "dell", "Italia"]),
            ("«Орешник» — новая ракета", ["Орешник", "новая", "ракета"]),
            ("п'ять пʼять п’ять", ["п'ять", "пʼять", "п’ять"]),
            ("北京和 Tokyo東京", ["北", "京", "和", "Tokyo", "東", "京"]),
            ("ภาษาไทย", ["ภ", "า", "ษ", "า", "ไ", "ท", "ย"]),
            ("naïve “quoted” word", ["naïve", "quoted", "word"]),
            ("co\u{AD}operate zero\u{200B}width", ["co\u{AD}operate", "zero\u{200B}width"]),
            ("cut\u{0}by NUL", ["cut", "by", "NUL"]),
            ("a.b.c. 1:2 x:y", ["a.b.c", "1", "2", "x:y"]),
            ("averyveryverylongwordindeed-yes", ["averyveryverylongwordindeed", "yes"]),
            ("e\u{301}te\u{301} fini", ["e\u{301}te\u{301}", "fini"]),
            ("…и вот", ["и", "вот"]),
        ] as [(String, [String])])
    func `words are cut by UAX 29`(text: String, expected: [String]) {
        #expect(Self.words(text) == expected)
    }

    @Test func `plain folding keeps the possessive`() {
        #expect(Self.words("Ukraine's L'Aquila", .plain) == ["Ukraine's", "L'Aquila"])
    }

    @Test(arguments: [
        ["Zelensky", "ZELENSKY", "zelensky", "Ｚｅｌｅｎｓｋｙ", "Zelen\u{AD}sky"],
        ["café", "cafe", "CAFÉ", "cafe\u{301}"],
        ["Łódź", "lodz", "ŁÓDŹ"],
        ["Tromsø", "tromso"], ["Straße", "strasse", "STRASSE"], ["Gökçe", "gokce"],
        ["Diyarbakır", "diyarbakir", "DİYARBAKIR"],
        ["Sana'a", "Sanaa", "Sana’a", "Sanaʿa"],
        ["п'ять", "п’ять", "пʼять"],
        ["Йемен", "йемен", "И\u{306}емен"],
        ["Київ", "КИЇВ", "Киі\u{308}в"],
        ["ещё", "еще", "ЕЩЁ"],
        ["за\u{301}мок", "замок"],
        ["أحمد", "احمد", "أَحْمَد"], ["ﺳﻼﻡ", "سلام"],
        ["Αθήνα", "αθηνα", "ΑΘΗΝΑ"], ["Παρίσιος", "ΠΑΡΙΣΙΟΣ"],
        ["서울", "서울"], ["ガ", "ガ", "ｶﾞ"],
        ["١٢٣", "123", "１２３"],
    ])
    func `spellings of one word fold alike`(spellings: [String]) {
        let forms = Set(spellings.map { Self.folded($0) })
        #expect(forms.count == 1, "\(forms)")
    }

    @Test(arguments: [
        ("й", "и"), ("ї", "і"), ("ў", "у"), ("we're", "were"), ("हिन्दी", "हनद"), ("ก่", "ก"),
        ("he'll", "hell"),
    ])
    func `letters that differ stay different`(a: String, b: String) {
        #expect(Self.folded(a) != Self.folded(b))
    }

    @Test func `flags tell capitals, digits and what was cut`() {
        let text = TextAnalyzer().analyze("The NATO's 3rd B2 Київ 北", field: .body)
        let flags = text.tokens.map(\.flags)
        #expect(
            flags == [
                [.capitalized], [.capitalized, .allCaps, .possessive], [.digit, .hasDigit],
                [.capitalized, .hasDigit], [.capitalized, .nonASCII], [.nonASCII, .ideographic],
            ])
    }

    @Test func `gaps tell what stands between words`() {
        let text = TextAnalyzer().analyze("A-b c, d. Next l'eau\n\nnew 北京", field: .body)
        #expect(
            text.tokens.map(\.gap) == [
                .paragraph, .joiner, .space, .punctuation, .sentence, .space, .joiner, .paragraph,
                .space, .nothing,
            ])
    }

    @Test func `tokens hash as their folded letters do, and lie on character boundaries`() {
        var random = SplitMix(seed: 7)
        let letters = Array(
            "abcXYZ019 .,'’-:;_\n\téłßйЙїё\u{301}\u{308}北ガไ่أحמש\u{AD}\u{200B}…—“”!?𝒳😀")
        for _ in 0..<3000 {
            let string = String(
                (0..<Int(random.next() % 90)).map { _ in
                    letters[Int(random.next() % UInt64(letters.count))]
                })
            for folding in [TextAnalyzer.Folding.full, .plain] {
                let text = TextAnalyzer(folding: folding).analyze(string, field: .body)
                var previous = 0
                for (i, token) in text.tokens.enumerated() {
                    #expect(Int(token.start) >= previous && token.end > token.start)
                    previous = Int(token.end)
                    for edge in [token.start, token.end] where Int(edge) < text.utf8.count {
                        #expect(text.utf8[Int(edge)] & 0xC0 != 0x80)
                    }
                    let form = Array(text.folded(i).utf8)
                    #expect(WordHash.of(form) == token.hash, "\(string) \(text.text(i))")
                    #expect(text.sentences[Int(token.sentence)].tokens.contains(i))
                }
                for (a, b) in zip(text.sentences, text.sentences.dropFirst()) {
                    #expect(a.bytes.upperBound <= b.bytes.lowerBound, "\(string)")
                    #expect(a.tokens.upperBound == b.tokens.lowerBound)
                }
            }
        }
    }

    @Test func `the fast way and the plain rules agree on ASCII`() {
        var random = SplitMix(seed: 11)
        let letters = Array("aBz09 .,'-:;_\n".utf8)
        for _ in 0..<10000 {
            let bytes = (0..<Int(random.next() % 200)).map { _ in
                letters[Int(random.next() % UInt64(letters.count))]
            }
            let string = String(decoding: bytes, as: UTF8.self)
            #expect(Self.words(string, .plain) == NaiveWords.cut(bytes))
        }
    }
}

/// UAX #29 for ASCII, as it is written: one character after the other.
enum NaiveWords {
    static func cut(_ text: [UInt8]) -> [String] {
        func letter(_ b: UInt8) -> Bool { b | 32 >= 97 && b | 32 <= 122 }
        func digit(_ b: UInt8) -> Bool { b >= 48 && b <= 57 }
        func at(_ i: Int) -> UInt8 { i >= 0 && i < text.count ? text[i] : 0 }
        func joins(_ i: Int) -> Bool {
            let (a, b, c) = (at(i - 1), at(i), at(i + 1))
            if letter(b) || digit(b) || b == 95 { return true }
            if letter(a) && letter(c) { return b == 39 || b == 46 || b == 58 }
            if digit(a) && digit(c) { return b == 39 || b == 46 || b == 44 || b == 59 }
            return false
        }
        var words: [String] = []
        var i = 0
        while i < text.count {
            guard joins(i) else {
                i += 1
                continue
            }
            let start = i
            while i < text.count, joins(i) { i += 1 }
            let word = text[start..<i]
            if word.contains(where: { letter($0) || digit($0) }) {
                words.append(String(decoding: word, as: UTF8.self))
            }
        }
        return words
    }
}

/// A small generator with a fixed seed, so that a failure comes again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
