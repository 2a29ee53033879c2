import TocsinModel
import TocsinStore
import TocsinWorkspace

/// What this workbench is and what its store holds.
enum HomePages {
    static let routes = [
        Route(.get, "/about", "What the store holds") { _, bench in
            let view = try bench.read { reader in
                AboutView(
                    title: bench.workspace.configuration.title,
                    counts: [
                        Count("articles", try reader.articleCount(), "/articles"),
                        Count("events", try reader.eventCount(), "/map"),
                        Count("incidents", try reader.incidentCount(), "/incidents"),
                        Count("alerts", try reader.alertCount(), "/"),
                    ],
                    trouble: bench.trouble.map(\.description))
            }
            return .page("about", title: "About", section: nil, view)
        }
    ]

    private struct AboutView: Sendable {
        var title: String
        var counts: [Count]
        var trouble: [String]
    }

    private struct Count: Sendable {
        var name: String
        var count: Int
        var path: String

        init(_ name: String, _ count: Int, _ path: String) {
            self.name = name
            self.count = count
            self.path = path
        }
    }
}
