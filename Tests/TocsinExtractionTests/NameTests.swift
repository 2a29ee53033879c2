import Testing
import TocsinModel

@testable import TocsinExtraction

struct NameCase: CustomTestStringConvertible, Sendable {
    var text: String
    /// `kind | name | country | sector | office`, in any order; empty cells where nothing is known.
    var entities: [String]

    init(_ text: String, _ entities: String...) {
        self.text = text
        self.entities = entities
    }

    var testDescription: String { text }

    static let all: [NameCase] = [
        .init(
            "Dmitry Peskov, Russian presidential spokesman, spoke.",
            "person | Dmitry Peskov | RUS | GOV | Russian presidential spokesman"),
        .init(
            "Foreign Minister Eva Lund met reporters.",
            "person | Eva Lund |  | GOV | Foreign Minister"),
        .init(
            "Norwegian Foreign Minister Eva Lund met reporters.",
            "person | Eva Lund | NOR | GOV | Norwegian Foreign Minister"),
        .init(
            "The talks were led by Ana Ruiz, head of the Port Authority of Peru.",
            "person | Ana Ruiz | PER |  | head of the Port Authority of Peru"),
        .init("Mr. J. R. de la Cruz left.", "person | J. R. de la Cruz |  |  | "),
        .init(
            "General Ludwig van der Velde resigned.",
            "person | Ludwig van der Velde |  | MIL | General"),
        .init("Troops loyal to Omar al-Bashir fled.", "person | Omar al-Bashir |  |  | "),
        .init(
            "The Organization for Security and Cooperation in Europe (OSCE) sent a team.",
            "organization | Organization for Security and Cooperation in Europe |  | IGO | "),
        .init(
            "The Civil Aviation Board (CAB) met. The CAB will meet again.",
            "organization | Civil Aviation Board |  | BUS | "),
        .init(
            "The Russian Ministry of Defense denied it.",
            "organization | Russian Ministry of Defense | RUS | GOV | "),
        .init("Russian troops crossed the river.", "group | Russian troops | RUS | MIL | "),
        .init("The kyiv regime will fall.", "group | kyiv regime | UKR | GOV | "),
        .init(
            "Fighters of Boko Haram burned the market.", "armed-group | Boko Haram | NGA | REB | "),
        .init(
            "U.S. Secretary of State Marco Rubio left.",
            "person | Marco Rubio | USA | GOV | U.S. Secretary of State"),
        .init("Rain fell on Lima.", "place | Lima | PER |  | "),
    ]

    /// A capital letter and no name.
    static let none: [NameCase] = [
        .init("Naturally, it rained."), .init("Hundreds fled. Meanwhile it rained."),
        .init("On Tuesday it rained."), .init("Officials met. Rescuers searched the river."),
        .init("IT RAINED ALL NIGHT AND THE RIVER ROSE."), .init(""),
    ]
}

@Suite struct `Names of an article` {
    @Test(arguments: NameCase.all)
    func `are people, organizations and groups with office, country and sector`(_ example: NameCase)
    {
        let found = ClaimReading.entities(example.text).clusters.map(\.entity).map {
            "\($0.kind ?? "") | \($0.name) | \($0.country ?? "") | \($0.sector ?? "") | \($0.office ?? "")"
        }
        for entity in example.entities { #expect(found.contains(entity), "found \(found)") }
    }

    @Test(arguments: NameCase.none)
    func `are not every capital letter`(_ example: NameCase) {
        let found = ClaimReading.entities(example.text).mentions.map(\.text)
        #expect(found.isEmpty)
    }

    @Test(arguments: [
        ("Dmitry Peskov spoke on Monday. Later Peskov left.", "Peskov", "Dmitry Peskov"),
        ("Sergey Lavrov spoke. Mr. Lavrov then left.", "Mr. Lavrov", "Sergey Lavrov"),
        (
            "The Civil Aviation Board (CAB) met. The rules of the CAB are old.", "CAB",
            "Civil Aviation Board"
        ),
        (
            "The Ministry of Defense denied it. Critics of the Defense Ministry laughed.",
            "Defense Ministry", "Ministry of Defense"
        ),
    ])
    func `are one where a short form follows`(_ text: String, _ short: String, _ full: String)
        throws
    {
        let entities = ClaimReading.entities(text)
        let mention = try #require(entities.mentions.lastIndex { $0.text == short })
        #expect(entities.clusters[entities.clusterOf[mention]].entity.name == full)
        #expect(entities.clusters[entities.clusterOf[mention]].mentions.count == 2)
    }

    @Test func `do not overlap and stand in order`() {
        let text = """
            MOSCOW, March 11. The Russian Ministry of Defense said that Ukrainian drones were shot \
            down. Dmitry Peskov, the Kremlin spokesman, thanked U.S. Secretary of State Marco Rubio. \
            "We met Mr. Rubio in Saudi Arabia," Peskov said.
            """
        let entities = ClaimReading.entities(text, title: "Kremlin thanks Rubio")
        var last = (Field.title, 0)
        for mention in entities.mentions {
            #expect((mention.field, mention.tokens.lowerBound) >= last)
            last = (mention.field, mention.tokens.upperBound)
            #expect(!mention.tokens.isEmpty)
        }
    }

    @Test func `come from lists that are read without complaint`() {
        #expect(ClaimReading.shipped.problems == [])
    }

    @Test func `come from lists that name what is wrong with a row`() {
        var builder = EntityLexicon.builder()
        let problems = builder.addTable(
            "# licence\nlemma\tstance\tframes\nsay\tassert\tclause\nshout\tasserts\tquote\n",
            to: .cues,
            place: "cues.tsv")
        #expect(problems.map(\.place) == ["cues.tsv:3"])
        #expect(problems.first?.message.contains("did you mean \"asserts\"") == true)
    }
}
