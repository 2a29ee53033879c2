import Foundation
import Testing
import TocsinModel

@testable import TocsinWeb

extension WebTests {
    @Suite struct SignInTests {
        private static let password = "correct horse battery"
        private static let token = String(repeating: "0123456789abcdef", count: 3)

        private func keys() throws -> AccessKeys {
            var keys = AccessKeys()
            try keys.set(password: Self.password)
            try keys.set(token: Self.token)
            return keys
        }

        @Test func `nothing but the sign-in page is seen without a password`() async throws {
            let bench = try WebFixture.bench(try WebFixture.shared.get(), keys: try keys())
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                for route in Router.all where route.method == .get && !route.isPublic {
                    let target = route.segments.map {
                        if case .literal(let text) = $0 { "/" + text } else { "/x" }
                    }.joined()
                    let answer = await client.request("GET", target.isEmpty ? "/" : target)
                    #expect([303, 401].contains(answer?.status), "\(route.pattern)")
                    #expect(answer?.body.count ?? 0 < 400)
                }
                for headers in [
                    ["Authorization": "Bearer \(Self.token)x"],
                    ["Authorization": "Basic \(Self.token)"],
                    ["Authorization": Self.token], ["Authorization": "Bearer"],
                ] {
                    #expect(
                        await client.request("GET", "/api/v1/workspace", headers: headers)?.status
                            == 401)
                }
                #expect(
                    await client.request(
                        "GET", "/api/v1/workspace",
                        headers: ["Authorization": "Bearer \(Self.token)"])?
                        .status == 200)
            }
        }

        @Test
        func `the right password opens a session, five wrong ones close the door for a while`()
            async throws
        {
            let bench = try WebFixture.bench(try WebFixture.shared.get(), keys: try keys())
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                let page = try #require(await client.request("GET", "/sign-in"))
                let cookie = String(try #require(page.headers["set-cookie"]).prefix { $0 != ";" })
                let csrf = bench.access.token(String(cookie.drop { $0 != "=" }.dropFirst()))
                func post(_ password: String) async -> RawClient.Answer? {
                    await client.request(
                        "POST", "/sign-in",
                        headers: [
                            "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie,
                        ],
                        body: PercentCoding.query([
                            QueryItem(name: "csrf", value: csrf),
                            QueryItem(name: "name", value: "Bo"),
                            QueryItem(name: "password", value: password),
                            QueryItem(name: "next", value: "//evil.example"),
                        ]))
                }
                let opened = try #require(await post(Self.password))
                #expect(opened.status == 303)
                #expect(opened.headers["location"] == "/")
                let session = String(
                    try #require(opened.headers["set-cookie"]).prefix { $0 != ";" })
                let about = await client.request("GET", "/about", headers: ["Cookie": session])
                #expect(about?.text.contains("signed <b>Bo</b>") == true)
                for _ in 0..<5 { #expect(await post("wrong password")?.status == 403) }
                let late = await post(Self.password)
                #expect(late?.status == 429)
                #expect(late?.headers["retry-after"] != nil)
            }
        }

        @Test func `a session ends when it is not used, when it is old and when it is ended`() {
            let sessions = Sessions()
            let start = Timestamp(seconds: 1_000_000)
            let name = sessions.begin(author: "Bo", now: start)
            #expect(sessions.find(name, now: start.adding(seconds: Sessions.idle - 1)) != nil)
            #expect(sessions.find(name, now: start.adding(seconds: 2 * Sessions.idle)) == nil)
            let other = sessions.begin(author: "Bo", now: start)
            var now = start
            while now.seconds - start.seconds < Sessions.longest - 3600 {
                now = now.adding(seconds: 3600)
                #expect(sessions.find(other, now: now) != nil)
            }
            #expect(sessions.find(other, now: now.adding(seconds: 3600)) == nil)
            let third = sessions.begin(author: "Bo", now: start)
            sessions.end(third)
            #expect(sessions.find(third, now: start) == nil)
        }

        @Test func `passwords are kept as hashes that only their owner can read`() throws {
            let folder = NSTemporaryDirectory() + "/tocsin-keys-\(UUID().uuidString)"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try keys().write(folder: folder)
            let path = folder + "/" + AccessKeys.fileName
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(!text.contains(Self.password) && !text.contains(Self.token))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            let read = try AccessKeys.read(folder: folder)
            #expect(read.admits(password: Self.password) && !read.admits(password: "other"))
            #expect(read.admits(token: Self.token))
            try "{".write(toFile: path, atomically: true, encoding: .utf8)
            #expect(throws: WebFailure.self) { try AccessKeys.read(folder: folder) }
            var short = AccessKeys()
            #expect(throws: WebFailure.self) { try short.set(password: "short") }
            #expect(throws: WebFailure.self) { try short.set(token: "short") }
        }
    }
}
