internal import TocsinModel
internal import TocsinText

/// Matches texts against neutral rules, one after the other. One a worker.
package final class NeutralMatcher {
    private let rules: NeutralRuleSet
    private var cutter: WordCutter
    private let memory: KeywordScanner.Memory
    private var sink: SeenKeywords
    /// Rules looked at in the text at hand, one bit each.
    private let triedRules: UnsafeMutablePointer<UInt64>
    private var tried: [UInt32] = []
    /// Rules that match the last text; each once, in no order.
    package private(set) var matched: [UInt32] = []
    /// Keywords found in the last text, each place counted.
    package var hits: Int { sink.hits }

    package init(_ rules: NeutralRuleSet) {
        self.rules = rules
        let folding = rules.automaton.folding
        cutter = WordCutter(folding: folding)
        memory = KeywordScanner.Memory(folding: folding)
        sink = SeenKeywords(
            count: rules.automaton.keywordCount, keepsPlaces: !rules.queries.isEmpty)
        let words = rules.ruleCount / 64 + 1
        triedRules = .allocate(capacity: words)
        triedRules.initialize(repeating: 0, count: words)
    }

    deinit {
        cutter.free()
        sink.free()
        triedRules.deallocate()
    }

    /// Finds the rules that match a text; `WordCutter.padding` bytes after it must be readable.
    ///
    /// - Parameter titleSize: how many bytes of it, from the front, are the title. Queries tell it from
    ///   the body, as they do in rules; phrases and groups of words take the text as one.
    package func match(
        _ text: UnsafeBufferPointer<UInt8>, titleSize: Int = 0, language: String = "en"
    ) {
        matched.removeAll(keepingCapacity: true)
        sink.clear()
        cutter.cut(text)
        // Sentences are looked for only where something hangs on them.
        let dividesFirst = !rules.queries.isEmpty || rules.automaton.soft != nil
        if dividesFirst { cutter.divide() }
        var scanner = KeywordScanner(
            automaton: rules.automaton, memory: memory, utf8: text,
            tokens: UnsafeBufferPointer(start: cutter.tokens, count: cutter.tokenCount),
            isDivided: dividesFirst)
        scanner.scan(language: language, sink: &sink)
        if !memory.doubtful.isEmpty {
            cutter.divide()
            scanner.settle(&sink)
        }
        matchKeywords()
        if !rules.queries.isEmpty { matchQueries(text, titleSize, language) }
        for rule in tried { triedRules[Int(rule >> 6)] = 0 }
        tried.removeAll(keepingCapacity: true)
    }

    /// Looks at the rules of each keyword that was found.
    private func matchKeywords() {
        let onlyRule = rules.onlyRule.baseAddress.unsafelyUnwrapped
        let phraseStart = rules.phraseStart.baseAddress.unsafelyUnwrapped
        let triggerStart = rules.triggerStart.baseAddress.unsafelyUnwrapped
        let triggerRules = rules.triggerRules.baseAddress.unsafelyUnwrapped
        var matched = self.matched
        self.matched = []
        for keyword in sink.seen {
            let k = Int(keyword)
            let only = onlyRule[k]
            if only != NeutralRuleSet.several {
                matched.append(only)
                continue
            }
            var i = phraseStart[k]
            while i < phraseStart[k &+ 1] {
                // A rule has one phrase, so it comes up once.
                matched.append(rules.phraseRules[Int(i)])
                i &+= 1
            }
            i = triggerStart[k]
            let end = triggerStart[k &+ 1]
            while i < end {
                if sink.has(triggerRules[Int(i)]) {
                    let rule = triggerRules[Int(i &+ 1)]
                    if mark(rule), holds(triggerRules[Int(i &+ 2)]) { matched.append(rule) }
                }
                i &+= 3
            }
        }
        self.matched = matched
    }

    /// Whether a rule is looked at for the first time.
    @inline(__always)
    private func mark(_ rule: UInt32) -> Bool {
        let bit = UInt64(1) << UInt64(rule & 63)
        let word = Int(rule >> 6)
        if triedRules[word] & bit != 0 { return false }
        triedRules[word] |= bit
        tried.append(rule)
        return true
    }

    /// Whether a rule's other groups hold.
    @inline(__always)
    private func holds(_ record: UInt32) -> Bool {
        var at = rules.records.baseAddress.unsafelyUnwrapped + Int(record)
        while true {
            let header = at.pointee
            if header == 0 { return true }
            let end = at + 1 + Int(header >> 2)
            let kind = header & 3
            // `all` fails on the first that is missing, `none` on the first that is there,
            // `any` succeeds on the first that is there.
            let stop = kind != NeutralGroup.all.rawValue
            var stopped = false
            at += 1
            while at < end {
                if sink.has(at.pointee) == stop {
                    stopped = true
                    break
                }
                at += 1
            }
            if stopped != (kind == NeutralGroup.any.rawValue) { return false }
            at = end
        }
    }

    private func matchQueries(
        _ text: UnsafeBufferPointer<UInt8>, _ titleSize: Int, _ language: String
    ) {
        var article: AnalyzedArticle?
        // The first token of the body.
        var border: Int32 = 0
        for rule in rules.queries {
            guard rule.query.needed.contains(where: { sink.has(UInt32(rule.keywords[$0])) }) else {
                continue
            }
            if article == nil {
                article = analyzed(text, language)
                let tokens = UnsafeBufferPointer(start: cutter.tokens, count: cutter.tokenCount)
                border = Int32(tokens.firstIndex { $0.start >= titleSize } ?? tokens.count)
            }
            guard let analyzed = article else { continue }
            let found = rule.query.evaluate(analyzed) { leaf, field in
                sink.places[rule.keywords[leaf], default: []].filter {
                    field == .body ? $0.lowerBound >= border : $0.upperBound <= border
                }
            }
            if found != nil { matched.append(rule.rule) }
        }
    }

    /// Both fields are the whole text: a place lies in one or the other by where it stands.
    private func analyzed(_ text: UnsafeBufferPointer<UInt8>, _ language: String) -> AnalyzedArticle
    {
        let utf8 = Array(text)
        let tokens = Array(UnsafeBufferPointer(start: cutter.tokens, count: cutter.tokenCount))
        func field(_ field: Field) -> AnalyzedText {
            AnalyzedText(
                field: field, utf8: utf8, tokens: tokens, sentences: cutter.sentences,
                folding: rules.automaton.folding)
        }
        return AnalyzedArticle(
            article: Article(id: "", body: ""), title: field(.title), body: field(.body),
            language: language)
    }
}

