/// What a news page says: its article and who published it when.
package struct Page: Sendable {
    package var title = ""
    package var author: String?
    package var outlet: String?
    package var url: String?
    package var language: String?
    /// As written.
    package var published: String?
    package var updated: String?
    package var body = ""
    /// What had to be repaired.
    package var trouble: String?
}

/// HTML → `Page`.
package enum PageReader {
    /// - Parameters:
    ///   - charset: from the transport; tried, not trusted.
    ///   - url: where the page came from, for relative links.
    /// - Returns: nil where there is no markup at all.
    package static func page(
        _ bytes: UnsafeBufferPointer<UInt8>, charset: String? = nil, url: String? = nil
    ) -> Page? {
        let declared =
            charset ?? FeedReader.declaredEncoding(bytes) ?? HTMLDocument.declaredEncoding(bytes)
        let decoded = decodeText(bytes, declared: declared)
        var text = decoded.text
        return text.withUTF8 { utf8 in
            guard let document = HTMLDocument(utf8) else { return nil }
            let metadata = PageMetadata(document.root, url: url)
            var page = Page()
            page.trouble = decoded.trouble
            page.title = metadata.title
            page.author = metadata.author
            page.outlet = metadata.outlet
            page.url = metadata.url ?? url
            page.language = metadata.language.flatMap(languageTag)
            page.published = metadata.published
            page.updated = metadata.updated
            let paragraphs = PageBody(PageOutline(document.root)).paragraphs()
            page.body = paragraphs.drop { $0 == page.title }.joined(separator: "\n\n")
            // A page whose text is put there by a script still has it in its linked data.
            if let stated = metadata.body, stated.utf8.count > 3 * page.body.utf8.count + 200 {
                page.body = stated
            }
            return page
        }
    }

    package static func page(_ bytes: [UInt8], charset: String? = nil, url: String? = nil)
        -> Page?
    {
        bytes.withUnsafeBufferPointer { page($0, charset: charset, url: url) }
    }
}
