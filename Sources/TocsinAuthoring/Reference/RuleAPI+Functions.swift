import TocsinModel

/// The words of the rule language, and what of Lua a rule has.
extension RuleAPI {
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
