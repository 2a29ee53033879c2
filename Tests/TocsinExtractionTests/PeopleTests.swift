import Testing
import TocsinModel
import TocsinText

@testable import TocsinExtraction

/// What a sentence counts: the longest phrase of each figure, as `figure | phrase`.
struct PeopleCase: CustomTestStringConvertible, Sendable {
    var text: String
    var phrases: [String]

    init(_ text: String, _ phrases: String...) {
        self.text = text
        self.phrases = phrases
    }

    var testDescription: String { text }

    static let all: [PeopleCase] = [
        .init("Twelve Naxalites were killed.", "Twelve | Twelve Naxalites"),
        .init("Three people died in the fire.", "Three | Three people"),
        .init(
            "Two employees of a farm suffered burns.", "Two | Two employees of a farm"),
        .init(
            "Eight guards and their driver were killed.", "Eight | Eight guards and their driver",
            "their driver | their driver"),
        .init(
            "Two soldiers and seven rebels died.", "Two | Two soldiers", "seven | seven rebels"),
        .init(
            "At least 12 people, among them five women, were hurt.",
            "At least 12 | At least 12 people, among them five women", "five | five women"),
        .init("Six of the wounded are children.", "Six | Six of the wounded"),
        .init("A prayer leader was gunned down.", "A prayer leader | A prayer leader"),
        .init("Policeman shot dead in market", "Policeman | Policeman"),
        .init("Four alleged kidnappers were held.", "Four | Four alleged kidnappers"),
        .init("The army shot down 48 drones.", "48 | 48"),
        .init("The group met a crowd of the government."),
    ]
}

struct PeopleTests {
    @Test(arguments: PeopleCase.all)
    func `a figure is read with the people it counts`(_ sample: PeopleCase) {
        let article = TextAnalyzer().analyze(
            Article(id: "a", title: "", language: "en", body: sample.text))
        let entities = EntityRecognizer().entities(
            in: article, lexicon: ClaimReading.shipped.lexicon)
        let reader = PeopleReader(
            view: SentenceView(article.body, sentence: 0),
            forms: FormRecognizer().mentions(in: article.body, sentence: 0, published: nil),
            names: entities.mentions.filter { $0.field == .body })
        var longest: [String: Mention] = [:]
        for mention in reader.mentions()
        where mention.tokens.count >= longest[mention.text]?.tokens.count ?? 0 {
            longest[mention.text] = mention
        }
        let found = longest.values.sorted { $0.span.start < $1.span.start }.map {
            "\($0.text) | \(article.body.text(article.body.bytes($0.tokens)))"
        }
        #expect(found == sample.phrases)
    }
}
