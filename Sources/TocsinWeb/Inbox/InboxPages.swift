import TocsinModel
import TocsinStore
import TocsinWorkspace

/// The first page: alerts in groups, the most severe first.
enum InboxPages {
    static let routes =
        [
            Route(.get, "/", "Alerts by incident or rule, the most severe first") {
                request, bench in
                .page("inbox", title: "Inbox", section: .inbox, try inbox(request, bench))
            }
        ] + AlertPages.routes + AlertActions.routes

    /// Groups a page, and alerts shown of each.
    static let groupsShown = 25
    static let alertsShown = 4

    static func inbox(_ request: WebRequest, _ bench: Workbench) throws -> InboxView {
        let filter = try ListFilter(request)
        let key = request["group"].flatMap(AlertGroup.Key.init) ?? .incident
        let number = request.pageNumber
        let isReadOnly = bench.isReadOnly
        let publishers = try bench.choices.values().publishers
        return try bench.read { reader in
            let found = try reader.alertGroups(
                filter.alerts, by: key, limit: groupsShown + 1, skip: (number - 1) * groupsShown)
            let groups = Array(found.prefix(groupsShown))
            let alerts = try reader.alerts(
                filter.alerts, in: groups, by: key, each: alertsShown)
            let answers = try reader.answers(
                to: alerts.values.flatMap { $0.map(\.alert.identifier) })
            let shown = try groups.map { group in
                try AlertGroupView(
                    group, key: key, alerts: alerts[group.name] ?? [], answers: answers,
                    incident: key == .incident ? reader.incident(exact: group.name) : nil,
                    filter: filter, isReadOnly: isReadOnly)
            }
            let kept = [QueryItem(name: "group", value: key == .incident ? "" : key.rawValue)]
            return InboxView(
                groups: shown, states: try states(filter, key, reader),
                groupings: AlertGroup.Key.allCases.map { one in
                    InboxView.Link(
                        title: "by \(one.rawValue)",
                        path: filter.address(
                            "/", one == .incident ? [] : [("group", one.rawValue)]),
                        count: "", isCurrent: one == key)
                },
                form: try form(filter, kept, publishers, reader),
                pages: PageLinks(
                    filter, path: "/", number: number, hasNext: found.count > groupsShown,
                    kept: kept),
                done: DoneNotice.text(request), total: shown.reduce(0) { $0 + $1.count },
                isEmpty: shown.isEmpty,
                emptyReason: try emptyReason(filter, reader),
                clear: filter.isNarrow ? "/" : nil,
                address: filter.address("/", kept.map { ($0.name, $0.value) }))
        }
    }

    private static func states(_ filter: ListFilter, _ key: AlertGroup.Key, _ reader: StoreReader)
        throws -> [InboxView.Link]
    {
        var every = filter
        every.states = ["all"]
        let counts = Dictionary(
            uniqueKeysWithValues: try reader.alertStates(every.alerts).map { ($0.name, $0.count) })
        let kept = key == .incident ? [] : [("group", key.rawValue)]
        let choices: [(title: String, states: [String])] =
            [("to do", [])] + AlertRow.State.allCases.map { ($0.rawValue, [$0.rawValue]) }
            + [("all", ["all"])]
        return choices.compactMap { choice in
            let count =
                switch choice.states {
                case []: counts["open", default: 0] + counts["acknowledged", default: 0]
                case ["all"]: counts.values.reduce(0, +)
                default: counts[choice.states[0], default: 0]
                }
            let isCurrent = filter.states == choice.states
            if count == 0, !isCurrent, !choice.states.isEmpty, choice.states != ["all"] {
                return nil
            }
            var narrowed = filter
            narrowed.states = choice.states
            return InboxView.Link(
                title: choice.title, path: narrowed.address("/", kept), count: "\(count)",
                isCurrent: isCurrent)
        }
    }

    private static func form(
        _ filter: ListFilter, _ kept: [QueryItem], _ publishers: [Tally], _ reader: StoreReader
    ) throws -> FilterForm {
        var every = AlertFilter()
        every.states = filter.alerts.states
        return FilterForm(
            filter, action: "/",
            choices: [
                FilterForm.severities(filter.severity),
                FilterForm.tallied(
                    "rule", "Rule", try reader.alertRules(every), chosen: filter.rules),
                FilterForm.tallied(
                    "source", "Source", publishers, chosen: filter.sources),
            ], kept: kept + filter.states.map { QueryItem(name: "state", value: $0) })
    }

    private static func emptyReason(_ filter: ListFilter, _ reader: StoreReader) throws -> String {
        if filter.isNarrow { return "No alert meets these filters." }
        if try reader.alertCount() == 0 {
            return try reader.articleCount() == 0
                ? "Nothing has been read yet. Run the workspace: tocsin run, or tocsin watch."
                : "No rule has rung an alert in what was read."
        }
        return "Nothing is left to do: every alert was answered, replaced or cancelled."
    }
}

extension StoreReader {
    /// An incident by its whole id only: a rule's name is none.
    fileprivate func incident(exact id: String) throws -> Incident? {
        id.contains(".") ? nil : try incident(id)
    }
}
