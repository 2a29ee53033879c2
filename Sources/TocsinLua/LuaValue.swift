/// A value that crossed the border, by copy.
package enum LuaValue: Sendable {
    case `nil`
    case bool(Bool)
    case int(Int)
    case number(Double)
    /// Bytes that are not UTF-8 arrive repaired (U+FFFD).
    case string(String)
    case table(LuaTable)
    case function(LuaFunction)
    /// A read-only object of the host's, alive for one call only.
    case object(any LuaObject)
    /// A function of the host's.
    case native(LuaNative)
}

/// A table by copy: 1…n in `array`, everything with a string key in `fields`, sorted by key.
package struct LuaTable: Sendable {
    package var array: [LuaValue]
    package var fields: [(key: String, value: LuaValue)]
    /// Keys that are neither (booleans, floats, holes): kept only to be reported.
    package var oddKeys: Int

    package init(
        array: [LuaValue] = [], fields: [(key: String, value: LuaValue)] = [], oddKeys: Int = 0
    ) {
        self.array = array
        self.fields = fields
        self.oddKeys = oddKeys
    }

    package subscript(key: String) -> LuaValue {
        fields.first { $0.key == key }?.value ?? .nil
    }
}

/// A Lua function held in the host's registry; valid in the host it came from, as long as that lives.
package struct LuaFunction: Hashable, Sendable {
    package let reference: Int32
    /// Where it was defined, 1-based; 0 for the host's own.
    package let line: Int
    package let parameterCount: Int

    package init(reference: Int32, line: Int, parameterCount: Int) {
        self.reference = reference
        self.line = line
        self.parameterCount = parameterCount
    }
}

/// Something of the host's that rules may read: `article`, `event`, a gazetteer.
///
/// A field is asked for once per object and call, then cached on the Lua side and frozen.
package protocol LuaObject: AnyObject, Sendable {
    /// `article`: how messages and `tostring` name it.
    var luaType: String { get }
    /// What it has; a key outside is an error with the nearest name.
    var luaFields: [String] { get }
    func luaField(_ name: String) throws(LuaError) -> LuaValue
}

/// A function of the host's, as rules call it.
package struct LuaNative: Sendable {
    package typealias Body = @Sendable (borrowing LuaCall) throws(LuaError) -> Void

    package let name: String
    /// Reads its arguments from the call and gives it the results. What it throws, the rule may catch.
    package let body: Body

    package init(_ name: String, body: @escaping Body) {
        self.name = name
        self.body = body
    }
}

/// What a state may use. Defaults are LUA-HOST.md's.
package struct LuaLimits: Sendable, Hashable {
    /// Bytes a state.
    package var memory = 32 << 20
    /// VM instructions a call (and what the metered functions charge).
    package var steps = 20_000_000
    /// Wall-clock seconds a call.
    package var seconds = 1.0
    /// Bytes of one source file.
    package var source = 64 << 10
    /// Bytes of one string.
    package var string = 1 << 20
    /// Allocations refused before the call is stopped.
    package var refusals = 64
    /// Bytes of log a call.
    package var log = 64 << 10

    package init() {}
}

/// What went wrong in Lua, said so that the rule's author can mend it.
package struct LuaError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, CaseIterable {
        case syntax, runtime
        // Trips: a limit stopped the call, and nothing in the rule could swallow it.
        case memory, steps, time, stack, string, source, log
        /// A rule kept something between calls: an upvalue or table of its file changed.
        case state
        /// A file that `require` may not or cannot read.
        case require
        case `internal`

        package var isTrip: Bool {
            switch self {
            case .memory, .steps, .time, .stack, .string, .source, .log: true
            default: false
            }
        }
    }

    package var code: Code
    /// Without place: `attempt to index a nil value (local 'place')`.
    package var message: String
    /// The chunk's name: a file's path.
    package var chunk: String
    /// 1-based; 0 unknown.
    package var line: Int
    package var traceback: String
    package var rule: String
    package var article: String

    package init(
        _ code: Code, _ message: String, chunk: String = "", line: Int = 0, traceback: String = "",
        rule: String = "", article: String = ""
    ) {
        self.code = code
        self.message = message
        self.chunk = chunk
        self.line = line
        self.traceback = traceback
        self.rule = rule
        self.article = article
    }
}
