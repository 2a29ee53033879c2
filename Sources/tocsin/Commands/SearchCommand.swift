import ArgumentParser
import Foundation
import TocsinModel
import TocsinStore
import TocsinWorkspace

struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Finds stored articles by a query in the language of watchlists.",
        discussion: """
            tocsin search workspaces/moscow-drones 'drone* NEAR/8 Moscow'
            tocsin search workspaces/moscow-drones 'title:truce AND NOT proposed' --since "7 days"
            tocsin search workspaces/moscow-drones 'nuclear' --source "Volga Dispatch" --format jsonl

            What is found is exactly what a watchlist with that query would find: AND OR NOT ( ) "phrase" \
            word* word~ NEAR/n BEFORE/n SAME/s SAME/p title:word ATLEAST/n(…).
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, jsonl }

    @OptionGroup var store: StoreOptions

    @Argument(help: "The query, in quotes.")
    var query: String

    @Option(help: "Only of this source; may be given several times.")
    var source: [String] = []

    @Option(help: "Only of this outlet; may be given several times.")
    var outlet: [String] = []

    @Option(help: ArgumentHelp("Only in this language.", valueName: "en"))
    var language: [String] = []

    @Option(help: "Articles a page.")
    var limit: Int = 20

    @Option(help: "The page, from 1.")
    var page: Int = 1

    @Flag(help: "Count all articles that match.")
    var count = false

    @Flag(help: "Leave out copies of a story.")
    var withoutCopies = false

    @Option(help: "text, or jsonl (one article a line).")
    var format: Format = .text

    func validate() throws {
        if !(1...10000).contains(limit) {
            throw ValidationError("--limit is \(limit); expected 1 to 10000")
        }
        if page < 1 { throw ValidationError("--page is \(page); expected 1 or more") }
    }

    func run() throws {
        let (_, archive) = try store.open()
        let search: ArchiveSearch
        do throws(ArchiveSearch.Failure) {
            search = try ArchiveSearch(query: query)
        } catch {
            StandardError.write(error.message + "\n")
            throw ExitCode(2)
        }
        var filter = ArticleFilter()
        filter.since = store.sinceTime
        filter.until = store.untilTime
        filter.sources = source
        filter.outlets = outlet
        filter.languages = language
        filter.withoutCopies = withoutCopies
        let started = ContinuousClock.now
        let found = try StoreOptions.ask {
            try archive.read {
                try search.page(
                    in: $0, filter: filter, skip: (page - 1) * limit, limit: limit,
                    counting: count)
            }
        }
        let milliseconds = (ContinuousClock.now - started) / .milliseconds(1)
        switch format {
        case .jsonl: StandardOutput.write(JSONReport.lines(found.hits.map(Line.init)))
        case .text: show(found, milliseconds)
        }
    }

    private struct Line: Encodable {
        var article: Article
        var snippet: AlertEvidence
        var versions: Int

        init(_ hit: ArchiveSearch.Hit) {
            article = hit.article
            snippet = hit.snippet
            versions = hit.versions
        }
    }

    private func show(_ found: ArchiveSearch.Page, _ milliseconds: Double) {
        let style = TextStyle(isColoured: StandardOutput.wantsColour, width: StandardOutput.width)
        var out = ""
        for (n, hit) in found.hits.enumerated() {
            let number = (page - 1) * limit + n + 1
            let title = hit.article.title.isEmpty ? "(no title)" : hit.article.title
            out += "\(style.faint("\(number).")) \(style.bold(title))\n"
            var line = [
                hit.article.published?.description ?? "no date",
                hit.article.outlet ?? hit.article.source ?? "", hit.article.language ?? "",
            ]
            if hit.versions > 1 { line.append("\(hit.versions) versions") }
            line.append(hit.article.url ?? hit.article.id)
            out += "   " + style.faint(line.filter { !$0.isEmpty }.joined(separator: " · ")) + "\n"
            for row in SnippetText(style: style).lines(hit.snippet) { out += "   \(row)\n" }
            out += "\n"
        }
        if found.hits.isEmpty { out += page == 1 ? "Nothing found.\n" : "No such page.\n" }
        var summary: [String] = []
        if let total = found.total { summary.append("\(total) articles match") }
        if found.hasMore { summary.append("more with --page \(page + 1)") }
        summary.append("\(fixed(milliseconds, 1)) ms")
        out += style.faint(summary.joined(separator: "; ")) + "\n"
        StandardOutput.write(out)
    }
}