/// The keywords found in one text, as a set. The bit behind the last keyword's is always set: it
/// stands for "nothing more is asked".
private struct SeenKeywords: KeywordSink {
    private let bits: UnsafeMutablePointer<UInt64>
    private let list: UnsafeMutablePointer<Int32>
    private let keywordCount: Int
    private var count = 0
    private(set) var hits = 0
    private(set) var places: [Int32: [Range<Int32>]] = [:]
    private let keepsPlaces: Bool

    init(count: Int, keepsPlaces: Bool) {
        bits = .allocate(capacity: count / 64 + 1)
        bits.initialize(repeating: 0, count: count / 64 + 1)
        bits[count / 64] = 1 << UInt64(count % 64)
        // One more: what is not wanted is written behind the last.
        list = .allocate(capacity: count + 1)
        self.keepsPlaces = keepsPlaces
        keywordCount = count
    }

    func free() {
        bits.deallocate()
        list.deallocate()
    }

    /// Each once, in the order found.
    var seen: UnsafeBufferPointer<Int32> { UnsafeBufferPointer(start: list, count: count) }

    mutating func clear() {
        for keyword in seen { bits[Int(keyword >> 6)] = 0 }
        bits[keywordCount / 64] = 1 << UInt64(keywordCount % 64)
        count = 0
        hits = 0
        if keepsPlaces { places.removeAll(keepingCapacity: true) }
    }

    @inline(__always)
    func has(_ keyword: UInt32) -> Bool {
        bits[Int(keyword >> 6)] >> UInt64(keyword & 63) & 1 != 0
    }

    @inline(__always)
    mutating func found(_ keyword: Int32, first: Int, last: Int) {
        hits &+= 1
        let word = Int(keyword >> 6)
        let known = bits[word]
        let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: keyword & 63)
        // Without a branch: nobody can foresee whether it is new.
        list[count] = keyword
        count &+= known & bit == 0 ? 1 : 0
        bits[word] = known | bit
        if keepsPlaces { places[keyword, default: []].append(Int32(first)..<Int32(last + 1)) }
    }
}
