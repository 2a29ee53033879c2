import Testing
@testable import TocsinMatching
import TocsinModel

/// SplitMix64: the same numbers on every machine.
struct PatternRandom {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    mutating func below(_ n: Int) -> Int { Int(next() % UInt64(n)) }
    mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }
    mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
}

/// Patterns and sentences over five words, so that they meet often.
struct PatternGenerator {
    var random: PatternRandom
    private var roles = 0

    init(seed: UInt64) { random = PatternRandom(seed: seed) }

    static let words = ["a", "b", "c", "ab", "abc"]
    static let kinds: [MentionKind] = [.quantity, .place, .label("flood")]
    static let lists: [String: [KeywordSpec]] = [
        "one": [KeywordSpec(text: "a"), KeywordSpec(text: "a b"), KeywordSpec(text: "c")],
        "two": [
            KeywordSpec(text: "b c a"), KeywordSpec(text: "b"),
            KeywordSpec(text: "ab", prefix: true),
        ],
    ]

    mutating func pattern() -> String {
        roles = 0
        return (0...random.below(5)).map { _ in element(depth: 0, captures: true) }
            .joined(separator: " ")
    }

    private mutating func element(depth: Int, captures: Bool) -> String {
        let optional = random.chance(3) ? "?" : ""
        switch random.below(depth < 2 ? 12 : 4) {
        case 0...2: return random.pick(Self.words) + random.pick(["", "", "", "*"]) + optional
        case 3: return "@" + random.pick(["one", "two"]) + optional
        case 4, 5: return group(depth: depth + 1, captures: captures) + optional
        case 6: return random.chance(3) ? random.pick(["^", "$"]) : "...\(1 + random.below(3))"
        case 7 where random.chance(3): return "..."
        default:
            guard captures else { return random.pick(Self.words) + optional }
            roles += 1
            let role = "r\(roles)"
            switch random.below(7) {
            case 0: return "{\(role): word}\(optional)"
            case 1: return "{\(role): phrase}\(optional)"
            case 2: return "{\(role): @\(random.pick(["one", "two"]))}\(optional)"
            case 3: return "{\(role): \(group(depth: depth + 1, captures: false))}\(optional)"
            case 4:
                let kind = random.pick(Self.kinds).name
                return "{\(role): \(kind) & @\(random.pick(["one", "two"]))}\(optional)"
            default: return "{\(role): \(random.pick(Self.kinds).name)}\(optional)"
            }
        }
    }

    private mutating func group(depth: Int, captures: Bool) -> String {
        let alternatives = (0...random.below(3)).map { _ in
            (0...random.below(2)).map { _ in element(depth: depth, captures: captures) }
                .joined(separator: " ")
        }
        return "[" + alternatives.joined(separator: " | ") + "]"
    }

    mutating func sentence(upTo longest: Int) -> PatternSentence {
        let count = 1 + random.below(longest)
        let words = (0..<count).map { _ in random.pick(Self.words + ["d"]) }
        let mentions = (0..<random.below(5)).map { _ in
            let start = random.below(count)
            return (
                random.pick(Self.kinds), start..<(start + 1 + random.below(min(4, count - start)))
            )
        }
        return PatternSentence(words: words, mentions: mentions)
    }
}

@Suite struct PatternPropertyTests {
    /// Twelve thousand patterns, one short sentence each.
    @Test(arguments: UInt64(1)...12)
    func `scanner and reference agree on generated patterns`(_ seed: UInt64) throws {
        var generator = PatternGenerator(seed: seed)
        var cases = 0
        var withHits = 0
        while cases < 1_000 {
            let text = generator.pattern()
            // Patterns without a fixed word are refused; that is tested elsewhere.
            guard let syntax = try? PatternSyntax.parse(text) else { continue }
            cases += 1
            let sentence = generator.sentence(upTo: 9)
            let expected = PatternReference(sentence: sentence, lists: PatternGenerator.lists)
                .hits(syntax)
            let found = try scan(syntax, sentence)
            if !expected.isEmpty { withHits += 1 }
            #expect(found == expected, "seed \(seed), case \(cases): \(text) on \(sentence)")
            if found != expected { return }
        }
        #expect(withHits > 200)
    }

