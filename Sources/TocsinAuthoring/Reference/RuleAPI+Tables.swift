import TocsinModel

/// What a rule's own code sees: articles, events and what they are made of.
extension RuleAPI {
    package static let tables: [Table] = [
        Table(
            name: "tocsin.EventShape", prose: "What the events of a rule are.",
            keys: [
                Key(
                    "type", EventType.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: "|"),
                    "PLOVER 2."),
                Key("label", "string", "A name of your own, where the codebook has none."),
                Key("mode", "string", "A mode of the type: \"drone\"."),
                Key("modes", "string[]", "Several."),
                Key("contexts", "string|string[]", "PLOVER's contexts."),
                Key("polarity", "\"affirmed\"|\"negated\"", "Fixed by the rule."),
                Key(
                    "modality",
                    Assertion.Modality.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: "|"),
                    "Fixed by the rule: a truce proposed."),
                Key(
                    "tense",
                    Assertion.Tense.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: "|"),
                    "Fixed by the rule."),
                Key(
                    "materiel", Materiel.kinds.map { "\"\($0)\"" }.joined(separator: "|"),
                    "What a materiel role of this rule counts."),
                Key(
                    "effect", Effect.kinds.map { "\"\($0)\"" }.joined(separator: "|"),
                    "What else it caused."),
                Key(
                    "supports", "boolean",
                    "A hit alone is no event; it adds to one that another rule finds near it."),
            ]),
        Table(name: "tocsin.ListReference", prose: "Rows of a list file.", keys: []),
        Table(name: "tocsin.GazetteerReference", prose: "A list to look names up in.", keys: []),
        Table(
            name: "tocsin.Span",
            prose: "A stretch of text. article.body:sub(s.start, s.stop) is its text.",
            keys: [
                Key("field", "\"title\"|\"body\"", "Where."),
                Key("start", "integer", "First byte, from 1."),
                Key("stop", "integer", "Last byte."), Key("text", "string", "The words."),
                Key("sentence", "integer", "Of a token: its sentence."),
                Key("paragraph", "integer", "Of a sentence: its paragraph."),
                Key("role", "string", "Of a match: word or a capture's role."),
            ]),
        Table(
            name: "tocsin.Mention", prose: "Something recognized: a figure, date, place, person.",
            keys: [
                Key(
                    "kind", "string",
                    MentionKind.builtIn.map(\.name).joined(separator: ", ") + ", or a label."),
                Key("field", "\"title\"|\"body\"", "Where."),
                Key("start", "integer", "First byte, from 1."),
                Key("stop", "integer", "Last byte."), Key("text", "string", "The words."),
                Key("low", "number", "Of a figure: at least so many."),
                Key("high", "number", "At most."),
                Key("value", "number", "The number itself."),
                Key("qualifier", "string", "\"nearly\", \"at_least\", …"),
                Key("unit", "string", "As written."),
                Key("from", "string", "Of a date: the first day."),
                Key("to", "string", "The last day."),
                Key("precision", "string", "Of a date or place."),
                Key("name", "string", "Of a place, person or organization."),
                Key("country", "string", "ISO 3166 alpha-3."),
                Key("latitude", "number", "Degrees."), Key("longitude", "number", "Degrees."),
                Key("office", "string", "Of a person."),
                Key("sector", "string", "PLOVER: GOV MIL REB CVL …"),
            ]),
        Table(
            name: "tocsin.Match", prose: "One match of one pattern, for emit.",
            keys: [
                Key("text", "string", "What it matched."),
                Key("sentence", "string", "The sentence."),
                Key("start", "integer", "First byte, from 1."),
                Key("stop", "integer", "Last byte."),
                Key("captures", "table<string, tocsin.Mention[]>", "By role."),
            ]),
        Table(
            name: "tocsin.Article",
            prose: "The article at hand, read-only; fields are made when first read.",
            keys: Article.fieldNames.map {
                Key(
                    $0,
                    $0 == "body" || $0 == "id" || $0 == "title" || $0 == "language"
                        ? "string" : "string?", articleProse[$0] ?? "As the source gives it.")
            } + [
                Key("sentences", "tocsin.Span[]", "Of the body."),
                Key("paragraphs", "tocsin.Span[]", "Of the body."),
                Key("tokens", "tocsin.Span[]", "The words of the body."),
                Key("matches", "tocsin.Span[]", "What watchlists found in it."),
                Key("mentions", "tocsin.Mention[]", "All that is recognized in it."),
            ]),
        Table(
            name: "tocsin.Event", prose: "An event by its JSON names.",
            keys: Event.fieldNames.map {
                Key($0, eventTypes[$0] ?? "any", eventProse[$0] ?? "See the event model.")
            }),
        Table(name: "tocsin.Gazetteer", prose: "Rows to look up, inside enrich.", keys: []),
        Table(name: "tocsin.Condition", prose: "A comparison for when.", keys: []),
        Table(name: "tocsin.Example", prose: "A proof.", keys: []),
    ]

    /// What an article has, for completion.
    static let articleFields = tables.first { $0.name == "tocsin.Article" }?.keys.map(\.name) ?? []

    private static let articleProse = [
        "id": "The source's own, else a hash.", "title": "The headline.", "body": "The text.",
        "language": "BCP 47; \"und\" where it is not known.", "published": "2025-03-11T12:00:00Z",
        "source": "Who published it.", "outlet": "The paper or agency.",
        "dateline": "The place and agency line that opens it.",
    ]
    private static let eventTypes = [
        "id": "string", "article": "string", "incident": "string?", "type": "string?",
        "label": "string?",
        "modes": "string[]", "contexts": "string[]?", "actors": "table[]", "recipients": "table[]",
        "effects": "table[]", "casualties": "table[]", "materiel": "table[]", "places": "table[]",
        "time": "table", "assertion": "table", "claims": "table[]", "spans": "tocsin.Span[]",
        "found_by": "string[]", "confidence": "table?", "extra": "table?", "acled": "table?",
        "cameo": "table?",
    ]
    private static let eventProse = [
        "type": "PLOVER 2.", "label": "A name of a rule's own.", "actors": "Who did it.",
        "recipients": "To whom.",
        "casualties": "Figures of people: metric, low, high, qualifier, of_whom, speaker.",
        "materiel": "Figures of weapons: kind, role, low, high, over.",
        "places": "name, country, role, precision.",
        "time": "start, end, basis, precision.",
        "assertion": "polarity, modality, tense, certainty.",
        "claims": "Who says it.", "found_by": "Rules, as plugin.rule@hash.",
        "spans": "The words it stands on.",
    ]
}
