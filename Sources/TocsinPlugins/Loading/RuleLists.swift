import Foundation
import TocsinMatching
import TocsinModel

/// The lists of plugins: tab-separated files with a header, read once when first asked for.
///
/// `GazetteerTable` says how they are written.
final class RuleLists: @unchecked Sendable {
    // Filled while rules are compiled, on one thread.
    struct List: Sendable {
        /// As a diagnostic shows it.
        var path: String
        var gazetteer: Gazetteer
    }

    private let folders: [String: (folder: String, display: String)]
    private var cache: [String: List?] = [:]
    private var unreadable: Set<String> = []
    private(set) var diagnostics: [Diagnostic] = []

    init(_ plugins: [Plugin]) {
        folders = Dictionary(
            plugins.map { ($0.id, ($0.folder, $0.displayFolder)) }, uniquingKeysWith: { a, _ in a })
    }

    func list(_ file: String, of plugin: String) -> List? {
        let key = key(file, plugin)
        if let known = cache[key] { return known }
        let list = read(file, of: plugin)
        cache[key] = .some(list)
        return list
    }

    private func key(_ file: String, _ plugin: String) -> String { plugin + "\u{1}" + file }

    /// A list that is there and cannot be used: what is wrong with it has been said.
    func isUnreadable(_ file: String, of plugin: String) -> Bool {
        unreadable.contains(key(file, plugin))
    }

    /// The absolute path of a list that exists, kept inside the plugin's folder.
    func path(of file: String, plugin: String) -> (path: String, display: String)? {
        folders[plugin].flatMap { Self.path(of: file, in: $0.folder, display: $0.display) }
    }

    /// - Parameters:
    ///   - file: inside the plugin's folder, or `std/x.tsv` for a list that plugins share, in the
    ///     `std` folder that stands beside them.
    static func path(
        of file: String, in folder: String, display: String
    ) -> (path: String, display: String)? {
        guard !file.hasPrefix("/"), !file.split(separator: "/").contains("..") else { return nil }
        func beside(_ path: String) -> String {
            path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
                .joined(separator: "/")
        }
        // `tocsin.list "x.tsv"` stands for lists/x.tsv.
        var candidates = [file, "lists/" + file].map { (folder + "/" + $0, display + "/" + $0) }
        if file.hasPrefix("std/") {
            let shared = "/std/lists/" + file.dropFirst(4)
            candidates.append((beside(folder) + shared, beside(display) + shared))
        }
        return candidates.first { FileManager.default.fileExists(atPath: $0.0) }
            .map { ($0.0, $0.1) }
    }

    private func read(_ file: String, of plugin: String) -> List? {
        guard let (path, display) = path(of: file, plugin: plugin),
            let data = FileManager.default.contents(atPath: path)
        else { return nil }
        guard let text = String(validating: data, as: UTF8.self) else {
            diagnostics.append(
                Diagnostic(
                    code: "list.encoding", place: display,
                    message:
                        "is not UTF-8; save it as UTF-8 (in a spreadsheet: \"Unicode text\" or \"CSV UTF-8\" with tabs)"
                ))
            unreadable.insert(key(file, plugin))
            return nil
        }
        do throws(MatchingError) {
            let gazetteer = try Gazetteer(parsing: text)
            for trouble in gazetteer.troubles.prefix(Self.mostTroubles) {
                diagnostics.append(Self.diagnostic(trouble, .warning, display))
            }
            if gazetteer.troubles.count > Self.mostTroubles {
                diagnostics.append(
                    Diagnostic(
                        .warning, code: "list.rows", place: display,
                        message:
                            "\(gazetteer.troubles.count - Self.mostTroubles) more rows are wrong"))
            }
            return List(path: display, gazetteer: gazetteer)
        } catch {
            diagnostics.append(Self.diagnostic(error, .error, display))
            unreadable.insert(key(file, plugin))
            return nil
        }
    }

    private static let mostTroubles = 20

    private static func diagnostic(
        _ error: MatchingError, _ severity: Diagnostic.Severity, _ path: String
    ) -> Diagnostic {
        Diagnostic(
            severity, code: error.code, place: error.line.map { "\(path):\($0)" } ?? path,
            message: error.message)
    }
}
