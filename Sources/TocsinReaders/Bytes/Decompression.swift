import CZlib
import CZstd

/// Undoes gzip (of any number of members), zlib and Zstandard in constant memory.
enum Decompression {
    case gzip, zstandard

    static func of(_ head: some Collection<UInt8>) -> Decompression? {
        if head.starts(with: [0x1f, 0x8b, 8]) { return .gzip }
        if head.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) { return .zstandard }
        return nil
    }

    private static let chunk = 256 << 10

    func stream(over source: ByteStream) -> ByteStream {
        switch self {
        case .gzip:
            let inflater = Inflater()
            return ByteStream { try inflater.next(from: source) }
        case .zstandard:
            let decoder = ZstandardDecoder()
            return ByteStream { try decoder.next(from: source) }
        }
    }

    private final class Inflater {
        private var state = z_stream()
        private var betweenMembers = true
        private let ready: Bool
        private var done = false

        init() {
            // 15 + 32: the largest window, gzip or zlib header found by itself.
            ready =
                inflateInit2_(&state, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                == Z_OK
        }

        deinit { if ready { inflateEnd(&state) } }

        func next(from source: ByteStream) throws -> [UInt8]? {
            guard ready else { throw StreamFailure(message: "zlib cannot start") }
            while !done {
                if source.available == 0, !source.fill() {
                    done = true
                    if let failure = source.failure { throw StreamFailure(message: failure) }
                    if !betweenMembers {
                        throw StreamFailure(message: "the gzip data ends too early")
                    }
                    return nil
                }
                if betweenMembers, source.available > 0, given,
                    source.peek(1).first != 0x1f
                {
                    // Padding or junk after the last member is common and carries nothing.
                    done = true
                    return nil
                }
                var code = Z_OK
                var used = 0
                let output = [UInt8](unsafeUninitializedCapacity: Decompression.chunk) {
                    out, count in
                    source.window.withUnsafeBufferPointer { input in
                        let length = min(source.available, Int(Int32.max))
                        state.next_in = UnsafeMutablePointer(
                            mutating: input.baseAddress! + source.start)
                        state.avail_in = UInt32(length)
                        state.next_out = out.baseAddress
                        state.avail_out = UInt32(out.count)
                        code = inflate(&state, Z_NO_FLUSH)
                        used = length - Int(state.avail_in)
                        count = out.count - Int(state.avail_out)
                    }
                }
                source.consume(used)
                betweenMembers = false
                given = true
                switch code {
                case Z_STREAM_END:
                    betweenMembers = true
                    inflateReset(&state)
                case Z_OK: break
                case Z_BUF_ERROR where used > 0 || !output.isEmpty: break
                case Z_BUF_ERROR: _ = source.fill()
                default:
                    done = true
                    failed = "the gzip data is damaged at byte \(source.offset)"
                }
                if !output.isEmpty { return output }
                if let failed { throw StreamFailure(message: failed) }
            }
            if let failed { throw StreamFailure(message: failed) }
            return nil
        }

        private var given = false
        private var failed: String?
    }

    private final class ZstandardDecoder {
        private let state = ZSTD_createDStream()
        private var inFrame = false

        deinit { ZSTD_freeDStream(state) }

        func next(from source: ByteStream) throws -> [UInt8]? {
            guard let state else { throw StreamFailure(message: "Zstandard cannot start") }
            while true {
                if source.available == 0, !source.fill() {
                    if let failure = source.failure { throw StreamFailure(message: failure) }
                    if inFrame {
                        inFrame = false
                        throw StreamFailure(message: "the Zstandard data ends too early")
                    }
                    return nil
                }
                var code = 0
                var used = 0
                let output = [UInt8](unsafeUninitializedCapacity: Decompression.chunk) {
                    out, count in
                    source.window.withUnsafeBufferPointer { bytes in
                        var input = ZSTD_inBuffer(
                            src: bytes.baseAddress! + source.start, size: source.available, pos: 0)
                        var result = ZSTD_outBuffer(dst: out.baseAddress, size: out.count, pos: 0)
                        code = ZSTD_decompressStream(state, &result, &input)
                        used = input.pos
                        count = result.pos
                    }
                }
                source.consume(used)
                if ZSTD_isError(code) != 0 {
                    throw StreamFailure(
                        message: "the Zstandard data is damaged at byte \(source.offset)")
                }
                inFrame = code != 0
                if !output.isEmpty { return output }
                if used == 0, !source.fill() { continue }
            }
        }
    }
}

/// All of some bytes with gzip or Zstandard undone; damaged data end where the damage begins.
package func decompressed(_ bytes: [UInt8], limit: Int = 1 << 30) -> [UInt8] {
    guard let kind = Decompression.of(bytes.prefix(4)) else { return bytes }
    return kind.stream(over: ByteStream(bytes)).rest(limit: limit) ?? []
}
