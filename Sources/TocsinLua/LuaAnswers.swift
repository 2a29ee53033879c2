import CTocsinLua

/// Swift's side of the border: answers what Lua asks, with the objects and natives it was given.
///
/// The host owns it, and C holds it unretained while the host lives.
final class LuaAnswers {
    var handle: OpaquePointer?
    var loaders: [(String) throws(LuaError) -> (source: String, chunk: String)?] = []
    var onLog: (UnsafeRawBufferPointer, Bool) -> Void = { _, _ in }

    private var objects: [any LuaObject] = []
    private var objectNumbers: [ObjectIdentifier: Int32] = [:]
    private var types: [String: Int32] = [:]
    private var natives: [LuaNative] = []
    /// How many natives were there when the current call began: those made since live as long as it does.
    private var lastingNatives: Int?
    private var depth = 0

    // MARK: Streams

    /// Puts values where C reads them.
    func send(_ write: (LuaStreamWriter) -> Void) {
        c_tocsin_lua_clear(handle!)
        write(LuaStreamWriter(self, handle!, c_tocsin_lua_put))
    }

    func readList(_ bytes: c_tocsin_lua_bytes) -> [LuaValue] {
        var reader = LuaStreamReader(bytes, self)
        return reader.readList()
    }

    func readValue(_ bytes: c_tocsin_lua_bytes) -> LuaValue {
        var reader = LuaStreamReader(bytes, self)
        return reader.readValue()
    }

    /// Before a call: what it is handed lives as long as it does.
    func beginCall() {
        if depth == 0 { lastingNatives = natives.count }
    }

    /// After a run or call: its objects are dead.
    func endOfEntry() {
        guard depth == 0 else { return }
        if let lastingNatives { natives.removeLast(natives.count - lastingNatives) }
        lastingNatives = nil
        objects.removeAll(keepingCapacity: true)
        objectNumbers.removeAll(keepingCapacity: true)
    }

    func object(numbered id: Int32) -> (any LuaObject)? {
        objects.indices.contains(Int(id)) ? objects[Int(id)] : nil
    }

    func number(of object: any LuaObject) -> (id: Int32, type: Int32) {
        let type = number(ofType: object.luaType)
        if let known = objectNumbers[ObjectIdentifier(object)] { return (known, type) }
        let id = Int32(objects.count)
        objects.append(object)
        objectNumbers[ObjectIdentifier(object)] = id
        return (id, type)
    }

    private func number(ofType name: String) -> Int32 {
        if let known = types[name] { return known }
        let number = Int32(types.count)
        types[name] = number
        c_tocsin_lua_name_type(handle!, number, name)
        return number
    }

    func number(of native: LuaNative) -> (id: Int32, isPassing: Bool) {
        natives.append(native)
        return (Int32(natives.count - 1), lastingNatives != nil)
    }

    // MARK: Answers

    /// Called by C, with nothing of Lua's to be raised until it has returned.
    func answer(_ question: Int32, id: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
        depth += 1
        defer { depth -= 1 }
        do throws(LuaError) {
            switch UInt32(question) {
            case C_TOCSIN_LUA_ASK_FIELD.rawValue: try readField(id, bytes)
            case C_TOCSIN_LUA_ASK_FIELDS.rawValue:
                let names = object(numbered: id)?.luaFields ?? []
                send { $0.write(.table(LuaTable(array: names.map { .string($0) }))) }
            case C_TOCSIN_LUA_ASK_MODULE.rawValue: try readModule(id, bytes)
            default: onLog(bytes, id != 0)
            }
            return C_TOCSIN_LUA_OK.code
        } catch {
            return refuse(error)
        }
    }

    private func refuse(_ error: LuaError) -> Int32 {
        var message = error.message
        c_tocsin_lua_clear(handle!)
        message.withUTF8 { c_tocsin_lua_put(handle!, $0.baseAddress, $0.count) }
        return error.code.inC
    }

    /// The same for a native, whose arguments need no reading. On the path of every call: no allocation, no lock.
    func run(
        native id: Int32, _ arguments: UnsafePointer<c_tocsin_lua_slot>, count: Int32,
        results: UnsafeMutablePointer<Int32>
    ) -> Int32 {
        depth += 1
        defer { depth -= 1 }
        do throws(LuaError) {
            try natives[Int(id)].body(
                LuaCall(
                    arguments, count: Int(count), handle: handle.unsafelyUnwrapped, answers: self,
                    given: results))
            return C_TOCSIN_LUA_OK.code
        } catch {
            return refuse(error)
        }
    }

    private func readField(_ id: Int32, _ bytes: UnsafeRawBufferPointer) throws(LuaError) {
        guard let object = object(numbered: id) else {
            throw LuaError(.internal, "an object that the host no longer knows")
        }
        let name = String(decoding: bytes, as: UTF8.self)
        guard object.luaFields.contains(name) else {
            let near = LuaNames.nearest(to: name, in: object.luaFields)
            let hint = near.map { "; did you mean '\($0)'?" } ?? ""
            throw LuaError(.runtime, "\(object.luaType) has no field '\(name)'\(hint)")
        }
        let value = try object.luaField(name)
        send { $0.write(value) }
    }

    private func readModule(_ id: Int32, _ bytes: UnsafeRawBufferPointer) throws(LuaError) {
        let name = String(decoding: bytes, as: UTF8.self)
        guard loaders.indices.contains(Int(id)), let module = try loaders[Int(id)](name) else {
            throw LuaError(
                .require,
                "there is no module '\(name)'; 'rules.common' is the file rules/common.lua of this plugin, 'std.…' one of Plugins/std"
            )
        }
        send { writer in
            writer.write(string: module.source)
            writer.write(string: module.chunk)
        }
    }
}
