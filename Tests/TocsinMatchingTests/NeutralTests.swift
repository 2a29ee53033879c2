import Testing
import TocsinText

@testable import TocsinMatching

struct NeutralTests {
    static func compile(
        _ lines: String, _ folding: TextAnalyzer.Folding = .plain
    ) throws -> NeutralRuleSet {
        let bytes = Array(lines.utf8)
        var builder = NeutralRuleSetBuilder(folding: folding)
        var thrown: MatchingError?
        bytes.withUnsafeBufferPointer { buffer in
            do throws(MatchingError) { try builder.add(buffer) } catch { thrown = error }
        }
        if let thrown { throw thrown }
        return try builder.build()
    }

    static func ids(_ rules: NeutralRuleSet, _ text: String) -> [String] {
        let matcher = NeutralMatcher(rules)
        TextAnalyzer.padded(text).withUnsafeBufferPointer { matcher.match($0) }
        return matcher.matched.sorted().map { rules.id(Int($0)) }
    }

    @Test func `each shape of rule matches as it says`() throws {
        let rules = try Self.compile(
            """
            {"id": "B", "phrase": "able to get"}
            {"id": "A", "must": ["seen", "toward"], "not_": ["bigger"]}
            {"id": "C", "any1": ["general strike", "issues"], "any2": ["carbon", "prop"], "not_": ["rumbled"]}

            {"extra": {"a": [1, "x", null]}, "id": "Q", "query": "caf\\u00e9 NEAR/3 \\"able to\\""}
            {"id": "S", "phrase": "shareholders'"}
            """)
        #expect(rules.ruleCount == 5)
        #expect(Self.ids(rules, "He was ABLE to get there") == ["B"])
        #expect(Self.ids(rules, "seen going toward") == ["A"])
        #expect(Self.ids(rules, "seen going toward bigger") == [])
        #expect(Self.ids(rules, "A general strike, carbon") == ["C"])
        #expect(Self.ids(rules, "issues rumbled: carbon") == [])
        #expect(Self.ids(rules, "able to café") == ["Q"])
        #expect(Self.ids(rules, "able to cafe") == [])
        #expect(Self.ids(rules, "the shareholders' vote") == [])
    }

    @Test func `a byte order mark before the first rule is none of it`() throws {
        let rules = try Self.compile("\u{FEFF}{\"id\": \"a\", \"phrase\": \"red fox\"}\n")
        #expect(Self.ids(rules, "The red fox.") == ["a"])
    }

    @Test func `full folding sees the words behind the marks`() throws {
        let rules = try Self.compile(
            "{\"id\": \"S\", \"phrase\": \"shareholders'\"}\n{\"id\": \"Q\", \"query\": \"café\"}",
            .full)
        #expect(Self.ids(rules, "the Shareholders' CAFE") == ["S", "Q"])
    }

    @Test(arguments: [
        ("{\"id\": \"a\"}", 1, "a rule needs"), ("{}", 1, "needs an \"id\""),
        ("\n\n[", 3, "expected {"),
        ("{\"id\": \"a\", \"phrase\": \"x}", 1, "never closed"),
        (
            "{\"id\": \"a\", \"phrase\": \"x\"}\n{\"id\": \"b\", \"query\": \"x AND\"}", 2,
            "character 6"
        ),
        ("{\"id\": \"a\", \"phrase\": \"x\"} {}", 1, "one object a line"),
        ("{\"id\": \"a\", \"must\": [\"x\" \"y\"]}", 1, "expected , or ]"),
    ])
    func `an error names the line`(text: String, line: Int, part: String) {
        let error = #expect(throws: MatchingError.self) { try Self.compile(text) }
        #expect(error?.line == line)
        #expect(error?.message.contains(part) == true, "\(error.map(\.description) ?? "")")
    }

    @Test func `rules agree with trying each group on each text`() throws {
        var random = Random(seed: 99)
        let words = ["a", "b", "c", "d", "e", "f", "a b", "c d e"]
        func list(_ n: Int) -> [String] { (0..<n).map { _ in random.pick(words) } }
        func json(_ list: [String]) -> String {
            "[" + list.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
        }
        var cases = 0
        while cases < 10_000 {
            var lines = ""
            var tests: [(Set<String>) -> Bool] = []
            for i in 0..<10 {
                let (x, y, n) = (
                    list(random.below(3) + 1), list(random.below(3) + 1), list(random.below(3))
                )
                if random.below(2) == 0 {
                    lines += "{\"id\": \"\(i)\", \"must\": \(json(x)), \"not_\": \(json(n))}\n"
                    tests.append { found in
                        x.allSatisfy(found.contains) && !n.contains(where: found.contains)
                    }
                } else {
                    lines +=
                        "{\"id\": \"\(i)\", \"any1\": \(json(x)), \"any2\": \(json(y)), \"not_\": \(json(n))}\n"
                    tests.append { found in
                        x.contains(where: found.contains) && y.contains(where: found.contains)
                            && !n.contains(where: found.contains)
                    }
                }
            }
            let rules = try Self.compile(lines)
            for _ in 0..<10 {
                let text = list(random.below(8)).joined(separator: " ")
                let padded = " \(text) "
                let found = Set(words.filter { padded.contains(" \($0) ") })
                let expected = tests.indices.filter { tests[$0](found) }.map(String.init)
                #expect(Self.ids(rules, text) == expected, "\(lines) on \(text)")
                cases += 10
            }
        }
    }
}
