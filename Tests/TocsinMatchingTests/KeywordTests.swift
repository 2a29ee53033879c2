import Testing
import TocsinModel
import TocsinText

@testable import TocsinMatching

struct KeywordTests {
    /// What is found, as written, for each keyword in turn.
    static func found(
        _ keywords: [String], in text: String, language: String = "en",
        folding: TextAnalyzer.Folding = .full
    ) throws -> [[String]] {
        let builder = KeywordSetBuilder(folding: folding)
        let numbers = try keywords.map { try builder.add(KeywordSpec(parsing: $0)) }
        let analyzed = TextAnalyzer(folding: folding).analyze(text, field: .body)
        let hits = builder.build().scan(analyzed, language: language)
        return numbers.map { number in
            hits.filter { $0.keyword == number }.map {
                analyzed.text(
                    analyzed.bytes(Int($0.tokens.lowerBound)..<Int($0.tokens.upperBound)))
            }
        }
    }

    @Test(
        arguments: [
            ("Zelensky", "ZELENSKY met Zelénsky.", ["ZELENSKY", "Zelénsky"]),
            (
                "Al-Qaeda", "al Qaeda, Al-Qaeda and Al\nQaeda",
                ["al Qaeda", "Al-Qaeda", "Al\nQaeda"]
            ),
            ("art", "Artists start a part.", []),
            ("Ukraine", "Ukraine's grain; Ukrainians", ["Ukraine"]),
            ("Iran air", "He left Iran. Air strikes came.", []),
            ("=SWIFT", "A swift end to SWIFT payments", ["SWIFT"]),
            ("=US", "us, US and U.S.", ["US"]),
            ("enrich*", "Enriched rich enrichment", ["Enriched", "enrichment"]),
            ("=Ira*", "Iran, Iraq, irate", ["Iran", "Iraq"]),
            ("=caf\u{E9}", "a caf\u{E9}, a cafe\u{301}, a cafe", ["caf\u{E9}", "cafe\u{301}"]),
            ("=caf\u{E9}*", "two cafe\u{301}s, two cafes", ["cafe\u{301}s"]),
            ("IAEA inspector*", "IAEA inspectors of the IAEA. Inspectors", ["IAEA inspectors"]),
            (
                "attack~", "They attacked; attacking an attack. Heart-attacks",
                [
                    "attacked", "attacking", "attack", "attacks",
                ]
            ),
            (
                "drone attack~", "Drones attacked. The drone attacks",
                ["Drones attacked", "drone attacks"]
            ),
            ("die~", "dying men died; they die", ["dying", "died", "die"]),
            ("Орешник~{а, ом}", "Орешник, ОРЕШНИКА, орешнику", ["Орешник", "ОРЕШНИКА"]),
            ("й", "и й", ["й"]),
            ("بغداد", "انفجار وببغداد بغداد", ["وببغداد", "بغداد"]),
            ("السعودية", "للسعودية سعودية والسعودية", ["للسعودية", "والسعودية"]),
            ("ישראל", "בישראל ושבישראל ישראלי", ["בישראל", "ושבישראל"]),
            ("北京", "在北京市", ["北京"]),
            ("กรุงเทพ", "ในกรุงเทพมหานคร", ["กรุงเทพ"]),
            ("new york", "new new york york", ["new york"]),
            ("Iran", "l'Iran, d’Iran", ["Iran", "Iran"]),
            ("coup d'etat", "a coup d’état", ["coup d’état"]),
            ("Shi'ite", "Shiite, Shi’ite", ["Shiite", "Shi’ite"]),
        ] as [(String, String, [String])])
    func `a keyword finds what it should`(keyword: String, text: String, expected: [String]) throws
    {
        #expect(try Self.found([keyword], in: text) == [expected])
    }

    @Test func `overlapping keywords are all found`() throws {
        let found = try Self.found(
            ["a b c d", "b c", "c", "b c x", "c d e", "d"], in: "a b c d e b c x")
        #expect(found == [["a b c d"], ["b c", "b c"], ["c", "c"], ["b c x"], ["c d e"], ["d"]])
    }

