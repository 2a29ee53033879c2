import TocsinModel
import TocsinStore

/// Events on a map and along time; both follow the filters of the address.
enum MapPages {
    static let routes = [
        Route(.get, "/map", "Events on a map and by day") { request, bench in
            var view = try map(request, bench)
            guard request["part"] == nil else {
                // For the script that zooms: it has the land already.
                view.land = ""
                return .fragment("map-part", view)
            }
            return .page("map", title: "Map", section: .map, view)
        }
    ]

    static let kindsColoured = 7
    static let rowsShown = 40

    private static func map(_ request: WebRequest, _ bench: Workbench) throws -> MapPageView {
        let filter = try ListFilter(request)
        let world = WorldMap.of(bench.resources)
        let asked = request["view"].flatMap { MapView($0, world) }
        let choices = try bench.choices.values()
        return try bench.read { reader in
            let view: MapView
            if let asked {
                view = asked
            } else if request["view"] == nil,
                let area = filter.isNarrow ? try reader.eventArea(filter.events) : choices.area
            {
                view = MapView(fitting: area, world)
            } else {
                view = MapView(world)
            }
            let kinds = choices.kinds
            let clusters = try reader.eventClusters(
                filter.events, in: view.area(world), cell: view.width / world.width * 360 / 36)
            var always = filter
            (always.since, always.until) = (nil, nil)
            var located = filter.events
            located.located = true
            return MapPageView(
                filter, view, asked != nil, world, kinds: kinds, clusters: clusters,
                days: always.isNarrow ? try reader.eventDays(always.events) : choices.days,
                total: try reader.eventCount(filter.events),
                located: try reader.eventCount(located),
                form: FilterForm(
                    filter, action: "/map",
                    choices: [
                        FilterForm.severities(filter.severity),
                        FilterForm.tallied("kind", "Type", kinds, chosen: filter.kinds),
                        FilterForm.tallied(
                            "country", "Country", choices.countries,
                            chosen: filter.countries, title: world.name(of:)),
                        FilterForm.tallied(
                            "rule", "Rule", choices.rules, chosen: filter.rules),
                        FilterForm.tallied(
                            "source", "Source", choices.publishers, chosen: filter.sources),
                    ],
                    kept: filter.incident.map { [QueryItem(name: "incident", value: $0)] } ?? []))
        }
    }
}

/// What `map.mustache` draws.
struct MapPageView: Sendable {
    struct Marker: Sendable {
        /// `M5000,2000h0`: a dot, as wide as its line is thick.
        var path: String
        var x: Int
        var y: Int
        /// Pixels.
        var size: Int
        var halo: Int
        var series: Int
        var title: String
        var link: String
        /// How many incidents; nil for one.
        var number: String?
    }

    struct Row: Sendable {
        var place: String
        var country: String
        var kind: String
        var series: Int
        var incidents: Int
        var reports: Int
        var casualties: String
        var link: String
        var linkText: String
    }

    struct Legend: Sendable {
        var name: String
        var series: Int
    }

    var form: FilterForm
    var box: String
    var land: String
    var worldWidth: Int
    var worldHeight: Int
    var fontSize: String
    var markers: [Marker]
    var rows: [Row]
    var moreRows: Int
    var hasMoreRows: Bool
    var legend: [Legend]
    var timeline: EventTimeline?
    var summary: String
    var isEmpty: Bool
    var emptyReason: String
    var zoomIn: String
    var zoomOut: String
    var toLeft: String
    var toRight: String
    var toTop: String
    var toBottom: String
    var whole: String
    var viewText: String
    /// Of this page without its view and times, for the script.
    var address: String
    var source: String
    var incidentsLink: String

