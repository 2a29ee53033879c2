import Foundation
import TocsinReaders

/// Feeds as dictionaries, under the names feedparser gives the parts and their synonyms.
enum FeedDump {
    static func line(_ feed: Feed?, path: String) -> String {
        var object: [String: Any] = ["file": path, "bozo": feed?.trouble != nil || feed == nil]
        object["feed"] = feed.map { node($0.channel, isChannel: true) } ?? [:]
        object["entries"] = feed?.entries.map { node($0, isChannel: false) } ?? []
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private static func node(_ node: FeedNode, isChannel: Bool) -> [String: Any] {
        var out: [String: Any] = [:]
        func put(_ value: Any?, _ names: String...) {
            if let value { for name in names { out[name] = value } }
        }
        func put(_ text: FeedText?, _ names: String...) {
            guard let text else { return }
            for name in names {
                out[name] = text.value
                out[name + "_detail"] = detail(text)
            }
        }
        put(node.title, "title")
        if isChannel {
            put(node.summary, "subtitle", "description", "tagline", "info")
        } else {
            put(node.summary, "summary", "description")
        }
        put(node.rights, "rights", "copyright")
        put(node.id, "id", "guid")
        put(node.link, "link")
        put(node.author, "author")
        put(node.publisher, "publisher")
        put(node.generator, "generator")
        put(node.language, "language")
        put(node.published, "published", "issued")
        put(node.updated ?? (node.published.map { $0 }), "updated", "modified", "date")
        put(node.created, "created")
        put(node.expired, "expired")
        if !node.contributors.isEmpty {
            out["contributors"] = node.contributors.map { ["name": $0] }
        }
        if !node.content.isEmpty { out["content"] = node.content.map(detail) }
        if !node.links.isEmpty { out["links"] = node.links.map(link) }
        if !node.tags.isEmpty {
            out["tags"] = node.tags.map { tag in
                ["term": tag.term, "scheme": tag.scheme as Any, "label": tag.label as Any]
                    .compactMapValues { $0 as? String }
            }
            out["category"] = node.tags[0].term
        }
        return out
    }

    private static func detail(_ text: FeedText) -> [String: Any] {
        var out: [String: Any] = ["value": text.value, "type": text.type]
        if let language = text.language { out["language"] = language }
        return out
    }

    private static func link(_ link: FeedLink) -> [String: Any] {
        var out: [String: Any] = ["rel": link.rel, "type": link.type]
        if let href = link.href { out["href"] = href }
        if let title = link.title { out["title"] = title }
        if let length = link.length { out["length"] = length }
        if let language = link.hreflang { out["hreflang"] = language }
        return out
    }
}
