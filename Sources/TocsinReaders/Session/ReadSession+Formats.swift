import TocsinModel

extension ReadSession {
    private static let headBytes = 64 << 10

    /// Undoes compression, finds the format and reads.
    func read(_ source: ByteStream, depth: Int = 0) {
        if let compression = Decompression.of(source.peek(4)) {
            guard depth < 4 else {
                report("file.compression", at: .file, "compressed more than three times over")
                return
            }
            return read(compression.stream(over: source), depth: depth + 1)
        }
        source.ensure(Self.headBytes)
        if isWide(source) {
            // UTF-16 and UTF-32 are turned into UTF-8 first: every reader knows that.
            return whole(source) { bytes in
                let decoded = decodeText(bytes)
                note(decoded, at: .file)
                read(ByteStream(Array(decoded.text.utf8)), depth: depth + 1)
            }
        }
        let format = source.window.withUnsafeBufferPointer { window in
            SourceFormat.of(
                UnsafeBufferPointer(
                    rebasing: window[
                        source.start..<min(window.count, source.start + Self.headBytes)]),
                columns: options.columns)
        }
        switch format {
        case .empty:
            if source.failure == nil {
                report("article.empty", at: .file, "empty article: the file has no bytes")
            }
        case .binary(let what):
            report(
                "file.format", at: .file,
                "\(what) is not read; expected text, HTML, a feed, JSON or JSON Lines")
            return
        case .json: whole(source) { readJSONDocument($0) }
        case .jsonLines: readJSONLines(source)
        case .feed: whole(source) { readFeed($0) }
        case .newsML: whole(source) { readNewsML($0) }
        case .richText: whole(source) { readRichText($0) }
        case .archive: whole(source) { readArchive($0) }
        case .csv: readCSV(source)
        case .gdelt(.graph): readGDELT(source)
        case .gdelt(.events):
            report(
                "file.format", at: .file,
                "GDELT's event tables hold codes and no text; expected its knowledge graph (…gkg.csv) or the answer of its document search"
            )
            return
        case .warc: readWARC(source)
        case .mailbox: readMailbox(source)
        case .mail: whole(source) { readMail(Array($0)[...], at: .file) }
        case .page: whole(source) { readPage($0) }
        case .text: whole(source) { readPlainText($0) }
        }
        if let failure = source.failure {
            report("file.damaged", at: .file, "\(failure); what came before is read")
        }
    }

    private func isWide(_ source: ByteStream) -> Bool {
        source.window.withUnsafeBufferPointer { window in
            wideEncoding(UnsafeBufferPointer(rebasing: window[source.start...])) != nil
        }
    }

    /// Gives all bytes at once, or says that they are too many.
    func whole(_ source: ByteStream, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard let all = source.rest(limit: options.maximumFileBytes) else {
            report(
                "file.too-long", at: .file,
                "the file is over the limit of \(options.maximumFileBytes) bytes for a file of "
                    + "this format; it is not read: use JSON Lines, which has no such limit")
            return
        }
        all.withUnsafeBufferPointer(body)
    }

    /// Says what decoding had to do, once an article or file.
    func note(_ decoded: DecodedText, at place: Place) {
        if let trouble = decoded.trouble {
            report("article.encoding", .warning, at: place, trouble)
        }
    }
}
