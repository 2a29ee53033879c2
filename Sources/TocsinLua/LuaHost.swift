import CTocsinLua

/// One Lua state with every plugin's environment.
///
/// Not Sendable: one a worker, used on one thread (give that thread a 64 MB stack, see `withLuaThread`).
/// Swift never sees a Lua state, and no error of Lua's crosses a Swift frame: everything that may raise runs in C
/// under a protected call, and what Lua asks of Swift is answered before C goes on.
package final class LuaHost {
    package let limits: LuaLimits
    /// Gets each line that `print` and `warn` say, in place of the log, when set.
    package var onPrint: ((_ line: UnsafeRawBufferPointer, _ isWarning: Bool) -> Void)?

    private let answers: LuaAnswers
    private let handle: OpaquePointer
    /// Where a process that watches this one reads what is being called.
    private let board = CallBoard.ofThisProcess
    private let boardSlot: Int

    /// - Throws: `.memory` when the limit is too small for the libraries.
    package init(limits: LuaLimits = LuaLimits()) throws(LuaError) {
        self.limits = limits
        boardSlot = board?.takeSlot() ?? 0
        var inC = c_tocsin_lua_limits(
            memory: max(0, limits.memory),
            steps: Int64(limits.steps),
            nanoseconds: Int64(min(max(0, limits.seconds), 1e9) * 1e9),
            source: max(0, limits.source),
            string: max(0, limits.string),
            refusals: Int64(limits.refusals),
            log: max(0, limits.log))
        answers = LuaAnswers()
        var code: Int32 = 0
        let context = Unmanaged.passUnretained(answers).toOpaque()
        guard
            let handle = c_tocsin_lua_open(
                &inC, context,
                { context, question, id, bytes, count in
                    let answers = Unmanaged<LuaAnswers>.fromOpaque(context!).takeUnretainedValue()
                    return answers.answer(
                        question, id: id, UnsafeRawBufferPointer(start: bytes, count: count))
                },
                { context, id, arguments, count, results in
                    Unmanaged<LuaAnswers>.fromOpaque(context.unsafelyUnwrapped)
                        ._withUnsafeGuaranteedRef {
                            $0.run(native: id, arguments, count: count, results: results)
                        }
                }, &code)
        else {
            throw LuaError(
                LuaError.Code(inC: code),
                code == C_TOCSIN_LUA_MEMORY.code
                    ? "memory limit reached: \(limits.memory) bytes are too few for the libraries"
                    : "Lua could not be opened")
        }
        self.handle = handle
        answers.handle = handle
        answers.onLog = { [unowned self] line, isWarning in keep(line, isWarning) }
    }

    deinit { c_tocsin_lua_close(handle) }

    // MARK: Preparing

    /// Runs the host's own Lua and keeps the table it returns: its fields become globals of every environment made
    /// afterwards. Natives are handed to it as its first vararg table; nothing else of them is visible to rules.
    /// It also gets `line(level)`: the current line of the caller `level` frames up.
    package func installPrelude(source: String, chunk: String, natives: [LuaNative])
        throws(LuaError)
    {
        let table = LuaTable(fields: natives.map { ($0.name, .native($0)) })
        answers.send { $0.write(.table(table)) }
        var source = source
        let code = source.withUTF8 {
            c_tocsin_lua_prelude(handle, $0.baseAddress, $0.count, chunk)
        }
        answers.endOfEntry()
        guard code == 0 else { throw failure() }
    }

    /// What an environment offers.
    package enum Libraries: Sendable {
        /// The sandbox of LUA-HOST.md and the prelude's fields.
        case rules
        /// The sandbox for a program that stands alone: it may write globals of its own, and one it has not written
        /// is nil, as in Lua's own interpreter.
        case program
        /// Nothing: for files that are data only.
        case none

        fileprivate var inC: Int32 {
            switch self {
            case .none: Int32(C_TOCSIN_LUA_DATA.rawValue)
            case .rules: Int32(C_TOCSIN_LUA_SANDBOX.rawValue)
            case .program: Int32(C_TOCSIN_LUA_OWN_GLOBALS.rawValue)
            }
        }
    }

    /// Makes the environment of one plugin, read-only unless it is a program's.
    ///
    /// `require` asks `loader("rules.common")` for source and chunk; nil means there is no such module. `std.*` goes
    /// the same way. Path safety is the loader's, by `LuaModulePath.resolve`.
    package func makeEnvironment(
        plugin: String, libraries: Libraries = .rules,
        loader: @escaping (String) throws(LuaError) -> (source: String, chunk: String)? = { _ in nil
        }
    ) throws(LuaError) -> LuaEnvironment {
        let id = Int32(answers.loaders.count)
        answers.loaders.append(loader)
        let reference = c_tocsin_lua_environment(handle, plugin, id, libraries.inC)
        answers.endOfEntry()
        guard reference > 0 else { throw failure() }
        return LuaEnvironment(plugin: plugin, reference: reference)
    }

    // MARK: Running

    /// Compiles (text only) and runs a chunk; returns the values it returned.
    ///
    /// `chunk` is the file's path and is what messages and tracebacks say.
    package func run(_ source: String, chunk: String, in environment: LuaEnvironment)
        throws(LuaError) -> [LuaValue]
    {
        var source = source
        board?.enter(boardSlot, rule: chunk, article: "")
        defer { board?.leave(boardSlot) }
        let code = source.withUTF8 {
            c_tocsin_lua_run(handle, $0.baseAddress, $0.count, chunk, environment.reference)
        }
        return try results(code, rule: "", article: "")
    }

    /// Calls a function kept in a `LuaValue.function`. Budgets are per call.
    ///
    /// Rule and article seed `math.random`. Unless `keepsState`, a file-scope variable or table that the call changed
    /// is an error of code `.state` that names it. Functions among the results live until the next call.
    package func call(
        _ function: LuaFunction, _ arguments: [LuaValue], rule: String, article: String,
        keepsState: Bool = false
    ) throws(LuaError) -> [LuaValue] {
        board?.enter(boardSlot, rule: rule, article: article)
        defer { board?.leave(boardSlot) }
        answers.beginCall()
        answers.send { writer in
            for argument in arguments { writer.write(argument) }
        }
        let code = c_tocsin_lua_call(
            handle, function.reference, Int32(arguments.count), Self.seed(rule, article),
            keepsState ? 1 : 0)
        return try results(code, rule: rule, article: article)
    }

    /// Lets go of a function that `run` or a native was handed.
    package func release(_ function: LuaFunction) {
        c_tocsin_lua_release(handle, function.reference)
    }

    // MARK: Asking

    /// What `print` and `warn` said since last asked.
    package func takeLog() -> [String] {
        defer { log = [] }
        return log
    }

    package var statistics: LuaStatistics {
        let inC = c_tocsin_lua_counted(handle)
        return LuaStatistics(
            steps: Int(inC.steps), totalSteps: Int(inC.total_steps), calls: Int(inC.calls),
            memory: Int(inC.memory), memoryPeak: Int(inC.memory_peak))
    }

    /// `Lua 5.4.4`: the library this process is linked with.
    package static var luaVersion: String { String(cString: c_tocsin_lua_version()) }

    // MARK: Private

    private var log: [String] = []

    private func keep(_ line: UnsafeRawBufferPointer, _ isWarning: Bool) {
        if let onPrint {
            onPrint(line, isWarning)
        } else {
            let text = String(decoding: line, as: UTF8.self)
            log.append(isWarning ? "warning: " + text : text)
        }
    }

    private func results(_ code: Int32, rule: String, article: String) throws(LuaError)
        -> [LuaValue]
    {
        guard code == 0 else {
            answers.endOfEntry()
            throw failure(rule: rule, article: article)
        }
        let values = answers.readList(c_tocsin_lua_results(handle))
        answers.endOfEntry()
        return values
    }

    private func failure(rule: String = "", article: String = "") -> LuaError {
        let inC = c_tocsin_lua_failed(handle)
        return LuaError(
            LuaError.Code(inC: inC.code), String(inC.message), chunk: String(inC.chunk),
            line: Int(inC.line), traceback: String(inC.traceback), rule: rule, article: article)
    }

    /// FNV-1a over both names, so that a rule draws the same numbers for an article in every run and worker.
    private static func seed(_ rule: String, _ article: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for byte in rule.utf8 { add(byte) }
        add(0)
        for byte in article.utf8 { add(byte) }
        return hash
    }
}