    /// Rows of several words, windows of long sentences.
    @Test(arguments: UInt64(101)...106)
    func `scanner and reference agree on long sentences`(_ seed: UInt64) throws {
        var generator = PatternGenerator(seed: seed)
        var cases = 0
        while cases < 25 {
            let text = generator.pattern()
            guard let syntax = try? PatternSyntax.parse(text) else { continue }
            cases += 1
            let sentence = generator.sentence(upTo: 500)
            let expected = PatternReference(sentence: sentence, lists: PatternGenerator.lists)
                .hits(syntax)
            let found = try scan(syntax, sentence)
            #expect(found == expected, "seed \(seed), case \(cases): \(text) on \(sentence)")
            if found != expected { return }
        }
    }

    /// Many patterns in one set, mentions asked for only as needed: as each pattern alone.
    @Test(arguments: UInt64(201)...204)
    func `a set finds what each of its patterns finds`(_ seed: UInt64) throws {
        var generator = PatternGenerator(seed: seed)
        var patterns: [PatternSyntax] = []
        while patterns.count < 60 {
            if let syntax = try? PatternSyntax.parse(generator.pattern()) {
                patterns.append(syntax)
            }
        }
        let book = PatternWordbook()
        var builder = PatternSetBuilder()
        _ = try builder.add(patterns, lists: PatternGenerator.lists, intern: book.intern)
        let scanner = PatternScanner(builder.build())
        for _ in 0..<20 {
            let sentence = generator.sentence(upTo: 10)
            let base = generator.random.below(50)
            let reference = PatternReference(sentence: sentence, lists: PatternGenerator.lists)
            let expected = patterns.enumerated().flatMap { number, syntax in
                reference.hits(syntax).map { shifted($0, to: number, by: base) }
            }
            var found: [PatternHit] = []
            scanner.scan(
                tokens: base..<(base + sentence.words.count),
                hits: book.hits(in: sentence, base: base),
                mentions: { kinds in mentions(sentence, kinds, base) },
                report: { found.append($0) })
            #expect(found == expected, "seed \(seed) on \(sentence)")
        }
    }

    @Test func `twenty optional captures over ten thousand words stay fast`() throws {
        let roles = (0..<20).map { "{r\($0): word}?" }.joined(separator: " ")
        let syntax = try PatternSyntax.parse(roles + " stop")
        let words = (0..<10_000).map { $0 % 1_000 == 999 ? "stop" : "a" }
        let sentence = PatternSentence(words: words, mentions: [])
        let clock = ContinuousClock()
        var found: [PatternHit] = []
        let time = try clock.measure { found = try scan(syntax, sentence) }
        #expect(found.map(\.tokens.count) == Array(repeating: 21, count: 10))
        #expect(found.allSatisfy { $0.captures.count == 20 })
        // 2 ms in a release build; backtracking would take 2^20 tries at each of 10,000 words.
        #expect(time < .seconds(20))
    }

    /// Patterns that make a matcher which backtracks, or starts anew at each word, try far more.
    static let adversaries = [
        (0..<20).map { "{r\($0): word}?" }.joined(separator: " ") + " stop",
        "[a | a a | a a a] [a | a a | a a a]? [a | a a]? [a | a a]? stop",
        "a ...50 a ...50 a ...50 stop",
        "{x: phrase}? {y: phrase}? {z: phrase}? stop",
        "{x: [a ... a]} ... {y: [a ...20 a]}? stop ... stop",
        "^ a ... {x: word} ...50 stop $",
        "[[a | b]? [a | b]? [a | b]?]? [[a | b]? ...9 [a | b]?]? stop",
        "a a a a a a a a a a a? a? a? a? a? a? a? a? a? a? stop",
    ]

