import Foundation
import Testing

/// The module table: each target of the package and what it may import of the others.
/// Ranks are those of the architecture page; rank-3 modules do not know each other.
private let mayImport: [String: Set<String>] = [
    "CCurl": [], "CLua": [], "CStemmer": [], "CXML2": [], "CZlib": [], "CZstd": [],
    "CTocsinLua": ["CLua"],
    "CTocsinCurl": ["CCurl"],
    "CTocsinProcess": [],
    "CTocsinText": [],
    "TocsinModel": [],
    "TocsinText": ["TocsinModel", "CStemmer", "CTocsinText"],
    "TocsinLua": ["CTocsinLua"],
    "TocsinTransfer": ["TocsinModel", "CTocsinCurl"],
    "TocsinReaders": ["TocsinModel", "TocsinText", "CXML2", "CZlib", "CZstd"],
    "TocsinSources": ["TocsinModel", "TocsinTransfer"],
    "TocsinMatching": ["TocsinModel", "TocsinText", "CTocsinText"],
    "TocsinAlerting": ["TocsinModel", "TocsinText"],
    "TocsinStore": ["TocsinModel"],
    "TocsinDelivery": ["TocsinModel", "TocsinTransfer", "CTocsinProcess"],
    "TocsinExtraction": ["TocsinModel", "TocsinText", "TocsinMatching"],
    "TocsinPlugins": [
        "TocsinModel", "TocsinText", "TocsinMatching", "TocsinExtraction", "TocsinLua",
    ],
    "TocsinWorkspace": [
        "TocsinModel", "TocsinText", "TocsinLua", "TocsinReaders", "TocsinSources",
        "TocsinMatching", "TocsinAlerting", "TocsinDelivery", "TocsinTransfer", "TocsinExtraction",
        "TocsinPlugins", "TocsinStore",
    ],
    "TocsinAuthoring": [
        "TocsinModel", "TocsinText", "TocsinLua", "TocsinReaders", "TocsinSources",
        "TocsinMatching", "TocsinAlerting", "TocsinExtraction", "TocsinPlugins",
        "TocsinWorkspace", "TocsinStore",
    ],
    "TocsinWeb": [
        "TocsinModel", "TocsinText", "TocsinLua", "TocsinMatching", "TocsinReaders",
        "TocsinSources", "TocsinStore", "TocsinAlerting", "TocsinDelivery", "TocsinPlugins",
        "TocsinWorkspace", "TocsinAuthoring",
    ],
    "tocsin": [
        "TocsinWeb", "TocsinAuthoring", "TocsinWorkspace", "TocsinModel", "TocsinLua",
        "TocsinMatching",
        "TocsinText", "TocsinReaders", "TocsinSources", "TocsinStore", "TocsinAlerting",
    ],
]

/// Modules that must run without a clock, a file system or a locale.
private let pure: Set<String> = [
    "TocsinModel", "TocsinText", "TocsinMatching", "TocsinAlerting", "TocsinExtraction",
]

private let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

private struct ImportLine: Sendable {
    var target: String
    var file: String
    var module: String
}

private let importLines: [ImportLine] = {
    var out: [ImportLine] = []
    let walker = FileManager.default.enumerator(atPath: sources.path)
    while let path = walker?.nextObject() as? String {
        guard path.hasSuffix(".swift"), let target = path.split(separator: "/").first else {
            continue
        }
        let text =
            (try? String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard let at = words.firstIndex(of: "import"), at + 1 < words.count,
                words[..<at].allSatisfy({
                    [
                        "package", "internal", "private", "fileprivate", "public", "@testable",
                        "@preconcurrency",
                    ].contains($0)
                })
            else { continue }
            out.append(ImportLine(target: String(target), file: path, module: words[at + 1]))
        }
    }
    return out
}()

@Test func `every target stands in the module table`() throws {
    let targets = try FileManager.default.contentsOfDirectory(atPath: sources.path)
    for target in targets.sorted() where !target.hasPrefix(".") {
        #expect(mayImport[target] != nil, "\(target) is not in the table")
    }
}

@Test func `a target imports only what the module table allows`() {
    #expect(importLines.count > 50)
    for line in importLines where mayImport[line.module] != nil {
        #expect(
            mayImport[line.target]?.contains(line.module) == true,
            "\(line.file): \(line.target) may not import \(line.module)")
    }
}

@Test func `pure modules import no Foundation, no dispatch and no logger`() {
    for line in importLines where pure.contains(line.target) {
        #expect(
            !["Foundation", "FoundationEssentials", "Dispatch", "Logging", "Glibc"].contains(
                line.module),
            "\(line.file) imports \(line.module)")
    }
}
