package import TocsinModel
package import TocsinText

/// A word of an article that is nearly the one a rule looks for: for `tocsin try`.
package struct NearWord: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// Another form of it: "centrifuges" where the rule has `centrifuge`.
        case otherForm
        /// The same letters in another case, where the rule asks for the case.
        case otherCase
        /// "Oreshnick": one or two letters off.
        case misspelt
        /// "airstrike" for "air strike", or the other way round.
        case joined
        /// All words of the phrase stand in one sentence, but not side by side.
        case apart
        /// The text has a longer word that begins so.
        case longer
    }

    package var field: Field
    /// Token indices in the field, half-open.
    package var tokens: Range<Int>
    package var text: String
    package var reason: Reason

    /// What the rule would have to say to find it.
    package func advice(for spec: KeywordSpec) -> String {
        switch reason {
        case .otherForm where spec.inflected:
            "\"\(text)\" is a form of it, but the article's language is not known or has no stemmer, so ~ finds none; say the language, or list the endings: \(quoted(spec.text + "~{s, …}"))"
        case .otherForm:
            "\"\(text)\" is another form of \(quoted(spec.text)); write \(quoted(spec.text + "~")) to find every form"
        case .otherCase:
            "\"\(text)\" differs in case or accents, and \(quoted(spec.written)) asks for them as written"
        case .misspelt: "\"\(text)\" is spelt otherwise; add it as a spelling if it is meant"
        case .joined: "\"\(text)\" is written in one way, the rule has the other; add both"
        case .apart:
            "its words are there (\"\(text)\"), but not side by side; a phrase matches adjacent words only"
        case .longer:
            "\"\(text)\" begins so; write \(quoted(spec.text + "*")) to find what begins so"
        }
    }

    private func quoted(_ text: String) -> String { "\"\(text)\"" }
}

