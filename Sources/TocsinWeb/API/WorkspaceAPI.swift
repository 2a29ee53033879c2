import TocsinModel
import TocsinPlugins
import TocsinSources
import TocsinStore
import TocsinWorkspace

/// What the workspace is: its sources, runs, rules.
enum WorkspaceAPI {
    static let routes = [
        Route.api(
            .get, "/workspace", "The workspace and how much its store holds",
            answer: .json(
                .object([
                    "title": .string, "name": .string, "read_only": .boolean, "author": .string,
                    "articles": .integer, "events": .integer, "incidents": .integer,
                    "alerts": .integer, "trouble": .list(.reference("Diagnostic")),
                ]))
        ) { request, bench in
            let workspace = bench.workspace
            return try bench.read { reader in
                .json(
                    [
                        "title": workspace.configuration.title, "name": workspace.name,
                        "read_only": bench.isReadOnly, "author": request.author,
                        "articles": try reader.articleCount(), "events": try reader.eventCount(),
                        "incidents": try reader.incidentCount(),
                        "alerts": try reader.alertCount(), "trouble": bench.trouble,
                    ] as APIObject)
            }
        },
        Route.api(
            .get, "/sources", "The feeds and pages it follows, with their health",
            answer: .json(
                .object([
                    "items": .list(
                        .object([
                            "address": .string, "name": .string, "group?": .string,
                            "side?": .string, "reliability?": .string, "every": .integer,
                            "health": .string, "last_asked?": .time, "last_good?": .time,
                            "last_new?": .time, "next?": .time, "articles": .integer,
                            "failures": .integer, "trouble?": .string, "moved_to?": .string,
                        ])), "trouble": .list(.reference("Diagnostic")),
                ]))
        ) { request, bench in
            let states = try bench.read { try $0.sourceStates() }
            var trouble: [Diagnostic] = []
            let sources = FollowedSource.all(of: bench.workspace, states: states) {
                trouble.append($0)
            }
            return .json(
                ["items": sources.map { object($0, now: request.now) }, "trouble": trouble]
                    as APIObject)
        },
        Route.api(
            .get, "/runs", "What was run here, newest first",
            query: [APIParameter("limit", .integer(1...500), "How many; 50 where not given")],
            answer: .json(
                .object([
                    "items": .list(
                        .object([
                            "id": .integer, "command": .string, "started": .time,
                            "finished?": .time, "rules": .string, "articles": .integer,
                            "new_articles": .integer, "changed_articles": .integer,
                            "events": .integer, "alerts": .integer, "error?": .string,
                        ]))
                ]))
        ) { request, bench in
            let rows = try bench.read { try $0.runs(limit: request.integer("limit") ?? 50) }
            return .json(
                [
                    "items": rows.map { row in
                        [
                            "id": row.id, "command": row.command, "started": row.started,
                            "finished": row.finished, "rules": row.rules,
                            "articles": row.articles, "new_articles": row.newArticles,
                            "changed_articles": row.changedArticles, "events": row.events,
                            "alerts": row.alerts, "error": row.error,
                        ] as APIObject
                    }
                ] as APIObject)
        },
        Route.api(
            .get, "/rules", "The rules as the files have them",
            answer: .json(
                .object([
                    "items": .list(
                        .object([
                            "id": .string, "plugin": .string, "kind": .string, "title": .string,
                            "path": .string, "hash": .string, "languages": .list(.string),
                            "examples": .integer, "has_code": .boolean, "severity?": .string,
                        ])), "trouble": .list(.reference("Diagnostic")),
                ]))
        ) { _, bench in
            let loaded = try bench.rules()
            return .json(
                [
                    "items": loaded.ruleSet.rules.map(object), "trouble": loaded.diagnostics,
                ] as APIObject)
        },
    ]

    private static func object(_ rule: Rule) -> APIObject {
        let severity: Severity? =
            if case .watchlist(let list) = rule.kind { list.severity } else { nil }
        return [
            "id": rule.id, "plugin": rule.plugin, "kind": rule.kind.name, "title": rule.title,
            "path": rule.path, "hash": rule.hash, "languages": rule.languages,
            "examples": rule.examples.count, "has_code": rule.hasCode, "severity": severity,
        ]
    }

    private static func object(_ followed: FollowedSource, now: Timestamp) -> APIObject {
        let (source, state) = (followed.source, followed.state)
        return [
            "address": source.address, "name": source.displayName, "group": source.profile.group,
            "side": source.profile.side, "reliability": source.profile.reliability?.rawValue,
            "every": source.every, "health": state.health(of: source, now: now).word,
            "last_asked": state.lastAsked, "last_good": state.lastGood,
            "last_new": state.lastNew, "next": state.next, "articles": state.articles,
            "failures": state.failures, "trouble": state.stopped ?? state.trouble,
            "moved_to": state.movedTo,
        ]
    }
}