/// A read-only environment of one plugin in one host.
package struct LuaEnvironment: Sendable {
    package let plugin: String
    let reference: Int32
}

/// What Lua used, of the last call and in all.
package struct LuaStatistics: Sendable, Hashable {
    /// VM instructions and what the metered functions charged, of the last call.
    package var steps: Int
    package var totalSteps: Int
    package var calls: Int
    /// Bytes in use now.
    package var memory: Int
    /// The most bytes in use during the last call.
    package var memoryPeak: Int
}

extension c_tocsin_lua_code {
    var code: Int32 { Int32(rawValue) }
}

extension LuaError.Code {
    init(inC code: Int32) {
        self =
            switch code {
            case C_TOCSIN_LUA_SYNTAX.code: .syntax
            case C_TOCSIN_LUA_RUNTIME.code: .runtime
            case C_TOCSIN_LUA_MEMORY.code: .memory
            case C_TOCSIN_LUA_STEPS.code: .steps
            case C_TOCSIN_LUA_TIME.code: .time
            case C_TOCSIN_LUA_STACK.code: .stack
            case C_TOCSIN_LUA_STRING_SIZE.code: .string
            case C_TOCSIN_LUA_SOURCE.code: .source
            case C_TOCSIN_LUA_LOG.code: .log
            case C_TOCSIN_LUA_STATE.code: .state
            case C_TOCSIN_LUA_REQUIRE.code: .require
            default: .internal
            }
    }

    var inC: Int32 {
        switch self {
        case .syntax: C_TOCSIN_LUA_SYNTAX.code
        case .runtime: C_TOCSIN_LUA_RUNTIME.code
        case .memory: C_TOCSIN_LUA_MEMORY.code
        case .steps: C_TOCSIN_LUA_STEPS.code
        case .time: C_TOCSIN_LUA_TIME.code
        case .stack: C_TOCSIN_LUA_STACK.code
        case .string: C_TOCSIN_LUA_STRING_SIZE.code
        case .source: C_TOCSIN_LUA_SOURCE.code
        case .log: C_TOCSIN_LUA_LOG.code
        case .state: C_TOCSIN_LUA_STATE.code
        case .require: C_TOCSIN_LUA_REQUIRE.code
        case .internal: C_TOCSIN_LUA_INTERNAL.code
        }
    }
}

extension String {
    /// Bytes of Lua's, repaired where they are not UTF-8.
    init(_ bytes: c_tocsin_lua_bytes) {
        self = String(
            decoding: UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.count), as: UTF8.self)
    }
}
