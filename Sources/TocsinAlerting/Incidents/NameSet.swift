/// A handful of names in order. Sets this small are met faster side by side than by hashing, and
/// their first common name is the same in every run.
struct NameSet: Hashable, Sendable {
    private(set) var names: [String] = []

    init() {}

    init(_ names: some Sequence<String>) {
        self.names = Array(names)
        guard self.names.count > 1 else { return }
        self.names.sort()
        for index in self.names.indices.dropFirst().reversed()
        where self.names[index] == self.names[index - 1] {
            self.names.remove(at: index)
        }
    }

    var isEmpty: Bool { names.isEmpty }

    mutating func insert(_ name: String) {
        let at = names.firstIndex { $0 >= name } ?? names.endIndex
        if at == names.endIndex || names[at] != name { names.insert(name, at: at) }
    }

    mutating func formUnion(_ other: NameSet) {
        for name in other.names { insert(name) }
    }

    /// The first name that stands in both, in order; nil where none does.
    func firstCommon(_ other: NameSet) -> String? {
        if names.isEmpty || other.names.isEmpty { return nil }
        var (i, j) = (0, 0)
        while i < names.count, j < other.names.count {
            if names[i] == other.names[j] { return names[i] }
            if names[i] < other.names[j] { i += 1 } else { j += 1 }
        }
        return nil
    }

    func isDisjoint(_ other: NameSet) -> Bool { firstCommon(other) == nil }
}
