import Testing
import TocsinLua

@testable import TocsinModel
@testable import TocsinPlugins

/// What the rule-authoring page promises of watchlists, queries, lists and gazetteers, each as an
/// analyst would write it.
@Suite struct WatchlistTests {
    struct Promise: Sendable, CustomTestStringConvertible {
        var name: String
        /// What stands in `tocsin.watchlist { title = "T", … }`.
        var rule: String
        var title = ""
        var body: String
        var language = "en"
        /// The words found, in reading order; none where the rule must not match.
        var found: [String]
        var testDescription: String { name }
    }

    static let words: [Promise] = [
        Promise(
            name: "case and accents", rule: "words = { \"Zelensky\" }",
            body: "ZELENSKY spoke; Zélensky left.", found: ["ZELENSKY", "Zélensky"]),
        Promise(
            name: "decomposed letters", rule: "words = { \"São Tomé\" }",
            body: "In Sa\u{303}o Tome\u{301} today", found: ["Sa\u{303}o Tome\u{301}"]),
        Promise(
            name: "hyphens", rule: "words = { \"Al-Qaeda\" }", body: "al Qaeda and AL-QAEDA",
            found: ["al Qaeda", "AL-QAEDA"]),
        Promise(
            name: "apostrophes", rule: "words = { \"Sana'a\" }", body: "Sana’a, Sanaa and Sana'a's",
            found: ["Sana’a", "Sanaa", "Sana'a"]),
        Promise(
            name: "whole words", rule: "words = { \"art\" }", body: "Artists start a party.",
            found: []),
        Promise(
            name: "a phrase over a line break", rule: "words = { \"drone attack\" }",
            body: "A drone\nattack began.", found: ["drone\nattack"]),
        Promise(
            name: "no phrase over a full stop", rule: "words = { \"drone attack\" }",
            body: "He saw a drone. Attack followed.", found: []),
        Promise(
            name: "= keeps case", rule: "words = { \"=SWIFT\" }", body: "A swift end to SWIFT",
            found: ["SWIFT"]),
        Promise(
            name: "exact keeps case of all", rule: "exact = true, words = { \"SWIFT\", \"Bank\" }",
            body: "A swift bank; SWIFT Bank", found: ["SWIFT", "Bank"]),
        Promise(
            name: "a prefix", rule: "words = { \"enrich*\" }", body: "rich, Enriched, enrichment",
            found: ["Enriched", "enrichment"]),
        Promise(
            name: "a phrase that ends in a prefix", rule: "words = { \"IAEA inspector*\" }",
            body: "IAEA inspectors came.", found: ["IAEA inspectors"]),
        Promise(
            name: "inflected, English", rule: "words = { \"attack~\" }",
            body: "They attacked, attacking a tack.", found: ["attacked", "attacking"]),
        Promise(
            name: "inflected, Spanish", rule: "words = { \"ataque~\" }",
            body: "Los ataques siguen.",
            language: "es", found: ["ataques"]),
        Promise(
            name: "inflected, German", rule: "words = { \"Angriff~\" }",
            body: "Angriffe mit Angriffen", language: "de", found: ["Angriffe", "Angriffen"]),
        Promise(
            name: "inflected, Russian", rule: "words = { \"ракета~\" }",
            body: "Удар ракетами и ракеты", language: "ru", found: ["ракетами", "ракеты"]),
        Promise(
            name: "inflected, Arabic", rule: "words = { \"انفجار~\" }",
            body: "بانفجار والانفجارات", language: "ar", found: ["بانفجار", "والانفجارات"]),
        Promise(
            name: "listed endings", rule: "words = { \"Орешник~{а, ом, и}\" }",
            body: "Орешник, Орешником, орешнику", language: "uk", found: ["Орешник", "Орешником"]),
        Promise(
            name: "й is not и", rule: "words = { \"война\" }", body: "воина и война",
            language: "ru", found: ["война"]),
        Promise(
            name: "ї is not і", rule: "words = { \"Київ\" }", body: "Киів, КИЇВ", language: "uk",
            found: ["КИЇВ"]),
        Promise(
            name: "ł and ø", rule: "words = { \"Łódź\", \"Tromso\" }", body: "Lodz and Tromsø",
            found: ["Lodz", "Tromsø"]),
        Promise(
            name: "Arabic particles", rule: "words = { \"بغداد\" }", body: "انفجار ببغداد وبغداد",
            language: "ar", found: ["ببغداد", "وبغداد"]),
        Promise(
            name: "Hebrew particles", rule: "words = { \"ישראל\" }", body: "בישראל ישראלי",
            language: "he", found: ["בישראל"]),
        Promise(
            name: "Chinese", rule: "words = { \"北京\" }", body: "他在北京市工作", language: "zh",
            found: ["北京"]),
        Promise(
            name: "Thai", rule: "words = { \"กรุงเทพ\" }", body: "ในกรุงเทพมหานคร", language: "th",
            found: ["กรุงเทพ"]),
        Promise(
            name: "Hindi vowel signs stay", rule: "words = { \"कम\" }", body: "काम और कम",
            language: "hi", found: ["कम"]),
    ]

