import TocsinModel

extension ReadSession {
    /// Mails one after the other, each after a line `From …`.
    func readMailbox(_ source: ByteStream) {
        var message: [UInt8] = []
        var start = 0
        var tooLongAlready = false
        let limit = options.maximumArticleBytes * 3
        func give() {
            if !message.isEmpty, !tooLongAlready { readMail(message[...], at: .byte(start)) }
            message.removeAll(keepingCapacity: true)
            tooLongAlready = false
        }
        var previousBlank = true
        source.lines(limit: limit) { line, _, offset in
            if let line, previousBlank, line.starts(with: Array("From ".utf8)) {
                give()
                start = offset
                previousBlank = false
                return !stopped
            }
            previousBlank = line?.trimmedBytes().isEmpty ?? false
            guard let line, message.count + line.count <= limit else {
                if !tooLongAlready { report("article.too-long", at: .byte(start), tooLong(limit)) }
                tooLongAlready = true
                message.removeAll()
                return true
            }
            // ">From " was "From " before it was put into the mailbox.
            let isQuoted =
                line.first == 62 && line.drop { $0 == 62 }.starts(with: Array("From ".utf8))
            if !tooLongAlready {
                message.append(contentsOf: isQuoted ? line.dropFirst() : line[...])
                message.append(10)
            }
            return !stopped
        }
        if !stopped { give() }
    }

    /// One mail: an article, and one more for each mail it carries.
    func readMail(_ bytes: ArraySlice<UInt8>, at place: Place, depth: Int = 0) {
        guard let mail = MailMessage(bytes) else {
            report("mail.header", at: place, "no mail: no header field at its beginning")
            return
        }
        // A page a browser has saved (MHTML) is that page.
        if depth == 0, let url = mail["snapshot-content-location"] ?? mail["content-location"],
            let page = savedPage(mail, depth: 0)
        {
            page.content.withUnsafeBufferPointer {
                readPage(
                    $0, charset: page.contentType.parameters["charset"], url: url.trimmed,
                    fetched: date(mail["date"], "Date", place), at: place)
            }
            return
        }
        var text = MailText()
        collect(mail, into: &text, depth: depth, at: place)
        let subject = mail["subject"]?.collapsed ?? ""
        let says = (subject + " " + (mail["from"] ?? "") + " " + (mail["list-id"] ?? ""))
            .lowercased()
        if let alert = AlertMail(
            html: text.html, plain: text.plain, isAlert: says.holds("alert"))
        {
            let sent = date(mail["date"], "Date", place)
            for item in alert.items where !stopped {
                var article = Article(id: "", url: item.url, title: item.title, body: item.text)
                article.outlet = item.outlet
                article.source = options.source ?? mail["from"].flatMap(senderName)
                article.published = sent
                give(article, at: place, mayLackBody: true)
            }
            return
        }
        var article = Article(id: mail["message-id"]?.trimmed.trimming("<>") ?? "", body: "")
        article.title = subject
        let sender = mail["from"]
        article.author = sender.flatMap(senderName)
        article.outlet = mail["list-id"].flatMap(senderName) ?? article.author
        article.language = mail["content-language"].flatMap(languageTag)
        article.published = date(mail["date"], "Date", place)
        article.body =
            text.plain.trimmedOrNil.map { _ in text.plain.replacing("\r\n", with: "\n") }
            ?? text.html.map(plainText) ?? ""
        if !text.carriesOnly || !article.body.isEmpty { give(article, at: place) }
        for inner in text.carried where !stopped { readMail(inner, at: place, depth: depth + 1) }
    }

    /// The HTML part of a page saved with all that belongs to it.
    private func savedPage(_ mail: MailMessage, depth: Int) -> MailMessage? {
        let (type, parameters) = mail.contentType
        if type == "text/html" { return mail }
        guard depth < 4, type == "multipart/related" || type == "multipart/alternative",
            let boundary = parameters["boundary"]
        else { return nil }
        for part in mail.parts(boundary: boundary) {
            if let page = MailMessage(part).flatMap({ savedPage($0, depth: depth + 1) }) {
                return page
            }
        }
        return nil
    }

    private struct MailText {
        var plain = ""
        var html: String?
        /// Mails inside this one: digests, forwards.
        var carried: [ArraySlice<UInt8>] = []
        var carriesOnly: Bool { !carried.isEmpty && plain.isEmpty && html == nil }
    }

    private func collect(
        _ mail: MailMessage, into text: inout MailText, depth: Int, at place: Place
    ) {
        guard depth < 8 else { return }
        let (type, parameters) = mail.contentType
        if type.hasPrefix("multipart/"), let boundary = parameters["boundary"], !boundary.isEmpty {
            for part in mail.parts(boundary: boundary) {
                if type == "multipart/digest", part.first == 10 || part.first == 13 {
                    // Without a header of its own, a part of a digest is a mail.
                    text.carried.append(part.drop { $0 == 10 || $0 == 13 })
                } else if let inner = MailMessage(part) {
                    collect(inner, into: &text, depth: depth + 1, at: place)
                } else {
                    // A part without a header is plain text.
                    text.plain += decodeText(part).text
                }
            }
            return
        }
        if type == "message/rfc822" {
            text.carried.append(mail.content[...])
            return
        }
        if mail["content-disposition"]?.lowercased().hasPrefix("attachment") == true { return }
        guard type == "text/plain" || type == "text/html" else { return }
        let decoded = decodeText(mail.content, declared: parameters["charset"])
        note(decoded, at: place)
        if type == "text/html" {
            text.html = (text.html ?? "") + decoded.text
        } else {
            text.plain += decoded.text
        }
    }

    /// `"Name" <mail@example.org>` → `Name`
    private func senderName(_ text: String) -> String? {
        let name = text.prefix { $0 != "<" }
        return String(name).trimmed.trimming("\"'").trimmedOrNil
            ?? text.trimmed.trimming("<>").trimmedOrNil
    }
}

extension String {
    /// Without these ASCII characters at both ends.
    func trimming(_ characters: StaticString) -> String {
        var view = utf8[...]
        func isOne(_ byte: UInt8) -> Bool {
            for i in 0..<characters.utf8CodeUnitCount where characters.utf8Start[i] == byte {
                return true
            }
            return false
        }
        while let first = view.first, isOne(first) { view = view.dropFirst() }
        while let last = view.last, isOne(last) { view = view.dropLast() }
        return String(decoding: view, as: UTF8.self)
    }
}
