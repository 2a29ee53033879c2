/// Reads a channel or an entry from its children.
struct FeedNodeReader {
    let atom03: Bool

    /// What a child's name means, by its namespace.
    private enum Vocabulary {
        /// RSS of every version, Atom, CDF, no namespace.
        case plain
        case dublinCore, dublinTerms, content, xhtml, itunes, media, other
    }

    /// By the number of a namespace in its document.
    private final class Known {
        var vocabularies: [Vocabulary?] = []
    }

    private let known = Known()

    init(atom03: Bool) { self.atom03 = atom03 }

    private func vocabulary(_ node: XMLElement) -> Vocabulary {
        let number = Int(node.namespaceNumber)
        guard number >= 0 else { return findVocabulary(node) }
        while known.vocabularies.count <= number { known.vocabularies.append(nil) }
        if let found = known.vocabularies[number] { return found }
        let found = findVocabulary(node)
        known.vocabularies[number] = found
        return found
    }

    private func findVocabulary(_ node: XMLElement) -> Vocabulary {
        guard let namespace = node.namespace else {
            switch node.prefix {
            case nil: return .plain
            case "dc": return .dublinCore
            case "dcterms": return .dublinTerms
            case "content": return .content
            case "atom", "atom10", "rss": return .plain
            default: return .other
            }
        }
        if namespace.isEmpty { return .plain }
        switch namespace {
        case "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/",
            "http://my.netscape.com/rdf/simple/0.9/":
            return .plain
        case "http://www.w3.org/1999/xhtml": return .xhtml
        default: break
        }
        let folded = namespace.lowercased()
        if folded.hasPrefix("http://purl.org/dc/terms") { return .dublinTerms }
        if folded.hasPrefix("http://purl.org/dc/") { return .dublinCore }
        if folded.hasPrefix("http://purl.org/rss/1.0/modules/content") { return .content }
        if folded.holds("itunes.com/dtds/podcast") { return .itunes }
        if folded.holds("search.yahoo.com/mrss") { return .media }
        if folded.hasPrefix("http://purl.org/rss/1.0/modules/") { return .other }
        // RSS and Atom have been given many addresses: drafts, Userland's, Netscape's.
        if folded.holds("rss") || folded.holds("atom") || folded.holds("netscape.com/rdf")
            || folded.holds("channel.netscape.com")
        {
            return .plain
        }
        return node.prefix == nil ? .plain : .other
    }

    func node(_ element: XMLElement, inherited: FeedNode?, isChannel: Bool = false) -> FeedNode {
        var out = FeedNode()
        out.line = element.line
        out.language = element.attribute("lang") ?? inherited?.language
        out.base = element.attribute("base") ?? inherited?.base
        // CDF keeps them in attributes.
        if let href = element.attribute("href"), !href.isEmpty {
            out.links.append(FeedLink(rel: "alternate", type: "text/html", href: href.trimmed))
        }
        if let modified = element.attribute("lastmod") { out.updated = modified }
        for child in element.children { take(child, isChannel: isChannel, into: &out) }
        return out
    }

    private func take(_ child: XMLElement, isChannel: Bool, into out: inout FeedNode) {
        let name = child.name
        switch vocabulary(child) {
        case .plain: plain(name, child, isChannel: isChannel, into: &out)
        case .dublinCore: dublinCore(name, child, into: &out)
        case .dublinTerms:
            switch name {
            case "issued": out.published = child.trimmedText
            case "modified": out.updated = child.trimmedText
            case "created": out.created = child.trimmedText
            default: dublinCore(name, child, into: &out)
            }
        case .content:
            if name == "encoded" { out.content.append(html(child)) }
        case .xhtml:
            if name == "body" || name == "div" {
                out.content.append(FeedText(value: markup(child), type: "application/xhtml+xml"))
            }
        case .itunes:
            if name == "author", out.author == nil { out.author = child.trimmedText.nilIfEmpty }
        case .media:
            if name == "description", out.summary == nil { out.summary = text(child) }
            if name == "title", out.title == nil { out.title = text(child) }
        case .other: break
        }
    }

