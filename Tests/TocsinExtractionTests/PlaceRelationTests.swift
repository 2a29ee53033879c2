import Testing
import TocsinModel
import TocsinText

@testable import TocsinExtraction

/// How a sentence speaks of the word `Bakor` in it.
struct PlaceRelationCase: CustomTestStringConvertible, Sendable {
    var text: String
    var relation: String?
    var distance: Double?

    init(_ text: String, _ relation: String? = nil, _ distance: Double? = nil) {
        self.text = text
        self.relation = relation
        self.distance = distance
    }

    var testDescription: String { text }

    static let all: [PlaceRelationCase] = [
        .init("A mine went off 20 kilometers from Bakor.", "from", 20),
        .init("The farm lies some 12 km away from Bakor.", "from", 12),
        .init("It fell less than 20 kilometres from the city of Bakor.", "from", 20),
        .init("The peak is 340 kms north of Bakor.", "north of", 340),
        .init("The convoy was hit ten miles south-west of Bakor.", "southwest of", 16.1),
        .init("The post is just south of Bakor.", "south of"),
        .init("The lines run to the east of the regional capital Bakor.", "east of"),
        .init("A village between 20 and 30 km northeast of Bakor was shelled.", "northeast of", 25),
        .init("The ship sank off the southern coast of Bakor.", "off"),
        .init("The ship sank 60 nautical miles off Bakor.", "off", 111.1),
        .init("Fighting went on near Bakor.", "near"),
        .init("The depot is close to the town of Bakor.", "near"),
        .init("The camp is 5 km outside Bakor.", "outside", 5),
        .init("Shells fell in Bakor."),
        .init("Shells fell in the south of Bakor."),
        .init("The envoy came from Bakor."),
        .init("The mayor of Bakor left."),
        .init("Troops were sent to Bakor."),
        .init("The price rose 20 per cent in Bakor."),
    ]
}

struct PlaceRelationTests {
    @Test(arguments: PlaceRelationCase.all)
    func `the words before a place say how far and in which direction`(
        _ sample: PlaceRelationCase
    ) throws {
        let article = TextAnalyzer().analyze(
            Article(id: "a", title: "", language: "en", body: sample.text))
        let view = SentenceView(article.body, sentence: 0)
        let place = try #require(view.tokens.first { view.word($0) == "bakor" })
        let relation = PlaceRelation(
            before: place..<place + 1, in: view,
            figures: {
                FormRecognizer().mentions(in: article.body, sentence: 0, published: nil)
            })
        #expect(relation?.words == sample.relation)
        #expect(relation?.distance == sample.distance)
    }

    @Test func `a place is shown with its relation`() {
        let place = Place(text: "Bakor", relation: "north of", distance: 340)
        #expect(place.located == "340 km north of Bakor" && place.isAway)
        #expect(Place(text: "Bakor", relation: "near").located == "near Bakor")
        #expect(Place(text: "La\n  Bakora").name == "La Bakora")
    }
}
