import TocsinModel

extension ReadSession {
    func readRichText(_ bytes: UnsafeBufferPointer<UInt8>) {
        let rich = RichText(bytes)
        if giveDatabaseExport(rich.body) { return }
        var article = Article(id: "", body: rich.body.trimmed)
        article.title = rich.title ?? ""
        article.author = rich.author
        article.published = date(rich.created, "creatim", .file)
        give(article, at: .file)
    }

    /// A ZIP file: a Word document is read, anything else named.
    func readArchive(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let archive = ZipArchive(bytes) else {
            report("file.damaged", at: .file, "the ZIP file has no directory; it is cut off")
            return
        }
        guard archive.names.contains("word/document.xml") else {
            report(
                "file.format", at: .file,
                "a ZIP file that is no Word document is not read; unpack it first")
            return
        }
        guard let text = archive.contents("word/document.xml", limit: options.maximumFileBytes),
            let document = text.withUnsafeBufferPointer({ XMLTree($0) })
        else {
            report(
                "file.damaged", at: .file, "the Word document is damaged; its text cannot be had")
            return
        }
        var article = Article(id: "", body: "")
        if let core = archive.contents("docProps/core.xml", limit: 1 << 20),
            let properties = core.withUnsafeBufferPointer({ XMLTree($0) })
        {
            for property in properties.root.children {
                switch property.name {
                case "title": article.title = property.trimmedText
                case "creator": article.author = property.trimmedText.nilIfEmpty
                case "created":
                    article.published = date(property.trimmedText.nilIfEmpty, "created", .file)
                case "modified":
                    article.updated = date(property.trimmedText.nilIfEmpty, "modified", .file)
                case "language": article.language = languageTag(property.text)
                default: break
                }
            }
        }
        article.body = wordParagraphs(document.root)
        if giveDatabaseExport(article.body) { return }
        give(article, at: .file)
    }

    /// Gives each article of what a news database has exported.
    /// - Returns: false for any other document.
    func giveDatabaseExport(_ text: String) -> Bool {
        guard let export = DatabaseExport(text) else { return false }
        for item in export.items where !stopped {
            var article = Article(
                id: item.id ?? "", title: item.title,
                body: item.body.joined(separator: "\n").trimmed)
            article.author = item.author
            article.outlet = item.outlet
            article.language = item.language
            article.dateline = item.dateline
            article.published = date(item.published, "date", .line(item.line))
            give(article, at: .line(item.line), mayLackBody: true)
        }
        return true
    }

    /// The text of every `w:p`, one a line; deleted text and field codes are not text.
    private func wordParagraphs(_ root: XMLElement) -> String {
        var lines: [String] = []
        var line = ""
        func walk(_ node: XMLElement, _ depth: Int) {
            guard depth < 256 else { return }
            switch node.name {
            case "t": line += node.text
            case "tab": line += "\t"
            case "br", "cr": line += "\n"
            case "nobreakhyphen": line += "-"
            case "p":
                let outer = line
                line = ""
                for child in node.children { walk(child, depth + 1) }
                if let text = line.trimmedOrNil { lines.append(text) }
                line = outer
            case "del", "instrtext", "fallback", "ppr", "rpr", "sectpr": break
            default: for child in node.children { walk(child, depth + 1) }
            }
        }
        walk(root, 0)
        return lines.joined(separator: "\n")
    }
}
