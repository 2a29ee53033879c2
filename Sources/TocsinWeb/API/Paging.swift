import TocsinModel
import TocsinStore

extension WebRequest {
    /// What an article must hold, of a sane length.
    var words: String? { self["q"].map { String($0.prefix(400)) } }
}

/// Lists are read in pages: `limit` items, then those `after` the last of them.
enum Paging {
    /// As the pages' filters have them.
    static let words = [APIParameter("q", .text, "Words in the article")]
    static let origin =
        words + [
            APIParameter("source", .text, "Of an article of this outlet or source", list: true)
        ]

    static let parameters = [
        APIParameter("limit", .integer(1...500), "Items a page; 50 where it is not given"),
        APIParameter("after", .text, "`next` of the page before"),
    ]

    /// One item more than asked for tells whether there is another page.
    static func page(_ request: WebRequest, limit: Int? = nil) throws(WebFailure) -> Page {
        var page = Page(limit: (limit ?? request.integer("limit") ?? 50) + 1)
        page.after = try after(request)
        return page
    }

    /// Where the page before ended: `seconds.row`, or `none.row` for what has no date.
    static func after(_ request: WebRequest) throws(WebFailure) -> Page.Cursor? {
        guard let text = request["after"] else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let row = Int64(parts[1]),
            parts[0] == "none" || Int(parts[0]).map((-(1 << 40)..<(1 << 40)).contains) == true
        else {
            throw WebFailure(
                .badRequest, code: "query.value",
                "after is \"\(text.prefix(80))\"; expected the value of next in the page before")
        }
        return Page.Cursor(time: Int(parts[0]).map { Timestamp(seconds: $0) }, row: row)
    }

    static func cursor(_ time: Timestamp?, _ row: Int64) -> String {
        "\(time.map { String($0.seconds) } ?? "none").\(row)"
    }

    static func cursor(_ place: Page.Cursor) -> String { cursor(place.time, place.row) }

    /// - Parameter rows: one more than the page has, where there are more.
    static func answer<Row>(
        _ rows: [Row], _ page: Page, cursor: (Row) -> String, item: (Row) -> any Encodable
    ) -> WebAnswer {
        let shown = rows.prefix(page.limit - 1)
        return .json(
            [
                "items": shown.map { Item(item($0)) },
                "next": rows.count == page.limit ? shown.last.map(cursor) : nil,
            ] as APIObject)
    }

    struct Item: Encodable {
        var value: any Encodable
        init(_ value: any Encodable) { self.value = value }
        func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
    }
}
