import CTocsinLua

/// Writes values as bytes for C (see `c_tocsin_lua_tag`), straight into a buffer of C's.
struct LuaStreamWriter {
    typealias Put = @convention(c) (OpaquePointer, UnsafeRawPointer?, Int) -> Void

    private unowned(unsafe) let answers: LuaAnswers
    private let handle: OpaquePointer
    private let put: Put

    /// - Parameters:
    ///   - answers: numbers objects and natives and keeps them under those numbers.
    ///   - put: adds bytes to the buffer.
    init(_ answers: LuaAnswers, _ handle: OpaquePointer, _ put: @escaping Put) {
        self.answers = answers
        self.handle = handle
        self.put = put
    }

    func write(count: Int) {
        append(UInt32(truncatingIfNeeded: count))
    }

    func write(_ value: LuaValue) {
        switch value {
        case .nil: tag(C_TOCSIN_LUA_NIL)
        case .bool(let value): tag(value ? C_TOCSIN_LUA_TRUE : C_TOCSIN_LUA_FALSE)
        case .int(let value):
            tag(C_TOCSIN_LUA_INT)
            append(Int64(value))
        case .number(let value):
            tag(C_TOCSIN_LUA_NUMBER)
            append(value)
        case .string(let value): write(string: value)
        case .table(let table):
            tag(C_TOCSIN_LUA_TABLE)
            write(count: table.array.count)
            write(count: table.fields.count)
            write(count: 0)
            for element in table.array { write(element) }
            for (key, value) in table.fields {
                write(string: key)
                write(value)
            }
        case .function(let function):
            tag(C_TOCSIN_LUA_FUNCTION)
            append(function.reference)
            append(Int32(truncatingIfNeeded: function.line))
            append(Int32(truncatingIfNeeded: function.parameterCount))
        case .object(let object):
            tag(C_TOCSIN_LUA_OBJECT)
            let (id, type) = answers.number(of: object)
            append(id)
            append(type)
        case .native(let native):
            tag(C_TOCSIN_LUA_NATIVE)
            let (id, isPassing) = answers.number(of: native)
            append(id)
            append(isPassing ? 1 : 0 as Int32)
        }
    }

    func write(string: String) {
        tag(C_TOCSIN_LUA_STRING)
        var string = string
        string.withUTF8 { utf8 in
            append(UInt32(truncatingIfNeeded: utf8.count))
            put(handle, utf8.baseAddress, utf8.count)
        }
    }

    private func tag(_ tag: c_tocsin_lua_tag) {
        append(UInt8(truncatingIfNeeded: tag.rawValue))
    }

    private func append<T: BitwiseCopyable>(_ value: T) {
        withUnsafeBytes(of: value) { put(handle, $0.baseAddress, $0.count) }
    }
}

/// Reads what C wrote. The stream is C's own, so a malformed one is a fault of ours and stops the process.
struct LuaStreamReader {
    private var rest: UnsafeRawBufferPointer
    private unowned(unsafe) let answers: LuaAnswers

    init(_ bytes: c_tocsin_lua_bytes, _ answers: LuaAnswers) {
        rest = UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.count)
        self.answers = answers
    }

    /// A list: its count, then its values.
    mutating func readList() -> [LuaValue] {
        guard !rest.isEmpty else { return [] }
        let count = Int(read(UInt32.self))
        var values: [LuaValue] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(readValue()) }
        return values
    }

    mutating func readValue() -> LuaValue {
        let tag = c_tocsin_lua_tag(rawValue: UInt32(read(UInt8.self)))
        switch tag {
        case C_TOCSIN_LUA_FALSE: return .bool(false)
        case C_TOCSIN_LUA_TRUE: return .bool(true)
        case C_TOCSIN_LUA_INT: return .int(Int(read(Int64.self)))
        case C_TOCSIN_LUA_NUMBER: return .number(read(Double.self))
        case C_TOCSIN_LUA_STRING: return .string(readString())
        case C_TOCSIN_LUA_TABLE: return .table(readTable())
        case C_TOCSIN_LUA_FUNCTION:
            let reference = read(Int32.self)
            let line = Int(read(Int32.self))
            let parameters = Int(read(Int32.self))
            return .function(
                LuaFunction(reference: reference, line: line, parameterCount: parameters))
        case C_TOCSIN_LUA_OBJECT:
            return answers.object(numbered: read(Int32.self)).map { .object($0) } ?? .nil
        default: return .nil
        }
    }

    private mutating func readTable() -> LuaTable {
        let elements = Int(read(UInt32.self))
        let fields = Int(read(UInt32.self))
        var table = LuaTable(oddKeys: Int(read(UInt32.self)))
        table.array.reserveCapacity(elements)
        for _ in 0..<elements { table.array.append(readValue()) }
        table.fields.reserveCapacity(fields)
        for _ in 0..<fields {
            guard case .string(let key) = readValue() else {
                preconditionFailure("a field's key is a string")
            }
            table.fields.append((key, readValue()))
        }
        table.fields.sort { $0.key < $1.key }
        return table
    }

    private mutating func readString() -> String {
        let count = Int(read(UInt32.self))
        let text = String(decoding: rest[rest.startIndex..<rest.startIndex + count], as: UTF8.self)
        rest = UnsafeRawBufferPointer(rebasing: rest[(rest.startIndex + count)...])
        return text
    }

    private mutating func read<T: BitwiseCopyable>(_ type: T.Type) -> T {
        let value = rest.loadUnaligned(as: type)
        rest = UnsafeRawBufferPointer(rebasing: rest[MemoryLayout<T>.size...])
        return value
    }
}
