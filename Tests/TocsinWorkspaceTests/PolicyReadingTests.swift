import Foundation
import Testing
import TocsinAlerting
import TocsinModel
import TocsinWorkspace

/// What `workspace.lua` says of receivers and routes, each with what is wrong with it.
struct PolicyText: Sendable, CustomTestStringConvertible {
    var name: String
    /// Lines 5 and on of a workspace with the receivers `desk` and `duty`.
    var text: String
    var trouble: [String]
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ trouble: [String]) {
        self.name = name
        self.text = text
        self.trouble = trouble
    }

    static let wrong: [PolicyText] = [
        .init(
            "an unknown receiver",
            "routes = { { to = { \"desk\", \"dutty\" } },\n { to = \"duty\" } }",
            ["5: unknown receiver \"dutty\"; did you mean \"duty\"?"]),
        .init(
            "a receiver nobody leads to", "routes = { { to = \"desk\" } }",
            ["4: warning: no route leads to the receiver \"duty\""]),
        .init(
            "no routes", "",
            [
                "3: warning: there are receivers but no \"routes\"; nobody is told anything. Write routes = { { to = \"desk\" } }"
            ]),
        .init(
            "a route to nowhere", "routes = { { to = { \"desk\", \"duty\" } },\n { } }",
            ["5: a route goes nowhere; give it to = \"…\" or routes = { … }"]),
        .init(
            "a near miss of a key",
            "routes = { { to = { \"desk\", \"duty\" },\n gruop_wait = \"1 minute\" } }",
            ["6: unknown key \"gruop_wait\"; did you mean \"group_wait\"?"]),
        .init(
            "a near miss of a severity",
            "routes = { { to = { \"desk\", \"duty\" } },\n { match = { severity = at_least \"sever\" }, to = \"desk\" } }",
            ["6: unknown severity \"sever\"; did you mean \"severe\"?"]),
        .init(
            "a near miss of a field",
            "routes = { { to = { \"desk\", \"duty\" } },\n { match = { severty = \"severe\" }, to = \"desk\" } }",
            ["6: unknown match \"severty\"; did you mean \"severity\"?"]),
        .init(
            "a near miss of a time zone",
            "routes = { { to = { \"desk\", \"duty\" },\n quiet_hours = { from = \"22:00\", to = \"06:00\", timezone = \"Europe/Warsw\" } } }",
            ["6: unknown time zone \"Europe/Warsw\"; did you mean \"Europe/Warsaw\"?"]),
        .init(
            "no time of day",
            "routes = { { to = { \"desk\", \"duty\" },\n digest = { at = \"7am\" } } }",
            [
                "6: \"at\" is not a time of day: \"7am\"; expected hours and minutes, e.g. \"07:00\""
            ]),
        .init(
            "no length of time",
            "routes = { { to = { \"desk\", \"duty\" },\n escalate = { after = \"soon\", to = \"duty\" } } }",
            [
                "6: \"after\" is not a length of time: \"soon\"; expected a length of time, e.g. \"6 hours\" or \"3 days\""
            ]),
        .init(
            "an inhibition without a target",
            "routes = { { to = { \"desk\", \"duty\" } } },\n inhibit = { { source = { severity = \"extreme\" } } }",
            ["6: an inhibition has no \"target\"; expected target = { severity = \"extreme\" }"]),
        .init(
            "an unknown weekday",
            "routes = { { to = { \"desk\", \"duty\" },\n quiet_hours = { from = \"22:00\", to = \"06:00\", days = { \"fryday\" } } } }",
            ["6: unknown day \"fryday\"; did you mean \"friday\"?"]),
    ]
}

@Suite struct PolicyReadingTests {
    /// - Returns: the policy, and its trouble without the file's name.
    private func read(_ text: String) throws -> (AlertPolicy?, [String]) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tocsin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = """
            return {
              sources = { { files = "articles/*" } },
              receivers = { desk = { console = true },
                duty = { console = true } },
            \(text)
            }
            """
        try source.write(
            to: folder.appendingPathComponent("workspace.lua"), atomically: true, encoding: .utf8)
        let diagnostics: [Diagnostic]
        var policy: AlertPolicy?
        do {
            let workspace = try Workspace.open(folder.path, pluginFolder: nil)
            policy = workspace.configuration.policy
            diagnostics = workspace.diagnostics
        } catch { diagnostics = error.diagnostics }
        return (
            policy,
            diagnostics.map {
                $0.description.replacingOccurrences(of: folder.path + "/workspace.lua:", with: "")
            }
        )
    }

    @Test(arguments: PolicyText.wrong)
    func `what is wrong is said with its line and what was meant`(_ one: PolicyText) throws {
        #expect(try read(one.text).1 == one.trouble)
    }

    @Test func `everything a policy can say is read`() throws {
        let (policy, trouble) = try read(
            """
              routes = {
                { match = { severity = at_least "severe", area = { "Kyiv", "Odesa" } },
                  continue = true, group_by = { "incident" }, group_wait = "30 seconds",
                  group_interval = "5 minutes",
                  escalate = { after = "15 minutes", to = "duty", severity = "extreme" },
                  routes = { { match = { severity = "extreme" }, to = "duty" } }, to = "desk" },
                { to = "desk",
                  quiet_hours = { from = "22:00", to = "06:00", timezone = "Europe/Warsaw",
                                  days = { "fri", "saturday" }, except = at_least "extreme" },
                  digest = { at = "07:00", timezone = "Europe/Warsaw",
                             severity = at_least "severe", send_empty = true } },
              },
              inhibit = { { source = { severity = "extreme" }, target = { severity = at_most "moderate" },
                            equal = { "incident" }, lasts = "2 days" } },
            """)
        #expect(trouble == [])
        let routes = try #require(policy?.routes)
        #expect(routes.count == 2)
        #expect(routes[0].continues)
        #expect(routes[0].match.map(\.field) == ["area", "severity"])
        #expect(routes[0].groupBy == ["incident"])
        #expect(routes[0].groupWait?.seconds == 30)
        #expect(routes[0].groupInterval?.seconds == 300)
        #expect(routes[0].escalation?.after.seconds == 900)
        #expect(routes[0].escalation?.severity == .extreme)
        #expect(routes[0].routes[0].to == ["duty"])
        #expect(routes[1].quietHours?.days == [5, 6])
        #expect(routes[1].quietHours?.except == .extreme)
        #expect(routes[1].digest?.at.description == "07:00")
        #expect(routes[1].digest?.severity == .severe)
        #expect(routes[1].digest?.sendEmpty == true)
        #expect(policy?.inhibitions.first?.lasts.seconds == 172_800)
        #expect(policy?.inhibitions.first?.equal == ["incident"])
    }

    @Test func `time zones follow the system's data over a change of the clocks`() {
        func offset(_ time: String) -> Int? {
            TimeZones.offset("Europe/Warsaw", Timestamp(time)!)
        }
        #expect(offset("2025-03-30T00:59:59Z") == 3600)
        #expect(offset("2025-03-30T01:00:00Z") == 7200)
        #expect(offset("2025-10-26T00:59:59Z") == 7200)
        #expect(offset("2025-10-26T01:00:00Z") == 3600)
        #expect(TimeZones.offset("Nowhere/Land", Timestamp("2025-03-30T00:00:00Z")!) == nil)
    }
}