    init(
        _ filter: ListFilter, _ view: MapView, _ isChosen: Bool, _ world: WorldMap,
        kinds: [Tally], clusters: [EventCluster], days: [DayTally], total: Int, located: Int,
        form: FilterForm
    ) {
        var form = form
        if isChosen { form.kept.append(QueryItem(name: "view", value: view.text(world))) }
        self.form = form
        var colours: [String: Int] = [:]
        for (index, kind) in kinds.prefix(MapPages.kindsColoured).enumerated() {
            colours[kind.name] = index + 1
        }
        func series(_ kind: String) -> Int { colours[kind] ?? 8 }
        func link(_ view: MapView) -> String {
            filter.address("/map", [("view", view.text(world))])
        }
        box = view.box
        land = world.land
        worldWidth = Int(world.width)
        worldHeight = Int(world.height)
        fontSize = String((view.scale * 12 * 10).rounded() / 10)
        func target(_ cluster: EventCluster) -> (path: String, text: String) {
            if let incident = cluster.incident {
                return (PageText.path("/incidents", incident), "incident")
            }
            if let article = cluster.article {
                return (PageText.path("/articles", article), "article")
            }
            var closer = view.zoomed(0.25, world)
            closer.centre = (world.x(cluster.longitude), world.y(cluster.latitude))
            return (link(closer), "closer")
        }
        func title(_ cluster: EventCluster) -> String {
            var text = "\(cluster.kind) in \(cluster.place ?? "an unnamed place")"
            text += ", \(PageText.plural(cluster.incidents, "incident"))"
            text += ", \(PageText.plural(cluster.reports, "report"))"
            if cluster.casualties > 0 {
                text += ", \(cluster.casualties.figureText) killed or injured"
            }
            return text
        }
        markers = Self.spread(clusters, view, world).map { cluster, x, y in
            let size = Self.size(cluster)
            return Marker(
                path: "M\(Int(figure: x)),\(Int(figure: y))h0", x: Int(figure: x),
                y: Int(figure: y), size: size, halo: size + 3,
                series: series(cluster.kind), title: title(cluster), link: target(cluster).path,
                number: cluster.incidents > 1 ? "\(cluster.incidents)" : nil)
        }
        rows = clusters.prefix(MapPages.rowsShown).map { cluster in
            let (path, text) = target(cluster)
            return Row(
                place: cluster.place ?? "unnamed place",
                country: cluster.country.map(world.name(of:)).flatMap {
                    $0 == cluster.place ? nil : $0
                } ?? "",
                kind: cluster.kind, series: series(cluster.kind), incidents: cluster.incidents,
                reports: cluster.reports,
                casualties: cluster.casualties > 0 ? cluster.casualties.figureText : "",
                link: path, linkText: text)
        }
        moreRows = clusters.count - rows.count
        hasMoreRows = moreRows > 0
        let shownKinds = Set(days.map(\.name) + clusters.map(\.kind))
        legend = kinds.prefix(MapPages.kindsColoured).filter { shownKinds.contains($0.name) }.map {
            Legend(name: $0.name, series: series($0.name))
        }
        if shownKinds.contains(where: { colours[$0] == nil }) {
            legend.append(Legend(name: "other", series: 8))
        }
        timeline = EventTimeline(
            days, since: filter.since, until: filter.until, series: series)
        isEmpty = clusters.isEmpty
        summary = "\(PageText.plural(total, "event")), \(located) with a place on the map"
        emptyReason =
            total == 0
            ? (filter.isNarrow
                ? "No event meets these filters."
                : "No event yet: nothing that was read reports one.")
            : located == 0
                ? "None of these events has a place with coordinates."
                : "None of these events is in this part of the map."
        zoomIn = link(view.zoomed(0.5, world))
        zoomOut = link(view.zoomed(2, world))
        toLeft = link(view.moved(-0.3, 0))
        toRight = link(view.moved(0.3, 0))
        toTop = link(view.moved(0, -0.3))
        toBottom = link(view.moved(0, 0.3))
        whole = filter.address("/map", [("view", "world")])
        viewText = view.text(world)
        var always = filter
        (always.since, always.until) = (nil, nil)
        address = always.address("/map")
        source = world.source
        var listed = filter
        listed.incident = nil
        incidentsLink = listed.address("/incidents")
    }

    /// Pixels across.
    private static func size(_ cluster: EventCluster) -> Int {
        Int(figure: min(52, 11 + 4 * max(0, cluster.casualties).squareRoot()).rounded())
    }

    /// Where markers of other types stand on the same spot, the smaller ones step aside.
    private static func spread(_ clusters: [EventCluster], _ view: MapView, _ world: WorldMap) -> [(
        EventCluster, Double, Double
    )] {
        var out: [(EventCluster, Double, Double)] = []
        var placed: [Int: [(x: Double, y: Double, radius: Double)]] = [:]
        for cluster in clusters {
            var x = world.x(cluster.longitude)
            let y = world.y(cluster.latitude)
            let radius = Double(size(cluster)) / 2 * view.scale
            // Neighbours are looked for in bands: there may be hundreds.
            let band = Int(figure: min(max(y / max(view.height / 20, 1), -1e6), 1e6))
            let near = (band - 1...band + 1).flatMap { placed[$0] ?? [] }
            for _ in 0..<8 {
                guard
                    let other = near.first(where: {
                        let (dx, dy) = ($0.x - x, $0.y - y)
                        return (dx * dx + dy * dy).squareRoot() < 0.7 * max($0.radius, radius)
                    })
                else { break }
                x = other.x + other.radius + radius
            }
            placed[band, default: []].append((x, y, radius))
            out.append((cluster, x, y))
        }
        return out
    }
}
