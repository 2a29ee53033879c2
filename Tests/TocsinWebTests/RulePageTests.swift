import Foundation
import Synchronization
import Testing
import TocsinModel
import TocsinStore

@testable import TocsinWeb

/// One after the other: each makes a workspace and runs it.
@Suite(.serialized) enum DeskPages {}

extension DeskPages {
    @Suite struct `The pages of rules` {
        @Test func `list every rule with its hits and its chart`() async throws {
            let desk = try RuleBench()
            let page = try await desk.get("/rules")
            #expect(page.status == 200)
            #expect(page.text.contains("href=\"/rules/desk.siren\""))
            #expect(
                page.text.contains("2 articles in 30 days up to 2025-03-12, at most 1 on a day"))
            #expect(try await desk.get("/rules?q=nothing").text.contains("No rule is like that"))
            #expect(try await desk.get("/rules?kind=alert").text.contains("No rule is like that"))
        }

        @Test func `show a rule's examples and hits with their marks, all escaped`() async throws {
            let desk = try RuleBench()
            let page = try await desk.get("/rules/desk.siren")
            #expect(page.status == 200)
            #expect(page.text.contains("The <mark class=\"tone-word\">sirens</mark> sounded."))
            #expect(page.text.contains("does not find"))
            #expect(page.text.contains("One <mark class=\"tone-word\">siren</mark> was enough"))
            #expect(!page.text.contains("<script>alert"))
            #expect(!page.text.contains("<b>mayor</b>"))
            #expect(page.text.contains("Sirens in the news."))
        }

        @Test func `name a rule whose file is broken, and its editor says where`() async throws {
            let desk = try RuleBench(rules: [
                "siren": RuleBench.siren, "bad": "return tocsin.watchlist {\n  titel = \"x\",\n}\n",
            ])
            let list = try await desk.get("/rules")
            #expect(list.text.contains("Rules that cannot run"))
            #expect(list.text.contains("href=\"/rules/desk.bad/edit\""))
            #expect(try await desk.get("/rules/desk.bad").location == "/rules/desk.bad/edit")
            let editor = try await desk.get("/rules/desk.bad/edit")
            #expect(editor.text.contains("line 2"))
        }

        @Test func `do not know other files`() async throws {
            let desk = try RuleBench()
            for id in [
                "desk.nothing", "desk...%2Fworkspace", "desk.%2E%2E", "other.siren", "desk.",
            ] {
                for page in ["/rules/\(id)", "/rules/\(id)/edit"] {
                    #expect(try await desk.get(page).status == 404, "\(page)")
                }
            }
        }

