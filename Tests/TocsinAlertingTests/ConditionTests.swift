import Testing
import TocsinAlerting
import TocsinModel

struct ConditionCase: Sendable, CustomTestStringConvertible {
    var name: String
    var when: Condition
    var event: Event
    /// Nil where it holds, else the failure's line.
    var failure: String?
    var testDescription: String { name }

    static func when(_ clauses: [Condition.Clause]) -> Condition { Condition(clauses) }
    private static let type = Condition.Clause("type", .equals(.string("ASSAULT")))

    static let all: [ConditionCase] = [
        .init(name: "type", when: .assault, event: assault("Lima")),
        .init(
            name: "another type", when: .assault, event: Event(type: .protest),
            failure: "type: found PROTEST, wanted ASSAULT"),
        .init(
            name: "negated", when: .assault,
            event: assault("Lima", assertion: Assertion(polarity: .negated)),
            failure:
                "polarity: found negated, wanted affirmed (a safe default; widen with polarity = any)"
        ),
        .init(
            name: "hypothetical", when: .assault,
            event: assault("Lima", assertion: Assertion(modality: .hypothetical)),
            failure:
                "modality: found hypothetical, wanted asserted (a safe default; widen with modality = any)"
        ),
        .init(
            name: "historical", when: .assault,
            event: assault("Lima", assertion: Assertion(tense: .historical)),
            failure:
                "tense: found historical, wanted one of past, ongoing (a safe default; widen with tense = any)"
        ),
        .init(
            name: "five days old", when: .assault, event: assault("Lima", day: 6),
            failure:
                "age: found 5 days before publication, wanted within 3 days of publication (a safe default; widen with age = any)"
        ),
        .init(name: "three days old", when: .assault, event: assault("Lima", day: 8)),
        .init(
            name: "widened", when: when([type, .init("age", .any), .init("polarity", .any)]),
            event: assault("Lima", day: 1, assertion: Assertion(polarity: .negated))),
        .init(
            name: "age written", when: when([type, .init("age", .equals(.string("1 day")))]),
            event: assault("Lima", day: 9),
            failure: "age: found 2 days before publication, wanted within 1 day of publication"),
        .init(
            name: "country inferred", when: when([.init("country", .equals(.string("PER")))]),
            event: assault("Lima", inferredPlace: true),
            failure: "country: found PER (inferred), wanted PER"),
        .init(
            name: "inferred allowed",
            when: when([
                .init("country", .equals(.string("PER"))), .init("inferred", .equals(.bool(true))),
            ]), event: assault("Lima", inferredPlace: true)),
        .init(
            name: "set", when: when([.init("country", .oneOf([.string("BOL"), .string("PER")]))]),
            event: assault("Lima")),
        .init(
            name: "at least, lower bound",
            when: when([.init("killed", .atLeast(.number(18)))]),
            event: assault("Lima", figures: [figure("killed", 17, 19)]),
            failure: "killed: found 17–19, wanted at least 18"),
        .init(
            name: "possibly at least, upper bound",
            when: when([.init("killed", .possiblyAtLeast(18))]),
            event: assault("Lima", figures: [figure("killed", 17, 19)])),
        .init(
            name: "at most is for all figures", when: when([.init("killed", .atMost(.number(5)))]),
            event: assault("Lima", figures: [figure("killed", 3), figure("killed", 11)]),
            failure: "killed: found 3, 11, wanted at most 5"),
        .init(
            name: "between", when: when([.init("killed", .between(2, 4))]),
            event: assault("Lima", killed: 3)),
        .init(
            name: "no figure", when: when([.init("killed", .atLeast(.number(0)))]),
            event: assault("Lima"), failure: "killed: found nothing, wanted at least 0"),
        .init(
            name: "inside", when: when([.init("place", .inside("Moscow Oblast"))]),
            event: assault("Moscow region", country: "RUS", precision: "region")),
        .init(
            name: "the town is not the region",
            when: when([.init("place", .inside("Moscow Oblast"))]),
            event: assault("Moscow", country: "RUS"),
            failure: "place: found Moscow RUS event, wanted inside Moscow Oblast"),
        .init(
            name: "one element must meet all",
            when: when([
                .init(
                    "actor",
                    .element(
                        Condition([
                            .init("country", .equals(.string("RUS"))),
                            .init("sector", .equals(.string("MIL"))),
                        ])))
            ]),
            event: Event(
                type: .assault,
                actors: [
                    Entity(text: "A", country: "RUS", sector: "GOV"),
                    Entity(text: "B", country: "UKR", sector: "MIL"),
                ]),
            failure:
                "actor: found A RUS, B UKR, wanted one that meets country = RUS, sector = MIL"),
        .init(
            name: "any",
            when: Condition(
                [type],
                any: [
                    when([.init("mode", .equals(.string("drone")))]),
                    when([.init("mode", .equals(.string("explosives")))]),
                ]),
            event: assault("Lima")),
        .init(
            name: "none",
            when: Condition([type], none: [when([.init("country", .equals(.string("PER")))])]),
            event: assault("Lima"), failure: "none: found one that holds, wanted none to hold"),
        .init(
            name: "a default named inside any does not apply",
            when: Condition([type], any: [when([.init("polarity", .equals(.string("negated")))])]),
            event: assault("Lima", assertion: Assertion(polarity: .negated))),
        .init(
            name: "function", when: Condition([type], function: { _ in .fails("too far away") }),
            event: assault("Lima"),
            failure: "function: found too far away, wanted what the rule's function accepts"),
        .init(
            name: "certainty on its scale",
            when: when([.init("certainty", .atLeast(.string("probable")))]),
            event: assault("Lima", assertion: Assertion(certainty: "possible")),
            failure: "certainty: found possible, wanted at least probable"),
    ]
}

@Suite struct ConditionTests {
    @Test(arguments: ConditionCase.all)
    func `a condition holds or names the first thing that failed`(_ one: ConditionCase) {
        #expect(one.when.problems().isEmpty)
        let result = one.when.evaluate(
            ConditionSubject(event: one.event, article: article("a")))
        switch result {
        case .holds: #expect(one.failure == nil)
        case .fails(let failure): #expect(failure.description == one.failure)
        }
    }

    @Test func `typos are told with what was meant`() {
        let condition = Condition([
            .init("contry", .equals(.string("PER"))), .init("type", .equals(.string("ASAULT"))),
            .init("age", .equals(.string("soon"))),
        ])
        #expect(
            condition.problems() == [
                "unknown key \"contry\"; did you mean \"country\"?",
                "unknown type \"ASAULT\"; did you mean \"ASSAULT\"?",
                "age = \"soon\": expected a length of time, e.g. \"6 hours\" or \"3 days\"",
            ])
    }
}
