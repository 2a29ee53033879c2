import TocsinModel

/// Everything a rule file may use, described once: from this table come the types for editors, the
/// linter's list of names, the reference pages and completion. Tests hold it against the readers
/// and the sandbox.
package enum RuleAPI {
    package struct Key: Sendable {
        package var name: String
        /// In LuaLS's notation.
        package var type: String
        package var prose: String
        package var isRequired: Bool

        init(_ name: String, _ type: String, _ prose: String, required: Bool = false) {
            self.name = name
            self.type = type
            self.prose = prose
            isRequired = required
        }
    }

    package struct Table: Sendable {
        /// As LuaLS calls it: `tocsin.Watchlist`.
        package var name: String
        package var prose: String
        package var keys: [Key]
    }

    package struct Function: Sendable {
        /// `tocsin.watchlist`, `match`.
        package var name: String
        package var parameters: [Key]
        package var result: String
        package var prose: String
    }

    // MARK: - Rules

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

    // MARK: - What code sees

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

    // MARK: - Functions

    package static let functions: [Function] =
        kinds.map {
            Function(
                name: "tocsin.\($0.word)",
                parameters: [Key("rule", $0.table.name, "The rule.")], result: "table",
                prose: $0.table.prose)
        } + [
            Function(
                name: "tocsin.list",
                parameters: [
                    Key("file", "string|{ file: string, refresh_by: string }", "lists/x.tsv")
                ], result: "tocsin.ListReference",
                prose: "The rows of a list as words; the row that matched is there for the message."
            ),
            Function(
                name: "tocsin.gazetteer", parameters: [Key("file", "string", "lists/x.tsv")],
                result: "tocsin.GazetteerReference", prose: "A list for enrich to look names up in."
            ),
            Function(
                name: "match", parameters: [text, settings], result: "tocsin.Example",
                prose:
                    "The rule finds the marked spans, all and only those: match [[At least {{killed|12}} …]]."
            ),
            Function(
                name: "nomatch", parameters: [text, settings], result: "tocsin.Example",
                prose: "The rule finds nothing."),
            Function(
                name: "figure",
                parameters: [
                    text, Key("values", "table", "{ killed = { low = 17, high = 19 } }"), settings,
                ], result: "tocsin.Example", prose: "The rule's events have these values."),
            Function(
                name: "gives",
                parameters: [
                    text, Key("values", "table", "{ actor = \"…\", events = 1 }"), settings,
                ], result: "tocsin.Example", prose: "The rule's events have these values."),
            Function(
                name: "given", parameters: [Key("event", "table", "An event in a few fields.")],
                result: "{ becomes: fun(self: table, values: table): tocsin.Example }",
                prose: "given { … }:becomes { … } proves an enrich rule."),
            Function(
                name: "timeline", parameters: [Key("name", "string", "What it shows.")],
                result: "fun(steps: table[]): table",
                prose: "A story told to an alert rule, step by step."),
            Function(
                name: "at", parameters: [Key("time", "string", "\"06:00\" or a date and time.")],
                result: "fun(event: table): table", prose: "An article with this event comes."),
            Function(
                name: "expect", parameters: [Key("time", "string", "When.")],
                result: "fun(message: string): table", prose: "The rule rings with this message."),
            Function(
                name: "quiet", parameters: [Key("time", "string", "Until when.")], result: "table",
                prose: "Nothing more rings until then."),
            Function(
                name: "at_least", parameters: [bound], result: "tocsin.Condition",
                prose: "The lower bound of a figure is so high."),
            Function(
                name: "possibly_at_least", parameters: [bound], result: "tocsin.Condition",
                prose: "The upper bound of a figure is so high."),
            Function(
                name: "at_most", parameters: [bound], result: "tocsin.Condition",
                prose: "All figures of that name are so low."),
            Function(
                name: "between",
                parameters: [Key("low", "number", "From."), Key("high", "number", "To.")],
                result: "tocsin.Condition", prose: "Both bounds lie between."),
            Function(
                name: "inside", parameters: [Key("place", "string", "\"Moscow Oblast\"")],
                result: "tocsin.Condition", prose: "A place that is it or lies in it."),
            Function(
                name: "one_of", parameters: [Key("values", "table", "{ \"a\", \"b\" }")],
                result: "tocsin.Condition", prose: "One of these."),
            Function(
                name: "matched", parameters: [Key("rule", "string", "plugin.rule")],
                result: "tocsin.Condition", prose: "That rule found something in the article."),
        ]

    private static let text = Key("text", "string", "The sentence.")
    private static let settings = Key(
        "settings", "{ title?: string, language?: string, published?: string }?",
        "Of the article it stands in.")
    private static let bound = Key("bound", "number|string", "The bound.")

    /// Values, not functions.
    package static let values: [Key] = [
        Key("any", "tocsin.Condition", "Whatever it is, even unknown: widens a safe default.")
    ]

    /// Names of Lua's own that the sandbox has; see Documentation/sandbox.md.
    package static let lua: [(name: String, fields: [String])] = [
        ("assert", []), ("error", []), ("ipairs", []), ("rawequal", []), ("select", []),
        ("tonumber", []), ("type", []), ("pcall", []), ("xpcall", []), ("tostring", []),
        ("print", []), ("warn", []), ("pairs", []), ("next", []), ("setmetatable", []),
        ("getmetatable", []), ("rawget", []), ("rawset", []), ("rawlen", []), ("load", []),
        ("require", []),
        (
            "string",
            [
                "find", "match", "gmatch", "gsub", "rep", "format", "byte", "upper", "lower",
                "reverse", "sub", "len", "char",
            ]
        ),
        ("utf8", ["char", "charpattern", "codepoint", "codes", "len", "offset"]),
        ("table", ["concat", "insert", "move", "pack", "remove", "sort", "unpack"]),
        (
            "math",
            [
                "abs", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log", "max",
                "maxinteger", "min", "mininteger", "modf", "pi", "rad", "random", "randomseed",
                "sin", "sqrt", "tan", "acos", "asin", "atan", "tointeger", "type", "ult",
            ]
        ),
        (
            "coroutine",
            ["create", "resume", "wrap", "yield", "status", "isyieldable", "running"]
        ),
    ]
}
