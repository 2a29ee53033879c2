import Foundation
import Testing
import TocsinAuthoring
import TocsinModel
import TocsinPlugins
import TocsinWorkspace

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
                "wants {target: place} after it, with at most 3 words between; there stands \"left\"",
                "No place is recognized",
            ]),
        Case(
            text: "Twelve people were killing time.",
            says: ["\"killing\" is another form of \"killed\"; write \"killed~\""]),
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
                "\"centrifuges\" is another form of \"centrifuge\"; write \"centrifuge~\"",
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

    @Test func `a rule of a plugin is tried without its neighbours, an alert with them`() throws {
        let plugin = "return { id = \"p\", title = \"P\", version = \"1.0.0\", api = 1 }"
        try drafts.write(plugin, to: "Plugins/p/plugin.lua")
        func extract(_ label: String, _ pattern: String) -> String {
            "return tocsin.extract { title = \"x\", event = { label = \"\(label)\" }, patterns = { \"\(pattern)\" } }"
        }
        let one = try drafts.write(extract("a", "one"), to: "Plugins/p/rules/one.lua")
        try drafts.write(extract("b", "two"), to: "Plugins/p/rules/two.lua")
        let asking = try drafts.write(
            extract("c", "{x: weapons} found"), to: "Plugins/p/rules/asking.lua")
        let alert = try drafts.write(
            "return tocsin.alert { title = \"x\", when = { label = \"a\" }, message = \"x\" }",
            to: "Plugins/p/rules/alert.lua")
        let locator = RuleLocator(usesPlugins: false)
        #expect(try locator.locate(one).ruleSet.rules.map(\.id) == ["p.one"])
        #expect(try locator.locate(alert).ruleSet.rules.count == 4)
        // A label may be another rule's to give.
        #expect(try locator.locate(asking).ruleSet.rules.count == 4)
    }

    @Test func `a word that stands there as written is no other form of itself`() throws {
        let rule = """
            return tocsin.extract {
              title = "x", event = { label = "x" },
              patterns = { "{evacuated: quantity} ...3 {trigger: [forced to leave their homes]}" },
              examples = { match [[{{evacuated|Nine}} were {{trigger|forced to leave their homes}}.]] },
            }
            """
        let answer = try drafts.answer(rule, "Nearly 5,000 were ordered out of their homes.")
        #expect(!answer.contains("another form of"), "\(answer)")
        #expect(
            Drafts.says(
                answer,
                "with at most 3 words between; there stands \"were ordered out of\""), "\(answer)")
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

    @Test func `an alert on a sum says how much is there, and what each event adds`() throws {
        let drafts = try Drafts()
        try drafts.write(
            "return { title = \"Mine\", sources = { { files = \"articles/*\" } }, plugins = {} }\n",
            to: "mine/workspace.lua")
        try drafts.write(
            """
            return tocsin.extract {
              title = "Evacuations", event = { label = "evacuation" },
              patterns = { "{evacuated: quantity} people were {trigger: [evacuated]}" },
              examples = { match [[{{evacuated|Nine}} people were {{trigger|evacuated}}.]] },
            }
            """, to: "mine/rules/evacuations.lua")
        let rule = try drafts.write(
            """
            return tocsin.alert {
              title = "Mass evacuation", when = { label = "evacuation" },
              total = { evacuated = at_least(1001) }, within = "24 hours",
              message = "{{evacuated}} evacuated",
            }
            """, to: "mine/rules/mass.lua")
        let trial = RuleTry(try RuleLocator(workspace: drafts.folder.path + "/mine").locate(rule))
        let page = TryText(style: TextStyle(isColoured: false, width: 80))
        func answer(_ id: String, _ text: String) -> String {
            page.render(
                trial.read(
                    Article(
                        id: id, language: "en", published: Timestamp("2025-03-11T12:00:00Z"),
                        body: text)))
        }
        let one = answer("a", "700 people were evacuated on Monday.")
        #expect(
            Drafts.says(
                one, "Does not ring: 700 evacuated of 1001 within 24 hours, in 1 incident."),
            "\(one)")
        let two = answer("b", "400 people were evacuated on Tuesday.")
        #expect(Drafts.says(two, "1100 evacuated"), "\(two)")
        #expect(
            Drafts.says(
                two, "evacuated 1100 in 2 incidents within 24 hours, wanted at least 1001"),
            "\(two)")
    }

    @Test func `an alert is tried with the plugins that can give its events, and no others`() throws
    {
        let rules =
            URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path + "/Plugins"
        func plugins(_ rule: String) throws -> Set<String> {
            let located = try RuleLocator().locate(rules + "/" + rule)
            return Set(located.ruleSet.plugins.map(\.id))
        }
        let casualties = try plugins("political-violence/rules/alert-mass-casualty.lua")
        #expect(casualties.isSuperset(of: ["political-violence", "places", "people"]))
        #expect(casualties.isDisjoint(with: ["outbreaks", "sanctions", "disasters"]))
        let truces = try plugins("diplomacy/rules/alert-truce-agreed.lua")
        #expect(truces.contains("diplomacy") && !truces.contains("political-violence"))
    }
}
