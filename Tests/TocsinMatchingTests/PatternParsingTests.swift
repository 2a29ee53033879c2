import Testing
import TocsinMatching
import TocsinModel
import TocsinText

@Suite struct PatternParsingTests {
    struct Refused: CustomTestStringConvertible, Sendable {
        var pattern: String
        /// 0-based.
        var offset: Int
        /// A part of the message.
        var says: String
        var testDescription: String { pattern }

        static let all: [Refused] = [
            .init(pattern: "", offset: 0, says: "empty pattern"),
            .init(pattern: "   ", offset: 3, says: "empty pattern"),
            .init(pattern: "killed [a | b", offset: 7, says: "\"[\" is never closed"),
            .init(pattern: "killed a ] b", offset: 9, says: "\"]\" without a \"[\""),
            .init(pattern: "killed }", offset: 7, says: "without a \"{\""),
            .init(pattern: "a | b", offset: 2, says: "only inside brackets: [a | b]"),
            .init(pattern: "a [b | ] c", offset: 6, says: "an alternative without words"),
            .init(pattern: "a []", offset: 3, says: "an alternative without words"),
            .init(pattern: "a [b | {r: word] c", offset: 15, says: "expected \"}\""),
            .init(pattern: "a [b }", offset: 5, says: "expected \"]\""),
            .init(pattern: "? a", offset: 0, says: "\"?\" has no element before it"),
            .init(pattern: "a ?", offset: 2, says: "\"?\" has no element before it"),
            .init(pattern: "a b??", offset: 4, says: "expected a space"),
            .init(pattern: "a ...?", offset: 5, says: "a gap may be empty as it is"),
            .init(pattern: "a $?", offset: 3, says: "says nothing"),
            .init(pattern: "a ...0 b", offset: 2, says: "1 to 50 words, found 0"),
            .init(pattern: "a ...51 b", offset: 2, says: "1 to 50 words, found 51"),
            .init(pattern: "a ...99999999999999999999 b", offset: 2, says: "1 to 50 words"),
            .init(pattern: "a & b", offset: 2, says: "{role: kind & @list}"),
            .init(pattern: "a \"b c\"", offset: 2, says: "quotes are not needed"),
            .init(pattern: "a (b | c)", offset: 2, says: "square brackets"),
            .init(pattern: "a , b", offset: 2, says: "punctuation is passed over"),
            .init(pattern: "a * b", offset: 2, says: "at the end of a word"),
            .init(pattern: "enri*ch", offset: 5, says: "only at the end of a word, found \"c\""),
            .init(pattern: "a*~", offset: 2, says: "expected a space"),
            .init(pattern: "a = b", offset: 2, says: "right after \"=\""),
            .init(pattern: "@ people", offset: 1, says: "name of a list"),
            .init(pattern: "a~{}", offset: 3, says: "expected an ending"),
            .init(pattern: "a~{b, c", offset: 2, says: "\"{\" is never closed"),
            .init(pattern: "a~{b; c}", offset: 4, says: "expected \",\" or \"}\""),
            .init(
                pattern: "a {killed quantity}", offset: 10, says: "expected \":\" after the role"),
            .init(pattern: "a {: quantity}", offset: 3, says: "expected a role"),
            .init(pattern: "a {killed: }", offset: 11, says: "expected a kind"),
            .init(pattern: "a {killed: quantity", offset: 2, says: "\"{\" is never closed"),
            .init(pattern: "a {x: attack~}", offset: 6, says: "{x: [attack~]}"),
            .init(pattern: "a {x: shot down}", offset: 11, says: "{x: [a b | c]}"),
            .init(pattern: "a {x: place & cities}", offset: 14, says: "expected a @list"),
            .init(pattern: "a {x: word & @cities}", offset: 6, says: "{x: @cities}"),
            .init(pattern: "a {x: [{y: word} b]}", offset: 7, says: "inside a capture"),
            .init(pattern: "a {x: [b?]}", offset: 2, says: "may be empty"),
            // No gate
            .init(pattern: "{a: quantity} {b: place}", offset: 0, says: "no word of its own"),
            .init(pattern: "killed? {b: place}", offset: 0, says: "may be left out"),
            .init(pattern: "[killed | {b: place}]", offset: 0, says: "may be left out"),
            .init(pattern: "^ ... $", offset: 0, says: "no cheap gate"),
        ]
    }

    @Test(arguments: Refused.all)
    func `an error points at the character and says what was expected`(_ test: Refused) {
        let error = #expect(throws: PatternError.self) { try PatternSyntax.parse(test.pattern) }
        #expect(error?.offset == test.offset)
        #expect(error?.message.contains(test.says) == true, "\(error?.message ?? "")")
    }

