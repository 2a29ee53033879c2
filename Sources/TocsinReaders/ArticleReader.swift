package import TocsinModel

/// Reads articles out of bytes of any known format, one by one.
///
/// The format is chosen by content, not by the file's ending; gzip and Zstandard are undone on the
/// way. Trouble is a `Diagnostic` with its place (`file:line`, `file:+byte`), and the rest goes on.
/// Files of records are read in constant memory.
package struct ArticleReader: Sendable {
    package let options: ReadOptions

    package init(options: ReadOptions = ReadOptions()) {
        self.options = options
    }

    /// Reads a whole file's bytes.
    ///
    /// - Parameter name: how diagnostics call the file.
    /// - Throws: only what `each` throws; reading stops there.
    package func read<Failure: Error>(
        _ bytes: [UInt8], name: String, each: (Article) throws(Failure) -> Void,
        trouble: (Diagnostic) -> Void
    ) throws(Failure) {
        try read(ByteStream(bytes), name: name, each: each, trouble: trouble)
    }

    package func read<Failure: Error>(
        _ bytes: UnsafeRawBufferPointer, name: String, each: (Article) throws(Failure) -> Void,
        trouble: (Diagnostic) -> Void
    ) throws(Failure) {
        try read(ByteStream([UInt8](bytes)), name: name, each: each, trouble: trouble)
    }

    /// Reads a stream in constant memory: one record at a time for files of records, the whole for
    /// documents.
    ///
    /// - Parameter next: the next chunk of bytes (some hundred kilobytes are a good size), nil at
    ///   the end. What it throws becomes a diagnostic, and reading ends.
    package func read<Failure: Error>(
        name: String, next: () throws -> [UInt8]?, each: (Article) throws(Failure) -> Void,
        trouble: (Diagnostic) -> Void
    ) throws(Failure) {
        var failure: Failure?
        withoutActuallyEscaping(next) { next in
            do throws(Failure) {
                try read(ByteStream(supply: next), name: name, each: each, trouble: trouble)
            } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func read<Failure: Error>(
        _ stream: ByteStream, name: String, each: (Article) throws(Failure) -> Void,
        trouble: (Diagnostic) -> Void
    ) throws(Failure) {
        var failure: Failure?
        withoutActuallyEscaping(each) { each in
            withoutActuallyEscaping(trouble) { trouble in
                let session = ReadSession(
                    name: name, options: options, trouble: trouble,
                    give: { article in
                        do throws(Failure) {
                            try each(article)
                            return true
                        } catch {
                            failure = error
                            return false
                        }
                    })
                session.read(stream)
                session.close()
            }
        }
        if let failure { throw failure }
    }
}
