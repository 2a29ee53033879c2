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
        let order = request["order"].flatMap(AlertGroup.Order.init) ?? .severity
        let now = request.now
        let number = request.pageNumber
        let isReadOnly = bench.isReadOnly
        let publishers = try bench.choices.values().publishers
        return try bench.read { reader in
            let found = try reader.alertGroups(
                filter.alerts, by: key, order: order, limit: groupsShown + 1,
                skip: (number - 1) * groupsShown)
            let groups = Array(found.prefix(groupsShown))
            let alerts = try reader.alerts(
                filter.alerts, in: groups, by: key, order: order, each: alertsShown)
            let answers = try reader.answers(
                to: alerts.values.flatMap { $0.map(\.alert.identifier) })
            let shown = try groups.map { group in
                try AlertGroupView(
                    group, key: key, alerts: alerts[group.name] ?? [], answers: answers,
                    incident: key == .incident ? reader.incident(exact: group.name) : nil,
                    filter: filter, isReadOnly: isReadOnly, now: now)
            }
            let kept = kept(key, order)
            func link(
                _ title: String, _ key: AlertGroup.Key, _ order: AlertGroup.Order, _ isCurrent: Bool
            )
                -> InboxView.Link
            {
                InboxView.Link(
                    title: title, path: address(filter, Self.kept(key, order)), count: "",
                    isCurrent: isCurrent)
            }
            let states = try states(filter, kept, reader)
            return InboxView(
                groups: shown, states: states,
                groupings: AlertGroup.Key.allCases.map { one in
                    link("by \(one.rawValue)", one, order, one == key)
                },
                orders: [(AlertGroup.Order.severity, "worst first"), (.newest, "newest first")].map
                {
                    link($1, key, $0, $0 == order)
                },
                form: try form(filter, kept, publishers, reader),
                pages: PageLinks(
                    filter, path: "/", number: number, hasNext: found.count > groupsShown,
                    kept: kept),
                done: DoneNotice.text(request),
                total: states.first(where: \.isCurrent).flatMap { Int($0.count) }
                    .map { PageText.plural($0, "alert") } ?? "",
                isEmpty: shown.isEmpty,
                emptyReason: try emptyReason(filter, reader),
                clear: filter.isNarrow ? "/" : nil,
                address: address(filter, kept))
        }
    }

    /// What the address has beside the filters; the usual is left out.
    private static func kept(_ key: AlertGroup.Key, _ order: AlertGroup.Order) -> [QueryItem] {
        [
            QueryItem(name: "group", value: key == .incident ? "" : key.rawValue),
            QueryItem(name: "order", value: order == .severity ? "" : order.rawValue),
        ].filter { !$0.value.isEmpty }
    }

    private static func address(_ filter: ListFilter, _ kept: [QueryItem]) -> String {
        filter.address("/", kept.map { ($0.name, $0.value) })
    }

    private static func states(_ filter: ListFilter, _ kept: [QueryItem], _ reader: StoreReader)
        throws -> [InboxView.Link]
    {
        var every = filter
        every.states = ["all"]
        let counts = Dictionary(
            uniqueKeysWithValues: try reader.alertStates(every.alerts).map { ($0.name, $0.count) })
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
                title: choice.title, path: address(narrowed, kept), count: "\(count)",
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
