import Testing

@testable import TocsinSources

struct PathPatternCase: Sendable, CustomTestStringConvertible {
    var pattern: String
    var path: String
    var matches: Bool
    var testDescription: String { "\(pattern) \(matches ? "takes" : "leaves") \(path)" }
}

@Test(arguments: [
    PathPatternCase(pattern: "articles/**/*", path: "articles/a.txt", matches: true),
    PathPatternCase(pattern: "articles/**/*", path: "articles/2025/03/a.txt", matches: true),
    PathPatternCase(pattern: "articles/**/*", path: "other/a.txt", matches: false),
    PathPatternCase(pattern: "articles/*", path: "articles/2025/a.txt", matches: false),
    PathPatternCase(pattern: "articles/*.json", path: "articles/a.json", matches: true),
    PathPatternCase(pattern: "articles/*.json", path: "articles/a.jsonl", matches: false),
    PathPatternCase(pattern: "**/?.txt", path: "x/y/z.txt", matches: true),
    PathPatternCase(pattern: "**/?.txt", path: "x/y/zz.txt", matches: false),
    PathPatternCase(pattern: "a*b*c", path: "aXbYbZc", matches: true),
    PathPatternCase(pattern: "a*b*c", path: "aXbYbZ", matches: false),
])
func `a pattern takes the paths it names and no others`(_ item: PathPatternCase) {
    #expect(PathPattern(item.pattern).matches(item.path) == item.matches)
}

@Test func `the search starts below the names that have no wildcard`() {
    #expect(PathPattern("articles/2025/**/*").fixedFolder == "articles/2025")
    #expect(PathPattern("*.txt").fixedFolder == "")
}
