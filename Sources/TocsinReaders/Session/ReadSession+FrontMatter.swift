extension ReadSession {
    /// The head of a Markdown file: lines `key: value` between two lines of `---`.
    ///
    /// Reads the part of YAML such heads are written in: plain and quoted values, lists in brackets
    /// or one item a line, comments. Unknown keys belong to somebody else and are passed over.
    /// - Returns: nil where the text does not begin so.
    func readFrontMatter(_ text: UnsafeBufferPointer<UInt8>) -> (ArticleDraft, Int)? {
        guard text.starts(with: Array("---".utf8)) else { return nil }
        var draft = ArticleDraft()
        var at = 0
        var number = 0
        var known = 0
        var key: (name: String, field: ArticleField, line: Int)?
        var values: [String] = []
        func put() {
            if let key, !values.isEmpty {
                draft.set(
                    key.field, values.joined(separator: ", "), label: key.name, in: self,
                    at: .line(key.line))
                known += 1
            }
            key = nil
            values = []
        }
        while at < text.count, number < 400 {
            number += 1
            let end = firstIndex(of: 10, in: text, from: at) ?? text.count
            let raw = UnsafeBufferPointer(rebasing: text[at..<end])
            let line = raw.trimmedBytes()
            at = min(end + 1, text.count)
            if number == 1 {
                guard line.elementsEqual("---".utf8) else { return nil }
                continue
            }
            if line.elementsEqual("---".utf8) || line.elementsEqual("...".utf8) {
                put()
                guard known > 0 else { return nil }
                if at < text.count, text[at] == 10 { at += 1 }
                return (draft, at)
            }
            guard let first = line.first, first != 35 else { continue }
            if first == 45, key != nil {
                values.append(unquoted(line.dropFirst().trimmedBytes()))
                continue
            }
            if let from = raw.first, isSpace(from) {
                // The rest of a value over several lines.
                if key != nil { values.append(unquoted(line)) }
                continue
            }
            put()
            guard let colon = line.firstIndex(of: 58) else { return nil }
            let name = String(decoding: line[..<colon], as: UTF8.self)
            guard let field = ArticleField.named(name) else { continue }
            switch field {
            case .body, .bodyHTML, .summary, .name: continue
            default: break
            }
            key = (name, field, number)
            let value = line[(colon + 1)...].trimmedBytes()
            if value.first == 91, value.last == 93 {
                values = value.dropFirst().dropLast().split(separator: 44).map {
                    unquoted($0.trimmedBytes())
                }
            } else if !value.isEmpty, value.first != 124, value.first != 62 {
                values = [unquoted(value)]
            }
        }
        return nil
    }

    private func unquoted(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        guard value.count >= 2, let first = value.first, first == value.last,
            first == 34 || first == 39
        else { return String(decoding: value, as: UTF8.self) }
        let inside = String(decoding: value.dropFirst().dropLast(), as: UTF8.self)
        return first == 34
            ? inside.replacing("\\\"", with: "\"") : inside.replacing("''", with: "'")
    }
}
