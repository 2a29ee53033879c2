import TocsinAuthoring
import TocsinModel
import TocsinPlugins
import TocsinStore
import TocsinWorkspace

/// What the rule pages and their editor ask, for programs.
enum RulesAPI {
    private struct Text: Decodable {
        var text: String
        /// Whose earlier question of the same kind this one ends.
        var asker: String?
        /// `try`: an article's id.
        var article: String?
        /// `effect`: how many of the newest articles.
        var articles: Int?
        /// Saving: the hash of the file that the text was made from.
        var base: String?
    }

    static let piece: Schema = .object([
        "text": .string, "role": .string, "label": .string, "tone": .string,
    ])
    static let sentence: Schema = .object(["pieces": .list(piece)])
    private static let verdict: Schema = .object([
        "findings": .list(
            .object([
                "line": .integer, "severity": .choice(["error", "warning", "note"]),
                "code": .string, "message": .string,
            ])), "examples": .integer, "rule": .boolean, "passes": .boolean, "summary": .string,
    ])
    private static let changes: Schema = .list(
        .object([
            "href": .string, "title": .string, "place": .string, "sentences": .list(sentence),
        ]))
    private static let file: Schema = .object([
        "hash": .string, "path": .string, "writable": .boolean,
    ])

    static let routes: [Route] = [
        Route.api(
            .get, "/rules/{id}", "A rule with its text and what it has found lately",
            answer: .json(
                .object([
                    "id": .string, "plugin": .string, "kind?": .string, "title?": .string,
                    "description?": .string, "looks_for?": .string, "severity?": .string,
                    "languages": .list(.string), "examples": .integer, "text": .string,
                    "file": file, "loaded": .boolean,
                    "days": .list(.object(["day": .day, "articles": .integer])),
                    "accepted?": .integer, "rejected?": .integer, "trips": .integer,
                    "quarantined": .boolean,
                ]))
        ) { request, bench in
            let desk = try RuleDesk(request.parameter("id"), bench)
            return .json(try whole(desk, now: request.now))
        },
        Route.api(
            .get, "/rules/{id}/file", "The rule's file as it is on the disk now",
            answer: .json(file)
        ) { request, bench in
            let desk = try RuleDesk(request.parameter("id"), bench)
            return .json(object(desk, try desk.contents()))
        },
        Route.api(
            .get, "/rules/{id}/hits", "Articles in which a rule found something, newest first",
            query: [
                APIParameter("limit", .integer(1...100), "Items a page; 20 where not given"),
                APIParameter("after", .text, "`next` of the page before"),
            ],
            answer: .json(
                .page(
                    .object([
                        "article": .string, "title": .string, "outlet?": .string,
                        "published?": .time, "sentences": .list(.reference("AlertEvidence")),
                        "events": .list(.reference("Event")),
                    ])))
        ) { request, bench in
            let desk = try RuleDesk(request.parameter("id"), bench)
            let after = try request["after"].map { text throws(WebFailure) in
                guard let place = RuleView.place(text) else {
                    throw WebFailure(
                        .badRequest, code: "query.value",
                        "after is \"\(text.prefix(80))\"; expected the value of next in the page before"
                    )
                }
                return place
            }
            let found = try bench.read { reader in
                try reader.hits(
                    ofRule: desk.id, limit: request.integer("limit") ?? 20, after: after)
            }
            return .json(
                [
                    "items": found.hits.map { hit in
                        [
                            "article": hit.article, "title": hit.title, "outlet": hit.outlet,
                            "published": hit.published, "sentences": hit.sentences,
                            "events": hit.events,
                        ] as APIObject
                    }, "next": found.next.map { "\($0.day)-\($0.version)" },
                ] as APIObject)
        },
        Route.api(
            .post, "/rules/{id}/check", "Checks a text as this rule; nothing is written",
            body: .object(["text": .string, "asker?": .string]), answer: .json(verdict),
            writes: false
        ) { request, bench in
            let desk = try RuleDesk(request.parameter("id"), bench)
            let wanted = try request.decode(Text.self)
            return .json(
                try await RuleEditing.check(
                    RuleEditing.fileText(wanted.text), desk, asker: wanted.asker))
        },
        Route.api(
            .post, "/rules/{id}/try", "What a text finds in an article, and how near it comes",
            body: .object(["text": .string, "article": .string, "asker?": .string]),
            answer: .json(
                .object([
                    "article": .string, "title": .string, "matched": .boolean,
                    "sentences": .list(sentence), "answer": .string,
                ])), writes: false
        ) { request, bench in
            let desk = try RuleDesk(request.parameter("id"), bench)
            let wanted = try request.decode(Text.self)
            guard let article = wanted.article else {
                throw WebFailure(
                    .unprocessable, code: "json.form", "\"article\" is missing; add it")
            }
            return .json(
                try given(
                    await RuleEditing.trial(
                        RuleEditing.fileText(wanted.text), article, desk, asker: wanted.asker)))
        },
        Route.api(
            .post, "/rules/{id}/effect",
            "What a text finds more, and no more, than the saved rule in the newest articles",
            body: .object(["text": .string, "articles?": .integer, "asker?": .string]),
            answer: .json(
                .object([
                    "summary": .string, "gained": changes, "lost": changes,
                    "gained_count": .integer, "lost_count": .integer, "kept": .integer,
                    "articles": .integer, "cut": .boolean, "trip?": .string,
                ])), writes: false
        ) { request, bench in
            let desk = try RuleDesk(request.parameter("id"), bench)
            let wanted = try request.decode(Text.self)
            let count = min(max(1, wanted.articles ?? RuleEditing.articles), 2_000)
            return .json(
                try given(
                    await RuleEditing.effect(
                        RuleEditing.fileText(wanted.text), desk, newest: count,
                        asker: wanted.asker)))
        },
        Route.api(
            .put, "/rules/{id}",
            "Saves a text whose examples hold in place of the one it was made from",
            body: .object(["text": .string, "base": .string]), answer: .json(file)
        ) { request, bench in
            let desk = try RuleDesk(request.parameter("id"), bench)
            let wanted = try request.decode(Text.self)
            guard let base = wanted.base else {
                throw WebFailure(
                    .unprocessable, code: "json.form",
                    "\"base\" is missing; it is the hash of the file the text was made from")
            }
            switch try await RuleEditing.save(
                RuleEditing.fileText(wanted.text), replacing: base, desk)
            {
            case .saved(let contents): return .json(object(desk, contents))
            case .refused(let verdict):
                throw WebFailure(
                    .unprocessable, code: "rule.unproved",
                    ([verdict.summary]
                        + verdict.findings.filter { $0.severity == "error" }.map {
                            "line \($0.line): \($0.message)"
                        }).joined(separator: "\n"))
            case .changed: throw WebFailure(.changed(RuleFile.Contents("")), desk.display)
            }
        },
        Route.api(
            .post, "/rules", "Writes a new rule that passes its own examples",
            body: .object([
                "kind": .choice(["watchlist", "extract", "enrich", "alert"]), "name": .string,
                "plugin?": .string, "title?": .string, "words?": .list(.string), "query?": .string,
                "severity?": .string, "event?": .string, "figure?": .string, "language?": .string,
                "examples?": .list(.string), "counterexamples?": .list(.string),
            ]), answer: .json(.object(["id": .string])), status: .created
        ) { request, bench in
            let id = try await request.decode(NewRule.self).write(bench)
            return .json(["id": id] as APIObject, status: .created)
        },
        Route.api(
            .post, "/watchlists", "Makes a watchlist of a query",
            body: .object([
                "query": .string, "name": .string, "title?": .string, "severity?": .string,
                "example?": .string,
            ]), answer: .json(.object(["id": .string])), status: .created
        ) { request, bench in
            let id = try await request.decode(Watchlist.self).write(bench)
            return .json(["id": id] as APIObject, status: .created)
        },
    ]

