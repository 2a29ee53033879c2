import Testing
import TocsinMatching
import TocsinModel

struct PatternCase: CustomTestStringConvertible, Sendable {
    var pattern: String
    var sentence: String
    var mentions: [(MentionKind, String)] = []
    /// Hits as `words matched {role=words, …}`.
    var expected: [String]

    var testDescription: String { "\(pattern) on \(sentence)" }

    static let lists: [String: [KeywordSpec]] = [
        "people": [
            KeywordSpec(text: "people"), KeywordSpec(text: "civilian", inflected: true),
            KeywordSpec(text: "soldier", inflected: true),
        ],
        "powers": [
            KeywordSpec(text: "United States"), KeywordSpec(text: "United"),
            KeywordSpec(text: "Russia"),
        ],
    ]

    static let all: [PatternCase] = [
        // Words
        .init(pattern: "killed", sentence: "He was KILLED", expected: ["KILLED"]),
        .init(pattern: "killed", sentence: "He was skilled", expected: []),
        .init(pattern: "shot down", sentence: "it was shot down", expected: ["shot down"]),
        .init(pattern: "shot down", sentence: "shot it down", expected: []),
        .init(pattern: "enrich*", sentence: "Iran enriches uranium", expected: ["enriches"]),
        .init(pattern: "attack~", sentence: "they attacked", expected: ["attacked"]),
        .init(pattern: "=SWIFT", sentence: "a swift move on SWIFT", expected: ["SWIFT"]),
        .init(
            pattern: "Орешник~{а, ом}", sentence: "удар Орешником и Орешника",
            expected: ["Орешником", "Орешника"]),
        // Groups
        .init(
            pattern: "[killed | shot dead]", sentence: "one killed and one shot dead",
            expected: ["killed", "shot dead"]),
        .init(
            pattern: "[was | were]? killed", sentence: "two were killed one killed",
            expected: ["were killed", "killed"]),
        .init(
            pattern: "[a [b | c d]? | e] f", sentence: "a c d f e f a f",
            expected: ["a c d f", "e f", "a f"]),
        // Optional elements
        .init(
            pattern: "a? b? c", sentence: "a c b c c a b c", expected: ["a c", "b c", "c", "a b c"]),
        // Lists
        .init(
            pattern: "@people [was | were]? killed", sentence: "civilians were killed",
            expected: ["civilians were killed"]),
        .init(
            pattern: "{who: @powers}", sentence: "the United States and Russia",
            expected: [
                "United States {who=United States}", "Russia {who=Russia}",
            ]),
        .init(
            pattern: "{who: @powers} States", sentence: "the United States",
            expected: ["United States {who=United}"]),
        // Gaps
        .init(
            pattern: "drones ...2 Moscow", sentence: "drones hit Moscow",
            expected: ["drones hit Moscow"]),
        .init(
            pattern: "drones ...2 Moscow", sentence: "drones Moscow", expected: ["drones Moscow"]),
        .init(pattern: "drones ...2 Moscow", sentence: "drones a b c Moscow", expected: []),
        .init(
            pattern: "drones ... Moscow", sentence: "drones 1 2 3 4 5 6 7 8 Moscow",
            expected: ["drones 1 2 3 4 5 6 7 8 Moscow"]),
        .init(
            pattern: "drones ... Moscow", sentence: "drones 1 2 3 4 5 6 7 8 9 Moscow", expected: []),
        .init(
            pattern: "drones ...3 Moscow", sentence: "drones over Moscow near Moscow",
            expected: ["drones over Moscow near Moscow"]),
        // Gaps at the edge lead to what may be left out
        .init(
            pattern: "hit ...3 {what: [depot | bridge]}?",
            sentence: "drones hit the old depot hard",
            expected: ["hit the old depot {what=depot}"]),
        .init(
            pattern: "hit ...3 {what: [depot | bridge]}?", sentence: "drones hit the town in May",
            expected: ["hit"]),
        .init(
            pattern: "hit ...2 {what: [depot]}? ...1 {when: [May]}?",
            sentence: "hit a depot in May",
            expected: ["hit a depot in May {what=depot, when=May}"]),
        .init(
            pattern: "{who: [army | navy]}? ...2 fired", sentence: "the army then fired",
            expected: ["army then fired {who=army}"]),
        .init(
            pattern: "{who: [army | navy]}? ...2 fired", sentence: "then they all fired",
            expected: ["fired"]),
        .init(pattern: "a? b? ...1 c", sentence: "x a b y c", expected: ["a b y c"]),
        // Sentence ends
        .init(pattern: "^ killed", sentence: "killed or not killed", expected: ["killed"]),
        .init(pattern: "killed $", sentence: "killed or not killed", expected: ["killed"]),
        .init(pattern: "^ a? b $", sentence: "b", expected: ["b"]),
        .init(pattern: "^ a? b $", sentence: "a b b", expected: []),
        // Captures of mentions
        .init(
            pattern: "{killed: quantity} @people? [was | were]? [killed | dead]",
            sentence: "At least 12 civilians were killed and 3 dead",
            mentions: [(.quantity, "At least 12"), (.quantity, "3")],
            expected: [
                "At least 12 civilians were killed {killed=At least 12}", "3 dead {killed=3}",
            ]),
        .init(
            pattern: "{n: quantity} killed", sentence: "12 were killed",
            mentions: [(.quantity, "12")], expected: []),
        .init(
            pattern: "attack on {where: place & @powers}",
            sentence: "attack on western Russia then attack on Kyiv",
            mentions: [(.place, "western Russia"), (.place, "Kyiv")],
            expected: ["attack on western Russia {where=western Russia}"]),
        .init(
            pattern: "visit to {where: place}", sentence: "visit to New York City",
            mentions: [(.place, "New York"), (.place, "New York City")],
            expected: ["visit to New York City {where=New York City}"]),
        .init(
            pattern: "{a: quantity} killed ... {b: quantity} injured",
            sentence: "12 killed 4 others and 30 injured",
            mentions: [(.quantity, "12"), (.quantity, "4"), (.quantity, "30")],
            expected: ["12 killed 4 others and 30 injured {a=12, b=30}"]),
        .init(
            pattern: "{d: outbreak} in", sentence: "flu in Rome",
            mentions: [(.label("outbreak"), "flu")], expected: ["flu in {d=flu}"]),
        // Captures of words
        .init(
            pattern: "{how: [drone | cruise missile]} attack",
            sentence: "a cruise missile attack and a drone attack",
            expected: [
                "cruise missile attack {how=cruise missile}", "drone attack {how=drone}",
            ]),
        .init(
            pattern: "the {what: word} attack", sentence: "the drone attack",
            expected: ["the drone attack {what=drone}"]),
        .init(
            pattern: "the {what: phrase} attack", sentence: "the very big drone attack",
            expected: ["the very big drone attack {what=very big drone}"]),
        .init(pattern: "the {what: phrase} attack", sentence: "the attack", expected: []),
        .init(
            pattern: "the {what: phrase} attack", sentence: "the 1 2 3 4 5 6 7 attack", expected: []
        ),
        .init(
            pattern: "[{a: word} killed | killed {b: word}]", sentence: "x killed y",
            expected: ["x killed {a=x}"]),
        // Several ways: earlier elements take what they can, gaps as little as they can
        .init(
            pattern: "{a: phrase} {b: phrase} stop", sentence: "1 2 3 4 stop",
            expected: ["1 2 3 4 stop {a=1 2 3, b=4}"]),
        .init(
            pattern: "go ...3 {a: word} ...3 stop", sentence: "go 1 2 3 stop",
            expected: ["go 1 2 3 stop {a=1}"]),
        .init(
            pattern: "{a: word}? {b: word}? {c: word}? stop", sentence: "x y stop",
            expected: ["x y stop {a=x, b=y}"]),
        // Leftmost, then longest, and none overlaps the one before
        .init(pattern: "a b? c?", sentence: "a b c", expected: ["a b c"]),
        .init(pattern: "[a | a b c]", sentence: "a b c", expected: ["a b c"]),
        .init(pattern: "[a b | b c d]", sentence: "a b c d", expected: ["a b"]),
        .init(pattern: "a a", sentence: "a a a a a", expected: ["a a", "a a"]),
    ]
}

