package import TocsinModel
package import TocsinStore

extension Retention {
    /// Forgets articles that are too old, and the oldest where the store is too big.
    ///
    /// - Returns: how many articles went.
    package func apply(to store: Store, now: Timestamp) throws(StoreError) -> Int {
        var removed = 0
        if let age {
            let before = now.adding(seconds: -age)
            while true {
                let count = try store.write { try $0.removeArticles(before: before, limit: 500) }
                removed += count
                if count < 500 { break }
            }
        }
        if let size {
            // Ten in a hundred at a time: what is freed is used again before the file grows.
            for _ in 0..<20 {
                let info = try store.info()
                guard info.bytes - info.unused > size else { break }
                let all = try store.read { try $0.articleCount() }
                let count = try store.write {
                    try $0.removeArticles(before: nil, limit: max(1, all / 10))
                }
                removed += count
                if count == 0 { break }
            }
        }
        return removed
    }
}
