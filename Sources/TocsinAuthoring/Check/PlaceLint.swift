import Foundation
import TocsinModel
import TocsinPlugins

/// Files that stand where nothing looks for them.
struct PlaceLint {
    private let folder: String
    private let display: String

    init(folder: String, display: String) {
        self.folder = folder
        self.display = display
    }

    func check() -> [Diagnostic] {
        var out: [Diagnostic] = []
        func names(_ folder: String) -> [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: self.folder + folder)) ?? [])
                .sorted()
        }
        for folder in ["", "/lists", "/tests"] {
            for name in names(folder) where name.hasSuffix(".lua") {
                guard
                    let data = FileManager.default.contents(
                        atPath: self.folder + folder + "/" + name),
                    Self.isRule(String(decoding: data, as: UTF8.self))
                else { continue }
                out.append(
                    Diagnostic(
                        .warning, code: "file.place",
                        place: display + folder + "/" + name,
                        message: "is a rule, but rules are looked for in rules/ only; move it there"
                    ))
            }
        }
        for name in names("/rules") {
            func warn(_ message: String) {
                out.append(
                    Diagnostic(
                        .warning, code: "file.name", place: display + "/rules/" + name,
                        message: message))
            }
            let stem = name.prefix { $0 != "." }
            if name.hasSuffix(".lua") {
                guard stem.contains(where: { $0.isWhitespace || $0.isUppercase }) else { continue }
                let better = stem.lowercased().split(whereSeparator: \.isWhitespace).joined(
                    separator: "-")
                warn(
                    "a rule's file names the rule, without blanks or capitals; rename it to \(better).lua"
                )
            } else if ["txt", "text", "lua_"].contains(
                name.split(separator: ".").last?.lowercased())
                || name.lowercased().hasSuffix(".lua"),
                let data = FileManager.default.contents(atPath: folder + "/rules/" + name),
                Self.isRule(String(decoding: data, as: UTF8.self))
            {
                warn(
                    "is a rule, but only files that end in .lua are read; rename it to \(stem).lua")
            }
        }
        for folder in ["", "/rules"] {
            for name in names(folder) where name.hasSuffix(".tsv") {
                out.append(
                    Diagnostic(
                        .warning, code: "file.place",
                        place: display + folder + "/" + name,
                        message: "is a list, but lists are looked for in lists/ only; move it there"
                    ))
            }
        }
        return out
    }

    private static func isRule(_ source: String) -> Bool {
        ["watchlist", "extract", "enrich", "alert", "rule"].contains {
            source.contains("return tocsin.\($0)")
        }
    }
}
