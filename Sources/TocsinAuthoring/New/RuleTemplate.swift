import TocsinModel

/// What a writer says of a new rule; what is left out gets a sensible default.
package struct RuleAnswers: Sendable {
    package var name: String
    package var title = ""
    package var words: [String] = []
    /// Of a watchlist, in place of words.
    package var query: String?
    package var severity: String?
    /// A type of the codebook, or a label of one's own.
    package var event = ""
    /// The figure it reads or asks for: `killed`, `evacuated`, …
    package var figure: String?
    package var atLeast: Int?
    package var count: Int?
    package var within: String?
    package var language: String?
    /// Sentences it should find, without marks.
    package var examples: [String] = []
    package var counterexamples: [String] = []

    package init(name: String) { self.name = name }

    /// The name as words: `new-weapon` is "new weapon".
    package var spokenName: String {
        name.split(whereSeparator: { $0 == "-" || $0 == "_" }).joined(separator: " ")
    }

    var isType: Bool { EventType(rawValue: event) != nil }

    /// An answer that not every text is.
    package enum Answer: Sendable {
        case severity, figure, number, within

        /// What is wrong with it, and what is expected.
        package func problem(_ text: String) -> String? {
            switch self {
            case .severity:
                Severity(rawValue: text) == nil
                    ? Diagnostic.unknown("severity", text, known: Severity.allCases.map(\.rawValue))
                    : nil
            case .figure:
                Quantity.metrics.contains(text)
                    ? nil : Diagnostic.unknown("figure", text, known: Quantity.metrics)
            case .number:
                Int(text).map { $0 >= 1 } == true
                    ? nil : "\"\(text)\": expected a number from 1 on"
            case .within:
                TimeSpan(text) == nil
                    ? "\"\(text)\" is not a length of time; expected \(TimeSpan.expected)" : nil
            }
        }
    }
}

/// The text of a new rule's file.
struct RuleTemplate {
    let answers: RuleAnswers

