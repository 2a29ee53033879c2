package import TocsinModel

/// Finds figures, money, shares, ordinals, ages, measures, dates and durations in English text.
///
/// Pure and free of state: the same sentence, options and publication day give the same mentions.
/// - SeeAlso: `Documentation` page quantities-and-dates.
package struct FormRecognizer: Sendable {
    package let options: FormOptions
    private let lexicon: FormLexicon

    package init(options: FormOptions = .init()) {
        self.options = options
        lexicon = FormLexicon.shared
    }

    /// The forms of one sentence, by start.
    /// - Parameters:
    ///   - published: what relative dates are resolved against; without it they are found, and
    ///     unknown.
    ///   - kinds: what to report. What is not reported is still read, so that the day of a date is
    ///     no quantity.
    package func mentions(
        in text: AnalyzedText, sentence: Int, published: Timestamp?, kinds: FormKind = .all
    ) -> [Mention] {
        let sentence = text.sentences[sentence]
        // A "sentence" of megabytes is no sentence: it is read in pieces.
        if sentence.tokens.count > 4096 {
            return stride(
                from: sentence.tokens.lowerBound, to: sentence.tokens.upperBound, by: 4096
            )
            .flatMap { first in
                let tokens = first..<min(first + 4096, sentence.tokens.upperBound)
                return mentions(
                    in: text, bytes: text.bytes(tokens), tokens: tokens, published: published,
                    kinds: kinds)
            }
        }
        return mentions(
            in: text, bytes: sentence.bytes, tokens: sentence.tokens, published: published,
            kinds: kinds)
    }

    /// False where the sentence has no digit and no word a form could start with.
    package func mayHold(_ kinds: FormKind = .all, in text: AnalyzedText, sentence: Int) -> Bool {
        var found = false
        scan(text, text.sentences[sentence].bytes) { items, words in
            for item in items where item.kind == .digits || item.kind == .fraction { found = true }
            if found { return }
            for i in 0..<items.count where items[i].entry != 0 {
                let word = words[Int(items[i].entry)]
                if !word.roles.isDisjoint(with: FormRecognizer.starters)
                    || FormRecognizer.starterKeys.contains(word.key)
                {
                    found = true
                    return
                }
            }
        }
        return found
    }

    private static let starters: FormRoles = [
        .ones, .teens, .tens, .hundred, .scale, .dozen, .half, .quarter, .ordinal, .month, .weekday,
        .decade, .currencySign,
        .partOfDay, .season, .timeUnit,
    ]
    private static let starterKeys: Set<FormKey> = [
        .today, .tonight, .yesterday, .tomorrow, .overnight, .dozens, .scores, .hundreds,
        .thousands, .several, .few, .couple,
        .handful, .many, .numerous, .countless, .nobody, .no, .unknown, .weekend,
    ]

    private func scan(
        _ text: AnalyzedText, _ range: Range<Int>,
        _ body: (UnsafeBufferPointer<FormItem>, UnsafeBufferPointer<FormWord>) -> Void
    ) {
        text.utf8.withUnsafeBufferPointer { bytes in
            var items: [FormItem] = []
            items.reserveCapacity(range.count / 5 + 8)
            FormLexer(lexicon: lexicon).append(bytes, range, to: &items)
            items.withUnsafeBufferPointer { items in
                lexicon.words.withUnsafeBufferPointer { body(items, $0) }
            }
        }
    }

    /// The forms between two offsets that are one sentence.
    func mentions(
        in text: AnalyzedText, bytes range: Range<Int>, tokens: Range<Int>, published: Timestamp?,
        kinds: FormKind
    ) -> [Mention] {
        var result: [Mention] = []
        text.utf8.withUnsafeBufferPointer { bytes in
            scan(text, range) { items, words in
                let scanner = FormScanner(
                    items: items, bytes: bytes, words: words, options: options,
                    reference: published?.day,
                    now: published.map { $0.seconds - $0.day.start.seconds } ?? 0, assumed: nil,
                    isTitle: FormRecognizer.isTitle(items))
                switch options.reading {
                case .news: result = FormReader(scanner, text, tokens).news(kinds)
                case .literal: result = FormReader(scanner, text, tokens).literal(kinds)
                }
            }
        }
        return result
    }

    /// Most words are capitalized: a headline, or text in capitals.
    private static func isTitle(_ items: UnsafeBufferPointer<FormItem>) -> Bool {
        var capitalized = 0
        var lower = 0
        for item in items where item.kind == .word {
            if item.capitalized { capitalized += 1 } else { lower += 1 }
        }
        return capitalized > 1 && capitalized > 2 * lower
    }
}
