import CXML2
import TocsinModel

/// What a page's head and markup say of the article: JSON-LD, OpenGraph, meta, microdata.
///
/// Each statement has a rank: JSON-LD speaks of the article itself, OpenGraph and the publishers'
/// own meta names were written for machines, microdata and visible markup come last.
struct PageMetadata {
    private struct Statement {
        var rank: Int
        var text: String
    }
    private enum Key { case title, author, outlet, published, updated, language, url, body }

    private var best: [Key: Statement] = [:]
    /// The first `h1`, and the `title` element.
    private var heading: String?
    private var pageTitle: String?
    private var baseURL: String?

    init(_ root: HTMLNode, url: String?) {
        baseURL = url
        if let language = root.attribute("lang") { put(.language, 5, language) }
        walk(root, depth: 0)
    }

    var language: String? { best[.language]?.text }
    var author: String? { best[.author]?.text }
    var outlet: String? { best[.outlet]?.text }
    var published: String? { best[.published]?.text }
    var updated: String? { best[.updated]?.text }
    var url: String? { best[.url].map { resolved($0.text, against: baseURL) } }
    /// The text JSON-LD gives, for pages whose own is put there by a script.
    var body: String? { best[.body]?.text }

    /// The headline: stated, else the heading, else the window title without the site's name.
    var title: String {
        if let stated = best[.title], stated.rank <= 2 { return withoutSite(stated.text) }
        if let heading { return heading }
        return withoutSite(best[.title]?.text ?? pageTitle ?? "")
    }

