import TocsinModel

extension ReadSession {
    /// A feed, each of its entries an article.
    func readFeed(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let feed = FeedReader.feed(bytes, charset: options.charset) else {
            report(
                "file.format", at: .file,
                "XML of no known kind; expected RSS, Atom or RDF")
            return
        }
        if let trouble = feed.trouble {
            report(
                "feed.malformed", .warning,
                at: feed.troubleLine > 0 ? .line(feed.troubleLine) : .file,
                "the XML is malformed (\(trouble)); read as far as it can be")
        }
        for entry in feed.entries where !stopped {
            give(article(entry, of: feed), at: .line(entry.line), mayLackBody: true)
        }
    }

    private func article(_ entry: FeedNode, of feed: Feed) -> Article {
        let place = Place.line(entry.line)
        var article = Article(id: entry.id ?? "", body: "")
        article.title = entry.title.map(plain) ?? ""
        let base = entry.base ?? feed.channel.link ?? options.url
        article.url = entry.link.map { resolved($0, against: base) }
        let bodies = entry.content.map(plain) + (entry.summary.map { [plain($0)] } ?? [])
        // The longest: some feeds put the text into the summary and a teaser into the content.
        article.body = bodies.max { $0.utf8.count < $1.utf8.count } ?? ""
        article.author = entry.author ?? feed.channel.author
        let name = feed.channel.title.map(plain)?.trimmedOrNil
        article.outlet = options.outlet ?? entry.source ?? name
        article.source = options.source ?? name
        article.language =
            (entry.content.first?.language ?? entry.language ?? feed.channel.language)
            .flatMap(languageTag)
        article.published = date(entry.published ?? entry.created, "published", place)
        article.updated = date(entry.updated, "updated", place)
        if article.published == nil { article.published = article.updated }
        return article
    }

    private func plain(_ text: FeedText) -> String {
        text.isMarkup ? plainText(html: text.value) : text.value
    }

    func date(_ text: String?, _ label: String, _ place: Place) -> Timestamp? {
        guard let text else { return nil }
        if let time = DateText.timestamp(text, zone: options.timeZone) { return time }
        report(
            "article.date", at: place,
            "<\(label)> is not a date: \"\(shortened(text))\"; expected RFC 822, "
                + "e.g. Mon, 02 Jan 2006 15:04:05 +0000")
        return nil
    }
}

/// A link as an absolute address where the base allows it.
func resolved(_ link: String, against base: String?) -> String {
    // A scheme: letters, then a colon.
    if let stop = link.utf8.firstIndex(where: { !isLetter($0) }), stop > link.startIndex,
        link.utf8[stop] == 58
    {
        return link
    }
    guard let base, let scheme = base.firstRange(of: "://") else { return link }
    if link.hasPrefix("//") { return base[..<scheme.lowerBound] + ":" + link }
    let hostEnd = base[scheme.upperBound...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" }
    let origin = base[..<(hostEnd ?? base.endIndex)]
    if link.hasPrefix("/") { return origin + link }
    var path = hostEnd.map { base[$0...] } ?? "/"
    if let end = path.firstIndex(where: { $0 == "?" || $0 == "#" }) { path = path[..<end] }
    if link.isEmpty || link.hasPrefix("#") || link.hasPrefix("?") { return origin + path + link }
    let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
    var parts: [Substring] = []
    let whole = folder + link
    for part in whole.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
        switch part {
        case "..": _ = parts.popLast()
        case ".": break
        default: parts.append(part)
        }
    }
    return origin + "/" + parts.joined(separator: "/")
}