/// Looks for near misses of words in one article. Makes its tables once, when first asked.
package struct NearWords {
    private let article: AnalyzedArticle
    private let fields: [Field]
    private let stemmer: Stemmer?
    /// Every word of the article once, folded, with its first place.
    private var words: [(folded: String, stem: String, field: Field, token: Int)] = []

    package init(_ article: AnalyzedArticle, fields: [Field] = Field.allCases) {
        self.article = article
        self.fields = fields
        stemmer = Stemmer(language: article.language == "und" ? "en" : article.language)
        var seen: Set<String> = []
        for field in fields {
            let text = article[field]
            // Near words are for reading: an article of a million words is not read for them.
            for token in text.tokens.indices.prefix(20_000) {
                let folded = text.folded(token)
                guard seen.insert(folded).inserted else { continue }
                words.append(
                    (
                        folded, stemmer?.foldedStem(of: text.text(token)) ?? folded, field, token
                    ))
            }
        }
    }

    /// The nearest to a word or phrase that was not found, by the surest reason; nil where nothing
    /// is near, and where a word that is asked for on its own is there as written.
    package func nearest(to spec: KeywordSpec) -> NearWord? {
        let parts = TextAnalyzer().analyze(spec.text, field: .body)
        guard !parts.tokens.isEmpty else { return nil }
        let folded = parts.tokens.indices.map { parts.folded($0) }
        if folded.count > 1 { return nearPhrase(folded, parts) }
        let word = folded[0]
        if spec.exact, let same = words.first(where: { $0.folded == word }) {
            return near(same, .otherCase)
        }
        if !spec.exact, words.contains(where: { $0.folded == word }) { return nil }
        let stem = stemmer?.foldedStem(of: parts.text(0)) ?? word
        if !spec.prefix,
            let other = words.first(where: { $0.stem == stem && stem.count > 2 })
        {
            return near(other, .otherForm)
        }
        if let joined = joinedPhrase(word) { return joined }
        guard word.count >= 4 else { return nil }
        if !spec.prefix,
            let longer = words.first(where: {
                $0.folded.count > word.count && $0.folded.hasPrefix(word)
            })
        {
            return near(longer, .longer)
        }
        return misspelt(word)
    }

    private func near(
        _ word: (folded: String, stem: String, field: Field, token: Int), _ reason: NearWord.Reason
    ) -> NearWord {
        NearWord(
            field: word.field, tokens: word.token..<(word.token + 1),
            text: article[word.field].text(word.token), reason: reason)
    }

    /// One letter off in words of five letters, two in words of nine.
    private func misspelt(_ word: String) -> NearWord? {
        let count = word.unicodeScalars.count
        guard count >= 5 else { return nil }
        let limit = count >= 9 ? 2 : 1
        let candidates = words.filter {
            $0.folded != word && $0.folded.first == word.first
                && abs($0.folded.unicodeScalars.count - count) <= limit
                && editDistance($0.folded, word, atMost: limit) != nil
        }
        guard
            let best = candidates.min(by: {
                (editDistance($0.folded, word, atMost: limit) ?? 9, $0.token)
                    < (editDistance($1.folded, word, atMost: limit) ?? 9, $1.token)
            })
        else { return nil }
        return near(best, .misspelt)
    }

    /// `airstrike` where the text has "air strike".
    private func joinedPhrase(_ word: String) -> NearWord? {
        for field in fields {
            let text = article[field]
            guard text.tokens.count > 1 else { continue }
            for first in words where first.field == field && word.hasPrefix(first.folded) {
                guard first.folded.count < word.count, first.folded.count > 1 else { continue }
                for token in text.tokens.indices.dropLast().prefix(20_000)
                where text.folded(token) == first.folded
                    && first.folded + text.folded(token + 1) == word
                {
                    let tokens = token..<(token + 2)
                    return NearWord(
                        field: field, tokens: tokens, text: text.text(text.bytes(tokens)),
                        reason: .joined)
                }
            }
        }
        return nil
    }

    private func nearPhrase(_ folded: [String], _ parts: AnalyzedText) -> NearWord? {
        let joined = folded.joined()
        if let one = words.first(where: { $0.folded == joined }) { return near(one, .joined) }
        let stems = parts.tokens.indices.map {
            stemmer?.foldedStem(of: parts.text($0)) ?? folded[$0]
        }
        for field in fields {
            let text = article[field]
            for (number, sentence) in text.sentences.enumerated().prefix(2_000) {
                _ = number
                var places: [Int] = []
                var exact = true
                for (word, stem) in zip(folded, stems) {
                    guard
                        let token = sentence.tokens.first(where: {
                            !places.contains($0)
                                && (text.folded($0) == word
                                    || (stemmer?.foldedStem(of: text.text($0)) ?? "") == stem)
                        })
                    else { break }
                    if text.folded(token) != word { exact = false }
                    places.append(token)
                }
                guard places.count == folded.count else { continue }
                let tokens = places.min()!..<(places.max()! + 1)
                let adjacent = tokens.count == folded.count && places == places.sorted()
                return NearWord(
                    field: field, tokens: tokens, text: text.text(text.bytes(tokens)),
                    reason: adjacent && !exact ? .otherForm : .apart)
            }
        }
        return nil
    }
}

/// Optimal string alignment distance of two words; nil where it is more than `limit`.
package func editDistance(_ a: String, _ b: String, atMost limit: Int) -> Int? {
    let a = Array(a.unicodeScalars)
    let b = Array(b.unicodeScalars)
    guard abs(a.count - b.count) <= limit else { return nil }
    var before: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
        var next = [i + 1] + [Int](repeating: 0, count: b.count)
        for j in b.indices {
            next[j + 1] = min(
                row[j + 1] + 1, next[j] + 1, row[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                next[j + 1] = min(next[j + 1], before[j - 1] + 1)
            }
        }
        if next.min()! > limit { return nil }
        (before, row) = (row, next)
    }
    return row[b.count] <= limit ? row[b.count] : nil
}