    static let rules: [Promise] = [
        Promise(
            name: "unless", rule: "words = { \"flour\" }, unless = { \"enriched flour\" }",
            body: "The enriched flour", found: []),
        Promise(
            name: "unless cancels only what it covers",
            rule: "words = { \"enrich*\" }, unless = { \"enriched flour\" }",
            body: "The enriched flour, and enrichment", found: ["enrichment"]),
        Promise(
            name: "at_least", rule: "words = { \"a1\", \"b1\" }, at_least = 2",
            body: "a1 a1", found: []),
        Promise(
            name: "at_least reached", rule: "words = { \"a1\", \"b1\" }, at_least = 2",
            body: "a1 x b1", found: ["a1", "b1"]),
        Promise(
            name: "a group counts once",
            rule: "words = { { \"Oreshnik\", \"Орешник~{а}\" }, \"Kinzhal\" }, at_least = 2",
            body: "Oreshnik, Орешника", found: []),
        Promise(
            name: "at_least with rows of one name",
            rule: "words = tocsin.list \"arms.tsv\", at_least = 2", body: "A Kalibr, a Kalibr",
            found: []),
        Promise(
            name: "at_least with rows of two names",
            rule: "words = tocsin.list \"arms.tsv\", at_least = 2", body: "A 3M-54 and a FAB",
            found: ["3M-54", "FAB"]),
        Promise(
            name: "in_fields: the title", rule: "words = { \"war\" }, in_fields = { \"title\" }",
            title: "War", body: "war", found: ["War"]),
        Promise(
            name: "in_fields: the title only", rule: "words = { \"war\" }, in_fields = \"title\"",
            title: "Peace", body: "war", found: []),
        Promise(
            name: "language", rule: "words = { \"war\" }, language = { \"en\", \"uk\" }",
            body: "war", language: "uk", found: ["war"]),
        Promise(
            name: "another language", rule: "words = { \"war\" }, language = { \"en\", \"uk\" }",
            body: "war", language: "de", found: []),
        Promise(
            name: "a dialect of the language", rule: "words = { \"war\" }, language = \"en\"",
            body: "war", language: "en-GB", found: ["war"]),
    ]

    static let queries: [Promise] = [
        Promise(
            name: "a list in a query",
            rule: "query = [[ @arms NEAR/4 (Moscow OR Kursk) ]]",
            body: "A Kalibr hit Kursk; zenith rose.", found: ["Kalibr", "Kursk"]),
        Promise(
            name: "a phrase of a list in a query", rule: "query = [[ @arms AND NOT exercise* ]]",
            body: "The glide bomb fell.", found: ["glide bomb"]),
        Promise(
            name: "a list and NOT", rule: "query = [[ @arms AND NOT exercise* ]]",
            body: "Kalibr exercises", found: []),
        Promise(
            name: "SAME/s", rule: "query = [[ drone SAME/s Moscow ]]",
            body: "A drone flew. Moscow slept.", found: []),
        Promise(
            name: "SAME/p", rule: "query = [[ drone SAME/p Moscow ]]",
            body: "A drone flew. Moscow slept.", found: ["drone", "Moscow"]),
        Promise(
            name: "SAME/p over a blank line", rule: "query = [[ drone SAME/p Moscow ]]",
            body: "A drone flew.\n\nMoscow slept.", found: []),
        Promise(
            name: "title:", rule: "query = [[ title:(war OR strike~) AND Moscow ]]",
            title: "Strikes", body: "Moscow", found: ["Strikes", "Moscow"]),
        Promise(
            name: "NEAR with phrases",
            rule: "query = [[ \"drone attack\" NEAR/3 \"rail bridge\" ]]",
            body: "a drone attack on a rail bridge", found: ["drone attack", "rail bridge"]),
        Promise(
            name: "BEFORE with phrases",
            rule: "query = [[ \"rail bridge\" BEFORE/9 \"drone attack\" ]]",
            body: "a drone attack on a rail bridge", found: []),
        Promise(
            name: "ATLEAST", rule: "query = [[ ATLEAST/3(drone* OR UAV*) ]]",
            body: "drones, a UAV and a drone", found: ["drones", "UAV", "drone"]),
        Promise(
            name: "inflected in a query", rule: "query = [[ ракета~ NEAR/3 Київ ]]",
            body: "Ракетами по Київ", language: "ru", found: ["Ракетами", "Київ"]),
        Promise(
            name: "exact in a query", rule: "query = [[ =SWIFT AND bank~ ]]",
            body: "swift banks, SWIFT", found: ["banks", "SWIFT"]),
    ]

