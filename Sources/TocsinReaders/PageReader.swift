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
    /// - Returns: nil where there is no markup at all.
    package static func page(
        _ bytes: UnsafeBufferPointer<UInt8>, charset: String? = nil, url: String? = nil
    ) -> Page? {
        let declared =
            charset ?? FeedReader.declaredEncoding(bytes)
            ?? HTMLDocument.declaredEncoding(bytes)
        let decoded = decodeText(bytes, declared: declared)
        var text = decoded.text
        return text.withUTF8 { utf8 in
            guard let document = HTMLDocument(utf8) else { return nil }
            var page = Page()
            page.trouble = decoded.trouble
            let outline = PageOutline(document.root)
            page.body = PageBody(outline).paragraphs().joined(separator: "\n\n")
            return page
        }
    }

    package static func page(_ bytes: [UInt8], charset: String? = nil, url: String? = nil) -> Page?
    {
        bytes.withUnsafeBufferPointer { page($0, charset: charset, url: url) }
    }
}
