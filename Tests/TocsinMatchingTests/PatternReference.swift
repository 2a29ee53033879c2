import TocsinMatching
import TocsinModel

/// A sentence of words between spaces with the readings a test gives it.
struct PatternSentence: CustomStringConvertible {
    var words: [String]
    var mentions: [(kind: MentionKind, tokens: Range<Int>)] = []

    init(_ text: String, mentions: [(MentionKind, String)] = []) {
        words = text.split(separator: " ").map(String.init)
        for (kind, part) in mentions {
            let wanted = part.split(separator: " ").map(String.init)
            guard wanted.count <= words.count else { continue }
            for start in 0...(words.count - wanted.count)
            where Array(words[start..<(start + wanted.count)]) == wanted {
                self.mentions.append((kind, start..<(start + wanted.count)))
            }
        }
    }

    init(words: [String], mentions: [(kind: MentionKind, tokens: Range<Int>)]) {
        self.words = words
        self.mentions = mentions
    }

    var description: String {
        words.joined(separator: " ")
            + mentions.map { " <\($0.kind.name) \($0.tokens)>" }.joined()
    }

    func text(_ tokens: Range<Int>) -> String { words[tokens].joined(separator: " ") }

    /// Where the words of a keyword end that begin at a token, by comparing them.
    func end(of spec: KeywordSpec, from start: Int) -> Int? {
        let wanted =
            spec.text.utf8.contains(32)
            ? spec.text.split(separator: " ").map(String.init) : [spec.text]
        guard start + wanted.count <= words.count else { return nil }
        for (offset, word) in wanted.enumerated() {
            let isLast = offset == wanted.count - 1
            if !matches(words[start + offset], word, spec, isLast: isLast) { return nil }
        }
        return start + wanted.count
    }

    private func matches(_ word: String, _ wanted: String, _ spec: KeywordSpec, isLast: Bool)
        -> Bool
    {
        if word == wanted { return true }
        let (w, t) = spec.exact ? (word, wanted) : (word.lowercased(), wanted.lowercased())
        return w == t || (spec.prefix && isLast && w.hasPrefix(t))
            || (spec.inflected && ["s", "ed", "ing"].contains { w == t + $0 })
            || (isLast && spec.endings.contains { w == t + $0 })
    }
}

/// Numbers keywords, and finds them in a sentence word by word: what the automaton does fast.
final class PatternWordbook {
    private(set) var specs: [KeywordSpec] = []

    func intern(_ spec: KeywordSpec) -> Int32 {
        if let known = specs.firstIndex(of: spec) { return Int32(known) }
        specs.append(spec)
        return Int32(specs.count - 1)
    }

    func hits(in sentence: PatternSentence, base: Int = 0) -> [KeywordHit] {
        sentence.words.indices.flatMap { start in
            specs.enumerated().compactMap { number, spec in
                sentence.end(of: spec, from: start).map {
                    KeywordHit(
                        keyword: Int32(number), tokens: Int32(base + start)..<Int32(base + $0))
                }
            }
        }
    }

    func arcs(in sentence: PatternSentence, for set: PatternSet, base: Int = 0) -> [Arc] {
        let words = hits(in: sentence, base: base).map {
            Arc(symbol: $0.keyword, start: $0.tokens.lowerBound, end: $0.tokens.upperBound)
        }
        let mentions = sentence.mentions.compactMap { mention in
            set.symbol(for: mention.kind).map {
                Arc(
                    symbol: $0, start: Int32(base + mention.tokens.lowerBound),
                    end: Int32(base + mention.tokens.upperBound))
            }
        }
        return (words + mentions).sorted { ($0.start, -$0.end) < ($1.start, -$1.end) }
    }
}

/// Tries every way a pattern can be matched at every token, in order of preference: the meaning of
/// the pattern language, as slow and as plain as it gets.
struct PatternReference {
    typealias Captures = [PatternHit.Capture]

    let sentence: PatternSentence
    let lists: [String: [KeywordSpec]]

    func hits(_ syntax: PatternSyntax) -> [PatternHit] {
        var found: [PatternHit] = []
        var start = 0
        while start < sentence.words.count {
            var best: (end: Int, captures: Captures)?
            match(syntax.elements[...], start, []) { end, captures in
                if end > best?.end ?? start { best = (end, captures) }
            }
            if let best {
                found.append(
                    PatternHit(pattern: 0, tokens: start..<best.end, captures: best.captures))
                start = best.end
            } else {
                start += 1
            }
        }
        return found
    }

    private func match(
        _ elements: ArraySlice<PatternElement>, _ place: Int, _ captures: Captures,
        _ next: (Int, Captures) -> Void
    ) {
        guard let element = elements.first else { return next(place, captures) }
        match(element.node, place, captures) { end, captures in
            match(elements.dropFirst(), end, captures, next)
        }
        if element.isOptional { match(elements.dropFirst(), place, captures, next) }
    }

    private func match(
        _ node: PatternElement.Node, _ place: Int, _ captures: Captures,
        _ next: (Int, Captures) -> Void
    ) {
        switch node {
        case .words(let words):
            for end in ends(of: words, from: place) { next(end, captures) }
        case .group(let alternatives):
            for alternative in alternatives { match(alternative[...], place, captures, next) }
        case .gap(let n):
            for skipped in 0...n where place + skipped <= sentence.words.count {
                next(place + skipped, captures)
            }
        case .sentenceStart: if place == 0 { next(place, captures) }
        case .sentenceEnd: if place == sentence.words.count { next(place, captures) }
        case .capture(let role, .sequence(let inner)):
            match(inner[...], place, captures) { end, captures in
                next(end, captures + [.init(role: role, tokens: place..<end, kind: nil)])
            }
        case .capture(let role, .mention(let kind, let list)):
            for end in ends(of: kind, list, from: place) {
                next(end, captures + [.init(role: role, tokens: place..<end, kind: kind)])
            }
        }
    }

    private func ends(of words: PatternWords, from place: Int) -> [Int] {
        let specs = words.specs + words.lists.flatMap { lists[$0]! }
        return Set(specs.compactMap { sentence.end(of: $0, from: place) }).sorted(by: >)
    }

    private func ends(of kind: MentionKind, _ list: String?, from place: Int) -> [Int] {
        let rest = sentence.words.count - place
        switch kind {
        case .word: return rest > 0 ? [place + 1] : []
        case .phrase: return (0..<min(6, rest)).map { place + 1 + $0 }.reversed()
        default:
            return Set(
                sentence.mentions.filter { mention in
                    mention.kind == kind && mention.tokens.lowerBound == place
                        && (list.map { holds($0, mention.tokens) } ?? true)
                }.map(\.tokens.upperBound)
            ).sorted(by: >)
        }
    }

    /// True where an entry of the list stands inside the tokens.
    private func holds(_ list: String, _ tokens: Range<Int>) -> Bool {
        tokens.contains { start in
            lists[list]!.contains {
                sentence.end(of: $0, from: start).map { $0 <= tokens.upperBound } ?? false
            }
        }
    }
}

/// `At least 12 were killed {killed=At least 12}`
func describe(_ hit: PatternHit, in sentence: PatternSentence) -> String {
    let captures = hit.captures.map { "\($0.role)=\(sentence.text($0.tokens))" }
    return sentence.text(hit.tokens)
        + (captures.isEmpty ? "" : " {\(captures.joined(separator: ", "))}")
}
