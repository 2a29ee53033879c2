import CTocsinLua
import Glibc
import Synchronization

/// Which call each Lua state is in, written where another process can read it after this one has died.
///
/// A file of `slotCount` slots that both map. A host takes a slot when it is made and writes what it calls before it
/// calls it, so that the process that watches can name the rule and the article whatever became of this one.
package final class CallBoard: Sendable {
    package static let slotCount = 256
    /// A slot: when the call began (nanoseconds of the monotonic clock, 0: none now), then two texts, each a byte of
    /// length and at most so many bytes.
    private static let slotBytes = 256
    private static let textBytes = 120

    /// The board of this process, where it is one that is watched. Set before the first host is made.
    package static var ofThisProcess: CallBoard? { shared.withLock { $0 } }
    private static let shared = Mutex<CallBoard?>(nil)

    /// A call that was running.
    package struct Call: Hashable, Sendable {
        /// The rule's id, or the file being loaded.
        package var rule: String
        /// Empty for a file being loaded.
        package var article: String
        /// Nanoseconds of the monotonic clock.
        package var began: UInt64
    }

    private let address: UInt
    private let taken = Mutex(0)

    /// - Parameter path: a file, made when it is not there. Nil where it cannot be mapped.
    package init?(path: String) {
        let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let size = Self.slotCount * Self.slotBytes
        guard ftruncate(descriptor, off_t(size)) == 0,
            let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
            memory != MAP_FAILED
        else { return nil }
        address = UInt(bitPattern: memory)
    }

    deinit { munmap(UnsafeMutableRawPointer(bitPattern: address), Self.slotCount * Self.slotBytes) }

    /// Limits this process, the child of a run that watches it: address space, no core file, gone with its parent.
    package static func confineProcess(addressSpace: Int) { c_tocsin_lua_confine(addressSpace) }

    /// Makes this the board that every host of this process writes to.
    package func adopt() { Self.shared.withLock { $0 = self } }

    /// A slot for one host; the last is shared by those that come too late for one of their own.
    func takeSlot() -> Int {
        taken.withLock { next in
            defer { next += 1 }
            return min(next, Self.slotCount - 1)
        }
    }

    private func slot(_ number: Int) -> UnsafeMutableRawPointer {
        UnsafeMutableRawPointer(bitPattern: address + UInt(number * Self.slotBytes))!
    }

    func enter(_ number: Int, rule: String, article: String) {
        let slot = slot(number)
        var at = 8
        for text in [rule, article] {
            let bytes = text.utf8.prefix(Self.textBytes)
            slot.storeBytes(of: UInt8(bytes.count), toByteOffset: at, as: UInt8.self)
            at += 1
            for byte in bytes {
                slot.storeBytes(of: byte, toByteOffset: at, as: UInt8.self)
                at += 1
            }
        }
        slot.storeBytes(of: Self.now, as: UInt64.self)
    }

    func leave(_ number: Int) { slot(number).storeBytes(of: 0, as: UInt64.self) }

    /// The calls that run now, or ran when the process that wrote them died.
    package func running() -> [Call] {
        var calls: [Call] = []
        for number in 0..<Self.slotCount {
            let slot = slot(number)
            let began = slot.load(as: UInt64.self)
            guard began != 0 else { continue }
            var at = 8
            var texts: [String] = []
            for _ in 0..<2 {
                let count = Int(slot.load(fromByteOffset: at, as: UInt8.self))
                let bytes = UnsafeRawBufferPointer(
                    start: slot + at + 1, count: min(count, Self.textBytes))
                texts.append(String(decoding: bytes, as: UTF8.self))
                at += 1 + count
            }
            calls.append(Call(rule: texts[0], article: texts[1], began: began))
        }
        return calls
    }

    /// Forgets every call, for the next process.
    package func clear() {
        for number in 0..<Self.slotCount { leave(number) }
    }

    /// Nanoseconds of the clock that calls are stamped with.
    package static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
