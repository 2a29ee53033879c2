import TocsinModel

/// The kinds of rule and their keys.
extension RuleAPI {
    static let common: [Key] = [
        Key("title", "string", "A few words that say what it looks for.", required: true),
        Key("description", "string", "Prose, where the --- comment on top is not enough."),
        Key("language", "string|string[]", "Only articles in these languages: \"en\", \"uk\"."),
        Key("in_fields", "string|string[]", "\"title\", \"body\" or both (the default)."),
        Key("after", "string|string[]", "Ids of rules of the same phase that run before it."),
        Key(
            "options", "table<string, string>",
            "Keys a workspace may override, each with what it is for."),
        Key("examples", "table[]", "The proof: match, nomatch, gives, figure, given."),
        Key("tests", "table[]", "Of an alert: timelines."),
        Key("tags", "string[]", "For people."),
        Key("references", "string[]", "For people."),
    ]

    static let words: [Key] = [
        Key(
            "words", "(string|string[])[]|tocsin.ListReference",
            "Words and phrases: word* finds what begins so, word~ every form, =Word the case as written; { \"a\", \"b\" } are spellings of one thing."
        ),
        Key(
            "query", "string",
            "Instead of words: a Boolean query, AND OR NOT NEAR/n BEFORE/n SAME/s."),
    ]

    static let event = "string|tocsin.EventShape"

    /// The kinds of rule, by the word that makes them.
    package static let kinds: [(word: String, table: Table)] = [
        (
            "watchlist",
            Table(
                name: "tocsin.Watchlist",
                prose:
                    "Words, phrases or a query. With a severity it rings, without one it only tags.",
                keys: common + words + [
                    Key("severity", severities, "How loud it rings."),
                    Key("at_least", "integer", "How many different words must appear; 1."),
                    Key(
                        "unless", "string|string[]",
                        "Phrases: a word inside one of them does not count."),
                    Key("exact", "boolean", "Case and accents of all words as written."),
                    Key("lists", "table<string, table>", "Named lists for @name in a query."),
                    Key("message", "string", "Mustache: {{words}}, {{row.column}}, {{title}}."),
                ])
        ),
        (
            "extract",
            Table(
                name: "tocsin.Extract",
                prose: "Finds events by token patterns with typed captures.",
                keys: common + [
                    Key("event", event, "What the events are.", required: true),
                    Key(
                        "patterns", "string|string[]", "The sentences it looks for.", required: true
                    ),
                    Key("lists", "table<string, table>", "Named lists for @name in the patterns."),
                    Key(
                        "not_after", "string|string[]",
                        "Phrases that cancel a match they stand right before."),
                    Key(
                        "emit", "fun(m: tocsin.Match, article: tocsin.Article): table?",
                        "Shapes the event; nil gives none."),
                ])
        ),
        (
            "enrich",
            Table(
                name: "tocsin.Enrich",
                prose: "Adds to events that other rules found.",
                keys: common + [
                    Key("adds", "string|string[]", "The fields it may write: \"actor.kind\"."),
                    Key(
                        "data", "table<string, tocsin.GazetteerReference>",
                        "The lists it looks things up in."),
                    Key(
                        "enrich", "fun(event: tocsin.Event, data: table<string, tocsin.Gazetteer>)",
                        "Changes the event it is given.", required: true),
                ])
        ),
        (
            "alert",
            Table(
                name: "tocsin.Alert",
                prose: "Rings for events, incidents, claims or articles that meet when.",
                keys: common + [
                    Key(
                        "when", "table|fun(event: tocsin.Event): boolean, string?",
                        "Every key must hold.", required: true),
                    Key(
                        "severity", "\(severities)|table[]",
                        "One, or cases: { { \"extreme\", killed = at_least(50) }, \"severe\" }."),
                    Key(
                        "on", "\"event\"|\"incident\"|\"claim\"|\"article\"",
                        "What rings; \"event\"."),
                    Key("on_status", statuses, "Updates the alert when its incident gets there."),
                    Key("count", "integer", "How many within the window; 1."),
                    Key(
                        "total", "table",
                        "A figure of different incidents within the window, added up: { evacuated = at_least(1001) }."
                    ),
                    Key("distinct", "string", "What is counted once: \"incident\", \"place\", …"),
                    Key("within", "string", "The window: \"6 hours\"."),
                    Key("clock", "\"published\"|\"event\"", "What the window slides on."),
                    Key(
                        "group_by", "string|string[]",
                        "A window and a throttle for each: \"country\"."),
                    Key("throttle", "string", "Silence after it rang: \"12 hours\"."),
                    Key("trend", "table", "{ per = \"week\", grows = 1.5, at_least = 10 }"),
                    Key(
                        "first", "table",
                        "{ field = \"speaker\", lookback = \"90 days\", warm_up = \"14 days\" }"),
                    Key("conflict", "string", "A field whose claims disagree: \"killed\"."),
                    Key("absence", "string", "Silence that rings: \"48 hours\"."),
                    Key("after", "string|string[]|table", "Of an absence: what arms it."),
                    Key("step", "number", "Updates when a figure moved by so much."),
                    Key(
                        "message", "string",
                        "Mustache: {{killed}}, {{places}}, {{count}}, {{within}}."),
                    Key("category", "string", "CAP's category; \"Security\"."),
                ])
        ),
        (
            "rule",
            Table(
                name: "tocsin.Rule",
                prose: "The way out: any Lua, under the same budget.",
                keys: common + words + [
                    Key("event", event, "What its events are, where find does not say."),
                    Key(
                        "find", "fun(article: tocsin.Article): table?",
                        "Gives an event, a list of them, or nil.", required: true),
                ])
        ),
    ]

    private static let severities = Severity.allCases.map { "\"\($0.rawValue)\"" }.joined(
        separator: "|")
    private static let statuses = Incident.Status.allCases.map { "\"\($0.rawValue)\"" }.joined(
        separator: "|")
}
