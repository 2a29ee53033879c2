/// One source that is asked over HTTP: its address, how often, and what the analyst knows of it.
package struct FeedSource: Hashable, Sendable {
    /// As the workspace writes it; the source's identity between runs.
    package var address: String
    /// A name for reports and `article.source`; nil: the feed's own title.
    package var name: String?
    package var profile: SourceProfile
    /// Seconds between two readings.
    package var every: Int
    /// The source is reported after so many seconds without a new article; nil: never.
    package var silentAfter: Int?
    /// A page is read for its article, a feed for its entries. robots.txt holds for pages.
    package var kind: Kind

    package enum Kind: String, Hashable, Sendable { case feed, page }

    package init(
        address: String, name: String? = nil, profile: SourceProfile = SourceProfile(),
        every: Int = 600, silentAfter: Int? = nil, kind: Kind = .feed
    ) {
        self.address = address
        self.name = name
        self.profile = profile
        self.every = every
        self.silentAfter = silentAfter
        self.kind = kind
    }

    /// How reports call it.
    package var displayName: String { name ?? address }
}
