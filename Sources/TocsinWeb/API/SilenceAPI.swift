import TocsinAlerting
import TocsinModel
import TocsinStore
import TocsinWorkspace

enum SilenceAPI {
    static let silence: Schema = .object([
        "id": .string, "matchers": .list(.string), "starts": .time, "ends": .time,
        "author": .string, "comment": .string, "created": .time, "expired?": .time,
    ])

    static let routes = [
        Route.api(
            .get, "/silences", "Silences that hold or will hold",
            query: [APIParameter("all", .flag, "Also those that are over")],
            answer: .json(.object(["items": .list(.reference("Silence"))]))
        ) { request, bench in
            let rows = try bench.read { try $0.silences() }.filter { row in
                request.flag("all")
                    || row.ends > request.now && (row.expired.map { $0 > request.now } ?? true)
            }
            return .json(["items": rows.suffix(1000).map(object)] as APIObject)
        },
        Route.api(
            .post, "/silences", "Mutes what meets all of the matchers",
            body: .object([
                "matchers": .list(.string), "comment": .string, "for?": .string, "starts?": .time,
                "ends?": .time,
            ]), answer: .json(.reference("Silence")), status: .created
        ) { request, bench in
            let row = try add(
                try request.decode(Wanted.self), author: request.author, now: request.now, bench)
            return .json(object(row), status: .created)
        },
        Route.api(
            .delete, "/silences/{id}", "Ends a silence now", answer: .none, status: .noContent
        ) { request, bench in
            let (id, now) = (request.parameter("id"), request.now)
            guard try bench.write({ try $0.expire(silence: id, at: now) }) else {
                throw WebFailure.notFound("silence", id, list: "/api/v1/silences")
            }
            return WebAnswer(.noContent, body: .bytes([]))
        },
    ]

    struct Wanted: Decodable {
        /// `rule=plugin.rule`, `severity<=moderate`, …: all must hold.
        var matchers: [String]
        var comment: String
        /// `12 hours`, from its beginning.
        var `for`: String?
        var starts: Timestamp?
        var ends: Timestamp?
    }

    /// Makes a silence, for the API and the pages alike.
    static func add(_ wanted: Wanted, author: String, now: Timestamp, _ bench: Workbench) throws
        -> SilenceRow
    {
        func refuse(_ message: String) -> WebFailure {
            WebFailure(.unprocessable, code: "silence.refused", message)
        }
        guard !wanted.matchers.isEmpty, wanted.matchers.count <= 50 else {
            throw refuse("say what is muted, e.g. rule=plugin.rule; at most 50 matchers")
        }
        let starts = wanted.starts ?? now
        let ends: Timestamp
        switch (wanted.for, wanted.ends) {
        case (let length?, nil):
            guard length.utf8.count < 30, let span = TimeSpan(length) else {
                throw refuse("for is \"\(length.prefix(40))\"; expected \(TimeSpan.expected)")
            }
            ends = starts.adding(seconds: span.seconds)
        case (nil, let moment?): ends = moment
        default: throw refuse("a silence ends: give for (\"12 hours\") or ends (a time)")
        }
        var parsed: [AlertMatcher] = []
        for text in wanted.matchers {
            do throws(SilenceText.Problem) {
                parsed.append(try SilenceText.matcher(text))
            } catch { throw refuse(error.message) }
        }
        let silence = Silence(
            id: "s"
                + StableHash.hex(of: wanted.matchers.joined(separator: "\n"), "\(now)", author)
                .prefix(8), match: parsed, starts: starts, ends: ends, author: author,
            comment: wanted.comment)
        if let problem = silence.problem { throw refuse(problem) }
        let row = SilenceText.row(silence, matchers: wanted.matchers, created: now)
        try bench.write { try $0.put(row) }
        return row
    }

    static func object(_ row: SilenceRow) -> APIObject {
        [
            "id": row.key, "matchers": SilenceText.matchers(row), "starts": row.starts,
            "ends": row.ends, "author": row.author, "comment": row.comment,
            "created": row.created, "expired": row.expired,
        ]
    }
}