        @Test func `measure what a rule costs`() async throws {
            let page = try await RuleBench().get("/rules/desk.siren/profile")
            #expect(page.text.contains("Measured now on the 3 newest articles"))
        }
    }

    @Suite struct `The editor of a rule` {
        private let louder = RuleBench.siren.replacing("\"siren~\"", with: "\"siren~\", \"alarm~\"")

        private func base(_ desk: RuleBench) async throws -> String {
            let file = try await desk.get("/api/v1/rules/desk.siren/file")
            return try #require(try file.json()["hash"] as? String)
        }

        @Test func `works as a form without a script`() async throws {
            let desk = try RuleBench()
            let answer = try await desk.post(
                "/rules/desk.siren/edit",
                [
                    "text": louder.replacing("\n", with: "\r\n"), "base": try await base(desk),
                    "action": "effect",
                ])
            #expect(answer.status == 200)
            #expect(answer.text.contains("In the 3 newest articles: 1 gained, 0 lost, 3 stay."))
            #expect(answer.text.contains("An <mark class=\"tone-word\">alarm</mark> rang"))
            #expect(try desk.text("siren") == RuleBench.siren)
        }

        @Test func `saves a rule whose examples hold, with its line ends as files have them`()
            async throws
        {
            let desk = try RuleBench()
            let answer = try await desk.post(
                "/rules/desk.siren/save",
                [
                    "text": louder.replacing("\n", with: "\r\n"), "base": try await base(desk),
                    "action": "save",
                ])
            #expect(answer.status == 303)
            #expect(try desk.text("siren") == louder)
        }

        @Test func `saves nothing whose examples do not hold`() async throws {
            let desk = try RuleBench()
            for text in [RuleBench.siren.replacing("siren~", with: "alarm~"), "return 1\n", ""] {
                let form = try await desk.post(
                    "/rules/desk.siren/save",
                    ["text": text, "base": try await base(desk), "action": "save"])
                #expect(form.status == 422)
                #expect(form.text.contains("Not saved."))
                let api = try await desk.send(
                    .put, "/api/v1/rules/desk.siren", ["text": text, "base": try await base(desk)])
                #expect(api.status == 422)
            }
            #expect(try desk.text("siren") == RuleBench.siren)
        }

        @Test func `shows both texts where the file has changed, and saves over it only when told`()
            async throws
        {
            let desk = try RuleBench()
            let base = try await base(desk)
            let theirs = RuleBench.siren.replacing("Sirens in the news", with: "Their words")
            try theirs.write(toFile: desk.file("siren"), atomically: true, encoding: .utf8)
            let refused = try await desk.post(
                "/rules/desk.siren/save", ["text": louder, "base": base, "action": "save"])
            #expect(refused.status == 409)
            #expect(refused.text.contains("line-removed"))
            #expect(refused.text.contains("Their words"))
            #expect(try desk.text("siren") == theirs)
            let disk = try await self.base(desk)
            #expect(refused.text.contains("name=\"disk\" value=\"\(disk)\""))
            let saved = try await desk.post(
                "/rules/desk.siren/save",
                ["text": louder, "base": base, "disk": disk, "action": "overwrite"])
            #expect(saved.status == 303)
            #expect(try desk.text("siren") == louder)
        }

        @Test func `in read-only mode shows, checks and tries, and saves nothing`() async throws {
            let desk = try RuleBench(isReadOnly: true)
            let page = try await desk.get("/rules/desk.siren/edit")
            #expect(page.text.contains("The workbench is read-only."))
            #expect(!page.text.contains("value=\"save\""))
            let check = try await desk.send(
                .post, "/api/v1/rules/desk.siren/check", ["text": louder])
            #expect(try check.json()["passes"] as? Bool == true)
            #expect(
                try await desk.send(
                    .put, "/api/v1/rules/desk.siren",
                    ["text": louder, "base": try await base(desk)]
                ).status == 403)
            #expect(try desk.text("siren") == RuleBench.siren)
        }

        @Test func `says how near a text comes in an article it does not match`() async throws {
            let desk = try RuleBench()
            let key = try #require(
                try desk.bench.store.read { try $0.articles() }.first { $0.title == "Market day" }?
                    .key)
            let answer = try await desk.send(
                .post, "/api/v1/rules/desk.siren/try",
                ["text": RuleBench.siren.replacing("siren~", with: "alarms"), "article": key])
            let value = try answer.json()
            #expect(value["matched"] as? Bool == false)
            #expect((value["answer"] as? String)?.contains("alarm") == true)
            #expect(
                try await desk.send(
                    .post, "/api/v1/rules/desk.siren/try", ["text": "x", "article": "none"]
                ).status == 404)
        }

        @Test func `a rule that never ends is stopped`() async throws {
            let desk = try RuleBench()
            let answer = try await desk.send(
                .post, "/api/v1/rules/desk.siren/check", ["text": "while true do end"])
            #expect(answer.status == 200)
            #expect(answer.text.contains("stopped"))
        }

        @Test func `a newer question ends the older one`() async throws {
            let begun = Mutex(false)
            async let older = BackgroundWork.shared.run(for: "one asker", seconds: 600) {
                question in
                begun.withLock { $0 = true }
                while !question.isCancelled, !question.isOver { usleep(1000) }
                return question.isCancelled
            }
            try await until { begun.withLock { $0 } }
            let newer = try await BackgroundWork.shared.run(for: "one asker", seconds: 600) { _ in
                true
            }
            #expect(newer)
            #expect(try await older)
        }

        /// Work that is not done before the gate opens.
        private final class Gate: Sendable {
            let work = BackgroundWork(most: 4)
            let isOpen = Atomic(false)
            let begun = Atomic(0)

            func ask(_ asker: String?) async -> String {
                do {
                    return try await work.run(for: asker, seconds: 600) { [self] _ in
                        begun.add(1, ordering: .relaxed)
                        while !isOpen.load(ordering: .relaxed) { usleep(1000) }
                        return "answered"
                    }
                } catch { return (error as? WebFailure)?.code ?? "\(error)" }
            }
        }

        @Test
        func `what is asked again before it began is not begun, and too many are turned away`()
            async throws
        {
            let gate = Gate()
            let work = gate.work
            // Two are at work, two wait.
            async let first = gate.ask(nil)
            async let second = gate.ask(nil)
            try await until { gate.begun.load(ordering: .relaxed) == 2 }
            async let older = gate.ask("one asker")
            try await until { work.openCount == 3 }
            async let newer = gate.ask("one asker")
            try await until { work.openCount == 4 }
            #expect(await gate.ask("another") == "work.busy")
            gate.isOpen.store(true, ordering: .relaxed)
            #expect(
                await [first, second, older, newer] == [
                    "answered", "answered", "work.newer", "answered",
                ])
            #expect(gate.begun.load(ordering: .relaxed) == 3)
        }
    }

    @Suite struct `A new rule` {
        @Test func `is written from a few answers and passes`() async throws {
            let desk = try RuleBench()
            let answer = try await desk.post(
                "/rules/new",
                [
                    "kind": "watchlist", "name": "market-day", "words": "market~",
                    "severity": "minor",
                    "examples": "The market opened late.",
                ])
            #expect(answer.location == "/rules/desk.market-day/edit?saved=1")
            #expect(try desk.text("market-day").contains("{{word|market}}"))
            #expect(
                try await desk.get("/rules/desk.market-day/edit").text.contains("examples hold"))
        }

        @Test(arguments: ["../x", "x/y", "Upper", "siren", "", "x.lua"])
        func `has a name of its own`(name: String) async throws {
            let desk = try RuleBench()
            let answer = try await desk.post(
                "/rules/new", ["kind": "watchlist", "name": name, "words": "market~"])
            #expect(answer.status == 422)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: desk.folder + "/rules")
                    == ["siren.lua"])
        }

        @Test func `goes into no folder but those that are loaded`() async throws {
            let desk = try RuleBench()
            let answer = try await desk.post(
                "/rules/new",
                ["kind": "watchlist", "name": "x", "words": "market~", "plugin": "../.."])
            #expect(answer.status == 422)
        }
    }
}
