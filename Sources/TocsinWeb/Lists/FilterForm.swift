import TocsinModel
import TocsinStore

/// The filters of a list as a form: `filters.mustache` draws it.
struct FilterForm: Sendable {
    struct Option: Sendable {
        var value: String
        var label: String
        var isChosen: Bool
    }

    /// One choice of several.
    struct Choice: Sendable {
        var name: String
        var label: String
        /// What stands for no choice: "any".
        var any: String
        var options: [Option]
    }

    struct Tick: Sendable {
        var name: String
        var label: String
        var isTicked: Bool
    }

    var action: String
    var words: String
    var sinceDay: String
    var untilDay: String
    var choices: [Choice]
    var ticks: [Tick]
    /// What the page keeps beside the filters: `group`, `view`.
    var kept: [QueryItem]
    /// Leads to the list without filters; nil where there are none.
    var clear: String?
    /// How many of the choices are made, for the summary on a narrow page.
    var made: Int
    var isOpen: Bool

    init(
        _ filter: ListFilter, action: String, choices: [Choice], ticks: [Tick] = [],
        kept: [QueryItem] = []
    ) {
        self.action = action
        words = filter.words ?? ""
        sinceDay = filter.since.map { $0.day.description } ?? ""
        untilDay = filter.until.map { $0.adding(seconds: -1).day.description } ?? ""
        // A choice of one thing is none, unless it was made.
        self.choices = choices.filter { choice in
            choice.options.count > 1 || choice.options.contains(where: \.isChosen)
        }
        self.ticks = ticks
        self.kept = kept.filter { !$0.value.isEmpty }
        made = filter.items.filter { $0.name != "q" }.count
        isOpen = made > 0
        let rest = PercentCoding.query(kept)
        clear = filter.isNarrow ? (rest.isEmpty ? action : action + "?" + rest) : nil
    }

    static func severities(_ chosen: Severity?) -> Choice {
        Choice(
            name: "severity", label: "Severity", any: "any",
            options: Severity.allCases.reversed().filter { $0 != .unknown }.map {
                Option(
                    value: $0.rawValue,
                    label: $0 == .extreme ? "extreme" : "\($0.rawValue) or worse",
                    isChosen: $0 == chosen)
            })
    }

    /// A choice among what there is, with how often; what was chosen is there even where it is not.
    static func tallied(
        _ name: String, _ label: String, _ tallies: [Tally], chosen: [String], limit: Int = 100,
        title: (String) -> String = { $0 }
    ) -> Choice {
        var options = tallies.prefix(limit).map {
            Option(
                value: $0.name, label: "\(title($0.name)) (\($0.count))",
                isChosen: chosen.contains($0.name))
        }
        for value in chosen where !options.contains(where: { $0.value == value }) {
            options.insert(Option(value: value, label: title(value), isChosen: true), at: 0)
        }
        return Choice(name: name, label: label, any: "any", options: options)
    }
}

/// The way to the pages of a list before and after this one.
struct PageLinks: Sendable {
    var previous: String?
    var next: String?
    var number: Int
    var isNeeded: Bool

    init(_ filter: ListFilter, path: String, number: Int, hasNext: Bool, kept: [QueryItem] = []) {
        func link(_ page: Int) -> String {
            filter.address(
                path, kept.map { ($0.name, $0.value) } + (page > 1 ? [("page", "\(page)")] : []))
        }
        self.number = number
        previous = number > 1 ? link(number - 1) : nil
        next = hasNext ? link(number + 1) : nil
        isNeeded = number > 1 || hasNext
    }
}
