/// XML → `Feed`.
///
/// Only direct children of a channel or entry speak for it: the title of an image or a text input
/// is not the feed's.
package enum FeedReader {
    /// - Parameters:
    ///   - bytes: of any encoding; what declaration and transport say of it is tried, not trusted.
    ///   - charset: from the transport.
    /// - Returns: nil where there is no XML element or the root is of no feed.
    package static func feed(_ bytes: UnsafeBufferPointer<UInt8>, charset: String? = nil) -> Feed? {
        let decoded = decodeText(bytes, declared: charset ?? declaredEncoding(bytes))
        var text = decoded.text
        return text.withUTF8 { text in
            guard let document = XMLTree(text) else { return nil }
            return feed(document, decoding: decoded.trouble)
        }
    }

    package static func feed(_ bytes: [UInt8], charset: String? = nil) -> Feed? {
        bytes.withUnsafeBufferPointer { feed($0, charset: charset) }
    }

    /// The encoding an XML declaration names.
    static func declaredEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        let head = bytes[..<min(bytes.count, 400)]
        guard let end = head.firstIndex(of: 62) else { return nil }
        let text = String(decoding: head[..<end], as: UTF8.self)
        guard text.contains("<?xml"), let range = text.firstRange(of: "encoding") else {
            return nil
        }
        let rest = text[range.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\t" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != quote })
    }

    static func feed(_ document: XMLTree, decoding: String?) -> Feed? {
        // The document has one element at the top, or is broken: then any that is a feed's.
        guard
            let root = document.roots.first(where: {
                ["rss", "rdf", "feed", "channel", "entry"].contains($0.name)
            })
        else { return nil }
        var feed = Feed()
        feed.trouble = decoding ?? document.trouble?.message
        feed.troubleLine = document.trouble?.line ?? 0
        let atom03 =
            root.namespace == "http://purl.org/atom/ns#" || root.attribute("version") == "0.3"
        let reader = FeedNodeReader(atom03: atom03)
        if root.name == "entry" {
            feed.entries = [reader.node(root, inherited: nil)]
            return feed
        }
        let channel = root.name == "channel" ? root : root.child("channel") ?? root
        feed.channel = reader.node(channel, inherited: nil, isChannel: true)
        if feed.channel.language == nil { feed.channel.language = root.attribute("lang") }
        if feed.channel.base == nil { feed.channel.base = root.attribute("base") }
        for holder in [channel.index == root.index ? nil : channel, root] {
            guard let holder else { continue }
            for child in holder.children where child.name == "item" || child.name == "entry" {
                feed.entries.append(reader.node(child, inherited: feed.channel))
            }
        }
        return feed
    }
}
