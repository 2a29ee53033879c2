import GRDB
import Synchronization
import Testing
import TocsinModel

@testable import TocsinStore

/// What a run asks of the store.
struct Question: Sendable, CustomTestStringConvertible {
    let name: String
    let ask: @Sendable (StoreReader) throws -> Void

    init(_ name: String, _ ask: @escaping @Sendable (StoreReader) throws -> Void) {
        self.name = name
        self.ask = ask
    }

    var testDescription: String { name }

    static let all = [
        Question("unstaged") { _ = try $0.unstaged() },
        Question("unstagedCount") { _ = try $0.unstagedCount() },
        Question("stagePosition") { _ = try $0.stagePosition() },
        Question("staged") { try $0.staged(since: noon) { _ in } },
        Question("standing") {
            _ = try $0.standing(of: Sample.article(), rules: "r", details: true)
        },
        Question("outcome") { _ = try $0.outcome(1) },
        Question("incidents") { _ = try $0.incidents(ofArticles: ["a1"]) },
        Question("alerts") { _ = try $0.alerts(ofArticles: ["a1"]) },
        Question("held") { _ = try $0.held(forArticles: ["a1"]) },
    ]
}

/// It must cost by what the run read, not by what is kept: SQLite's own plan says where a table is read from end to end.
@Test(arguments: Question.all)
func `what a run asks reads no table from end to end`(question: Question) throws {
    let store = try StoreFolder().keep { try $0.open() }
    try store.take(Sample.outcome())
    try store.read { (reader) throws in
        let asked = Mutex<[String]>([])
        reader.db.trace { event in
            asked.withLock { $0.append(event.expandedDescription) }
        }
        try question.ask(reader)
        reader.db.trace()
        let statements = asked.withLock { $0 }
        #expect(!statements.isEmpty)
        for sql in statements {
            let plan = try Row.fetchAll(reader.db, sql: "EXPLAIN QUERY PLAN " + sql)
                .map { $0["detail"] as String }
            let scans = plan.filter {
                $0.hasPrefix("SCAN") && !$0.contains("VIRTUAL TABLE") && $0 != "SCAN CONSTANT ROW"
            }
            #expect(scans.isEmpty, "\(plan) of \(sql)")
        }
    }
}
