package import TocsinModel

/// Records as XML and JSON that other programs read: Atom, GeoJSON, PLOVER.
package enum MarkupExport {
    // MARK: - Atom

    package struct AtomEntry: Sendable {
        package var id: String
        package var title: String
        package var updated: Timestamp?
        package var summary: String
        package var categories: [String]
        package var link: String?

        package init(
            id: String, title: String, updated: Timestamp?, summary: String,
            categories: [String] = [], link: String? = nil
        ) {
            self.id = id
            self.title = title
            self.updated = updated
            self.summary = summary
            self.categories = categories
            self.link = link
        }
    }

    /// RFC 4287; newest first.
    package static func atom(title: String, id: String, _ entries: [AtomEntry]) -> String {
        let newest = entries.compactMap(\.updated).max() ?? Timestamp(seconds: 0)
        var out = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
              <title>\(XMLText.escaped(title))</title>
              <id>urn:tocsin:\(XMLText.escaped(id))</id>
              <updated>\(newest)</updated>
              <author><name>tocsin</name></author>
              <generator>tocsin</generator>

            """
        for entry in entries {
            out += """
                  <entry>
                    <title>\(XMLText.escaped(entry.title))</title>
                    <id>urn:tocsin:\(XMLText.escaped(entry.id))</id>
                    <updated>\(entry.updated ?? newest)</updated>

                """
            if let link = entry.link { out += "    <link href=\"\(XMLText.escaped(link))\"/>\n" }
            for category in entry.categories {
                out += "    <category term=\"\(XMLText.escaped(category))\"/>\n"
            }
            out += "    <summary>\(XMLText.escaped(entry.summary))</summary>\n  </entry>\n"
        }
        return out + "</feed>\n"
    }

    // MARK: - GeoJSON

    /// A FeatureCollection (RFC 7946): a point for every record that has coordinates, each with what
    /// its row of the table says.
    ///
    /// - Returns: the text and how many records had no coordinates.
    package static func geoJSON(_ table: ExportTable) -> (text: String, without: Int) {
        guard let latitude = table.columns.firstIndex(of: "latitude"),
            let longitude = table.columns.firstIndex(of: "longitude")
        else { return ("{\"features\":[],\"type\":\"FeatureCollection\"}\n", table.rows.count) }
        var features: [JSONValue] = []
        var without = 0
        for row in table.rows {
            guard case .number(let lat) = row[latitude], case .number(let lon) = row[longitude]
            else {
                without += 1
                continue
            }
            var properties: [String: JSONValue] = [:]
            for (column, cell) in zip(table.columns, row)
            where column != "latitude" && column != "longitude" {
                switch cell {
                case .text(let text): properties[column] = .string(text)
                case .number(let number): properties[column] = .number(number)
                case .empty: break
                }
            }
            features.append(
                .object([
                    "type": .string("Feature"),
                    "geometry": .object([
                        "type": .string("Point"),
                        "coordinates": .array([.number(lon), .number(lat)]),
                    ]), "properties": .object(properties),
                ]))
        }
        let all = JSONValue.object([
            "type": .string("FeatureCollection"), "features": .array(features),
        ])
        return (JSONReport.lines([all]), without)
    }

    // MARK: - PLOVER

    /// An event in the fields of PLOVER's JSON exchange format, one object a line.
    ///
    /// - SeeAlso: PLOVER Codebook, "JSON data exchange format". Events of labels beyond the codebook
    ///   have no PLOVER record.
    package static func plover(_ event: Event, article: Article?) -> JSONValue? {
        guard let type = event.type else { return nil }
        var out: [String: JSONValue] = [
            "id": .string(event.id), "event": .string(type.rawValue),
            "mode": .array(event.modes.map { .string($0) }),
            "context": .array((event.contexts ?? []).map { .string($0) }),
            "source": .array(event.actors.map(actor)),
            "target": .array(event.recipients.map(actor)),
            "coder": .string("tocsin"), "version": .string("PLOVER-2"),
        ]
        if let day = event.time.start {
            out["date"] = .string(day.description)
            out["year"] = .number(Double(day.year))
            out["month"] = .number(Double(day.month))
            out["day"] = .number(Double(day.day))
        }
        if let end = event.time.end, end != event.time.start {
            out["dateEnd"] = .string(end.description)
        }
        out["dateResolution"] = .string(event.time.precision.rawValue)
        if let place = RecordTables.shownPlace(event) {
            out["location"] = .string(place.text)
            out["featureName"] = .string(place.name)
            put(place.admin1, "ADM1", &out)
            put(place.admin2, "ADM2", &out)
            put(place.country, "country", &out)
            if let latitude = place.latitude, let longitude = place.longitude {
                out["latitude"] = .number(latitude)
                out["longitude"] = .number(longitude)
            }
            if let id = place.geonamesID { out["geonamesID"] = .number(Double(id)) }
        }
        for quantity in event.casualties where quantity.ofWhom == nil {
            guard let metric = quantity.metric, out["\(metric)Text"] == nil else { continue }
            if let low = quantity.low { out["\(metric)Low"] = .number(low) }
            if let high = quantity.high { out["\(metric)High"] = .number(high) }
            out["\(metric)Text"] = .string(quantity.text)
        }
        put(event.trigger?.text, "eventText", &out)
        put(event.assertion.polarity == .negated ? "denied" : nil, "eventStatus", &out)
        put(article?.url, "url", &out)
        put(article?.outlet ?? article?.source, "publisher", &out)
        put(article?.published?.description, "publicationDate", &out)
        put(article?.language, "language", &out)
        put(event.article, "textID", &out)
        return .object(out)
    }

    private static func put(_ text: String?, _ key: String, _ out: inout [String: JSONValue]) {
        if let text, !text.isEmpty { out[key] = .string(text) }
    }

    private static func actor(_ entity: Entity) -> JSONValue {
        var out: [String: JSONValue] = ["actorText": .string(entity.text)]
        put(entity.name, "name", &out)
        put(entity.country, "actor", &out)
        put(entity.sector, "sector", &out)
        put(entity.office, "title", &out)
        put(entity.id, "wikidata", &out)
        return .object(out)
    }
}
