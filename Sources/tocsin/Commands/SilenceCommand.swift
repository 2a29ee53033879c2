import ArgumentParser
import Foundation
import TocsinAlerting
import TocsinModel
import TocsinStore
import TocsinWorkspace

struct SilenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Mutes alerts for a while, with a name and a reason to it.",
        discussion: """
            tocsin silence add WORKSPACE rule=weapons-watch.tests 'severity<=moderate' \\
              --for "12 hours" --comment "announced exercise"
            tocsin silence list WORKSPACE
            tocsin silence expire WORKSPACE s1a2b3c4
            """, subcommands: [Add.self, List.self, Expire.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Mutes what meets all of the matchers.")
        @Argument(help: ArgumentHelp("The workspace.", valueName: "workspace")) var path: String
        @Argument(
            help: ArgumentHelp(
                "rule=plugin.rule, severity<=moderate, area=Kyiv,Odesa, incident=…",
                valueName: "matcher"))
        var matchers: [String]
        @Option(name: .customLong("for"), help: "How long, e.g. \"12 hours\".") var length: String?
        @Option(help: ArgumentHelp("When it ends.", valueName: "time")) var until: String?
        @Option(help: ArgumentHelp("When it begins; now where it is not given.", valueName: "time"))
        var from: String?
        @Option(help: "Who; $TOCSIN_AUTHOR or the user's name where it is not given.")
        var author: String?
        @Option(help: "Why. A silence without a reason is not taken.") var comment: String
        @Option(help: ArgumentHelp("Instead of the clock's time.", valueName: "time")) var now:
            String?

        func validate() throws {
            if (length == nil) == (until == nil) {
                throw ValidationError("a silence ends: give --for \"12 hours\" or --until TIME")
            }
            if let length, TimeSpan(length) == nil {
                throw ValidationError("--for is \"\(length)\"; expected \(TimeSpan.expected)")
            }
            if matchers.isEmpty {
                throw ValidationError("say what is muted, e.g. rule=plugin.rule")
            }
        }

        func run() throws {
            let (_, store) = try OpenStore.open(path)
            let created = try OpenStore.time(now)
            let starts = try from.map { try OpenStore.time($0) } ?? created
            let ends =
                try until.map { try OpenStore.time($0) }
                ?? starts.adding(seconds: length.flatMap { TimeSpan($0) }?.seconds ?? 0)
            var parsed: [AlertMatcher] = []
            for text in matchers {
                do throws(SilenceText.Problem) {
                    parsed.append(try SilenceText.matcher(text))
                } catch { throw ValidationError(error.message) }
            }
            let who = try OpenStore.author(author)
            let silence = Silence(
                id: "s"
                    + StableHash.hex(of: matchers.joined(separator: "\n"), "\(created)", who)
                    .prefix(8), match: parsed, starts: starts, ends: ends, author: who,
                comment: comment)
            if let problem = silence.problem { throw ValidationError(problem) }
            let row = SilenceText.row(silence, matchers: matchers, created: created)
            try OpenStore.doing { try store.write { try $0.put(row) } }
            StandardOutput.write(
                "\(silence.id) mutes \(matchers.joined(separator: " ")) until \(ends)\n")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Silences that hold or will hold.")
        @Argument(help: ArgumentHelp("The workspace.", valueName: "workspace")) var path: String
        @Flag(help: "Also those that are over.") var all = false
        @Option(help: ArgumentHelp("Instead of the clock's time.", valueName: "time")) var now:
            String?

        func run() throws {
            let (_, store) = try OpenStore.open(path)
            let time = try OpenStore.time(now)
            let rows = try OpenStore.doing { try store.read { try $0.silences() } }.filter {
                all || ($0.ends > time && ($0.expired.map { $0 > time } ?? true))
            }
            var out = ""
            for row in rows {
                let end = row.expired.map { "ended early, \($0)" } ?? "until \(row.ends)"
                out += "\(row.key)  \(SilenceText.matchers(row).joined(separator: " "))\n"
                out += "    from \(row.starts) \(end); \(row.author): \(row.comment)\n"
            }
            StandardOutput.write(out.isEmpty ? "No silences.\n" : out)
        }
    }

    struct Expire: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "expire", abstract: "Ends a silence now.")
        @Argument(help: ArgumentHelp("The workspace.", valueName: "workspace")) var path: String
        @Argument(help: ArgumentHelp("As `silence list` shows it.", valueName: "silence"))
        var id: String
        @Option(help: ArgumentHelp("Instead of the clock's time.", valueName: "time")) var now:
            String?

        func run() throws {
            let (_, store) = try OpenStore.open(path)
            let (id, time) = (id, try OpenStore.time(now))
            guard
                try OpenStore.doing({ try store.write { try $0.expire(silence: id, at: time) } })
            else {
                StandardError.write("no silence \"\(id)\" holds; tocsin silence list shows them\n")
                throw ExitCode(1)
            }
            StandardOutput.write("\(id) is over.\n")
        }
    }
}
