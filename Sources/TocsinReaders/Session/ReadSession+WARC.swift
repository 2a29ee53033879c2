import TocsinModel

extension ReadSession {
    /// A web archive: its responses and resources that are pages, feeds or text.
    ///
    /// One record at a time is held; records of other kinds and those over the limit are passed by.
    func readWARC(_ source: ByteStream) {
        let limit = options.maximumArticleBytes * 2
        while !stopped {
            skipBlank(source)
            let start = source.offset
            guard source.peek(5).count == 5 else { return }
            guard let header = warcHeader(source) else {
                report(
                    "warc.record", at: .byte(start),
                    "no WARC record begins here; the rest of the file is not read")
                return
            }
            guard let length = header["content-length"].flatMap({ Int($0.trimmed) }), length >= 0
            else {
                report(
                    "warc.record", at: .byte(start),
                    "a WARC record without its Content-Length; the rest of the file is not read")
                return
            }
            let kind = header["warc-type"]?.lowercased().trimmed
            guard kind == "response" || kind == "resource", length <= limit else {
                if kind == "response" || kind == "resource" {
                    report("article.too-long", at: .byte(start), tooLong(length))
                }
                skip(length, in: source)
                continue
            }
            let content = source.take(length)
            if content.count < length {
                report(
                    "file.damaged", .warning, at: .byte(start), "the record ends before its length")
            }
            readWARCContent(content, header, isHTTP: kind == "response", at: .byte(start))
        }
    }

    private func skipBlank(_ source: ByteStream) {
        while let byte = source.peek(1).first, isSpace(byte) { source.consume(1) }
    }

    private func skip(_ length: Int, in source: ByteStream) {
        var left = length
        while left > 0 {
            if source.available == 0, !source.fill() { return }
            let step = min(left, source.available)
            source.consume(step)
            left -= step
        }
    }

    private func warcHeader(_ source: ByteStream) -> [String: String]? {
        guard source.peek(5).elementsEqual("WARC/".utf8) else { return nil }
        // Header blocks are short; 64 KB without an empty line is none.
        let head = source.peek(64 << 10)
        guard let end = headerEnd(head) else { return nil }
        let lineEnd = head.firstIndex(of: 10) ?? end
        guard let block = MailMessage(head[(lineEnd + 1)..<end]) else { return nil }
        source.consume(end - head.startIndex)
        return block.fields
    }

    /// After the first empty line.
    private func headerEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
        var at = bytes.startIndex
        while let feed = bytes[at...].firstIndex(of: 10) {
            let line = bytes[at..<feed]
            if line.isEmpty || line.elementsEqual([13]) { return feed + 1 }
            at = feed + 1
        }
        return nil
    }

    private func readWARCContent(
        _ content: ArraySlice<UInt8>, _ header: [String: String], isHTTP: Bool, at place: Place
    ) {
        var type = header["content-type"] ?? ""
        var bytes = content
        if isHTTP || type.lowercased().hasPrefix("application/http") {
            guard content.starts(with: Array("HTTP/".utf8)), let end = headerEnd(content),
                let lineEnd = content.firstIndex(of: 10)
            else { return }
            let status = content[..<lineEnd].split(separator: 32).dropFirst().first
            guard status?.first == 50 else { return }  // 2xx
            guard let answer = MailMessage(content[(lineEnd + 1)..<end]) else { return }
            type = answer.fields["content-type"] ?? "text/html"
            bytes = content[end...]
            if answer.fields["transfer-encoding"]?.lowercased().contains("chunked") == true {
                bytes = unchunked(bytes)[...]
            }
        }
        let (media, parameters) = parameterized(type)
        guard
            media.contains("html") || media.contains("xml") || media.hasPrefix("text/")
                || media.isEmpty
        else { return }
        let stream = ByteStream(Array(bytes))
        let plain = Decompression.of(stream.peek(4))?.stream(over: stream) ?? stream
        guard let page = plain.rest(limit: options.maximumArticleBytes * 2), !page.isEmpty else {
            return
        }
        let url = header["warc-target-uri"]?.trimming("<>").trimmedOrNil
        let fetched = header["warc-date"].flatMap { DateText.timestamp($0) }
        page.withUnsafeBufferPointer { page in
            switch SourceFormat.of(page, columns: [:]) {
            case .feed: readFeed(page)
            case .page:
                readPage(
                    page, charset: parameters["charset"], url: url, fetched: fetched, at: place)
            case .text where media == "text/plain":
                let decoded = decodeText(page, declared: parameters["charset"])
                note(decoded, at: place)
                var article = Article(id: "", url: url, body: decoded.text)
                article.published = fetched
                give(article, at: place)
            default: break
            }
        }
    }

    /// HTTP's chunked transfer encoding undone; what is not chunked comes back as it is.
    private func unchunked(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var at = bytes.startIndex
        while at < bytes.endIndex, let feed = bytes[at...].firstIndex(of: 10) {
            let line = bytes[at..<feed].prefix { $0 != 59 && $0 != 13 }
            guard let size = Int(String(decoding: line.trimmedBytes(), as: UTF8.self), radix: 16),
                size >= 0
            else { return out.isEmpty ? Array(bytes) : out }
            if size == 0 { break }
            let end = min(feed + 1 + min(size, bytes.count), bytes.endIndex)
            out.append(contentsOf: bytes[(feed + 1)..<end])
            at = end
            while at < bytes.endIndex, bytes[at] == 13 || bytes[at] == 10 { at += 1 }
        }
        return out
    }
}
