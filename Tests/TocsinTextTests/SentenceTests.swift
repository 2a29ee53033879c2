import Testing
import TocsinModel

@testable import TocsinText

struct SentenceTests {
    static func sentences(_ text: String) -> [String] {
        let analyzed = TextAnalyzer().analyze(text, field: .body)
        return analyzed.sentences.map { analyzed.text($0.bytes) }
    }

    @Test(arguments: [
        ["Showers continued.", "The dry period means it is late."],
        ["Mr. Smith met Gen. Jones on Jan. 6 in St. Petersburg.", "No. 5 won."],
        ["The U.S. Army left.", "It was in the U.S.", "The army said so."],
        ["John F. Kennedy spoke.", "He paid $5.5 million."],
        ["“We will win. They will lose.” He left.", "x"],
        ["\"Why?\" he asked.", "Nobody knew."],
        ["He said: \"Go.\"", "Then he left."],
        ["(The minister agreed.)", "Talks go on."],
        ["Moscow/Kiev.- Ukraine attacked Moscow.", "Russia said so."],
        ["They fled...", "And then came back.", "End!"],
        ["It fell 5%.", "Shares rose."],
        ["It was over... but not quite.", "Really?!", "Yes."],
        ["Al-Shabab struck.", "al-Qaeda did not."],
        ["Он приехал в 2020 г. в Москву.", "В. Путин ушёл."],
        ["北京。", "上海！", "東京"],
        ["At 5 p.m. Monday it ended.", "She left."],
        ["Standard Oil Co. and Apple Inc. said so.", "OK."],
        ["Oil rose to 3.", "The index fell."],
        ["see example.com and 10.5.1 now"],
        ["¿Quién fue?", "Nadie.", "El Sr. López lo sabe."],
    ])
    func `sentences end where a reader ends them`(parts: [String]) {
        // "a quote that holds several sentences" is two sentences in one pair of quotes.
        let expected =
            parts.first!.hasPrefix("“")
            ? ["“We will win.", "They will lose.”", "He left.", "x"] : parts
        #expect(Self.sentences(parts.joined(separator: " ")) == expected)
    }

    @Test func `a line break inside a wrapped paragraph ends nothing`() {
        let text = """
            Showers continued throughout the week in
            the Bahia cocoa zone, alleviating the drought since early
            January and improving prospects for the coming temporao,
            said Comissaria Smith.
                The dry period means the temporao
            will be late.
            """
        let analyzed = TextAnalyzer().analyze(text, field: .body)
        #expect(analyzed.sentences.count == 2)
        #expect(analyzed.sentences.map(\.paragraph) == [0, 1])
    }

    @Test func `a line break between long lines ends a paragraph`() {
        let analyzed = TextAnalyzer().analyze(
            "Heading here\nThe text. It goes on\n\nEnd", field: .body)
        #expect(analyzed.sentences.map(\.paragraph) == [0, 1, 1, 2])
        #expect(
            analyzed.sentences.map { analyzed.text($0.bytes) } == [
                "Heading here", "The text.", "It goes on", "End",
            ])
    }

    @Test func `a sentence keeps its quotes and brackets`() {
        #expect(
            Self.sentences("  “Go!” (He left.) «Да.» Он ушёл  ") == [
                "“Go!”", "(He left.)", "«Да.»", "Он ушёл",
            ])
    }
}
