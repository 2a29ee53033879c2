import Foundation
import Testing
import TocsinModel
import TocsinStore

@testable import TocsinWeb

extension WebTests {
    @Suite struct OpenAPITests {
        @Test func `the document and the routes name the same addresses`() throws {
            guard case .object(let document) = OpenAPIDocument.make(Router.all),
                case .object(let paths) = document["paths"]
            else {
                Issue.record("no paths")
                return
            }
            var told: Set<String> = []
            for (path, operations) in paths {
                guard case .object(let methods) = operations else { continue }
                for method in methods.keys { told.insert(method.uppercased() + " " + path) }
            }
            let real = Set(
                Router.all.filter { $0.pattern.hasPrefix("/api/") || $0.pattern == "/events" }
                    .map { "\($0.method.rawValue) \($0.pattern)" })
            #expect(told == real)
            #expect(real.count > 40)
        }

        @Test func `no address is there twice`() {
            var seen: Set<String> = []
            for route in Router.all {
                let shape = route.segments.map {
                    if case .literal(let text) = $0 { text } else { "{}" }
                }
                #expect(
                    seen.insert("\(route.method.rawValue) \(shape)").inserted,
                    "\(route.method.rawValue) \(route.pattern)")
            }
        }

        @Test func `every reference in the document leads somewhere`() throws {
            let names = Set(Schema.named.map(\.key))
            func walk(_ value: JSONValue) {
                switch value {
                case .object(let fields):
                    if case .string(let target) = fields["$ref"] {
                        #expect(names.contains(String(target.split(separator: "/").last ?? "")))
                    }
                    fields.values.forEach(walk)
                case .array(let items): items.forEach(walk)
                default: break
                }
            }
            walk(OpenAPIDocument.make(Router.all))
        }

        /// Of a real store: each address that asks, with ids that are there.
        @Test func `every answer has the shape its address promises`() async throws {
            let bench = try WebFixture.bench(try WebFixture.shared.get())
            let (article, event, incident, alert) = try bench.store.read { reader in
                let event = try #require(try reader.events(page: Page(limit: 1)).first)
                let alert = try #require(try reader.alerts(page: Page(limit: 1)).first)
                let incident = try #require(try reader.incidents(page: Page(limit: 1)).first)
                return (event.article, event.key, incident.key, alert.alert.identifier)
            }
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                var checked = 0
                for route in Router.all where route.method == .get {
                    guard let description = route.description,
                        case .json(let schema) = description.answer
                    else { continue }
                    let id =
                        route.pattern.contains("/articles/")
                        ? article
                        : route.pattern.contains("/events/")
                            ? event : route.pattern.contains("/incidents/") ? incident : alert
                    var target = route.pattern
                    if target.contains("{rule}") || target.contains("/rules/{") {
                        target = target.replacing("{id}", with: "political-violence.attack")
                            .replacing("{rule}", with: "political-violence.attack")
                    }
                    target = target.replacing("{id}", with: PercentCoding.encode(id))
                    if target.contains("{") { continue }
                    let needed = description.query.filter(\.isRequired).map { parameter in
                        let value =
                            if case .choice(let names) = parameter.kind { names[0] } else {
                                "drone*"
                            }
                        return QueryItem(name: parameter.name, value: value)
                    }
                    if !needed.isEmpty { target += "?" + PercentCoding.query(needed) }
                    let answer = try #require(await client.request("GET", target), "\(target)")
                    #expect(answer.status == 200, "\(target): \(answer.text.prefix(300))")
                    let value = try JSONDecoder().decode(JSONValue.self, from: Data(answer.body))
                    for problem in schema.problems(value, at: target).prefix(5) {
                        Issue.record("\(problem)")
                    }
                    checked += 1
                }
                #expect(checked > 20)
            }
        }

        @Test func `a list is read to its end in pages, each item once`() async throws {
            let bench = try WebFixture.bench(try WebFixture.shared.get())
            let total = try bench.store.read { try $0.eventCount() }
            try await WebFixture.serve(bench) { server in
                let client = RawClient(server)
                var seen: [String] = []
                var after = ""
                for _ in 0..<20 {
                    let page = try await client.json(
                        "/api/v1/events?limit=7" + (after.isEmpty ? "" : "&after=\(after)"))
                    guard case .object(let fields) = page, case .array(let items) = fields["items"]
                    else { break }
                    for case .object(let item) in items {
                        if case .string(let id) = item["id"] { seen.append(id) }
                    }
                    guard case .string(let next) = fields["next"] else { break }
                    after = next
                }
                #expect(seen.count == total)
                #expect(Set(seen).count == total)
            }
        }
    }
}

extension Schema {
    /// Where a value is not of this shape.
    func problems(_ value: JSONValue, at place: String) -> [String] {
        func wrong(_ expected: String) -> [String] {
            ["\(place): \(String(describing: value).prefix(80)); expected \(expected)"]
        }
        switch (self, value) {
        case (.any, _): return []
        case (.nullable, .null): return []
        case (.nullable(let inner), _): return inner.problems(value, at: place)
        case (.string, .string): return []
        case (.integer, .number(let n)): return n == n.rounded() ? [] : wrong("a whole number")
        case (.number, .number), (.boolean, .bool): return []
        case (.time, .string(let text)): return Timestamp(text) == nil ? wrong("a time") : []
        case (.day, .string(let text)): return CalendarDay(text) == nil ? wrong("a day") : []
        case (.choice(let names), .string(let text)):
            return names.contains(text) ? [] : wrong("one of \(names)")
        case (.list(let item), .array(let values)):
            return values.enumerated().flatMap { item.problems($1, at: "\(place)[\($0)]") }
        case (.map(let item), .object(let fields)):
            return fields.flatMap { item.problems($1, at: "\(place).\($0)") }
        case (.reference(let name), _):
            guard let named = Schema.named.first(where: { $0.key == name }) else {
                return wrong("a shape called \(name)")
            }
            return named.value.problems(value, at: place)
        case (.fields(let known), .object(let fields)):
            var out: [String] = []
            for field in known {
                if let value = fields[field.name] {
                    out += field.schema.problems(value, at: "\(place).\(field.name)")
                } else if field.isRequired {
                    out.append("\(place): \(field.name) is missing")
                }
            }
            for name in fields.keys where !known.contains(where: { $0.name == name }) {
                out.append("\(place): \(name) is not in the schema")
            }
            return out
        default: return wrong("\(self)")
        }
    }
}
