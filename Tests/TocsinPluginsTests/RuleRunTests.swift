import Testing
import TocsinLua

@testable import TocsinModel
@testable import TocsinPlugins

@Suite struct RuleRunTests {
    private func run(
        _ rules: [String: String], lists: [String: String] = [:], body: String, title: String = ""
    ) throws -> ArticleResult {
        let folder = try PluginFolder(rules: rules, lists: lists)
        let (set, lines) = try folder.load()
        #expect(lines.isEmpty)
        let article = Article(
            id: "a", title: title, language: "en", published: Timestamp("2025-03-11T12:00:00Z"),
            body: body)
        return RuleRunner(set, limits: LuaLimits()).process(article, without: [])
    }

    @Test func `a watchlist counts groups of spellings, not words`() throws {
        let rule = """
            return tocsin.watchlist { title = "T", at_least = 2,
              words = { { "Oreshnik", "Орешник~{а, ом}" }, "Kinzhal" } }
            """
        #expect(try run(["r.lua": rule], body: "Oreshnik and Орешником.").matches.isEmpty)
        let both = try run(["r.lua": rule], body: "Oreshnik and a Kinzhal.")
        #expect(both.matches.first?.spans.map(\.text) == ["Oreshnik", "Kinzhal"])
    }

    @Test func `the row of the list that matched is there for the message`() throws {
        let result = try run(
            [
                "r.lua":
                    "return tocsin.watchlist { title = \"T\", words = tocsin.list \"lists/l.tsv\" }"
            ],
            lists: [
                "l.tsv": "# source: ours. licence: CC0\nname\tprogram\nacme\tX-7\nzenith\tY-8\n"
            ],
            body: "A shipment for Zenith was seized.")
        #expect(result.matches.first?.row["program"] == "Y-8")
    }

    @Test func `a query gives the words that satisfied it`() throws {
        let rule = """
            return tocsin.watchlist { title = "T",
              query = [[ ("drone attack" OR drones) NEAR/6 Moscow AND NOT exercise* ]] }
            """
        #expect(try run(["r.lua": rule], body: "Drones flew towards Moscow.").matches.count == 1)
        #expect(
            try run(["r.lua": rule], body: "Drones flew towards Moscow in exercises.").matches
                .isEmpty)
        #expect(
            try run(
                ["r.lua": rule], body: "Drones flew. The mayor of the city said Moscow was calm."
            ).matches.isEmpty)
    }

    @Test func `an extract rule gives an event with its figures`() throws {
        let rule = """
            return tocsin.extract { title = "T", event = "ASSAULT",
              patterns = { "{killed: quantity} people? [was | were] killed" } }
            """
        let result = try run(["r.lua": rule], body: "Nearly twenty people were killed.")
        let figure = try #require(result.events.first?.casualties.first)
        #expect(figure.low == 17 && figure.high == 19 && figure.qualifier == .nearly)
        #expect(figure.span?.range == 0..<13)
    }

    @Test func `emit shapes the event, and nil gives none`() throws {
        let rule = """
            return tocsin.extract { title = "T", event = "ASSAULT",
              patterns = { "{killed: quantity} people? [was | were] killed" },
              emit = function(m)
                local low = m.captures.killed[1].low
                if low < 5 then return nil end
                return { label = "massacre", killed = low }
              end }
            """
        #expect(try run(["r.lua": rule], body: "Two people were killed.").events.isEmpty)
        #expect(
            try run(["r.lua": rule], body: "Nine people were killed.").events.first?.label
                == "massacre")
    }

    @Test func `a find rule reads the article and points with Lua's own positions`() throws {
        let rule = """
            return tocsin.rule { title = "T", words = { "curfew" },
              find = function(article)
                local a, b = article.body:find("curfew")
                return { label = "curfew", trigger = { a, b }, place = "Lima" }
              end }
            """
        let result = try run(["r.lua": rule], body: "A curfew began.")
        let event = try #require(result.events.first)
        #expect(event.trigger?.text == "curfew")
        #expect(event.places.first?.name == "Lima")
        #expect(try run(["r.lua": rule], body: "A quiet night.").events.isEmpty)
    }

    @Test func `an enrich rule adds to an event and says so`() throws {
        let rules = [
            "a.lua": """
            return tocsin.extract { title = "T", event = "ASSAULT", patterns = { "{actor: [FARC | ELN]} attacked" } }
            """,
            "b.lua": """
            return tocsin.enrich { title = "T", adds = { "actor.kind" },
              data = { groups = tocsin.gazetteer "lists/groups.tsv" },
              enrich = function(event, data)
                for _, actor in ipairs(event.actors) do
                  local row = data.groups:find(actor.name, { on = "2019-01-01" })
                  if row then actor.kind = row.kind; event:because(actor, row.where) end
                end
              end }
            """,
        ]
        let result = try run(
            rules,
            lists: [
                "groups.tsv":
                    "name\tkind\tfrom\tto\nFARC\trebels\t1964\t2017\nFARC\tparty\t2017\t\n"
            ],
            body: "FARC attacked a base.")
        let event = try #require(result.events.first, "\(result.failures)")
        #expect(event.actors.first?.kind == "party")
        #expect(event.foundBy.contains { $0.hasPrefix("p.b@") })
    }

    @Test func `an article that asks for nothing costs no recognition and gives nothing`() throws {
        let result = try run(
            ["r.lua": "return tocsin.watchlist { title = \"T\", words = { \"attack\" } }"],
            body: "It rained in Lima on Tuesday.")
        #expect(result.matches.isEmpty && result.events.isEmpty && result.claims.isEmpty)
    }

    @Test(arguments: ["", " ", "\n\n", "\u{0}", "…", "«»", String(repeating: "a", count: 100_000)])
    func `odd bodies are no trouble`(_ body: String) throws {
        let rule = """
            return tocsin.extract { title = "T", event = "ASSAULT", patterns = { "{killed: quantity} killed" } }
            """
        let result = try run(["r.lua": rule], body: body)
        #expect(result.events.isEmpty)
        #expect(result.failures.isEmpty)
    }
}

@Suite struct ExampleMarkupTests {
    @Test func `marks are taken out and their places kept in bytes`() throws {
        let (text, spans) = try #require(
            try? ExampleMarkup.parse("Ünder {{killed|zwölf}} of {{place|Łódź}}"))
        #expect(text == "Ünder zwölf of Łódź")
        #expect(
            spans == [.init(role: "killed", range: 7..<13), .init(role: "place", range: 17..<24)])
    }

    @Test(arguments: [
        ("{{word|a", "do not close"), ("{{|a}}", "no role"), ("a {{word}}", "{{role|word}}"),
        ("{{word:a}}", "{{word|a}}"), ("{{word|a}}}}", "closes no mark"),
        ("{{word|}}", "holds no words"),
    ])
    func `marks that are not right are refused, with how to write them`(
        _ text: String, _ says: String
    ) {
        let problem = #expect(throws: ExampleMarkup.Problem.self) {
            try ExampleMarkup.parse(text)
        }
        #expect(problem?.message.contains(says) == true)
    }
}
