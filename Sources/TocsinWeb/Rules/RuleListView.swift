import TocsinAuthoring
import TocsinLua
import TocsinModel
import TocsinPlugins
import TocsinStore
import TocsinWorkspace

/// All rules with what they have done lately.
struct RuleListView: Sendable {
    struct Row: Sendable {
        var id: String
        var href: String
        var title: String
        var kind: String
        var severity: String
        var chart: BarChart
        var days: [Int]
        var hits: Int
        /// "92 % of 13 reviewed"; empty: nothing was reviewed.
        var precision: String
        var verdicts: RuleVerdicts?
        /// "stopped 3 times", "quarantined", …
        var trouble: String
        var isQuarantined: Bool
    }

    struct Broken: Sendable {
        var id: String
        var href: String
        var messages: [String]
    }

    struct Choice: Sendable {
        var value: String
        var title: String
        var isChosen: Bool
    }

    static let dayCount = 30
    static let pageSize = 100

    var rows: [Row]
    var broken: [Broken]
    var total: Int
    var period: String
    var query: String
    var plugins: [Choice]
    var kinds: [Choice]
    var orders: [Choice]
    var previous: String?
    var next: String?
    var isFiltered: Bool
    var canWrite: Bool

    init(_ request: WebRequest, _ bench: Workbench) throws {
        let loaded = try bench.rules()
        let rows = try Self.rows(loaded, bench, now: request.now)
        let wanted = (request["q"] ?? "").lowercased()
        let (plugin, kind) = (request["plugin"], request["kind"])
        let order = request["order"] ?? "hits"
        var shown = rows.list.filter { row in
            (plugin == nil || row.id.hasPrefix(plugin! + "."))
                && (kind == nil || row.kind == kind)
                && (wanted.isEmpty || row.id.lowercased().contains(wanted)
                    || row.title.lowercased().contains(wanted))
        }
        if order == "name" {
            shown.sort { $0.id < $1.id }
        } else if order == "trouble" {
            shown.sort {
                ($1.trouble.isEmpty ? 0 : 1, $1.verdicts.map { 1 - $0.precision } ?? -1, $0.id)
                    < (
                        $0.trouble.isEmpty ? 0 : 1, $0.verdicts.map { 1 - $0.precision } ?? -1,
                        $1.id
                    )
            }
        } else {
            shown.sort { ($1.hits, $0.id) < ($0.hits, $1.id) }
        }
        let page = request.pageNumber
        total = shown.count
        self.rows = Array(shown.dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize))
        query = request["q"] ?? ""
        isFiltered = plugin != nil || kind != nil || !wanted.isEmpty
        let ids = loaded.plugins.plugins.filter { !$0.rules.isEmpty }.map(\.id)
        plugins = ids.map { Choice(value: $0, title: $0, isChosen: $0 == plugin) }
        kinds = ["watchlist", "extract", "rule", "enrich", "alert"].map {
            Choice(value: $0, title: $0, isChosen: $0 == kind)
        }
        orders = [("hits", "most hits"), ("name", "name"), ("trouble", "trouble first")].map {
            Choice(value: $0, title: $1, isChosen: $0 == order)
        }
        period = rows.period
        previous = page > 1 ? request.link(page: page - 1) : nil
        next = total > page * Self.pageSize ? request.link(page: page + 1) : nil
        canWrite = !bench.isReadOnly
        broken = loaded.plugins.quarantined.sorted().map { id in
            let name = id.split(separator: ".").last.map { "/\($0).lua" } ?? id
            return Broken(
                id: id, href: "/rules/" + PercentCoding.encode(id) + "/edit",
                messages: loaded.diagnostics.filter {
                    $0.severity == .error && $0.place.contains(name)
                }.map(\.description))
        }
    }

    /// Every rule with its days: one question to the store for all of them.
    static func rows(_ loaded: RuleLoading.Loaded, _ bench: Workbench, now: Timestamp) throws -> (
        list: [Row], period: String
    ) {
        let (days, last, verdicts, trips) = try bench.read { reader in
            let last = try Self.lastDay(reader, now)
            return (
                try reader.ruleDays(since: last.adding(days: 1 - dayCount)), last,
                try reader.ruleVerdicts(), try reader.trips()
            )
        }
        var counts: [String: [Int]] = [:]
        for one in days {
            let at = one.day.number - last.number + dayCount - 1
            guard (0..<dayCount).contains(at) else { continue }
            counts[one.rule, default: Array(repeating: 0, count: dayCount)][at] = one.articles
        }
        let tripped = Dictionary(uniqueKeysWithValues: trips.map { ($0.rule, $0) })
        let list = loaded.ruleSet.rules.map { rule in
            let days = counts[rule.id] ?? Array(repeating: 0, count: dayCount)
            let (verdict, trip) = (verdicts[rule.id], tripped[rule.id])
            return Row(
                id: rule.id, href: "/rules/" + PercentCoding.encode(rule.id), title: rule.title,
                kind: rule.kind.name, severity: rule.severityText,
                chart: BarChart(days, what: "article", until: last), days: days,
                hits: days.reduce(0, +), precision: verdict.map(Self.precision) ?? "",
                verdicts: verdict,
                trouble: trip.map(Self.trouble) ?? "", isQuarantined: trip?.quarantined ?? false)
        }
        return (list, "\(last.adding(days: 1 - dayCount)) to \(last)")
    }

    /// Today; of an archive, the last day on which a rule found something.
    static func lastDay(_ reader: StoreReader, _ now: Timestamp) throws -> CalendarDay {
        guard let last = try reader.lastRuleDay() else { return now.day }
        return now.day.number - last.number < 14 ? max(now.day, last) : last
    }

    static func precision(_ verdicts: RuleVerdicts) -> String {
        "\(Int((verdicts.precision * 100).rounded())) % of \(verdicts.accepted + verdicts.rejected)"
    }

    static func trouble(_ trips: RuleTrips) -> String {
        let times = trips.trips == 1 ? "stopped once" : "stopped \(trips.trips) times"
        return trips.quarantined ? "quarantined, \(times)" : times
    }
}

extension Rule {
    /// How loud a watchlist or alert rings; empty for what does not ring.
    var severityText: String {
        switch kind {
        case .watchlist(let list): list.severity?.rawValue ?? ""
        case .alert(let source): source.table["severity"].string ?? "by its function"
        default: ""
        }
    }
}