    private func withoutSite(_ title: String) -> String {
        let site = outlet?.lowercased()
        for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " • "] {
            guard let range = title.ranges(of: separator).last else { continue }
            let tail = title[range.upperBound...]
            let head = title[..<range.lowerBound]
            let folded = tail.lowercased()
            let isSite =
                site.map { folded == $0 || folded.contains($0) || $0.contains(folded) } ?? false
            if isSite || (heading == String(head)) { return String(head) }
        }
        return title
    }

    private mutating func put(_ key: Key, _ rank: Int, _ text: String?) {
        guard let text = text?.trimmedOrNil else { return }
        if let known = best[key], known.rank <= rank { return }
        best[key] = Statement(rank: rank, text: key == .body ? text : text.collapsed)
    }

    // MARK: - The walk

    private mutating func walk(_ node: HTMLNode, depth: Int) {
        guard depth < 512 else { return }
        switch MarkupNames.packed(node.node.pointee.name) {
        case Self.meta: meta(node)
        case Self.script:
            if node.attribute("type")?.lowercased().contains("ld+json") == true {
                linkedData(node.text)
            }
            return
        case Self.style, Self.svg: return
        case Self.link:
            if node.attribute("rel")?.lowercased() == "canonical" {
                put(.url, 1, node.attribute("href"))
            }
        case Self.titleTag:
            if pageTitle == nil { pageTitle = node.text.collapsed.trimmedOrNil }
        case PageTags.h1:
            if heading == nil { heading = node.text.collapsed.trimmedOrNil }
        case Self.time:
            if let date = node.attribute("datetime") { put(.published, 7, date) }
        default: break
        }
        if let property = node.attribute("itemprop") { microdata(property.lowercased(), node) }
        for child in node.children { walk(child, depth: depth + 1) }
    }

    private static func tag(_ name: String) -> UInt64 { MarkupNames.packed(name.utf8) }
    private static let meta = tag("meta")
    private static let script = tag("script")
    private static let style = tag("style")
    private static let svg = tag("svg")
    private static let link = tag("link")
    private static let titleTag = tag("title")
    private static let time = tag("time")

    private mutating func meta(_ node: HTMLNode) {
        guard let content = node.attribute("content"),
            let name =
                (node.attribute("property") ?? node.attribute("name")
                ?? node.attribute("http-equiv"))?.lowercased()
        else { return }
        switch name {
        case "og:title": put(.title, 1, content)
        case "og:site_name": put(.outlet, 1, content)
        case "og:url": put(.url, 2, content)
        case "og:locale", "content-language", "language", "dc.language", "inlanguage":
            put(.language, name == "og:locale" ? 6 : 3, content)
        case "article:published_time", "og:published_time", "og:article:published_time":
            put(.published, 1, content)
        case "article:modified_time", "og:updated_time", "article:modified", "lastmod",
            "last-modified", "dcterms.modified", "dc.date.modified":
            put(.updated, 2, content)
        case "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date",
            "publish_date", "publication_date", "published_at", "dc.date.issued", "dcterms.issued",
            "dcterms.created", "dc.date.created", "cxenseparse:recs:publishtime",
            "originalpublicationdate",
            "article.published", "citation_publication_date", "displaydate", "ptime":
            put(.published, 3, content)
        case "date", "dc.date", "dcterms.date", "article:published": put(.published, 4, content)
        case "author", "parsely-author", "sailthru.author", "dc.creator", "byl",
            "article:author_name":
            if !content.hasPrefix("http") { put(.author, 2, content) }
        case "article:author", "twitter:creator":
            if !content.hasPrefix("http"), !content.hasPrefix("@") { put(.author, 4, content) }
        case "application-name", "publisher", "dc.publisher", "article:publisher", "copyright":
            if !content.hasPrefix("http") { put(.outlet, 4, content) }
        case "parsely-title", "sailthru.title", "dc.title": put(.title, 2, content)
        case "twitter:title": put(.title, 3, content)
        default: break
        }
    }

    private mutating func microdata(_ properties: String, _ node: HTMLNode) {
        func value() -> String {
            node.attribute("content") ?? node.attribute("datetime") ?? node.text.collapsed
        }
        for property in properties.split(separator: " ") {
            switch property {
            case "headline": put(.title, 2, value())
            case "datepublished": put(.published, 5, value())
            case "datemodified": put(.updated, 5, value())
            case "inlanguage": put(.language, 4, value())
            case "author":
                let name = node.firstDescendant { $0.attribute("itemprop") == "name" }
                put(.author, 5, name.map { $0.attribute("content") ?? $0.text } ?? value())
            case "publisher":
                let name = node.firstDescendant { $0.attribute("itemprop") == "name" }
                put(.outlet, 5, name.map { $0.attribute("content") ?? $0.text })
            default: break
            }
        }
    }

    // MARK: - JSON-LD

    private mutating func linkedData(_ text: String) {
        var text = text
        let value: JSONValue? = text.withUTF8 { bytes in
            // Some wrap it into a comment or CDATA, some write two objects.
            guard let open = bytes.firstIndex(where: { $0 == 123 || $0 == 91 }) else { return nil }
            var scanner = JSONScanner(bytes, at: open)
            return try? scanner.value()
        }
        if let value { linkedData(value, depth: 0) }
    }

    private mutating func linkedData(_ value: JSONValue, depth: Int) {
        guard depth < 6 else { return }
        if case .array(let elements) = value {
            for element in elements { linkedData(element, depth: depth + 1) }
            return
        }
        guard value.isObject else { return }
        if let graph = value["@graph"] { linkedData(graph, depth: depth + 1) }
        for key in ["mainEntity", "mainEntityOfPage", "hasPart"] {
            if let inner = value[key], inner.isObject { linkedData(inner, depth: depth + 1) }
        }
        let types = value["@type"]?.elements.compactMap(\.textOrNil) ?? []
        let isArticle = types.contains {
            $0.contains("Article") || $0 == "BlogPosting" || $0 == "LiveBlogPosting"
                || $0 == "Report"
        }
        guard isArticle || types.contains("WebPage") else { return }
        let rank = isArticle ? 0 : 5
        put(.title, rank, value["headline"]?.textOrNil.map(plainText))
        put(.published, rank, value["datePublished"]?.textOrNil ?? value["dateCreated"]?.textOrNil)
        put(.updated, rank, value["dateModified"]?.textOrNil)
        put(
            .language, rank + 1,
            value["inLanguage"].flatMap { $0.textOrNil ?? $0["name"]?.textOrNil })
        guard isArticle else { return }
        let authors = (value["author"] ?? value["creator"])?.elements.compactMap {
            ($0.textOrNil ?? $0["name"]?.elements.first?.textOrNil).map(plainText)
        }
        if let authors, !authors.isEmpty { put(.author, rank, authors.joined(separator: ", ")) }
        put(.outlet, rank, value["publisher"]?.elements.first?["name"]?.textOrNil.map(plainText))
        put(.body, rank, value["articleBody"]?.textOrNil.map(plainText))
        put(.url, 3, value["url"]?.textOrNil)
    }
}

extension HTMLNode {
    func firstDescendant(_ wanted: (HTMLNode) -> Bool) -> HTMLNode? {
        var open = [self]
        while let next = open.popLast() {
            if next.node != node, wanted(next) { return next }
            open.append(contentsOf: Array(next.children).reversed())
        }
        return nil
    }
}
