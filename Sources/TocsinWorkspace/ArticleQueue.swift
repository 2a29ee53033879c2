import TocsinModel
import TocsinStore

/// Articles that were read and wait to be done, in batches.
///
/// Small batches first: a rule that trips is found before it has cost much. The sizes do not depend
/// on the workers, so neither does what a quarantine takes away.
struct ArticleQueue {
    private let again: Bool
    private var batch: [Article] = []
    private var size = 4
    /// What is in the batch, by id and by canonical address: a second version of an article waits
    /// until the first is kept.
    private var inBatch: Set<String> = []
    /// Every article of this run by id, with a hash of all it says.
    private var seen: [String: Int] = [:]
    /// Articles that came again just as they were, and were left out.
    private(set) var repeated = 0

    init(again: Bool) { self.again = again }

    var isFull: Bool { batch.count >= size }

    func mustFlush(before article: Article) -> Bool {
        !inBatch.isDisjoint(with: names(article)) && seen[article.id] != article.hashValue
    }

    mutating func add(_ article: Article) {
        let hash = article.hashValue
        if seen.updateValue(hash, forKey: article.id) == hash {
            repeated += 1
            return
        }
        inBatch.formUnion(names(article))
        batch.append(article)
    }

    private func names(_ article: Article) -> [String] {
        [article.id] + (article.url.flatMap { CanonicalURL($0)?.text }.map { [$0] } ?? [])
    }

    /// The batch with what the store knows of it; what is an old version of an article is left out.
    mutating func take(_ keeping: RunKeeping?) throws(StoreError) -> [RunArticle] {
        guard !batch.isEmpty else { return [] }
        defer {
            batch.removeAll(keepingCapacity: true)
            inBatch.removeAll(keepingCapacity: true)
            size = min(size * 2, 256)
        }
        guard let keeping else { return batch.map { RunArticle(article: $0) } }
        return try keeping.standings(batch, again: again).filter { !$0.isOutdated }
    }
}
