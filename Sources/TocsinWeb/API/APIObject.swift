import TocsinModel

/// A JSON object made on the spot; names whose value is nil are left out.
package struct APIObject: Encodable, ExpressibleByDictionaryLiteral {
    private var fields: [(String, (any Encodable)?)]

    package init(dictionaryLiteral elements: (String, (any Encodable)?)...) { fields = elements }

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Name.self)
        for (name, value) in fields {
            if let value { try container.encode(value, forKey: Name(stringValue: name)) }
        }
    }
}
