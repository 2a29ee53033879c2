import Foundation
package import TocsinModel

/// Files of a folder that a pattern names, or paths given outright.
package enum FileSource {
    /// - Returns: absolute paths, sorted, hidden files left out.
    package static func files(matching pattern: String, in folder: String) -> [String] {
        let glob = PathPattern(pattern)
        let start = glob.fixedFolder.isEmpty ? folder : folder + "/" + glob.fixedFolder
        return files(below: start).filter { path in
            glob.matches(String(path.dropFirst(folder.count + 1)))
        }
    }

    /// Every file below a folder, sorted by path.
    package static func files(below folder: String) -> [String] {
        guard let walker = FileManager.default.enumerator(atPath: folder) else { return [] }
        var out: [String] = []
        for case let path as String in walker {
            if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
            var isFolder: ObjCBool = false
            let full = folder + "/" + path
            // A link to nothing is listed too: whoever opens it says that it cannot be read.
            let exists = FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
            if !exists || !isFolder.boolValue {
                out.append(full)
            }
        }
        return out.sorted()
    }

    /// A path given on the command line: a file, or a folder with everything below it.
    package static func files(at path: String) -> Result<[String], Diagnostic> {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return .failure(
                Diagnostic(
                    code: "source.missing", place: path,
                    message: "no such file or folder; check the path"))
        }
        if !isFolder.boolValue { return .success([path]) }
        let found = files(below: path)
        if found.isEmpty {
            return .failure(
                Diagnostic(
                    .warning, code: "source.empty", place: path,
                    message: "the folder holds no files"))
        }
        return .success(found)
    }
}
