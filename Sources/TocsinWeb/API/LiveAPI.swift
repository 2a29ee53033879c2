enum LiveAPI {
    static let routes = [
        Route(
            .get, "/events", "Server-sent events: counts, and alerts as they ring",
            APIDescription(query: [], body: nil, answer: .text("text/event-stream"), status: .ok)
        ) { _, bench in
            guard let stream = bench.live.subscribe() else {
                throw WebFailure(
                    .unavailable, code: "events.full",
                    "too many readers follow already; reload the page instead")
            }
            return WebAnswer(
                .ok, headers: [QueryItem(name: "Content-Type", value: "text/event-stream")],
                body: .stream(stream))
        }
    ]
}