    @Test func `inflected forms follow the article's language`() throws {
        #expect(
            try Self.found(["ракета~"], in: "Ракеты и ракетами", language: "ru") == [
                ["Ракеты", "ракетами"]
            ])
        // Snowball has no Polish: the word itself is still found.
        #expect(
            try Self.found(["rakieta~"], in: "rakieta rakiety", language: "pl") == [["rakieta"]])
        #expect(!Stemmer.supports("pl") && !Stemmer.supports("uk") && Stemmer.supports("ru-RU"))
    }

    @Test func `one meaning has one number`() throws {
        let builder = KeywordSetBuilder()
        let first = try builder.add(KeywordSpec(text: "Al-Qaeda"))
        #expect(try builder.add(KeywordSpec(text: "Al-Qaeda")) == first)
        #expect(try builder.add(KeywordSpec(text: "al qaeda")) == first)
        #expect(try builder.add(KeywordSpec(text: "Al-Qaeda", exact: true)) != first)
        let prefix = try builder.add(KeywordSpec(text: "enrich", prefix: true))
        #expect(try builder.add(KeywordSpec(text: "enrich", prefix: true)) == prefix)
    }

    @Test(arguments: [
        ("", "\"\": \"\" holds no word"), ("*", "holds no word"), ("a* b", "only stand at the end"),
        ("=a~", "use one"), ("a{b}", "listed endings follow a ~"), ("a ~", "must touch"),
        ("—", "holds no word"),
    ])
    func `a wrong mark is named`(written: String, part: String) {
        #expect {
            _ = try KeywordSetBuilder().add(KeywordSpec(parsing: written))
        } throws: { error in
            "\(error)".contains(part.split(separator: ": ").last!)
        }
    }

    @Test func `words that share a hash are told apart`() throws {
        // The step of the hash is a bijection, so a second word of the same hash can be made: undo
        // the last step for another first half.
        let one = Array("abcdefghijklmnop".utf8)
        let hash = WordHash.of(one)
        var collision: [UInt8]?
        for a in UInt8(97)...122 {
            for b in UInt8(97)...122 {
                let first = [a, b] + Array("qrstuv".utf8)
                let tail = WordHash.unstep(hash) ^ WordHash.firstStep(first)
                let bytes = withUnsafeBytes(of: tail.littleEndian) { Array($0) }
                if !bytes.contains(0), WordHash.of(first + bytes) == hash {
                    collision = first + bytes
                }
            }
        }
        let other = try #require(collision)
        #expect(WordHash.of(other) == hash)
        // Those bytes are no word of a text, so the tables are asked directly.
        var words = WordInterner()
        let first = one.withUnsafeBufferPointer { w in words.intern(hash) { w } }
        let second = other.withUnsafeBufferPointer { w in words.intern(hash) { w } }
        #expect(first != second)
        #expect(
            one.withUnsafeBufferPointer { w in words.intern(hash) { w } } == first)
    }

    @Test func `a set is mapped back as it was`() throws {
        let builder = KeywordSetBuilder()
        for word in ["drone attack", "enrich*", "=SWIFT", "attack~", "بغداد", "Moscow"] {
            _ = try builder.add(KeywordSpec(parsing: word))
        }
        let built = builder.build(key: 7)
        var copy = Array(built.bytes.buffer)
        func open(_ key: UInt64?) throws -> KeywordAutomaton {
            let target = UnsafeMutableRawPointer.allocate(byteCount: copy.count, alignment: 64)
            target.copyMemory(from: copy, byteCount: copy.count)
            let address = UInt(bitPattern: target)
            return try KeywordAutomaton(
                CompiledSetBytes(UnsafeRawBufferPointer(start: target, count: copy.count)) {
                    UnsafeMutableRawPointer(bitPattern: address)?.deallocate()
                }, key: key)
        }
        let text = TextAnalyzer().analyze(
            "SWIFT drone attacks on Moscow: a drone attack enriched ببغداد", field: .body)
        #expect(try open(7).scan(text, language: "en") == built.scan(text, language: "en"))
        #expect(built.scan(text, language: "en").count == 7)
        #expect(throws: CompiledSet.Refusal.stale) { _ = try open(8) }
        copy[copy.count / 2] ^= 1
        #expect(throws: CompiledSet.Refusal.damaged) { _ = try open(7) }
        copy = []
        #expect(throws: CompiledSet.Refusal.notACompiledSet) { _ = try open(7) }
    }
}

extension WordHash {
    /// The state after eight bytes of a longer word.
    static func firstStep(_ bytes: [UInt8]) -> UInt64 {
        var chunk: UInt64 = 0
        for byte in bytes.reversed() { chunk = chunk << 8 | UInt64(byte) }
        let product = chunk &* 0x9E37_79B9_7F4A_7C15
        return product ^ (product >> 32)
    }

    /// The inverse of the last half of `step`.
    static func unstep(_ hash: UInt64) -> UInt64 {
        let product = hash ^ (hash >> 32)
        // Newton's iteration gives the inverse of an odd number modulo 2^64.
        let odd: UInt64 = 0x9E37_79B9_7F4A_7C15
        var inverse = odd
        for _ in 0..<6 { inverse = inverse &* (2 &- odd &* inverse) }
        return product &* inverse
    }
}