enum PatternEngine: CaseIterable { case scanner, reference }

@Suite struct PatternCaseTests {
    @Test(arguments: PatternCase.all, PatternEngine.allCases)
    func `engines agree on the table of cases`(_ test: PatternCase, _ engine: PatternEngine) throws
    {
        let syntax = try PatternSyntax.parse(test.pattern)
        let sentence = PatternSentence(test.sentence, mentions: test.mentions)
        let hits: [PatternHit]
        switch engine {
        case .scanner:
            let book = PatternWordbook()
            var builder = PatternSetBuilder()
            _ = try builder.add([syntax], lists: PatternCase.lists, intern: book.intern)
            let set = builder.build()
            hits = PatternScanner(set).scan(
                tokens: 0..<sentence.words.count, arcs: book.arcs(in: sentence, for: set))
        case .reference:
            hits = PatternReference(sentence: sentence, lists: PatternCase.lists).hits(syntax)
        }
        #expect(hits.map { describe($0, in: sentence) } == test.expected)
    }

    @Test func `patterns of different rules all report, by number and then in reading order`()
        throws
    {
        let book = PatternWordbook()
        var builder = PatternSetBuilder()
        let first = try builder.add(
            [.parse("killed ...2 civilians"), .parse("[civilians | killed]")], intern: book.intern)
        let second = try builder.add([.parse("civilians")], intern: book.intern)
        #expect((first, second) == (0..<2, 2..<3))
        let set = builder.build()
        let sentence = PatternSentence("they killed two civilians")
        let hits = PatternScanner(set).scan(
            tokens: 0..<4, arcs: book.arcs(in: sentence, for: set))
        #expect(
            hits.map { "\($0.pattern) \(sentence.text($0.tokens))" } == [
                "0 killed two civilians", "1 killed", "1 civilians", "2 civilians",
            ])
    }

    @Test func `a rule of which one pattern is wrong leaves none of them`() throws {
        let book = PatternWordbook()
        var builder = PatternSetBuilder()
        #expect(throws: PatternError.self) {
            try builder.add(
                [.parse("killed"), .parse("@nowhere killed")], intern: book.intern)
        }
        let next = try builder.add([.parse("civilians")], intern: book.intern)
        #expect(next == 0..<1)
        #expect(builder.build().count == 1)
    }

    @Test func `mentions are asked for once, and only where the words are right`() throws {
        let book = PatternWordbook()
        var builder = PatternSetBuilder()
        _ = try builder.add(
            [
                .parse("{n: quantity} [was | were] killed"), .parse("{n: quantity} were {d: date}"),
                .parse("{p: place} attacked"),
            ], intern: book.intern)
        let scanner = PatternScanner(builder.build())
        func asked(_ text: String) -> [String] {
            var asked: [String] = []
            let sentence = PatternSentence(text)
            scanner.scan(
                tokens: 100..<(100 + sentence.words.count),
                hits: book.hits(in: sentence, base: 100),
                mentions: { kinds in
                    asked += kinds.map(\.name).sorted()
                    return []
                }, report: { _ in })
            return asked
        }
        #expect(asked("nobody came") == [])
        #expect(asked("12 killed were") == [])
        // No quantity is found, so nobody wants to know of a date.
        #expect(asked("12 were killed today") == ["quantity"])
        #expect(asked("were killed") == [])
        #expect(asked("attacked") == [])
        #expect(asked("Kyiv attacked") == ["place"])
    }
}
