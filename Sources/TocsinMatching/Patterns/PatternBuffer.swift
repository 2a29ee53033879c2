/// A growing buffer without bounds checks, reference counts or copies, for one worker's scratch.
///
/// It frees what it holds; its elements are plain values.
struct PatternBuffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var pointer: UnsafeMutablePointer<Element>
    private(set) var count: Int
    private var capacity: Int

    init() {
        capacity = 64
        count = 0
        pointer = .allocate(capacity: capacity)
    }

    init(repeating element: Element, count: Int) {
        capacity = max(count, 1)
        self.count = count
        pointer = .allocate(capacity: capacity)
        pointer.initialize(repeating: element, count: count)
    }

    deinit { pointer.deallocate() }

    subscript(index: Int) -> Element {
        @inline(__always) get { pointer[index] }
        @inline(__always) nonmutating set { pointer[index] = newValue }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: 2 * capacity) }
        (pointer + count).initialize(to: element)
        count += 1
    }

    @inline(__always)
    mutating func removeAll() { count = 0 }

    /// Makes room for `wanted` elements beyond any count, whose first content is undefined.
    @inline(__always)
    mutating func reserve(_ wanted: Int) {
        if wanted > capacity { grow(to: max(wanted, 2 * capacity)) }
    }

    private mutating func grow(to wanted: Int) {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: wanted)
        larger.update(from: pointer, count: count)
        pointer.deallocate()
        pointer = larger
        capacity = wanted
    }
}