    private func plain(
        _ name: String, _ child: XMLElement, isChannel: Bool, into out: inout FeedNode
    ) {
        switch name {
        case "title": out.title = text(child)
        case "description", "abstract", "summary", "tagline", "subtitle", "info":
            if out.summary == nil || !isChannel || name == "description" || name == "subtitle"
                || name == "tagline"
            {
                // A second, longer text of an entry is its content.
                if !isChannel, out.summary != nil, name == "description" {
                    out.content.append(text(child))
                } else {
                    out.summary = text(child)
                }
            }
        case "content", "fullitem", "content:encoded":
            out.content.append(text(child))
        case "body": out.content.append(html(child))
        case "link": link(child, into: &out)
        case "url" where out.links.isEmpty: link(child, into: &out)
        case "id": out.id = child.trimmedText.nilIfEmpty
        case "guid":
            out.id = child.trimmedText.nilIfEmpty
            out.idIsLink =
                child.attribute("ispermalink")?.lowercased() != "false"
                && (out.id.map(looksLikeAddress) ?? false)
        case "author", "managingeditor":
            if let author = person(child) {
                out.author = out.author.map { $0 == author ? $0 : "\($0), \(author)" } ?? author
            }
        case "contributor": if let someone = person(child) { out.contributors.append(someone) }
        case "webmaster": out.publisher = person(child)
        case "category": category(child, into: &out)
        case "tags", "keywords":
            for word in child.text.split(separator: ",") {
                if let term = String(word).trimmedOrNil { out.tags.append(FeedTag(term: term)) }
            }
        case "pubdate", "published", "issued": out.published = child.trimmedText.nilIfEmpty
        case "updated", "modified", "lastbuilddate": out.updated = child.trimmedText.nilIfEmpty
        case "date": if out.updated == nil { out.updated = child.trimmedText.nilIfEmpty }
        case "created": out.created = child.trimmedText.nilIfEmpty
        case "expirationdate": out.expired = child.trimmedText.nilIfEmpty
        case "copyright", "rights": out.rights = text(child)
        case "generator": out.generator = child.trimmedText.nilIfEmpty
        case "language": out.language = child.trimmedText.nilIfEmpty
        case "source":
            out.source = (child.child("title")?.text ?? child.text).trimmedOrNil
        default: break
        }
    }

    private func dublinCore(_ name: String, _ child: XMLElement, into out: inout FeedNode) {
        switch name {
        case "title": if out.title == nil { out.title = text(child) }
        case "description", "abstract": if out.summary == nil { out.summary = text(child) }
        case "creator", "author":
            if let author = child.trimmedText.nilIfEmpty {
                out.author = out.author.map { "\($0), \(author)" } ?? author
            }
        case "contributor":
            if let name = child.trimmedText.nilIfEmpty { out.contributors.append(name) }
        case "publisher": out.publisher = child.trimmedText.nilIfEmpty
        case "subject":
            if let term = child.trimmedText.nilIfEmpty { out.tags.append(FeedTag(term: term)) }
        case "date": out.updated = out.updated ?? child.trimmedText.nilIfEmpty
        case "rights": out.rights = text(child)
        case "language": out.language = child.trimmedText.nilIfEmpty
        case "identifier": out.id = out.id ?? child.trimmedText.nilIfEmpty
        default: break
        }
    }

    // MARK: - Parts

    private func link(_ child: XMLElement, into out: inout FeedNode) {
        let rel = child.attribute("rel")?.trimmedOrNil ?? "alternate"
        let type =
            child.attribute("type")?.trimmedOrNil
            ?? (rel == "self" ? "application/atom+xml" : "text/html")
        let href = (child.attribute("href") ?? child.text).trimmedOrNil
        out.links.append(
            FeedLink(
                rel: rel, type: type, href: href, title: child.attribute("title"),
                length: child.attribute("length"), hreflang: child.attribute("hreflang")))
    }

