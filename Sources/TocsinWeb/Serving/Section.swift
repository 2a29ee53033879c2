/// The parts of the workbench, in the order of the navigation.
package enum Section: String, Sendable, CaseIterable {
    case inbox, incidents, articles, map, search, rules, sources, policy, runs

    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// The inbox is the first page.
    package var path: String { self == .inbox ? "/" : "/" + rawValue }

    /// After `g`, on a keyboard.
    var key: String {
        switch self {
        case .inbox: "i"
        case .incidents: "n"
        case .articles: "a"
        case .map: "m"
        case .search: "s"
        case .rules: "r"
        case .sources: "o"
        case .policy: "p"
        case .runs: "u"
        }
    }
}
