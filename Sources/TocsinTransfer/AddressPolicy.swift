/// Which addresses may be connected to. It is asked about the address itself, after the name was
/// resolved and for every hop of a redirect, so neither a name that points inside nor a redirect
/// to the inside gets through.
package struct AddressPolicy: Hashable, Sendable {
    package var kinds: Set<NetworkAddress.Kind>
    package var blocks: [NetworkBlock]

    package init(kinds: Set<NetworkAddress.Kind>, blocks: [NetworkBlock] = []) {
        self.kinds = kinds
        self.blocks = blocks
    }

    /// Only the open network: what an address from a feed or a stranger may reach.
    package static let publicOnly = AddressPolicy(kinds: [.global])

    /// Everything: for addresses that the owner of the workspace wrote down and vouches for.
    package static let anywhere = AddressPolicy(kinds: Set(NetworkAddress.Kind.allCases))

    /// Public addresses and those that are named: `private`, `loopback`, `link-local`, `10.1.0.0/16`.
    ///
    /// - Returns: nil and the word that is neither where there is one.
    package static func publicAnd(_ words: [String]) -> Result<AddressPolicy, UnknownWord> {
        var policy = publicOnly
        for word in words {
            if let kind = NetworkAddress.Kind(rawValue: word) {
                policy.kinds.insert(kind)
            } else if let block = NetworkBlock(word) {
                policy.blocks.append(block)
            } else {
                return .failure(UnknownWord(word: word))
            }
        }
        return .success(policy)
    }

    package struct UnknownWord: Error, Hashable, Sendable {
        package var word: String

        package init(word: String) { self.word = word }
    }

    package func allows(_ address: NetworkAddress) -> Bool {
        kinds.contains(address.kind) || blocks.contains { $0.contains(address) }
    }

    /// A host as it is written. Used alone only where a proxy resolves the name.
    func allows(host: String) -> Bool {
        if let address = NetworkAddress(host) { return allows(address) }
        let name = host.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") { return kinds.contains(.loopback) }
        return true
    }
}
