import Foundation
import TocsinModel

/// The lists of plugins: tab-separated files with a header, read once when first asked for.
///
/// Lines that start with `#` are comments (source and licence); the first other line names the
/// columns; cells of several values separate them with `|`.
final class RuleLists: @unchecked Sendable {
    // Filled while rules are compiled, on one thread.
    struct List: Sendable {
        var path: String
        var columns: [String]
        var rows: [[String]]

        func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

        /// All ways to write the row's first column: the cell and its `aliases`.
        func spellings(_ row: [String]) -> [String] {
            var out = [row.first ?? ""]
            if let at = column("aliases"), at < row.count, !row[at].isEmpty {
                out += row[at].split(separator: "|").map(String.init)
            }
            return out.filter { !$0.isEmpty }
        }

        func record(_ row: [String]) -> [String: String] {
            Dictionary(zip(columns, row).filter { !$0.1.isEmpty }, uniquingKeysWith: { a, _ in a })
        }
    }

    private let folders: [String: (folder: String, display: String)]
    private var cache: [String: List?] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    init(_ plugins: [Plugin]) {
        folders = Dictionary(
            plugins.map { ($0.id, ($0.folder, $0.displayFolder)) }, uniquingKeysWith: { a, _ in a })
    }

    func list(_ file: String, of plugin: String) -> List? {
        let key = plugin + "\u{1}" + file
        if let known = cache[key] { return known }
        let list = read(file, of: plugin)
        cache[key] = .some(list)
        return list
    }

    /// The absolute path of a list that exists, kept inside the plugin's folder.
    func path(of file: String, plugin: String) -> (path: String, display: String)? {
        guard let place = folders[plugin], !file.hasPrefix("/"),
            !file.split(separator: "/").contains("..")
        else { return nil }
        // `tocsin.list "x.tsv"` stands for lists/x.tsv.
        for candidate in [file, "lists/" + file] {
            if FileManager.default.fileExists(atPath: place.folder + "/" + candidate) {
                return (place.folder + "/" + candidate, place.display + "/" + candidate)
            }
        }
        return nil
    }

    private func read(_ file: String, of plugin: String) -> List? {
        guard let (path, display) = path(of: file, plugin: plugin),
            let data = FileManager.default.contents(atPath: path)
        else { return nil }
        guard let text = String(validating: data, as: UTF8.self) else {
            diagnostics.append(
                Diagnostic(
                    code: "list.encoding", place: display, message: "is not UTF-8; save it as UTF-8"
                ))
            return nil
        }
        var list = List(path: display, columns: [], rows: [])
        var number = 0
        for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
            number += 1
            guard let first = line.first, first != UInt8(ascii: "#"), line.count > 1 || first != 13
            else { continue }
            var cells = line.split(separator: 9, omittingEmptySubsequences: false)
                .map { String(Substring($0)) }
            if cells[cells.count - 1].hasSuffix("\r") { cells[cells.count - 1].removeLast() }
            if list.columns.isEmpty {
                list.columns = cells
                continue
            }
            if cells.count > list.columns.count {
                diagnostics.append(
                    Diagnostic(
                        .warning, code: "list.row", place: "\(display):\(number)",
                        message:
                            "has \(cells.count) cells; expected at most \(list.columns.count), as the first line names them"
                    ))
            }
            list.rows.append(cells)
        }
        return list
    }
}