    @Test(arguments: words + rules + queries)
    func `a watchlist does what the authoring page says`(_ promise: Promise) throws {
        let folder = try PluginFolder(
            rules: ["r.lua": "return tocsin.watchlist { title = \"T\", \(promise.rule) }"],
            lists: [
                "arms.tsv":
                    "# source: ours\nname\taliases\nKalibr\t3M-54\nKalibr\tClub\nglide bomb\tKAB|FAB\n"
            ])
        let (set, lines) = try folder.load()
        #expect(lines.isEmpty)
        let article = Article(
            id: "a", title: promise.title, language: promise.language,
            published: Timestamp("2025-03-11T12:00:00Z"), body: promise.body)
        let result = RuleRunner(set, limits: LuaLimits()).process(article, without: [])
        #expect((result.matches.first?.spans ?? []).map(\.text) == promise.found)
        #expect(result.matches.isEmpty == promise.found.isEmpty)
    }

    /// The word of a row: letters only, another for each number.
    static func word(_ number: Int) -> String {
        var n = number
        var letters = "q"
        for _ in 0..<4 {
            letters +=
                [
                    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri",
                    "so", "tu", "va", "we", "xi", "zo",
                ][n % 19]
            n /= 19
        }
        return letters
    }

    @Test func `a list of 100,000 rows is words, a leaf of a query and a gazetteer`() throws {
        var text = "# source: made for this test\nname\taliases\tid\tfrom\tto\n"
        for i in 0..<100_000 {
            text +=
                "\(Self.word(i)) group\t\(Self.word(i)) front|\(Self.word(i))ite\tG\(i)\t2001\t2010\n"
            if i % 10 == 0 { text += "\(Self.word(i)) group\t\tH\(i)\t2011\t\n" }
        }
        let folder = try PluginFolder(
            rules: [
                "words.lua":
                    "return tocsin.watchlist { title = \"T\", words = tocsin.list \"big.tsv\" }",
                "query.lua":
                    "return tocsin.watchlist { title = \"T\", query = [[ @big NEAR/3 bomb~ ]] }",
                "extract.lua": """
                return tocsin.extract { title = "T", event = "ASSAULT", lists = { groups = tocsin.list "big.tsv" },
                  patterns = { "{actor: [@groups]} bombed" } }
                """,
                "enrich.lua": """
                return tocsin.enrich { title = "T", adds = { "actor.kind" },
                  data = { groups = tocsin.gazetteer "lists/big.tsv" },
                  enrich = function(event, data)
                    for _, actor in ipairs(event.actors) do
                      local row = data.groups:find(actor.name, { on = "2015" })
                      if row then actor.kind = row.id end
                    end
                  end }
                """,
            ], lists: ["big.tsv": text])
        let (set, lines) = try folder.load()
        #expect(lines.isEmpty, "\(lines)")
        let name = Self.word(77_770)
        let article = Article(
            id: "a", language: "en", published: Timestamp("2025-03-11T12:00:00Z"),
            body:
                "The \(name.uppercased()) Group bombed a bridge on the river. \(Self.word(99_990))ite men fled."
        )
        let result = RuleRunner(set, limits: LuaLimits()).process(article, without: [])
        let matches = Dictionary(grouping: result.matches) { set.rules[$0.rule].id }
        #expect(
            matches["p.words"]?.first?.spans.map(\.text) == [
                "\(name.uppercased()) Group", "\(Self.word(99_990))ite",
            ])
        #expect(matches["p.words"]?.first?.row["id"] == "H77770", "the row that holds today")
        #expect(
            matches["p.query"]?.first?.spans.map(\.text) == [
                "\(name.uppercased()) Group", "bombed",
            ])
        #expect(result.events.first?.actors.first?.kind == "H77770", "the row that holds in 2015")
    }
}
