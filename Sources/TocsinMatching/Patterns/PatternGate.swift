/// A guess at how often a word is met in news, to choose the word a pattern is gated on.
///
/// Only the order matters: a pattern of `[was | were]` and `centrifuge~` is tried where a
/// centrifuge is, not where something was. Long words are rare, function words are not.
enum WordFrequency {
    /// Expected hits per thousand words.
    static func perThousand(_ spec: KeywordSpec) -> Double {
        var result = Double.infinity
        var words = 0
        for word in spec.text.utf8.split(whereSeparator: { $0 == 32 }) {
            words += 1
            result = min(result, perThousand(word))
        }
        if words == 0 { return 1_000 }
        // A phrase is rarer than its rarest word.
        if words > 1 { result /= 10 }
        if spec.prefix || spec.inflected { result *= 3 }
        if spec.exact { result /= 2 }
        return result
    }

    private static func perThousand(_ word: Substring.UTF8View) -> Double {
        if word.count <= longestFunctionWord,
            let known = functionWords[Substring(word).lowercased()]
        {
            return known
        }
        return switch word.count {
        case 0...2: 4
        case 3: 1
        case 4: 0.5
        case 5: 0.25
        case 6: 0.15
        case 7, 8: 0.1
        case 9, 10: 0.06
        default: 0.04
        }
    }

    private static let longestFunctionWord = 7

    /// The commonest words of English news, and of other languages those that patterns use most.
    private static let functionWords: [String: Double] = {
        let byFrequency: [(Double, String)] = [
            (50, "the to of a in and"),
            (10, "for on that is said at by it with from as was"),
            (
                5,
                "be has its an are have were which not will he but this would or had been one they"
            ),
            (
                2,
                """
                up we new also more after who two about their his all out their last into first \
                i there no than she her him them other some could over when what if year years \
                people told can may down against before during between since under while were three
                """
            ),
            (20, "de la el en y que le les et des der die und das den il di e i в и на не по с"),
        ]
        var table: [String: Double] = [:]
        for (frequency, words) in byFrequency {
            for word in words.split(whereSeparator: \.isWhitespace) where table[String(word)] == nil
            {
                table[String(word)] = frequency
            }
        }
        return table
    }()
}
