import TocsinModel

/// Groups articles that are copies of one story, as they come.
struct StoryIndex {
    /// Copies share at least this much of the shorter one's shingles.
    static let threshold = 0.5

    private struct Entry {
        var sketch: ArticleSketch
        var story: String
        var time: Int
    }

    private var entries: [Int: Entry] = [:]
    private var byHash: [UInt64: [Int]] = [:]
    private var next = 0
    private var oldest = 0

    /// The story an article belongs to: the id of the first article that told it, itself where new.
    ///
    /// - Returns: the story and, for a copy, the share of it that was found there.
    mutating func place(article: String, words: [UInt64], time: Int) -> (
        story: String, share: Double?
    ) {
        let sketch = ArticleSketch(words: words)
        guard !sketch.hashes.isEmpty else { return (article, nil) }
        var common: [Int: Int] = [:]
        for hash in sketch.hashes {
            for entry in byHash[hash, default: []] { common[entry, default: 0] += 1 }
        }
        var best: (share: Double, entry: Int)?
        for entry in common.keys.sorted() {
            let share = sketch.overlap(entries[entry]!.sketch)
            if share >= StoryIndex.threshold, share > best?.share ?? 0 { best = (share, entry) }
        }
        let story = best.map { entries[$0.entry]!.story } ?? article
        entries[next] = Entry(sketch: sketch, story: story, time: time)
        for hash in sketch.hashes { byHash[hash, default: []].append(next) }
        next += 1
        return (story, best?.share)
    }

    /// Forgets what came in before `time`.
    mutating func forget(before time: Int) {
        while oldest < next, let entry = entries[oldest], entry.time < time {
            for hash in entry.sketch.hashes {
                byHash[hash]?.removeAll { $0 == oldest }
                if byHash[hash]?.isEmpty == true { byHash[hash] = nil }
            }
            entries[oldest] = nil
            oldest += 1
        }
    }

    var count: Int { entries.count }
}
