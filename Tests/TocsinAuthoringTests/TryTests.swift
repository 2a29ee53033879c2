import Testing

/// `tocsin try` says what matched and, where nothing did, what stopped it.
@Suite struct TryTests {
    private let drafts: Drafts

    init() throws { drafts = try Drafts() }

    private static let killed = """
        return tocsin.extract {
          title = "Killed", event = "ASSAULT",
          lists = { people = { "people", "civilian~" } },
          patterns = {
            "{killed: quantity} @people? [was | were] [killed | dead]",
            "attackers ...3 {target: place}",
          },
          not_after = { "denied that" },
          examples = { match [[{{killed|Nine}} people were killed.]] },
        }
        """

    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var says: [String]
        var testDescription: String { text }
    }

    static let patterns: [Case] = [
        Case(
            text: "At least 12 civilians were hurt.",
            says: [
                "NO MATCH", "Nearest: pattern 1, line 5",
                "At least 12 civilians were hurt.\n    ========================== ^^^^",
                "It has \"At least 12 civilians were\" and then wants [killed | dead]; there stands \"hurt\".",
                "nothing of it is here; wants attackers",
            ]),
        Case(
            text: "He denied that nine people were killed.",
            says: ["not_after", "\"denied that\" stands before it, which not_after excludes"]),
        Case(
            text: "Nine people were killed.",
            says: [
                "MATCH  pattern 1 (line 5)", "killed   9", "ASSAULT  affirmed, asserted, past",
                "Nine people were killed.\n    ^^^^ ====== ==== ======\n    killed",
            ]),
        Case(
            text: "The attackers left.",
            says: [
                "then wants ...3 {target: place}; there stands \"left\"", "No place is recognized",
            ]),
        Case(
            text: "Twelve people were killing time.",
            says: ["\"killing\" is another form of it; write \"killed~\""]),
        Case(text: "A quiet day.", says: ["No word that any of its patterns needs is in the text"]),
        Case(
            text:
                "Nine people will be killed if nothing is done. Nine people were killed in the war of 1994.",
            says: ["An alert holds this event back"]),
    ]

    @Test(arguments: patterns) func `an extract rule answers`(_ one: Case) throws {
        let answer = try drafts.answer(Self.killed, one.text)
        for part in one.says {
            #expect(Drafts.says(answer, part), "\(part)\n---\n\(answer)")
        }
    }

    static let words: [Case] = [
        Case(
            text: "A centrifuges maker in Natanz.",
            says: [
                "NO MATCH  1 of 4 words found; at_least = 2",
                "\"centrifuges\" is another form of it; write \"centrifuge~\"",
                "Nor: uranium, =SWIFT",
            ]),
        Case(
            text: "Depleted uranium, a centrifuge.",
            says: [
                "\"uranium\" does not count: it is part of \"Depleted uranium\", which unless excludes"
            ]
        ),
        Case(
            text: "A swift uranum deal.",
            says: [
                "\"uranum\" is spelt otherwise", "\"swift\" differs in case or accents",
            ]),
        Case(text: "Uranium and a centrifuge.", says: ["MATCH  2 of 4 words found"]),
    ]

    @Test(arguments: words) func `a watchlist answers`(_ one: Case) throws {
        let rule = """
            return tocsin.watchlist {
              title = "Sites", words = { "uranium", "centrifuge", "Natanz", "=SWIFT" }, at_least = 2,
              unless = { "depleted uranium" },
              examples = { match [[{{word|Uranium}} at {{word|Natanz}}.]] },
            }
            """
        let answer = try drafts.answer(rule, one.text)
        for part in one.says { #expect(Drafts.says(answer, part), "\(part)\n---\n\(answer)") }
    }

    static let queries: [Case] = [
        Case(
            text:
                "Drones flew low over the fields and farms and the villages in the north towards Moscow.",
            says: ["nearest, they are 15 words apart; at most 5 are allowed"]),
        Case(
            text: "Drones over Moscow, in an exercise.",
            says: ["NOT exercise*: it is in the article, so the query does not match", "xxxxxxxx"]),
        Case(text: "Drones over Kyiv.", says: ["Moscow OR Kursk: none of these is in the article"]),
        Case(text: "Drones over Moscow.", says: ["MATCH"]),
    ]

    @Test(arguments: queries) func `a query answers`(_ one: Case) throws {
        let rule = """
            return tocsin.watchlist {
              title = "Drones", query = [[ drones NEAR/5 (Moscow OR Kursk) AND NOT exercise* ]],
              examples = { match [[{{word|Drones}} over {{word|Moscow}}.]] },
            }
            """
        let answer = try drafts.answer(rule, one.text)
        for part in one.says { #expect(Drafts.says(answer, part), "\(part)\n---\n\(answer)") }
    }

    @Test func `a rule for another language says so`() throws {
        let rule = """
            return tocsin.watchlist { title = "x", language = "uk", words = { "дрон" },
              examples = { match [[{{word|дрон}}]] } }
            """
        #expect(
            try drafts.answer(rule, "A drone.").contains(
                "The article is in en, and the rule reads uk only"))
    }
}