    @Test(arguments: [
        "killed", "=SWIFT", "attack~", "enrich*", "Орешник~{а, ом}", "U.S. troops", "Al-Qaeda",
        "[a | b c]?  d", "{x: place & @cities}", "{x: @cities}", "{x: [a | b c]}", "a ... b",
        "a ...3 b", "a… b", "^ a $", "[a? | b] c", "{actor.name: name} said", "S-300 [1 | 2,000]",
        "\n a \t b\n", "{x: border-closure} today", "[{a: word} b | c {a: word}]",
    ])
    func `what the manual shows is read`(_ pattern: String) throws {
        #expect(try PatternSyntax.parse(pattern).text == pattern)
    }

    @Test(arguments: [
        String(repeating: "[", count: 4_000), String(repeating: "a ", count: 1_000_000),
        String(repeating: "[a | ", count: 500), "\0", "a \0 b ]", "{", "}", "~{", "...", ".", "…9",
        "{x:[", "@", "=", "=*", "[|]", "[a|", "🧨", "e\u{301}*x",
    ])
    func `garbage is refused with a short line, not a crash`(_ pattern: String) {
        let error = #expect(throws: PatternError.self) { try PatternSyntax.parse(pattern) }
        #expect(error?.description.contains("\n") == false)
        #expect((error?.description.count ?? 0) < 500)
    }

    @Test func `roles, kinds and lists are told in the order written`() throws {
        let syntax = try PatternSyntax.parse(
            "{killed: quantity} @people? [{where: place & @cities} | {x: flood}] killed @people")
        #expect(syntax.roles == ["killed", "where", "x"])
        #expect(syntax.kinds.map(\.kind) == [.quantity, .place, .label("flood")])
        #expect(syntax.kinds.map(\.offset) == [0, 29, 56])
        #expect(syntax.lists == ["people", "cities"])
    }

    @Test func `an unknown list offers the near miss, an empty one is refused`() throws {
        var builder = PatternSetBuilder()
        let lists = ["people": [KeywordSpec(text: "people")], "none": []]
        var error = #expect(throws: PatternError.self) {
            try builder.add([.parse("killed @poeple")], lists: lists) { _ in 0 }
        }
        #expect(
            error?.description
                == "pattern \"killed @poeple\", character 8: unknown list \"poeple\"; did you mean \"people\"?"
        )
        error = #expect(throws: PatternError.self) {
            try builder.add([.parse("killed @none")], lists: lists) { _ in 0 }
        }
        #expect(error?.message == "the list \"none\" is empty")
        struct Odd: Error, CustomStringConvertible { var description = "no letters" }
        error = #expect(throws: PatternError.self) {
            try builder.add([.parse("was killed")]) {
                if $0.text == "killed" { throw Odd() } else { 0 }
            }
        }
        #expect(error?.offset == 4)
        #expect(error?.message == "no letters")
        #expect(builder.count == 0)
    }
}

@Suite struct PatternTraceTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var pattern: String
        var sentence: String
        var mentions: [(MentionKind, String)] = []
        var says: String
        var testDescription: String { "\(pattern) on \(sentence)" }

        static let all: [Case] = [
            .init(
                pattern: "{n: quantity} @people? [was | were]? [killed | dead]",
                sentence: "Some 12 people were hurt", mentions: [(.quantity, "Some 12")],
                says: "\"Some 12 people were\", then expected [killed | dead], found \"hurt\""),
            .init(
                pattern: "{n: quantity} @people? [was | were]? [killed | dead]",
                sentence: "Many people were killed",
                says: "\"people were killed\", but before it expected {n: quantity}, found \"Many\""
            ),
            .init(
                pattern: "drones ...2 Moscow", sentence: "the drones flew over Kyiv",
                says: "\"drones\", then expected ...2 Moscow, found \"flew\""),
            .init(
                pattern: "drones hit Moscow", sentence: "drones hit",
                says: "\"drones hit\", then expected Moscow, found the sentence's end"),
            .init(
                pattern: "drones hit Moscow", sentence: "a dull day",
                says: "nothing of it is here; expected drones"),
            .init(
                pattern: "drones ... Moscow", sentence: "drones over Moscow",
                says: "matches \"drones over Moscow\""),
        ]
    }

    @Test(arguments: Case.all)
    func `a trace names the word where a pattern stopped`(_ test: Case) throws {
        let book = PatternWordbook()
        var builder = PatternSetBuilder()
        _ = try builder.add([.parse(test.pattern)], lists: PatternCase.lists, intern: book.intern)
        let set = builder.build()
        let sentence = PatternSentence(test.sentence, mentions: test.mentions)
        let text = TextAnalyzer().analyze(test.sentence, field: .body)
        let trace = PatternScanner(set).trace(
            0, tokens: 0..<sentence.words.count, arcs: book.arcs(in: sentence, for: set))
        #expect(trace.message(in: text) == test.says)
        #expect(trace.isWhole == (trace.wanted == nil))
    }
}