    private static func given<T>(_ value: T?) throws(WebFailure) -> T {
        guard let value else {
            throw WebFailure(
                .unprocessable, code: "rule.none",
                "This text gives no rule yet; the check says why.")
        }
        return value
    }

    private static func object(_ desk: RuleDesk, _ contents: RuleFile.Contents) -> APIObject {
        ["hash": contents.hash, "path": desk.display, "writable": desk.obstacle() == nil]
    }

    private static func whole(_ desk: RuleDesk, now: Timestamp) throws -> APIObject {
        let contents = try desk.contents()
        let (days, verdicts, trips) = try desk.bench.read { reader in
            let last = try RuleListView.lastDay(reader, now)
            return (
                try reader.ruleDays(of: desk.id, since: last.adding(days: -RuleView.dayCount)),
                try reader.ruleVerdicts()[desk.id], try reader.trips().first { $0.rule == desk.id }
            )
        }
        let rule = desk.rule
        return [
            "id": desk.id, "plugin": desk.plugin.id, "kind": rule?.kind.name, "title": rule?.title,
            "description": rule?.prose, "looks_for": rule.map(RuleList.looksFor),
            "severity": rule.map(\.severityText).flatMap { $0.isEmpty ? nil : $0 },
            "languages": rule?.languages ?? [], "examples": rule?.examples.count ?? 0,
            "text": contents.text, "file": object(desk, contents), "loaded": rule != nil,
            "days": days.map { ["day": $0.day, "articles": $0.articles] as APIObject },
            "accepted": verdicts?.accepted, "rejected": verdicts?.rejected,
            "trips": trips?.trips ?? 0, "quarantined": trips?.quarantined ?? false,
        ]
    }
}
