package import TocsinModel

/// What the analyst says of a source; every article of it carries that.
package struct SourceProfile: Hashable, Sendable {
    /// Any word the workspace uses: `wire`, `official`, `telegram`.
    package var group: String?
    /// Whose side it speaks for: `russia`, `government`.
    package var side: String?
    package var reliability: Reliability?

    package init(
        group: String? = nil, side: String? = nil, reliability: Reliability? = nil
    ) {
        self.group = group
        self.side = side
        self.reliability = reliability
    }

    /// The Admiralty scale of sources: A completely reliable … E unreliable, F cannot be judged.
    package enum Reliability: String, CaseIterable, Hashable, Sendable {
        case a = "A"
        case b = "B"
        case c = "C"
        case d = "D"
        case e = "E"
        case f = "F"
    }

    /// An article of this source, marked so.
    package func marking(_ article: consuming Article) -> Article {
        article.sourceGroup = group ?? article.sourceGroup
        article.sourceSide = side ?? article.sourceSide
        article.sourceReliability = reliability?.rawValue ?? article.sourceReliability
        return article
    }
}
