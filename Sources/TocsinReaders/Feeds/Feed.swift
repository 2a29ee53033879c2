/// A feed of any family (RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, CDF) in one shape.
package struct Feed: Sendable {
    package var channel = FeedNode()
    package var entries: [FeedNode] = []
    /// What was wrong with the XML; nil for a well-formed feed.
    package var trouble: String?
    package var troubleLine = 0
}

/// The channel or one of its entries: both have the same parts.
package struct FeedNode: Sendable {
    package var title: FeedText?
    /// Summary of an entry, subtitle of a channel.
    package var summary: FeedText?
    package var content: [FeedText] = []
    package var rights: FeedText?
    package var id: String?
    package var idIsLink = false
    package var links: [FeedLink] = []
    package var tags: [FeedTag] = []
    package var author: String?
    package var contributors: [String] = []
    package var publisher: String?
    package var generator: String?
    package var language: String?
    /// Dates as written.
    package var published: String?
    package var updated: String?
    package var created: String?
    package var expired: String?
    /// The feed an entry was taken from, where it says.
    package var source: String?
    /// Where relative links start from.
    package var base: String?
    package var line = 0

    /// The page it stands for: the alternate link, else the first, else an id that is an address.
    package var link: String? {
        let alternate = links.first {
            $0.rel == "alternate" && ($0.type.hasPrefix("text/html") || $0.type.holds("xhtml"))
        }
        return (alternate ?? links.first { $0.rel == "alternate" })?.href
            ?? (idIsLink ? id : nil)
    }
}

/// A text construct: plain, or markup.
package struct FeedText: Sendable {
    package var value: String
    /// Media type: `text/plain`, `text/html`, `application/xhtml+xml`, …
    package var type: String
    package var language: String?

    package var isMarkup: Bool {
        type.holds("html") || type.hasSuffix("xml")
    }
}

package struct FeedLink: Sendable {
    package var rel: String
    package var type: String
    package var href: String?
    package var title: String?
    package var length: String?
    package var hreflang: String?
}

package struct FeedTag: Sendable {
    package var term: String
    package var scheme: String?
    package var label: String?
}
