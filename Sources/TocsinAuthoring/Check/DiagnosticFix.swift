import Foundation
package import TocsinModel

/// Makes the changes that diagnostics offer, where the file still says what they found.
package enum DiagnosticFix {
    /// - Returns: what was changed, one line each, and what could not be.
    package static func apply(_ diagnostics: [Diagnostic]) -> (
        done: [String], trouble: [Diagnostic]
    ) {
        var done: [String] = []
        var trouble: [Diagnostic] = []
        var byFile: [String: [Diagnostic]] = [:]
        for one in diagnostics where one.fix != nil {
            if let file = DiagnosticReport.location(one.place)?.file {
                byFile[file, default: []].append(one)
            }
        }
        for (file, list) in byFile.sorted(by: { $0.key < $1.key }) {
            guard let data = FileManager.default.contents(atPath: file),
                let text = String(validating: data, as: UTF8.self)
            else { continue }
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(
                String.init)
            var changes = 0
            for case let one? in list.map(\.fix) {
                guard one.line >= 1, one.line <= lines.count,
                    let range = place(of: one.find, in: lines[one.line - 1])
                else { continue }
                lines[one.line - 1].replaceSubrange(range, with: one.replacement)
                changes += 1
                done.append(
                    one.replacement.isEmpty
                        ? "\(file):\(one.line): took out \(one.find.trimmedMarks)"
                        : "\(file):\(one.line): \(one.find) is now \(one.replacement)")
            }
            guard changes > 0 else { continue }
            do {
                try Data(lines.joined(separator: "\n").utf8).write(
                    to: URL(fileURLWithPath: file), options: .atomic)
            } catch {
                trouble.append(
                    Diagnostic(
                        code: "fix.write", place: file,
                        message: "cannot be written: \(error.localizedDescription)"))
            }
        }
        return (done, trouble)
    }

    /// The last occurrence; of a name only where it stands as a whole word.
    private static func place(of find: String, in line: String) -> Range<String.Index>? {
        let isName = find.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        var best: Range<String.Index>?
        var rest = line[...]
        while let range = rest.firstRange(of: find) {
            let before =
                range.lowerBound > line.startIndex
                ? line[line.index(before: range.lowerBound)] : " "
            let after = range.upperBound < line.endIndex ? line[range.upperBound] : " "
            func joins(_ c: Character) -> Bool { c.isLetter || c.isNumber || c == "_" }
            if !isName {
                best = range
            } else if !joins(before), !joins(after) {
                return range
            }
            rest = rest[range.upperBound...]
        }
        return best
    }
}

extension String {
    fileprivate var trimmedMarks: String {
        hasPrefix(", ") ? String(dropFirst(2)) : self
    }
}
