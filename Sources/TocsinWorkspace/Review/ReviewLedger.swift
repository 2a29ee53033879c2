package import TocsinModel
package import TocsinStore

/// What reviews add up to: how often each rule was right, and the sentences that show it.
package struct ReviewLedger: Sendable {
    /// Of one rule.
    package struct Precision: Hashable, Sendable, Codable {
        /// `plugin.rule`
        package var rule: String
        /// Incidents it found that were accepted, edited or not.
        package var accepted: Int
        package var rejected: Int
        /// Of those reviewed; the bounds are Wilson's for 95 %.
        package var precision: Double
        package var low: Double
        package var high: Double
    }

    /// A sentence a person has judged.
    package struct Sentence: Hashable, Sendable, Codable {
        package var verdict: IncidentReview.Verdict
        package var incident: String
        package var event: String
        package var article: String
        package var text: String
        /// Where the sentence starts in its field: the marks count from the field's start.
        package var start: Int
        package var marks: [Evidence]
        package var rules: [String]
        package var author: String
        package var reason: String
        package var at: Timestamp
    }

    package let reviews: [Review]

    package init(_ reviews: [Review]) { self.reviews = reviews }

    /// The newest verdict on each incident, in the order they were given.
    package var verdicts: [Review] {
        var newest: [String: Int] = [:]
        for (index, review) in reviews.enumerated() where verdict(review) != nil {
            newest[review.incident] = index
        }
        return newest.values.sorted().map { reviews[$0] }
    }

    private func verdict(_ review: Review) -> IncidentReview.Verdict? {
        switch review.action {
        case .accept: .accepted
        case .reject: .rejected
        case .edit: .edited
        case .merge, .split: nil
        }
    }

    /// Worst first.
    package var precision: [Precision] {
        var counts: [String: (accepted: Int, rejected: Int)] = [:]
        for review in verdicts {
            let found = (review.sentences ?? []).flatMap(\.foundBy)
            for rule in Set(found.map { String($0.prefix { $0 != "@" }) }) {
                if review.action == .reject {
                    counts[rule, default: (0, 0)].rejected += 1
                } else {
                    counts[rule, default: (0, 0)].accepted += 1
                }
            }
        }
        return counts.map { rule, count in
            let n = Double(count.accepted + count.rejected)
            let p = Double(count.accepted) / n
            // Wilson, JASA 22 (1927): what the true share may be after so few cases.
            let z = 1.96
            let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
            let spread =
                z * ((p * (1 - p) + z * z / (4 * n)) / n).squareRoot() / (1 + z * z / n)
            return Precision(
                rule: rule, accepted: count.accepted, rejected: count.rejected, precision: p,
                low: max(0, middle - spread), high: min(1, middle + spread))
        }.sorted { ($0.precision, $0.rule) < ($1.precision, $1.rule) }
    }

    package var sentences: [Sentence] {
        verdicts.flatMap { review in
            (review.sentences ?? []).map { sentence in
                Sentence(
                    verdict: verdict(review)!, incident: review.incident,
                    event: sentence.event, article: sentence.evidence.article,
                    text: sentence.evidence.text, start: sentence.evidence.sentence.start,
                    marks: sentence.evidence.marks, rules: sentence.foundBy, author: review.author,
                    reason: review.reason,
                    at: review.at)
            }
        }
    }
}
