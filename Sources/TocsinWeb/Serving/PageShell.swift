/// What every page shows around its own content; templates say `{{shell.csrf}}`.
struct PageShell {
    struct Link {
        var title: String
        var path: String
        var key: String
        var isCurrent: Bool
    }

    var title: String
    var workspace: String
    var sections: [Link]
    var section: String
    /// The token forms send back.
    var csrf: String
    var isReadOnly: Bool
    var author: String
    /// There is a session to end.
    var isSignedIn: Bool
    /// `/assets/inbox.css`, where there is one.
    var stylesheet: String?
    var script: String?
}

/// What the templates are rendered with.
struct PageRoot {
    var shell: PageShell
    var value: Any
}
