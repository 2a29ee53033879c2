import TocsinExtraction
import TocsinLua
import TocsinModel
import TocsinText

/// `article` as rules read it: fields are made when first read.
///
/// Positions are Lua's own: bytes counted from 1, both ends inclusive, so that
/// `article.body:sub(s.start, s.stop)` is the text.
final class LuaArticle: LuaObject, @unchecked Sendable {
    // Used by one worker at a time, for one call; nothing crosses threads.
    private let analyzed: AnalyzedArticle
    private let mentions: ArticleMentions
    private let matches: [Evidence]

    init(_ analyzed: AnalyzedArticle, mentions: ArticleMentions, matches: [Evidence]) {
        self.analyzed = analyzed
        self.mentions = mentions
        self.matches = matches
    }

    var luaType: String { "article" }

    static let fields =
        Article.fieldNames + ["sentences", "paragraphs", "tokens", "matches", "mentions"]
    var luaFields: [String] { Self.fields }

    func luaField(_ name: String) throws(LuaError) -> LuaValue {
        let article = analyzed.article
        func text(_ value: String?) -> LuaValue { value.map { .string($0) } ?? .nil }
        switch name {
        case "id": return .string(article.id)
        case "url": return text(article.url)
        case "title": return .string(article.title)
        case "author": return text(article.author)
        case "source": return text(article.source)
        case "outlet": return text(article.outlet)
        case "language": return .string(analyzed.language)
        case "original_language": return text(article.originalLanguage)
        case "translated_by": return text(article.translatedBy)
        case "translation_of": return text(article.translationOf)
        case "published": return text(article.published?.description)
        case "updated": return text(article.updated?.description)
        case "dateline": return text(article.dateline)
        case "source_group": return text(article.sourceGroup)
        case "source_side": return text(article.sourceSide)
        case "source_reliability": return text(article.sourceReliability)
        case "body": return .string(article.body)
        case "sentences": return sentences()
        case "paragraphs": return paragraphs()
        case "tokens": return tokens()
        case "matches": return .table(LuaTable(array: matches.map(Self.evidence)))
        case "mentions": return recognized()
        default: return .nil
        }
    }

    private static func stretch(
        _ text: String, _ range: Range<Int>, _ field: Field,
        _ more: [(key: String, value: LuaValue)] = []
    ) -> LuaValue {
        .table(
            LuaTable(
                fields: [
                    ("field", .string(field.rawValue)), ("start", .int(range.lowerBound + 1)),
                    ("stop", .int(range.upperBound)), ("text", .string(text)),
                ] + more))
    }

    private static func evidence(_ evidence: Evidence) -> LuaValue {
        stretch(
            evidence.text, evidence.span.range, evidence.span.field,
            [("role", .string(evidence.role))])
    }

    private func sentences() -> LuaValue {
        let body = analyzed.body
        return .table(
            LuaTable(
                array: body.sentences.map {
                    Self.stretch(
                        body.text($0.bytes), $0.bytes, .body,
                        [("paragraph", .int($0.paragraph + 1))])
                }))
    }

    private func paragraphs() -> LuaValue {
        let body = analyzed.body
        var out: [LuaValue] = []
        var current: (number: Int, range: Range<Int>)?
        for sentence in body.sentences {
            if let c = current, c.number == sentence.paragraph {
                current = (c.number, c.range.lowerBound..<sentence.bytes.upperBound)
            } else {
                if let c = current { out.append(Self.stretch(body.text(c.range), c.range, .body)) }
                current = (sentence.paragraph, sentence.bytes)
            }
        }
        if let c = current { out.append(Self.stretch(body.text(c.range), c.range, .body)) }
        return .table(LuaTable(array: out))
    }

    private func tokens() -> LuaValue {
        let body = analyzed.body
        return .table(
            LuaTable(
                array: body.tokens.indices.map {
                    let token = body.tokens[$0]
                    return Self.stretch(
                        body.text($0), Int(token.start)..<Int(token.end), .body,
                        [("sentence", .int(Int(token.sentence) + 1))])
                }))
    }

    private func recognized() -> LuaValue {
        var all: [Mention] = []
        for field in Field.allCases {
            for sentence in analyzed[field].sentences.indices {
                all += mentions.forms(in: field, sentence: sentence)
            }
            all += mentions.places(in: field)
            all += mentions.entities(in: field)
        }
        all.sort { $0.span < $1.span }
        return .table(LuaTable(array: all.map { LuaMention.table($0) }))
    }
}

/// A mention as rules see it: `{ kind, text, start, stop, field, low, high, name, … }`.
enum LuaMention {
    static func table(_ mention: Mention) -> LuaValue {
        var fields: [(key: String, value: LuaValue)] = [
            ("field", .string(mention.field.rawValue)), ("kind", .string(mention.kind.name)),
            ("start", .int(mention.span.start + 1)), ("stop", .int(mention.span.end)),
            ("text", .string(mention.text)),
        ]
        func add(_ key: String, _ value: String?) {
            if let value { fields.append((key, .string(value))) }
        }
        func add(_ key: String, _ value: Double?) {
            if let value {
                fields.append((key, Int(exactly: value).map { .int($0) } ?? .number(value)))
            }
        }
        switch mention.value {
        case .quantity(let quantity):
            add("low", quantity.low)
            add("high", quantity.high)
            add("value", quantity.value)
            add("qualifier", quantity.qualifier.rawValue)
            add("unit", quantity.unit)
        case .time(let time):
            add("from", time.start?.description)
            add("to", time.end?.description)
            add("precision", time.precision.rawValue)
        case .place(let place):
            add("name", place.name)
            add("country", place.country)
            add("latitude", place.latitude)
            add("longitude", place.longitude)
            add("precision", place.precision)
        case .entity(let entity):
            add("name", entity.name)
            add("country", entity.country)
            add("office", entity.office)
            add("sector", entity.sector)
        case .none: break
        }
        return .table(LuaTable(fields: fields.sorted { $0.key < $1.key }))
    }
}
