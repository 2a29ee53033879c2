package import TocsinModel
import TocsinText

/// One worker's buffers for one matcher: kept from article to article.
package final class MatcherScratch {
    let matcher: Matcher
    let scanner: PatternScanner
    private var titleHits: [KeywordHit] = []
    private var bodyHits: [KeywordHit] = []
    /// Chains of words noted for each rule, newest first.
    private var nodes: [Node] = []
    private var heads: [Int32]
    private(set) var touchedRules: [Int32] = []

    /// Takes the time of walking patterns, apart from finding words; nil: nobody asks.
    package var patternTimer: ((() -> Void) -> Void)?

    private struct Node {
        var word: WordMatch
        var next: Int32
    }

    package init(_ matcher: Matcher) {
        self.matcher = matcher
        scanner = PatternScanner(matcher.patterns)
        heads = Array(repeating: -1, count: matcher.ruleCount)
    }

    /// The keywords of the article last matched, ordered by start, then longest first.
    package func hits(_ field: Field) -> [KeywordHit] {
        field == .title ? titleHits : bodyHits
    }

    func begin() {
        for rule in touchedRules { heads[Int(rule)] = -1 }
        touchedRules.removeAll(keepingCapacity: true)
        nodes.removeAll(keepingCapacity: true)
    }

    func scan(_ text: AnalyzedText, language: String) {
        if text.field == .title {
            titleHits.removeAll(keepingCapacity: true)
            matcher.automaton.scan(text, language: language, into: &titleHits)
        } else {
            bodyHits.removeAll(keepingCapacity: true)
            matcher.automaton.scan(text, language: language, into: &bodyHits)
        }
    }

    func note(_ use: Matcher.Use, _ hit: KeywordHit, _ field: Field) {
        let rule = Int(use.rule)
        if heads[rule] < 0 { touchedRules.append(use.rule) }
        nodes.append(
            Node(
                word: WordMatch(
                    field: field,
                    tokens: Int(hit.tokens.lowerBound)..<Int(hit.tokens.upperBound),
                    group: Int(use.part)),
                next: heads[rule]))
        heads[rule] = Int32(nodes.count - 1)
    }

    /// What was noted for a rule, in reading order.
    func noted(_ rule: Int32) -> [WordMatch] {
        var words: [WordMatch] = []
        var index = heads[Int(rule)]
        while index >= 0 {
            words.append(nodes[Int(index)].word)
            index = nodes[Int(index)].next
        }
        words.reverse()
        return words
    }
}
