import TocsinModel

extension ReadSession {
    /// An HTML page: one article.
    ///
    /// - Parameters:
    ///   - url: where the page came from, where the file says.
    ///   - fetched: when, for pages that give no date themselves.
    func readPage(
        _ bytes: UnsafeBufferPointer<UInt8>, charset: String? = nil, url: String? = nil,
        fetched: Timestamp? = nil, at place: Place = .file
    ) {
        guard
            let page = PageReader.page(
                bytes, charset: charset ?? options.charset, url: url ?? options.url)
        else {
            report("article.empty", at: place, "empty article: the page has no text")
            return
        }
        if let trouble = page.trouble { report("article.encoding", .warning, at: place, trouble) }
        var article = Article(id: "", url: page.url, title: page.title, body: page.body)
        article.author = page.author
        article.outlet = page.outlet
        article.language = page.language
        article.published = date(page.published, "published", place)
        article.updated = date(page.updated, "updated", place)
        if article.published == nil { article.published = article.updated ?? fetched }
        give(article, at: place)
    }
}
