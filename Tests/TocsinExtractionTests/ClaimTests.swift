import Testing
import TocsinModel

@testable import TocsinExtraction

/// A text and what it says that others say.
struct ClaimCase: CustomTestStringConvertible, Sendable {
    var text: String
    /// `form | stance | speaker | content`
    var claims: [String]

    init(_ text: String, _ claims: String...) {
        self.text = text
        self.claims = claims
    }

    var testDescription: String { text }

    static let direct: [ClaimCase] = [
        .init(
            "\"The bridge is safe to cross,\" said Ana Ruiz, head of the port authority, in a statement.",
            "direct | asserts | Ana Ruiz | The bridge is safe to cross"),
        .init(
            "Ana Ruiz told reporters: \"We found no survivors.\"",
            "direct | asserts | Ana Ruiz | We found no survivors."),
        .init(
            "\"We found no one,\" Ana Ruiz said, \"and we will go on searching.\"",
            "direct | asserts | Ana Ruiz | We found no one, and we will go on searching."),
        .init(
            "“The river is still rising,” Mayor Tom Hale said. “People must leave now.”",
            "direct | asserts | Tom Hale | The river is still rising, People must leave now."),
        .init(
            "« Nous tiendrons », said Colonel Marc Duval on Friday.",
            "direct | asserts | Marc Duval | Nous tiendrons"),
        .init(
            "Mayor Tom Hale spoke on Monday. \"No one will be left behind,\" he said.",
            "direct | asserts | Tom Hale | No one will be left behind"),
        .init(
            "Governor Mary Boyd arrived with Tom Hale. \"I have seen the damage,\" she said.",
            "direct | asserts | Mary Boyd | I have seen the damage"),
        .init(
            "\"The first trucks have arrived.\n\"More will follow tonight,\" said Ana Ruiz.",
            "direct | asserts | Ana Ruiz | More will follow tonight"),
        .init(
            "Colonel Marc Duval said:\n\"The town is ours.\n\"We hold the bridge.\"",
            "direct | asserts | Marc Duval | The town is ours. We hold the bridge."),
        .init(
            "\"Who fired first?\" General Ivan Petrov asked.",
            "direct | questions | Ivan Petrov | Who fired first?"),
    ]

    static let indirect: [ClaimCase] = [
        // Lines wrapped inside a sentence, by either kind of line break, are one paragraph.
        .init(
            "Some 400 patients were moved\r\nto Kursk, Governor Ivan Petrov said.",
            "indirect | asserts | Ivan Petrov | Some 400 patients were moved\r\nto Kursk"),
        .init(
            "Some 400 patients were moved\nto Kursk,\r\nGovernor Ivan Petrov said.",
            "indirect | asserts | Ivan Petrov | Some 400 patients were moved\nto Kursk"),
        .init(
            "Police said that two men had been arrested.",
            "indirect | asserts | Police | two men had been arrested"),
        .init(
            "The Interior Ministry said on Tuesday the road was closed.",
            "indirect | asserts | Interior Ministry | the road was closed"),
        .init(
            "A bulletin issued at 14:00 GMT said that nine people had died.",
            "indirect | asserts | bulletin | nine people had died"),
        .init(
            "The army at 0630 local time said two bridges were hit.",
            "indirect | asserts | army | two bridges were hit"),
        .init(
            "Nine people died in the fire, officials said.",
            "indirect | asserts | officials | Nine people died in the fire"),
        .init(
            "The strike, the army said, hit a depot.",
            "indirect | asserts | army | The strike hit a depot"),
        .init(
            "According to the Ministry of Health, nine people died.",
            "indirect | asserts | Ministry of Health | nine people died"),
        .init(
            "Nine people died, according to the Ministry of Health.",
            "indirect | asserts | Ministry of Health | Nine people died"),
        .init(
            "Rebels denied that they had fired the rocket.",
            "indirect | denies | Rebels | they had fired the rocket"),
        .init(
            "Hamas claimed responsibility for the shooting in Hebron.",
            "indirect | claims_responsibility | Hamas | the shooting in Hebron"),
        .init(
            "President Ali Said accused the rebels of breaking the truce.",
            "indirect | accuses | Ali Said | the rebels of breaking the truce"),
        .init(
            "The United Nations called for an immediate ceasefire.",
            "indirect | demands | United Nations | an immediate ceasefire"),
        .init(
            "Foreign Minister Eva Lund urged both sides to return to talks.",
            "indirect | demands | Eva Lund | both sides to return to talks"),
        .init(
            "Two people familiar with the matter said the deal was dead.",
            "indirect | asserts | Two people familiar with the matter | the deal was dead"),
        .init(
            "Eva Lund was quoted as saying that the talks had failed.",
            "indirect | asserts | Eva Lund | the talks had failed"),
        .init(
            "The minister rejected the general's claim that the city had fallen.",
            "indirect | asserts | general | the city had fallen"),
        .init(
            "Eva Lund, who visited Kyiv on Monday, warned that winter would be hard.",
            "indirect | asserts | Eva Lund | winter would be hard"),
        .init(
            "Eva Lund is confident that the vote will pass.",
            "indirect | asserts | Eva Lund | the vote will pass"),
    ]

    static let mixed: [ClaimCase] = [
        .init(
            "The army said the raid had \"failed completely\" and that nobody was hurt.",
            "mixed | asserts | army | the raid had \"failed completely\" and that nobody was hurt"),
        .init(
            "Eva Lund described the plan as \"a trap\" for both countries.",
            "mixed | asserts | Eva Lund | the plan as \"a trap\" for both countries"),
        .init(
            "Eva Lund said the deal was \"dead,\" although talks went on in Oslo.",
            "mixed | asserts | Eva Lund | the deal was \"dead,\""),
    ]

