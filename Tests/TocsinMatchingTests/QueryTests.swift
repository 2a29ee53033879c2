import Testing
import TocsinModel
import TocsinText

@testable import TocsinMatching

struct QueryTests {
    /// What satisfied the query, as written; nil where nothing did.
    static func found(_ query: String, title: String = "", body: String) throws -> [String]? {
        let query = try Query(parsing: query)
        let article = TextAnalyzer().analyze(
            Article(id: "1", title: title, language: "en", body: body))
        let builder = KeywordSetBuilder()
        let numbers = try query.keywords.map { try builder.add($0) }
        let automaton = builder.build()
        let hits = [
            Field.title: automaton.scan(article.title, language: "en"),
            .body: automaton.scan(article.body, language: "en"),
        ]
        return query.evaluate(article) { leaf, field in
            hits[field]!.filter { $0.keyword == numbers[leaf] }.map(\.tokens)
        }?.map { found in
            let text = article[found.field]
            return text.text(
                text.bytes(Int(found.tokens.lowerBound)..<Int(found.tokens.upperBound)))
        }
    }

    @Test(
        arguments: [
            ("drone", "A drone.", ["drone"]),
            ("drone AND moscow", "Moscow saw a drone.", ["Moscow", "drone"]),
            ("drone AND moscow", "Kursk saw a drone.", nil),
            ("drone OR missile", "A missile", ["missile"]),
            ("a OR b AND c", "a", ["a"]),
            ("(a OR b) AND c", "a", nil),
            ("drone NOT exercise*", "drone exercises", nil),
            ("drone AND NOT exercise*", "a drone flew", ["drone"]),
            ("drone NEAR/3 moscow", "drone w w Moscow", ["drone", "Moscow"]),
            ("drone NEAR/2 moscow", "drone w w Moscow", nil),
            ("moscow NEAR/3 drone", "drone w w Moscow", ["drone", "Moscow"]),
            ("moscow BEFORE/3 drone", "drone w w Moscow", nil),
            ("drone BEFORE/3 moscow", "drone w w Moscow drone", ["drone", "Moscow"]),
            ("drone NEAR/5 drone", "one drone", nil),
            ("drone NEAR/5 drone", "drone meets drone", ["drone", "drone"]),
            ("a SAME/s b", "A x. B y.", nil),
            ("a SAME/p b", "A x. B y.", ["A", "B"]),
            ("a SAME/p b", "A x.\n\nB y.", nil),
            ("ATLEAST/2(drone*)", "drone", nil),
            ("ATLEAST/2(drone*)", "drone, drones", ["drone", "drones"]),
            ("(a NEAR/2 b) NEAR/3 c", "a b x x c", ["a", "b", "c"]),
            ("\"drone attack\"~ OR attack~", "drone attacks", ["drone attacks", "attacks"]),
            ("Al-Qaeda AND =US", "al qaeda and the US", ["al qaeda", "US"]),
            ("Орешник~{а, ом} AND x", "Орешника x", ["Орешника", "x"]),
            ("a\n AND (b\n OR c)", "a c", ["a", "c"]),
            (
                "\"drone attack\" NEAR/3 \"rail bridge\"", "a drone attack on a rail bridge",
                ["drone attack", "rail bridge"]
            ),
            ("\"drone attack\" NEAR/2 \"rail bridge\"", "a drone attack on a rail bridge", nil),
            ("\"rail bridge\" BEFORE/9 \"drone attack\"", "a drone attack on a rail bridge", nil),
            (
                "\"drone attack\" BEFORE/9 rail*", "a drone attack on a rail bridge",
                ["drone attack", "rail"]
            ),
            (
                "\"drone\nattack\" SAME/s rail*", "drone\nattack on rails",
                ["drone\nattack", "rails"]
            ),
            ("ATLEAST/3(a OR b)", "a b", nil), ("ATLEAST/3(a OR b)", "a b a", ["a", "b", "a"]),
            ("\"http:foo\"", "see http:foo", ["http:foo"]),
            ("київ NEAR/2 удар*", "Удари по Києву, удар у Київ", ["удар", "Київ"]),
            ("北京 AND 爆炸", "北京市发生爆炸", ["北京", "爆炸"]),
            ("انفجار NEAR/3 بغداد", "انفجار في وسط بغداد", ["انفجار", "بغداد"]),
            ("ระเบิด AND กรุงเทพ", "เกิดระเบิดในกรุงเทพมหานคร", ["ระเบิด", "กรุงเทพ"]),
        ] as [(String, String, [String]?)])
    func `a query finds what satisfied it`(query: String, body: String, expected: [String]?) throws
    {
        #expect(try Self.found(query, body: body) == expected)
    }

