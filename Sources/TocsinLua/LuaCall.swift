import CTocsinLua

/// A rule's call of a native: its arguments, by position from 0, and where its results go, in order.
///
/// Reading a number or a boolean and giving one neither allocates nor counts a reference. An argument that is not
/// there is nil, as in Lua.
package struct LuaCall: ~Copyable {
    private let slots: UnsafePointer<c_tocsin_lua_slot>
    package let count: Int
    private let handle: OpaquePointer
    private unowned(unsafe) let answers: LuaAnswers
    private let given: UnsafeMutablePointer<Int32>

    /// - Parameter given: counts the results.
    init(
        _ slots: UnsafePointer<c_tocsin_lua_slot>, count: Int, handle: OpaquePointer,
        answers: LuaAnswers, given: UnsafeMutablePointer<Int32>
    ) {
        self.slots = slots
        self.count = count
        self.handle = handle
        self.answers = answers
        self.given = given
    }

    // MARK: Arguments

    /// Any argument, by copy.
    package subscript(position: Int) -> LuaValue {
        guard let slot = slot(position) else { return .nil }
        switch slot.kind {
        case C_TOCSIN_LUA_FALSE: return .bool(false)
        case C_TOCSIN_LUA_TRUE: return .bool(true)
        case C_TOCSIN_LUA_INT: return .int(Int(slot.value.integer))
        case C_TOCSIN_LUA_NUMBER: return .number(slot.value.number)
        case C_TOCSIN_LUA_STRING: return .string(Self.text(slot))
        case C_TOCSIN_LUA_OBJECT:
            return answers.object(numbered: slot.id).map { .object($0) } ?? .nil
        case C_TOCSIN_LUA_TABLE, C_TOCSIN_LUA_FUNCTION:
            return answers.readValue(c_tocsin_lua_crossing(handle, slot.value.stream))
        default: return .nil
        }
    }

    /// An integer, or nil for anything else.
    package func int(_ position: Int) -> Int? {
        guard let slot = slot(position), slot.kind == C_TOCSIN_LUA_INT else { return nil }
        return Int(slot.value.integer)
    }

    /// A string, repaired where it is not UTF-8, or nil for anything else.
    package func string(_ position: Int) -> String? {
        guard let slot = slot(position), slot.kind == C_TOCSIN_LUA_STRING else { return nil }
        return Self.text(slot)
    }

    /// Where the rule stands that calls: a file's path and a line, 1-based.
    package var place: (chunk: String, line: Int) {
        var chunk = c_tocsin_lua_bytes()
        let line = c_tocsin_lua_caller(handle, &chunk)
        return (String(chunk), Int(line))
    }

    private func slot(_ position: Int) -> c_tocsin_lua_slot? {
        position >= 0 && position < count ? slots[position] : nil
    }

    private static func text(_ slot: c_tocsin_lua_slot) -> String {
        String(
            decoding: UnsafeRawBufferPointer(start: slot.value.bytes, count: slot.count),
            as: UTF8.self)
    }

    // MARK: Results

    package func give(_ value: LuaValue) {
        switch value {
        case .int(let value): give(value)
        case .number(let value): give(value)
        case .string(let value): give(value)
        default:
            given.pointee += 1
            LuaStreamWriter(answers, handle, c_tocsin_lua_give).write(value)
        }
    }

    package func give(_ value: Int) {
        give(C_TOCSIN_LUA_INT, bits: Int64(value))
    }

    package func give(_ value: Double) {
        give(C_TOCSIN_LUA_NUMBER, bits: Int64(bitPattern: value.bitPattern))
    }

    package func give(_ value: String) {
        given.pointee += 1
        var value = value
        value.withUTF8 { c_tocsin_lua_give_string(handle, $0.baseAddress, $0.count) }
    }

    private func give(_ tag: c_tocsin_lua_tag, bits: Int64) {
        given.pointee += 1
        c_tocsin_lua_give_number(handle, UInt8(truncatingIfNeeded: tag.rawValue), bits)
    }
}

extension c_tocsin_lua_slot {
    var kind: c_tocsin_lua_tag { c_tocsin_lua_tag(rawValue: UInt32(bitPattern: tag)) }
}
