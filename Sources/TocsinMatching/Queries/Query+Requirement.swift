/// What an article must hold, at the least, for a query to match it.
///
/// Nearness, order and exclusions are left out: an article that does not meet the requirement never
/// matches, one that does may not. An index finds candidates by it.
package indirect enum QueryRequirement: Hashable, Sendable {
    /// The leaf of that number; `titleOnly`: in the title.
    case leaf(Int, titleOnly: Bool)
    case any([QueryRequirement])
    case all([QueryRequirement])
}

extension Query {
    package var requirement: QueryRequirement { Self.requirement(root) }

    private static func requirement(_ node: Node) -> QueryRequirement {
        switch node {
        case .leaf(let leaf, let titleOnly): .leaf(leaf, titleOnly: titleOnly)
        case .any(let nodes): .any(nodes.map(requirement))
        case .all(let nodes, _): .all(nodes.map(requirement))
        case .near(let a, let b, _, _), .same(let a, let b, _):
            .all([requirement(a), requirement(b)])
        case .atLeast(_, let node): requirement(node)
        }
    }
}
