import TocsinModel

extension ReadSession {
    /// NewsML-G2: a `newsItem`, or a `newsMessage` with several.
    func readNewsML(_ bytes: UnsafeBufferPointer<UInt8>) {
        let decoded = decodeText(
            bytes, declared: options.charset ?? FeedReader.declaredEncoding(bytes))
        note(decoded, at: .file)
        var text = decoded.text
        text.withUTF8 { utf8 in
            guard let document = XMLTree(utf8) else {
                report("file.format", at: .file, "no XML element was found")
                return
            }
            if let trouble = document.trouble {
                report(
                    "feed.malformed", .warning, at: .line(trouble.line),
                    "the XML is malformed (\(trouble.message)); read as far as it can be")
            }
            var open = [document.root]
            var items: [XMLElement] = []
            while let node = open.popLast() {
                if node.name == "newsitem" {
                    items.append(node)
                } else if node.name != "packageitem" {
                    open.append(contentsOf: Array(node.children).reversed())
                }
            }
            for item in items where !stopped { give(newsItem(item), at: .line(item.line)) }
        }
    }

    private func newsItem(_ item: XMLElement) -> Article {
        let place = Place.line(item.line)
        var article = Article(id: item.attribute("guid") ?? "", body: "")
        article.language = item.attribute("lang").flatMap(languageTag)
        if let about = item.child("itemmeta") {
            article.updated = date(
                about.child("versioncreated")?.trimmedText.nilIfEmpty, "versionCreated", place)
            article.published = date(
                about.child("firstcreated")?.trimmedText.nilIfEmpty, "firstCreated", place)
            article.title = about.child("title")?.text.collapsed ?? ""
            article.outlet = about.child("provider").flatMap(name)
        }
        if let about = item.child("contentmeta") {
            if let headline = about.child("headline")?.text.collapsed.trimmedOrNil {
                article.title = headline
            }
            article.author =
                about.child("by")?.text.collapsed.trimmedOrNil
                ?? about.child("creator").flatMap(name)
            article.dateline = about.child("dateline")?.text.collapsed.trimmedOrNil
            if let created = date(
                about.child("contentcreated")?.trimmedText.nilIfEmpty, "contentCreated", place)
            {
                article.published = article.published ?? created
            }
            if let tag = about.child("language")?.attribute("tag") {
                article.language = languageTag(tag)
            }
            article.outlet = article.outlet ?? about.child("infosource").flatMap(name)
        }
        if let set = item.child("contentset") {
            if let inline = set.child("inlinexml") {
                // The text of a page or an NITF document: its body, without head and headline.
                let body =
                    inline.firstDescendant { $0.name == "body.content" }
                    ?? inline.firstDescendant { $0.name == "body" } ?? inline
                article.body = plainText(html: body.innerMarkup)
            } else if let data = set.child("inlinedata") {
                let text = data.text
                let isMarkup = data.attribute("contenttype")?.holds("html") ?? false
                article.body = isMarkup ? plainText(html: text) : text
            }
        }
        if article.published == nil { article.published = article.updated }
        return article
    }

    private func name(_ node: XMLElement) -> String? {
        node.child("name")?.text.collapsed.trimmedOrNil ?? node.attribute("literal")
    }
}