    @Test(arguments: adversaries)
    func `twice the words are twice the steps`(pattern: String) throws {
        let syntax = try PatternSyntax.parse(pattern)
        func work(_ count: Int) throws -> Int {
            let words = (0..<count).map { $0 % 25 == 24 ? "stop" : $0 % 7 == 3 ? "b" : "a" }
            let sentence = PatternSentence(words: words, mentions: [])
            let book = PatternWordbook()
            var builder = PatternSetBuilder()
            _ = try builder.add([syntax], lists: PatternGenerator.lists, intern: book.intern)
            let set = builder.build()
            let scanner = PatternScanner(set)
            _ = scanner.scan(tokens: 0..<count, arcs: book.arcs(in: sentence, for: set))
            return scanner.engine.work
        }
        let (once, twice) = (try work(5_000), try work(10_000))
        #expect(once > 0)
        #expect(Double(twice) < 2.1 * Double(once))
        // A few looks a word and a step of the pattern; 2^20 tries at each word would be 10^10.
        #expect(twice < 10_000 * 1_000)
    }

    @Test func `a thousand odd patterns cost a sentence of twice the length twice as much`() throws
    {
        var generator = PatternGenerator(seed: 301)
        var patterns: [PatternSyntax] = []
        while patterns.count < 1_000 {
            if let syntax = try? PatternSyntax.parse(generator.pattern()) {
                patterns.append(syntax)
            }
        }
        let book = PatternWordbook()
        var builder = PatternSetBuilder()
        _ = try builder.add(patterns, lists: PatternGenerator.lists, intern: book.intern)
        let set = builder.build()
        let part = (0..<40).map { _ in generator.sentence(upTo: 25) }
        func work(_ times: Int) -> Int {
            let words = (0..<times).flatMap { _ in part.flatMap(\.words) }
            let sentence = PatternSentence(words: words, mentions: [])
            let scanner = PatternScanner(set)
            _ = scanner.scan(tokens: 0..<words.count, arcs: book.arcs(in: sentence, for: set))
            return scanner.engine.work
        }
        let (once, twice) = (work(4), work(8))
        #expect(once > 100_000)
        #expect(Double(twice) < 2.1 * Double(once))
    }

    @Test func `a match of every second word of a huge sentence costs the same as the first`()
        throws
    {
        let words = (0..<30_000).map { $0 % 2 == 0 ? "killed" : "12" }
        let mentions = words.indices.filter { $0 % 2 == 1 }.map {
            (kind: MentionKind.quantity, tokens: $0..<($0 + 1))
        }
        let book = PatternWordbook()
        var builder = PatternSetBuilder()
        _ = try builder.add([.parse("killed {n: quantity}")], intern: book.intern)
        let set = builder.build()
        let arcs = book.arcs(
            in: PatternSentence(words: words, mentions: mentions), for: set)
        let clock = ContinuousClock()
        var found: [PatternHit] = []
        let time = clock.measure {
            found = PatternScanner(set).scan(tokens: 0..<words.count, arcs: arcs)
        }
        #expect(found.count == 15_000)
        // Looking at every arc for every match, it would be more than a thousand million steps: a minute.
        #expect(time < .seconds(20))
    }

    private func scan(_ syntax: PatternSyntax, _ sentence: PatternSentence) throws -> [PatternHit] {
        let book = PatternWordbook()
        var builder = PatternSetBuilder()
        _ = try builder.add([syntax], lists: PatternGenerator.lists, intern: book.intern)
        let set = builder.build()
        return PatternScanner(set).scan(
            tokens: 0..<sentence.words.count, arcs: book.arcs(in: sentence, for: set))
    }

    private func shifted(_ hit: PatternHit, to pattern: Int, by base: Int) -> PatternHit {
        func move(_ r: Range<Int>) -> Range<Int> { (r.lowerBound + base)..<(r.upperBound + base) }
        return PatternHit(
            pattern: pattern, tokens: move(hit.tokens),
            captures: hit.captures.map {
                .init(role: $0.role, tokens: move($0.tokens), kind: $0.kind)
            })
    }

    private func mentions(_ sentence: PatternSentence, _ kinds: Set<MentionKind>, _ base: Int)
        -> [Mention]
    {
        sentence.mentions.filter { kinds.contains($0.kind) }.map {
            let tokens = ($0.tokens.lowerBound + base)..<($0.tokens.upperBound + base)
            return Mention(
                kind: $0.kind, field: .body, tokens: tokens,
                span: Span(field: .body, range: 0..<0), text: "")
        }
    }
}