    private func category(_ child: XMLElement, into out: inout FeedNode) {
        let term = child.attribute("term") ?? child.trimmedText.nilIfEmpty
        guard let term else { return }
        out.tags.append(
            FeedTag(
                term: term.trimmed, scheme: child.attribute("scheme") ?? child.attribute("domain"),
                label: child.attribute("label")))
    }

    /// `Name (mail)`, as feeds write a person in one text.
    private func person(_ child: XMLElement) -> String? {
        guard child.hasElements else { return child.trimmedText.nilIfEmpty }
        let name = child.child("name")?.trimmedText.nilIfEmpty
        let mail = child.child("email")?.trimmedText.nilIfEmpty
        switch (name, mail) {
        case (let name?, let mail?): return "\(name) (\(mail))"
        default: return name ?? mail
        }
    }

    private func looksLikeAddress(_ text: String) -> Bool {
        text.hasPrefix("http://") || text.hasPrefix("https://")
    }

    private func html(_ child: XMLElement) -> FeedText {
        FeedText(
            value: child.hasElements ? markup(child) : child.trimmedText, type: "text/html",
            language: child.attribute("lang"))
    }

    /// A text construct by its `type` and (Atom 0.3) `mode`; without them markup is guessed.
    private func text(_ child: XMLElement) -> FeedText {
        let declared = child.attribute("type")?.lowercased().trimmedOrNil
        let mode = child.attribute("mode")?.lowercased()
        let language = child.attribute("lang")
        var type =
            switch declared {
            case "text": "text/plain"
            case "html": "text/html"
            case "xhtml": "application/xhtml+xml"
            default: declared ?? "text/plain"
            }
        if child.hasElements {
            var value = markup(child)
            // Atom 1.0 wraps XHTML in a div that is not part of it.
            if declared == "xhtml", value.hasPrefix("<div"), value.hasSuffix("</div>"),
                let open = value.firstIndex(of: ">")
            {
                value = String(value[value.index(after: open)...].dropLast(6)).trimmed
            }
            if declared == nil { type = "text/html" }
            return FeedText(value: value, type: type, language: language)
        }
        var value = child.trimmedText
        let isBase64 =
            mode == "base64"
            || (!atom03 && declared != nil && type.holds("/") && !type.hasPrefix("text/")
                && !type.hasSuffix("xml"))
        if isBase64, let decoded = decodeBase64(value) {
            value = decodeText(decoded).text.trimmed
            if mode == "base64" || declared == nil || type == "application/octet-stream" {
                type = "text/html"
            }
        } else if declared == "xhtml" || type == "application/xhtml+xml" {
            // XHTML without a tag: its text, escaped again.
            value = escapedMarkup(value)
        } else if declared == nil, looksLikeMarkup(value) {
            type = "text/html"
        }
        return FeedText(value: value, type: type, language: language)
    }

    private func markup(_ child: XMLElement) -> String { child.innerMarkup.trimmed }

    /// A closing tag, an empty element or a character reference.
    private func looksLikeMarkup(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            if firstIndex(of: 38, in: bytes, from: 0) != nil,
                let at = firstIndex(of: 38, in: bytes, from: 0),
                characterReference(bytes, at) != nil
            {
                return true
            }
            var at = 0
            while let open = firstIndex(of: 60, in: bytes, from: at) {
                if open + 2 < bytes.count, bytes[open + 1] == 47 || isLetter(bytes[open + 1]),
                    firstIndex(of: 62, in: bytes, from: open) != nil
                {
                    return true
                }
                at = open + 1
            }
            return false
        }
    }
}

/// The bytes of base 64 text; white space and padding do not matter. Nil for anything else.
func decodeBase64(_ text: some StringProtocol) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 {
        let value: UInt8
        switch byte {
        case 65...90: value = byte - 65
        case 97...122: value = byte - 71
        case 48...57: value = byte + 4
        case 43, 45: value = 62
        case 47, 95: value = 63
        case 61, 9, 10, 13, 32: continue
        default: return nil
        }
        bits = bits << 6 | UInt32(value)
        count += 6
        if count >= 8 {
            count -= 8
            out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }
    return out
}
