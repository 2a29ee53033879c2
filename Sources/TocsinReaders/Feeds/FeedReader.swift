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
        let head = UnsafeBufferPointer(rebasing: bytes[..<min(bytes.count, 400)])
        guard let end = firstIndex(of: 62, in: head, from: 0) else { return nil }
        let line = UnsafeBufferPointer(rebasing: head[..<end])
        guard let start = line.firstIndex(of: "<?xml"),
            let name = line.firstIndex(of: "encoding", from: start)
        else { return nil }
        var at = name + 8
        while at < end, line[at] == 32 || line[at] == 61 || line[at] == 9 { at += 1 }
        guard at < end, line[at] == 34 || line[at] == 39 else { return nil }
        let value = line[(at + 1)...].prefix { $0 != line[at] }
        return String(decoding: value, as: UTF8.self)
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
