import Foundation
package import TocsinModel
import TocsinReaders
import TocsinText
package import TocsinWorkspace

/// What a person gives to be read: a file of articles, `-` for standard input, or a sentence.
package struct ArticleArgument {
    package var articles: [Article] = []
    package var diagnostics: [Diagnostic] = []
    /// It was a sentence, not a file.
    package var isSentence = false

    /// - Parameters:
    ///   - language: for what does not say its own.
    ///   - published: for what does not say its own.
    /// - Throws: an error where the argument is neither a file nor a sentence.
    package init(_ argument: String, language: String?, published: Timestamp?)
        throws(WorkspaceError)
    {
        var options = ReadOptions()
        options.defaultLanguage = language
        let reader = ArticleReader(options: options)
        var articles: [Article] = []
        var diagnostics: [Diagnostic] = []
        func read(_ name: String, _ next: () throws -> [UInt8]?) {
            reader.read(
                name: name, next: next, each: { articles.append($0) },
                trouble: { diagnostics.append($0) })
        }
        var isFolder: ObjCBool = false
        if argument == "-" {
            read("standard input") {
                try FileHandle.standardInput.read(upToCount: 1 << 18).map { [UInt8]($0) }
            }
        } else if FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder),
            !isFolder.boolValue
        {
            guard let handle = FileHandle(forReadingAtPath: argument) else {
                throw Self.unreadable(argument, "cannot be read; check that you may read it")
            }
            read(Workspace.relative(Workspace.absolute(argument))) {
                try handle.read(upToCount: 1 << 18).map { [UInt8]($0) }
            }
            try? handle.close()
        } else if isFolder.boolValue {
            throw Self.unreadable(
                argument, "is a folder; expected one file of articles, - or a sentence in quotes")
        } else if argument.contains(where: \.isWhitespace)
            || argument.unicodeScalars.contains(where: { $0.value > 0x2E80 })
        {
            isSentence = true
            // A sentence is too short to tell its language surely; most rules are for English.
            let language =
                language ?? LanguageDetector.detect(title: "", body: argument) ?? "en"
            articles = [
                Article(
                    id: "sentence", language: language, published: published, body: argument)
            ]
        } else {
            throw Self.unreadable(
                argument,
                "no such file; expected a file of articles, - for standard input, or a sentence in quotes"
            )
        }
        for i in articles.indices where articles[i].published == nil {
            articles[i].published = published
        }
        self.articles = articles
        self.diagnostics = diagnostics
    }

    private static func unreadable(_ place: String, _ message: String) -> WorkspaceError {
        WorkspaceError(diagnostics: [
            Diagnostic(code: "article.argument", place: place, message: message)
        ])
    }
}