    /// Nobody says anything here.
    /// What stands around a report and is no part of it, and sources that are more than a name.
    static let edges: [ClaimCase] = [
        .init(
            "PORT AZURE, May 3 (Coast Press) - Nine people drowned in the harbour, police said.",
            "indirect | asserts | police | Nine people drowned in the harbour"),
        .init(
            "The WHO said that two cases had been found.",
            "indirect | asserts | World Health Organization | two cases had been found"),
        .init(
            "Officials, however, said the road was closed.",
            "indirect | asserts | Officials | the road was closed"),
        .init(
            "Two officials briefed on the talks said they had failed.",
            "indirect | asserts | Two officials briefed on the talks | they had failed"),
        .init(
            "Three men were shot, state police spokeswoman Adaora Nkem said.",
            "indirect | asserts | Adaora Nkem | Three men were shot"),
        .init(
            "Authorities put the death toll at 12.",
            "indirect | asserts | Authorities | the death toll at 12"),
        .init(
            "Engineers have long warned that the dam would break.",
            "indirect | asserts | Engineers | the dam would break"),
        .init(
            "The army accused the rebels of shelling the town; it gave no proof.",
            "indirect | accuses | army | the rebels of shelling the town"),
        .init(
            "The state agency Norda, citing the ministry, reported that the pardon had been granted.",
            "indirect | asserts | Norda | the pardon had been granted"),
        .init(
            "\"Where is the money?\" Omar Daud, the chief of the port, asked on Monday.",
            "direct | questions | Omar Daud | Where is the money?"),
        .init(
            "A study found traces of lead. The army found traces of oil.",
            "indirect | asserts | study | traces of lead"),
        .init(
            "The suspect is believed to be a former soldier.",
            "indirect | asserts |  | The suspect to be a former soldier"),
        .init(
            "Officials expressed deep concern about the arrests of priests.",
            "indirect | asserts | Officials | the arrests of priests"),
        .init(
            "Ministers expressed concern that the river would rise.",
            "indirect | asserts | Ministers | the river would rise"),
        .init(
            "Tom Hale raised doubts about the count of votes.",
            "indirect | asserts | Tom Hale | the count of votes"),
        .init(
            "Ana Ruiz refused to endorse the plan for the port.",
            "indirect | rejects | Ana Ruiz | to endorse the plan for the port"),
        .init(
            "There are fears that the dam will burst.",
            "indirect | asserts |  | the dam will burst"),
        .init(
            "The mayor was criticized for hiding the report.",
            "indirect | accuses |  | The mayor hiding the report"),
        .init(
            "Ana Ruiz attacked Tom Hale for his support of the war, saying, \"He is wrong about it.\"",
            "direct | asserts | Ana Ruiz | He is wrong about it."),
        .init(
            "The flood has killed nine, informed this Monday the Civil Defence.",
            "indirect | asserts | Civil Defence | The flood has killed nine"),
        .init(
            "Khalil al-Amri said the raid had failed. \"We will go on,\" he said.",
            "direct | asserts | Khalil al-Amri | We will go on"),
    ]

    static let silent: [ClaimCase] = [
        .init("The so-called \"people's bank\" closed on Monday."),
        .init("The film \"Night Train\" opened in Paris."),
        .init("Police declined to comment."),
        .init("Tom Hale refused to say whether he would go."),
        .init("Tom Hale was not able to confirm the count of votes."),
        .init("It was a message that was sent to no one."),
        .init("No group has said who was behind it."),
        .init("The shelling claimed the lives of nine people."),
        .init("The barrage welcomed the envoy."),
        .init("The ministry has not said when the road will open."),
        .init("The United States sent two ships."),
        .init("Reports of the fire reached Lima late."),
        .init("Marcia \"Cia\" Price lives in Norfolk."),
        .init(""),
        .init("\"\" \"\" said \"\""),
    ]
}

@Suite struct `Claims of a sentence` {
    @Test(
        arguments: ClaimCase.direct + ClaimCase.indirect + ClaimCase.mixed + ClaimCase.edges
            + ClaimCase.silent)
    func `are found with speaker, form, stance and content`(_ example: ClaimCase) {
        let found = ClaimReading.claims(example.text)
            .map { "\($0.form) | \($0.stance.rawValue) | \($0.speaker) | \($0.text)" }
        if example.claims.isEmpty {
            #expect(found.isEmpty)
        } else {
            for claim in example.claims { #expect(found.contains(claim), "found \(found)") }
        }
    }

    @Test(arguments: ClaimCase.direct + ClaimCase.indirect + ClaimCase.mixed)
    func `point at their own text`(_ example: ClaimCase) throws {
        let article = Article(id: "a", body: example.text)
        for claim in ClaimReading.claims(example.text) {
            let span = try #require(claim.span)
            if claim.parts == nil {
                #expect(article.text(span) == claim.text)
            } else {
                let pieces = claim.parts!.map { article.text($0) }
                for piece in pieces { #expect(claim.text.contains(piece)) }
                #expect(claim.parts!.first!.start == span.start)
            }
            if let cue = claim.cue {
                #expect(try article.text(#require(claim.cueSpan)) == cue)
            }
        }
    }

    @Test(arguments: [
        ("Sergei Lavrov said the talks failed.", "Sergey Lavrov said the talks failed."),
        (
            "Volodymyr Zelenskyy said the talks failed.",
            "Volodímir Zelenski said the talks failed."
        ),
    ])
    func `have one origin whatever the spelling of the name`(_ a: String, _ b: String) throws {
        let first = try #require(ClaimReading.claims(a).first)
        let second = try #require(ClaimReading.claims(b).first)
        #expect(first.origin == second.origin)
        #expect(first.speaker != second.speaker)
    }
}