    @Test func `title: asks for the title`() throws {
        #expect(try Self.found("title:war", title: "Peace", body: "war") == nil)
        #expect(try Self.found("title:(war OR peace)", title: "Peace", body: "war") == ["Peace"])
        #expect(try Self.found("title:war AND war", title: "War", body: "war") == ["War", "war"])
    }

    @Test func `lists are leaves`() throws {
        let query = try Query(parsing: "@sanctions NEAR/5 (bank OR @banks)")
        #expect(query.lists == ["sanctions", "banks"])
        #expect(query.leaves.count == 3)
        #expect(query.needed == [0])
    }

    @Test(arguments: [
        ("", 0, "empty"), ("drone attack", 6, "in quotes for the phrase"),
        ("drone and moscow", 6, "capitals: AND"), ("drone AND", 9, "expected a word"),
        ("AND drone", 0, "before AND"), ("(drone", 0, "never closed"), ("drone)", 5, "no \"(\""),
        ("\"drone", 0, "never closed"), ("a NEAR/x b", 7, "found \"x\""),
        ("a NEAR/0 b", 7, "from 1 to 1000"), ("a w/5 b", 2, "write NEAR/5"),
        ("a PRE/3 b", 2, "write BEFORE/3"), ("a SAME/q b", 7, "s (sentence) or p"),
        ("NOT a", 0, "NOT alone"), ("(a AND b) NEAR/5 c", 0, "AND and NOT stand outside"),
        ("a OR (b AND)", 11, "before \")\""), ("a AND *", 6, "no word"),
        ("ATLEAST/2 a", 10, "expected ("),
        ("a b*c", 2, "for the phrase"), ("a AND b*c", 6, "only stand at the end"),
        ("title: a", 0, "right after title:"),
        ("@", 0, "name of a list"), ("a AND {b}", 6, "no meaning"),
        ("\"\"", 0, "\"\" holds no word"), ("a AND --", 6, "-- holds no word"),
        ("a AND hd=drone", 6, "write title:drone"), ("body:drone", 0, "the one field is title:"),
        ("drone AND -exercise", 10, "write NOT exercise"), ("+a", 0, "write AND"),
        ("UAV!", 0, "write UAV*"), ("wom?n", 0, "in full"), ("HEADLINE(a)", 8, "a phrase"),
    ])
    func `an error points at the character`(query: String, offset: Int, part: String) throws {
        let error = #expect(throws: QueryError.self) { try Query(parsing: query) }
        #expect(error?.offset == offset, "\(error.map(\.description) ?? "")")
        #expect(error?.message.contains(part) == true, "\(error.map(\.description) ?? "")")
    }

    @Test func `an error of a later line points there`() {
        let error = #expect(throws: QueryError.self) { try Query(parsing: "a AND\n  (b OR") }
        #expect(error?.line == 2)
        #expect(error?.column == 8)
        #expect(error?.pointing == "  (b OR\n       ^")
    }

    @Test func `ten thousand parentheses are an error, not a crash`() {
        #expect(throws: QueryError.self) {
            try Query(parsing: String(repeating: "(", count: 10_000) + "a")
        }
    }
}
