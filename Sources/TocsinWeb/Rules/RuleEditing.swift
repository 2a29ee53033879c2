import TocsinAuthoring
import TocsinModel
import TocsinStore

/// The questions an editor asks of a text and the one thing it does with it; pages and API share them.
enum RuleEditing {
    /// Seconds a question may take.
    static let bound = 6.0
    static let articles = 500

    static func check(_ text: String, _ desk: RuleDesk, asker: String? = nil) async throws
        -> RuleVerdictView
    {
        try limit(text)
        return try await BackgroundWork.shared.run(for: asker.map { "check " + $0 }, seconds: bound)
        {
            _ in RuleVerdictView(desk.draft(text), variants: false)
        }
    }

    /// - Returns: nil where the text gives no rule.
    static func trial(_ text: String, _ article: String, _ desk: RuleDesk, asker: String? = nil)
        async throws -> RuleTryView?
    {
        try limit(text)
        guard let found = try desk.bench.read({ try $0.article(article) }) else {
            throw WebFailure.notFound("article", article, list: "/articles")
        }
        return try await BackgroundWork.shared.run(for: asker.map { "try " + $0 }, seconds: bound) {
            _ in desk.draft(text).located.map { RuleTryView($0, found) }
        }
    }

    /// - Returns: nil where the text gives no rule.
    static func effect(
        _ text: String, _ desk: RuleDesk, newest: Int = articles, asker: String? = nil
    ) async throws -> RuleEffectView? {
        try limit(text)
        let store = desk.bench.store
        return try await BackgroundWork.shared.run(
            for: asker.map { "effect " + $0 }, seconds: bound
        ) {
            question in
            guard let draft = desk.draft(text).located else { return nil }
            let bound = RuleEffect.Bound(
                isOver: { question.isOver }, isCancelled: { question.isCancelled })
            return RuleEffectView(
                try RuleEffect(
                    from: desk.saved(), to: draft, in: store, newest: newest, until: bound))
        }
    }

    enum Saving: Sendable {
        case saved(RuleFile.Contents)
        /// The examples do not hold, or it is no rule.
        case refused(RuleVerdictView)
        /// Somebody else has changed the file.
        case changed(RuleFile.Contents)
    }

    /// Saves a text whose proof holds in place of the one it was made from.
    static func save(_ text: String, replacing base: String, _ desk: RuleDesk) async throws
        -> Saving
    {
        try limit(text)
        if let obstacle = desk.obstacle() {
            throw WebFailure(.forbidden, code: "rule.unwritable", obstacle)
        }
        let file = try desk.file()
        return try await BackgroundWork.shared.run(for: nil, seconds: 60) { _ in
            let verdict = RuleVerdictView(desk.draft(text), variants: true)
            guard verdict.passes else { return .refused(verdict) }
            do throws(RuleFile.Problem) {
                return .saved(try file.write(text, replacing: base))
            } catch {
                if case .changed(let disk) = error { return .changed(disk) }
                throw WebFailure(error, desk.display)
            }
        }
    }

    private static func limit(_ text: String) throws(WebFailure) {
        guard text.utf8.count <= RuleFile.mostBytes else {
            throw WebFailure(
                .tooLarge, code: "rule.large",
                "the text has more than \(RuleFile.mostBytes >> 10) KiB; move its lists into files")
        }
    }

    /// As files have it: browsers send forms with CR LF.
    static func fileText(_ text: String) -> String {
        let plain = text.replacing("\r\n", with: "\n")
        return plain.hasSuffix("\n") || plain.isEmpty ? plain : plain + "\n"
    }
}
