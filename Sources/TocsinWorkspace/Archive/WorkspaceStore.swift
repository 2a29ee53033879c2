package import TocsinStore

extension Workspace {
    /// The workspace's memory, in its `.tocsin`.
    package func openStore(creating: Bool) throws(StoreError) -> Store {
        let place = folder + "/.tocsin"
        return try Store.open(
            folder: place, display: Workspace.relative(place), creating: creating)
    }
}
