import Foundation

/// The form of an address by which an article is known again: without fragment, default port,
/// trailing slash, letters of host and scheme in lower case, and without the parameters that only
/// tell the outlet where a reader came from.
package struct CanonicalURL: Hashable, Sendable {
    package let text: String

    /// - Returns: nil for what is no web address.
    package init?(_ address: String) {
        guard var parts = URLComponents(string: address.trimmingCharacters(in: .whitespaces)),
            let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = parts.host?.lowercased(), !host.isEmpty
        else { return nil }
        // One page is served under both; which of them a feed names changes.
        parts.scheme = "https"
        parts.host = host
        parts.fragment = nil
        parts.user = nil
        parts.password = nil
        if parts.port == 80 || parts.port == 443 { parts.port = nil }
        if let items = parts.percentEncodedQueryItems {
            let kept = items.filter { !CanonicalURL.isTracking($0.name.lowercased()) }
                .sorted { ($0.name, $0.value ?? "") < ($1.name, $1.value ?? "") }
            parts.percentEncodedQueryItems = kept.isEmpty ? nil : kept
        }
        var path = parts.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        parts.percentEncodedPath = path
        guard let text = parts.string else { return nil }
        self.text = text
    }

    private static let tracking: Set<String> = [
        "fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "cmpid", "ns_mchannel",
        "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "at_medium", "at_campaign", "ito",
        "ref_src", "xtor", "wt_mc", "smid",
    ]

    private static func isTracking(_ name: String) -> Bool {
        name.hasPrefix("utm_") || tracking.contains(name)
    }
}
