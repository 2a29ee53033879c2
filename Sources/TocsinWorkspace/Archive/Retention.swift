import TocsinPlugins

/// What `keep = { … }` of a workspace says: how long and how much is remembered.
package struct Retention: Hashable, Sendable {
    /// Seconds since an article was published, or first seen where it has no date.
    package var age: Int?
    /// Bytes of the store on disk.
    package var size: Int?

    package init(age: Int? = nil, size: Int? = nil) {
        self.age = age
        self.size = size
    }

    static func read(_ record: RecordReader) -> Retention {
        var out = Retention()
        guard let table = record.table("keep") else { return out }
        let reader = RecordReader(
            table, what: "keep", file: record.file, line: record.line(of: "keep"))
        if let seconds = reader.seconds("age") {
            if seconds < 86400 {
                reader.complain("\"age\" is less than a day; expected e.g. \"90 days\"", key: "age")
            } else {
                out.age = seconds
            }
        }
        if let text = reader.string("size", expected: "a size such as \"2GB\"") {
            if let bytes = parseSize(text), bytes >= 16 << 20 {
                out.size = bytes
            } else {
                reader.complain(
                    "\"size\" is \"\(text)\"; expected 16MB or more, e.g. \"2GB\"", key: "size")
            }
        }
        reader.finish()
        record.adopt(reader)
        return out
    }
}