    private var title: String {
        answers.title.isEmpty ? answers.spokenName.firstUpper : answers.title
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private func list(_ words: [String]) -> String {
        "{ " + words.map(quoted).joined(separator: ", ") + " }"
    }

    private func long(_ text: String) -> String {
        text.contains("]]") ? "[==[\(text)]==]" : "[[\(text)]]"
    }

    /// - Parameter marked: examples with their marks.
    private func examples(_ marked: [String], _ not: [String]) -> String {
        let settings = answers.language.map { ", { language = \(quoted($0)) })" }
        func line(_ form: String, _ text: String) -> String {
            settings.map { "    \(form)(\(long(text))\($0),\n" } ?? "    \(form) \(long(text)),\n"
        }
        return "  examples = {\n" + marked.map { line("match", $0) }.joined()
            + not.map { line("nomatch", $0) }.joined() + "  },\n"
    }

    private var languageLine: String {
        answers.language.map { "  language = \(quoted($0)),\n" } ?? ""
    }

    // MARK: - Kinds

    var wordsOrName: [String] { answers.words.isEmpty ? [answers.spokenName] : answers.words }

    /// A word as a text would say it, without the rule's marks.
    static func plain(_ word: String) -> String {
        var word = word[...]
        if word.hasPrefix("=") { word = word.dropFirst() }
        return String(word.prefix { $0 != "*" && $0 != "~" })
    }

    private var whatToFind: String {
        if let query = answers.query { return "  query = \(long(query)),\n" }
        return
            "  -- word* finds what begins so, word~ every form of it, { \"a\", \"b\" } two spellings of one thing\n"
            + "  words = \(list(wordsOrName)),\n"
    }

    func watchlist(_ marked: [String], _ not: [String]) -> String {
        """
        --- \(title): tell what it looks for, and why.
        return tocsin.watchlist {
          title = \(quoted(title)),
        \(answers.severity.map { "  severity = \(quoted($0)),\n" } ?? "")\(languageLine)\(whatToFind)\(examples(marked, not))}

        """
    }

    func extract(_ marked: [String], _ not: [String]) -> String {
        let trigger = "{trigger: [\(wordsOrName.joined(separator: " | "))]}"
        let event =
            answers.isType ? quoted(answers.event) : "{ label = \(quoted(answers.event)) }"
        var patterns: [String]
        var lists = ""
        if let figure = answers.figure {
            lists =
                "  lists = { people = { \"people\", \"person~\", \"civilian~\", \"resident~\", \"villager~\" } },\n"
            patterns = [
                "{\(figure): quantity} @people? ...3 \(trigger)",
                "\(trigger) ...2 {\(figure): quantity} @people?",
            ]
        } else {
            patterns = [trigger]
        }
        return """
            --- \(title): tell what it finds, and what it misses.
            return tocsin.extract {
              title = \(quoted(title)),
              event = \(event),
            \(languageLine)\(lists)  patterns = {
            \(patterns.map { "    \(quoted($0)),\n" }.joined())  },
            \(examples(marked, not))}

            """
    }

    func enrich() -> String {
        """
        --- \(title): adds what a list knows of an actor.
        return tocsin.enrich {
          title = \(quoted(title)),
          adds = { "actor.kind", "actor.group_id" },
          data = { rows = tocsin.gazetteer "lists/\(answers.name).tsv" },
          enrich = function(event, data)
            for _, actor in ipairs(event.actors) do
              local row = data.rows:find(actor.name)
              if row then
                actor.kind, actor.group_id = row.kind, row.id
                event:because(actor, "listed as " .. row.name)
              end
            end
          end,
          examples = {
            given { actors = { { text = "Northern Front", name = "Northern Front" } } }:becomes { actors = { { kind = "party", group_id = "NF" } } },
          },
        }

        """
    }

    static let enrichList = """
        # Names with the other names they go by. source: written by hand. licence: CC0-1.0
        name\taliases\tid\tkind
        Northern Front\tNF|Front of the North\tNF\tparty

        """

    func alert() -> String {
        let key = answers.isType ? "type" : "label"
        var when = ["\(key) = \(quoted(answers.event))"]
        var event = when
        var smaller: [String]?
        if let figure = answers.figure, let within = answers.within, answers.count == nil {
            return total(figure, answers.atLeast ?? 10, within: within, when[0])
        }
        if let figure = answers.figure {
            let bound = answers.atLeast ?? 10
            when.append("\(figure) = at_least(\(bound))")
            event.append("\(figure) = \(bound)")
            smaller = ["\(key) = \(quoted(answers.event))", "\(figure) = \(max(0, bound - 1))"]
        }
        let count = answers.count ?? 1
        var lines = "  when = { \(when.joined(separator: ", ")) },\n"
        if count > 1 {
            lines +=
                "  count = \(count), distinct = \"incident\", within = \(quoted(answers.within ?? "24 hours")),\n"
        }
        let figureText = answers.figure.map { "{{\($0)}} \($0.replacing("_", with: " "))" }
        let message =
            count > 1
            ? "{{count}} times \(title.lowercased()) within {{within}}{{#places}}: {{places}}{{/places}}"
            : figureText.map { "\(title): \($0){{#places}}, {{places}}{{/places}}" }
                ?? "\(title){{#places}}: {{places}}{{/places}}"
        lines += "  message = \(quoted(message)),\n"
        func at(_ time: String, _ fields: [String], _ incident: String) -> String {
            "      at \"\(time)\" { \(fields.joined(separator: ", ")), place = \"Lima\", country = \"PER\", incident = \"\(incident)\" },\n"
        }
        var tests = "    timeline \"it rings\" {\n"
        for n in 0..<count { tests += at(Self.clock(n), event, "incident \(n + 1)") }
        let places = Array(repeating: "Lima", count: 1).joined(separator: ", ")
        let expected =
            count > 1
            ? "\(count) times \(title.lowercased()) within \(answers.within ?? "24 hours"): \(places)"
            : answers.figure.map {
                "\(title): \(answers.atLeast ?? 10) \($0.replacing("_", with: " ")), Lima"
            } ?? "\(title): Lima"
        tests += "      expect \"\(Self.clock(count - 1))\" \(quoted(expected)),\n    },\n"
        tests += "    timeline \"it does not ring\" {\n"
        if count > 1 {
            for n in 0..<(count - 1) { tests += at(Self.clock(n), event, "incident \(n + 1)") }
        } else {
            tests += at(
                "06:00", smaller ?? event + ["modality = \"planned\""], "incident 1")
        }
        tests += "      quiet \"23:00\",\n    },\n"
        return """
            --- \(title): say what should ring, and why from there on.
            return tocsin.alert {
              title = \(quoted(title)),
              severity = \(quoted(answers.severity ?? "severe")),
            \(lines)  tests = {
            \(tests)  },
            }

            """
    }

    /// A figure of several events, added up.
    private func total(_ figure: String, _ bound: Int, within: String, _ when: String) -> String {
        let most = max(1, bound - 1)
        func at(_ time: String, _ number: Int, _ place: String) -> String {
            "      at \"\(time)\" { \(when), \(figure) = \(number), place = \"\(place)\", country = \"PER\" },\n"
        }
        let message = "\(title): {{\(figure)}} \(figure){{#places}}, {{places}}{{/places}}"
        let sum = bound == 1 ? "1 \(figure), Lima" : "\(most + 1) \(figure), Lima, Cusco"
        return """
            --- \(title): say what should ring, and why from there on.
            return tocsin.alert {
              title = \(quoted(title)),
              severity = \(quoted(answers.severity ?? "severe")),
              when = { \(when) },
              total = { \(figure) = at_least(\(bound)) }, within = \(quoted(within)),
              message = \(quoted(message)),
              tests = {
                timeline "several events come to so many" {
            \(at("06:00", most, "Lima"))\(bound == 1 ? "" : at("06:15", 1, "Cusco"))      expect "\(bound == 1 ? "06:00" : "06:15")" \(quoted("\(title): \(sum)")),
                },
                timeline "two reports of one event count once" {
            \(at("06:00", bound == 1 ? 0 : most, "Lima"))\(at("06:15", bound == 1 ? 0 : most, "Lima"))      quiet "06:30",
                },
              },
            }

            """
    }

    /// Times a quarter of an hour apart, so that a dozen fit into any window of hours.
    private static func clock(_ n: Int) -> String {
        let minutes = 6 * 60 + n * 15
        func two(_ x: Int) -> String { x < 10 ? "0\(x)" : "\(x)" }
        return "\(two(minutes / 60 % 24)):\(two(minutes % 60))"
    }
}
