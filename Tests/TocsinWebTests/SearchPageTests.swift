import Foundation
import Testing
import TocsinModel
import TocsinStore

@testable import TocsinWeb

extension DeskPages {
    @Suite struct `The search page` {
        @Test func `finds what a watchlist would, with marks`() async throws {
            let page = try await RuleBench().get("/search?q=siren%7E")
            #expect(page.text.contains("The <mark class=\"tone-word\">sirens</mark> sounded twice"))
            #expect(page.text.contains("2 articles"))
            #expect(!page.text.contains("<script>alert"))
        }

        @Test func `points at the character that is wrong`() async throws {
            let page = try await RuleBench().get("/search?q=siren+AND+%28alarm")
            #expect(page.text.contains("role=\"alert\""))
            #expect(page.text.contains("siren AND (alarm"))
            #expect(page.text.contains("^"))
        }

        @Test func `narrows by time and says what it does not read`() async throws {
            let desk = try RuleBench()
            #expect(
                try await desk.get("/search?q=siren%7E&until=2025-03-10").text.contains(
                    "1 articles"))
            #expect(
                try await desk.get("/search?q=siren%7E&since=7+days&outlet=None").text.contains(
                    "Nothing found"))
            #expect(
                try await desk.get("/search?q=siren%7E&since=soon").text.contains("expected a day"))
        }

        @Test func `goes on behind the place where a page ended`() async throws {
            let desk = try RuleBench()
            let all = try desk.bench.store.read { try $0.articles() }
            let first = try #require(all.first { $0.title.contains("script") })
            let row = try desk.bench.store.read { reader in
                var rows: [String: Int64] = [:]
                try reader.eachText { text in
                    rows[text.key] = text.row
                    return true
                }
                return rows
            }
            let place = "\(first.published!.seconds).\(row[first.key]!)"
            let page = try await desk.get("/search?q=siren%7E&after=\(place)")
            #expect(page.text.contains("sounded twice"))
            #expect(!page.text.contains("was enough"))
        }

        @Test func `makes a watchlist that passes in one step`() async throws {
            let desk = try RuleBench()
            let answer = try await desk.post(
                "/search/watchlist",
                ["query": "siren~ AND harbour", "name": "harbour-sirens", "severity": "severe"])
            #expect(answer.location == "/rules/desk.harbour-sirens/edit?saved=1")
            let text = try desk.text("harbour-sirens")
            #expect(text.contains("query = [[siren~ AND harbour]]"))
            #expect(text.contains("{{word|sirens}}"))
            #expect(
                try await desk.get("/rules/desk.harbour-sirens/edit").text.contains("examples hold")
            )
        }

        @Test func `does not make one of a query that finds nothing`() async throws {
            let desk = try RuleBench()
            let answer = try await desk.post(
                "/search/watchlist", ["query": "zeppelin", "name": "zeppelin"])
            #expect(answer.status == 422)
            #expect(answer.text.contains("finds no sentence"))
        }
    }

    @Suite struct `The pages of sources and runs` {
        @Test func `count files and runs`() async throws {
            let desk = try RuleBench()
            let sources = try await desk.get("/sources")
            #expect(sources.text.contains("articles/*"))
            #expect(sources.text.contains(">3<"))
            let runs = try await desk.get("/runs")
            #expect(runs.text.contains("finished"))
            #expect(!runs.text.contains("from outside"))
        }

        @Test func `name the rule that stopped, and that it was taken out`() async throws {
            let desk = try RuleBench()
            try desk.bench.store.write { writer in
                let run = try writer.reader.runs()[0].id
                try writer.put(
                    [RuleTrips(rule: "desk.siren", trips: 3, article: "a1", quarantined: true)],
                    ofRun: run)
            }
            #expect(
                try await desk.get("/runs").text.contains("stopped 3×, quarantined, the last on a1")
            )
            #expect(try await desk.get("/rules").text.contains("quarantined, stopped 3 times"))
            #expect(
                try await desk.get("/rules/desk.siren").text.contains(
                    "was taken out after it had stopped"))
        }
    }

    @Suite struct `The policy page` {
        @Test func `draws the routes`() async throws {
            let page = try await RuleBench().get("/policy")
            #expect(page.text.contains("severity at least extreme"))
            #expect(page.text.contains("every alert"))
            #expect(page.text.contains("22:00 to 06:00 UTC"))
        }

        @Test(arguments: [
            ("severity=extreme", "takes it", "sent at once"),
            (
                "severity=moderate&at=2025-03-11T12:00:00Z",
                "does not match: severity is moderate, not at least extreme", "sent at once"
            ),
            (
                "severity=moderate&at=2025-03-11T23:00:00Z", "matches every alert",
                "quiet hours until 2025-03-12T06:00:00Z; sent then"
            ),
        ])
        func `says where an alert would go, and why`(question: String, step: String, fate: String)
            async throws
        {
            let page = try await RuleBench().get("/policy?" + question)
            #expect(page.text.contains(step))
            #expect(page.text.contains(fate), "\(page.text)")
        }

        @Test func `answers programs with the same reasons`() async throws {
            let desk = try RuleBench()
            let rung = try #require(try desk.bench.store.read { try $0.alerts() }.first)
            let answer = try await desk.send(
                .post, "/api/v1/policy/question", ["alert": rung.alert.identifier])
            let fates = try #require(try answer.json()["fates"] as? [[String: Any]])
            #expect(fates.map { $0["receiver"] as? String } == ["desk"])
            #expect(
                try await desk.send(.post, "/api/v1/policy/question", ["severity": "loud"]).status
                    == 422)
        }

        @Test func `a silence covers the alert that is asked about, until it is ended`()
            async throws
        {
            let desk = try RuleBench()
            let added = try await desk.post(
                "/policy/silences",
                [
                    "matchers": "rule=desk.siren severity<=severe", "for": "12 hours",
                    "comment": "a drill",
                ])
            #expect(added.status == 303)
            let page = try await desk.get("/policy?severity=severe&rule=desk.siren")
            #expect(page.text.contains("silenced by anna until"))
            #expect(page.text.contains("mutes the alert above"))
            let id = try #require(try desk.bench.store.read { try $0.silences() }.first?.key)
            #expect(try await desk.post("/policy/silences/\(id)/expire", [:]).status == 303)
            #expect(try await desk.get("/policy").text.contains("No silence holds"))
            #expect(
                try await desk.post("/policy/silences", ["matchers": "color=red", "comment": "x"])
                    .status == 422)
        }
    }
}
