import TocsinModel

/// Groups articles that are copies of one story, as they come.
struct StoryIndex {
    /// Copies share at least this much of the shorter one's shingles.
    static let threshold = 0.5

    private struct Entry {
        var sketch: ArticleSketch
        var story: String
        var time: Int
        /// For each hash of the sketch the newest earlier entry that has it too, or -1.
        var earlier: [Int]
    }

    /// Oldest first; the first is number `oldest`.
    private var entries: [Entry] = []
    /// The newest entry that has a hash.
    private var newest: [UInt64: Int] = [:]
    private var oldest = 0

    /// The story an article belongs to: the id of the first article that told it, itself where new.
    ///
    /// - Returns: the story and, for a copy, the share of it that was found there.
    mutating func place(article: String, words: [UInt64], time: Int) -> (
        story: String, share: Double?
    ) {
        let sketch = ArticleSketch(words: words)
        guard !sketch.hashes.isEmpty else { return (article, nil) }
        let number = oldest + entries.count
        let earlier = sketch.hashes.map { hash in
            let before = newest.updateValue(number, forKey: hash) ?? -1
            return before >= oldest ? before : -1
        }
        var sharing = Set<Int>()
        for (hash, start) in zip(sketch.hashes, earlier) {
            var at = start
            while at >= oldest {
                sharing.insert(at)
                let entry = entries[at - oldest]
                let place = entry.sketch.hashes.firstIndex(of: hash)!
                at = entry.earlier[place]
            }
        }
        var best: (share: Double, entry: Int)?
        for entry in sharing.sorted() {
            let share = sketch.overlap(entries[entry - oldest].sketch)
            if share >= StoryIndex.threshold, share > best?.share ?? 0 { best = (share, entry) }
        }
        let story = best.map { entries[$0.entry - oldest].story } ?? article
        entries.append(Entry(sketch: sketch, story: story, time: time, earlier: earlier))
        return (story, best?.share)
    }

    /// Forgets what came in before `time`.
    mutating func forget(before time: Int) {
        let gone = entries.prefix { $0.time < time }.count
        for number in 0..<gone {
            for hash in entries[number].sketch.hashes where newest[hash] == oldest + number {
                newest[hash] = nil
            }
        }
        entries.removeFirst(gone)
        oldest += gone
    }

    var count: Int { entries.count }
}
