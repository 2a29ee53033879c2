import GRDB

/// The store's tables, as migrations from the first version on. One that has been released is never
/// changed: a new one is added below it.
///
/// Times are whole seconds UTC, days are counted from 1970-01-01. A model value is canonical JSON in
/// a table of its own (`…_values`), so that lists and counts read narrow rows.
enum StoreSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            for statement in articles + results + alerting + people + keeping {
                try db.execute(sql: statement)
            }
        }
        migrator.registerMigration("2: map") { db in
            // Incidents on the map are gathered from this index alone, in its order.
            try db.execute(
                sql: """
                    CREATE INDEX events_map ON events(current, incident, latitude, longitude, kind,
                      published, killed_low, injured_low, severity, country, place, article)
                    """)
        }
        migrator.registerMigration("3: what each rule did") { db in
            for statement in ruleHits { try db.execute(sql: statement) }
        }
        return migrator
    }

    /// The model values of a kind, beside its columns.
    private static func values(of kind: String) -> String {
        """
        CREATE TABLE \(kind)_values (
          id INTEGER PRIMARY KEY REFERENCES \(kind)s(id) ON DELETE CASCADE, json TEXT NOT NULL)
        """
    }

    /// Names of one sort that rows of a kind have, found by name.
    private static func link(_ table: String, _ name: String, to kind: String) -> String {
        """
        CREATE TABLE \(table) (
          \(name) TEXT NOT NULL,
          \(kind) INTEGER NOT NULL REFERENCES \(kind)s(id) ON DELETE CASCADE,
          PRIMARY KEY(\(name), \(kind))) WITHOUT ROWID
        """
    }

    private static let articles = [
        // Every article once. `url` is canonical; `version` is the one that counts.
        """
        CREATE TABLE articles (
          id INTEGER PRIMARY KEY,
          key TEXT NOT NULL UNIQUE,
          url TEXT UNIQUE,
          version INTEGER NOT NULL DEFAULT 0,
          versions INTEGER NOT NULL DEFAULT 0,
          content_hash TEXT NOT NULL,
          title TEXT NOT NULL,
          source TEXT, outlet TEXT, language TEXT,
          published INTEGER,
          first_seen INTEGER NOT NULL,
          story TEXT, copy_share REAL,
          events INTEGER NOT NULL DEFAULT 0)
        """,
        "CREATE INDEX articles_published ON articles(published, id)",
        "CREATE INDEX articles_source ON articles(source, published)",
        "CREATE INDEX articles_outlet ON articles(outlet, published)",
        "CREATE INDEX articles_story ON articles(story)",
        "CREATE INDEX articles_content ON articles(content_hash)",
        // Other ids an article came under.
        """
        CREATE TABLE article_keys (
          key TEXT PRIMARY KEY,
          article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE) WITHOUT ROWID
        """,
        "CREATE INDEX article_keys_article ON article_keys(article)",
        """
        CREATE TABLE versions (
          id INTEGER PRIMARY KEY,
          article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
          number INTEGER NOT NULL,
          content_hash TEXT NOT NULL,
          details_hash TEXT NOT NULL,
          taken INTEGER NOT NULL,
          title TEXT NOT NULL,
          json TEXT NOT NULL,
          body TEXT NOT NULL,
          UNIQUE(article, number))
        """,
        // Full text of the versions that count; the text itself is in `versions` only.
        """
        CREATE VIEW article_text(id, title, body) AS
          SELECT articles.id, versions.title, versions.body
          FROM articles JOIN versions ON versions.id = articles.version
        """,
        """
        CREATE VIRTUAL TABLE article_search USING fts5(
          title, body, content='article_text', content_rowid='id',
          tokenize="unicode61 remove_diacritics 2")
        """,
    ]

    private static let results = [
        // What the rules made of a version. `stage`: the place in the order in which the alert stage
        // took it, null where it has not; `clock`: the stage's time then.
        """
        CREATE TABLE outcomes (
          version INTEGER PRIMARY KEY REFERENCES versions(id) ON DELETE CASCADE,
          rules TEXT NOT NULL,
          complete INTEGER NOT NULL,
          stage INTEGER UNIQUE,
          clock INTEGER,
          words BLOB NOT NULL,
          json TEXT NOT NULL)
        """,
        "CREATE INDEX outcomes_clock ON outcomes(clock, stage)",
        """
        CREATE TABLE events (
          id INTEGER PRIMARY KEY,
          key TEXT NOT NULL,
          version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
          article INTEGER NOT NULL,
          ordinal INTEGER NOT NULL,
          current INTEGER NOT NULL DEFAULT 1,
          incident TEXT,
          kind TEXT NOT NULL,
          label TEXT,
          published INTEGER,
          day INTEGER, until INTEGER,
          country TEXT, place TEXT, latitude REAL, longitude REAL,
          killed_low REAL, killed_high REAL, injured_low REAL, injured_high REAL,
          polarity TEXT NOT NULL, modality TEXT NOT NULL, confidence TEXT,
          severity INTEGER NOT NULL DEFAULT 0)
        """,
        values(of: "event"),
        "CREATE INDEX events_key ON events(key)",
        "CREATE INDEX events_version ON events(version, ordinal)",
        "CREATE INDEX events_article ON events(article)",
        "CREATE INDEX events_published ON events(current, published, id)",
        "CREATE INDEX events_kind ON events(current, kind, published, id)",
        "CREATE INDEX events_severity ON events(current, severity, published, id)",
        "CREATE INDEX events_day ON events(current, day)",
        "CREATE INDEX events_incident ON events(incident)",
        link("event_rules", "rule", to: "event"),
        "CREATE INDEX event_rules_event ON event_rules(event)",
        link("event_countries", "country", to: "event"),
        "CREATE INDEX event_countries_event ON event_countries(event)",
        """
        CREATE TABLE claims (
          id INTEGER PRIMARY KEY,
          key TEXT,
          version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
          article INTEGER NOT NULL,
          ordinal INTEGER NOT NULL,
          current INTEGER NOT NULL DEFAULT 1,
          speaker TEXT NOT NULL, source_kind TEXT, stance TEXT NOT NULL, form TEXT NOT NULL,
          event TEXT, field TEXT,
          published INTEGER,
          json TEXT NOT NULL)
        """,
        "CREATE INDEX claims_article ON claims(article)",
        "CREATE INDEX claims_version ON claims(version, ordinal)",
        "CREATE INDEX claims_published ON claims(current, published, id)",
        "CREATE INDEX claims_speaker ON claims(speaker, published)",
        "CREATE INDEX claims_event ON claims(event)",
    ]

    private static let ruleHits = [
        // In how many places a rule found something in the version that counts. `day`: of
        // publication, else when it was first seen.
        """
        CREATE TABLE rule_hits (
          rule TEXT NOT NULL,
          day INTEGER NOT NULL,
          version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
          count INTEGER NOT NULL,
          PRIMARY KEY(rule, day, version)) WITHOUT ROWID
        """,
        "CREATE INDEX rule_hits_day ON rule_hits(day, rule, count)",
        "CREATE INDEX rule_hits_version ON rule_hits(version)",
        "CREATE INDEX incidents_reviewed ON incidents(review) WHERE review IS NOT NULL",
        """
        INSERT INTO rule_hits
          SELECT hits.key,
            (coalesce(a.published, a.first_seen)
              - ((coalesce(a.published, a.first_seen) % 86400 + 86400) % 86400)) / 86400,
            a.version, hits.value
          FROM articles a JOIN outcomes o ON o.version = a.version,
            json_each(o.json, '$.hits') hits
        """,
        // Rules whose code did not end well in a run.
        """
        CREATE TABLE run_trips (
          run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
          rule TEXT NOT NULL,
          trips INTEGER NOT NULL,
          article TEXT,
          quarantined INTEGER NOT NULL,
          PRIMARY KEY(run, rule)) WITHOUT ROWID
        """,
    ]

    private static let alerting = [
        """
        CREATE TABLE incidents (
          id INTEGER PRIMARY KEY,
          key TEXT NOT NULL UNIQUE,
          kind TEXT NOT NULL, label TEXT, status TEXT NOT NULL,
          first_seen INTEGER, last_seen INTEGER,
          day INTEGER,
          country TEXT, place TEXT, latitude REAL, longitude REAL,
          killed_low REAL, killed_high REAL, injured_low REAL, injured_high REAL,
          events INTEGER NOT NULL, articles INTEGER NOT NULL, origins INTEGER NOT NULL,
          conflicts INTEGER NOT NULL,
          severity INTEGER NOT NULL DEFAULT 0,
          review TEXT)
        """,
        values(of: "incident"),
        "CREATE INDEX incidents_last ON incidents(last_seen, id)",
        "CREATE INDEX incidents_first ON incidents(first_seen, id)",
        "CREATE INDEX incidents_kind ON incidents(kind, last_seen, id)",
        "CREATE INDEX incidents_severity ON incidents(severity, last_seen, id)",
        "CREATE INDEX incidents_country ON incidents(country, last_seen, id)",
        // What an incident was called before it was merged.
        "CREATE TABLE incident_names (key TEXT PRIMARY KEY, incident TEXT NOT NULL) WITHOUT ROWID",
        // What the alert stage did not let ring, counted by the article it came with; 0: with none.
        """
        CREATE TABLE held (
          article INTEGER NOT NULL,
          rule TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL,
          count INTEGER NOT NULL,
          PRIMARY KEY(article, rule, code, reason)) WITHOUT ROWID
        """,
        "CREATE INDEX held_rule ON held(rule)",
        // `state`: open, acknowledged, resolved, cancelled, replaced. `root`: the first alert of its
        // line of updates. `generation`: the rules it last rang under; `turn`: its place among all
        // that rang, in the order they last did.
        """
        CREATE TABLE alerts (
          id INTEGER PRIMARY KEY,
          identifier TEXT NOT NULL UNIQUE,
          root TEXT NOT NULL,
          sent INTEGER,
          dispatched INTEGER,
          stored INTEGER NOT NULL,
          type TEXT NOT NULL, category TEXT NOT NULL,
          severity INTEGER NOT NULL,
          rule TEXT NOT NULL, rule_hash TEXT NOT NULL,
          incident TEXT,
          headline TEXT NOT NULL,
          state TEXT NOT NULL DEFAULT 'open',
          generation INTEGER NOT NULL,
          turn INTEGER NOT NULL,
          json TEXT NOT NULL)
        """,
        "CREATE INDEX alerts_sent ON alerts(sent, id)",
        "CREATE INDEX alerts_state ON alerts(state, severity, sent, id)",
        "CREATE INDEX alerts_severity ON alerts(severity, sent, id)",
        "CREATE INDEX alerts_rule ON alerts(rule, sent, id)",
        "CREATE INDEX alerts_incident ON alerts(incident)",
        "CREATE INDEX alerts_root ON alerts(root)",
        "CREATE INDEX alerts_turn ON alerts(turn)",
        "CREATE INDEX alerts_dispatched ON alerts(dispatched, id)",
        link("alert_articles", "article", to: "alert"),
        "CREATE INDEX alert_articles_alert ON alert_articles(alert)",
        link("alert_events", "event", to: "alert"),
        "CREATE INDEX alert_events_alert ON alert_events(alert)",
        // What the policy decided: send, delay or drop, to whom and why.
        """
        CREATE TABLE dispatches (
          id INTEGER PRIMARY KEY,
          alert TEXT NOT NULL,
          receiver TEXT,
          at INTEGER NOT NULL,
          decision TEXT NOT NULL,
          code TEXT NOT NULL, reason TEXT NOT NULL,
          until INTEGER,
          delivery TEXT)
        """,
        "CREATE INDEX dispatches_alert ON dispatches(alert)",
        "CREATE INDEX dispatches_code ON dispatches(decision, code)",
        // One message to one receiver; `key` is what the receiver may deduplicate on. `state`:
        // pending, delivered, dead.
        """
        CREATE TABLE outbox (
          id INTEGER PRIMARY KEY,
          key TEXT NOT NULL UNIQUE,
          receiver TEXT NOT NULL,
          kind TEXT NOT NULL,
          created INTEGER NOT NULL,
          state TEXT NOT NULL DEFAULT 'pending',
          attempts INTEGER NOT NULL DEFAULT 0,
          next INTEGER,
          last INTEGER,
          error TEXT,
          json TEXT NOT NULL)
        """,
        "CREATE INDEX outbox_due ON outbox(state, next, id)",
        "CREATE INDEX outbox_receiver ON outbox(receiver, id)",
        """
        CREATE TABLE attempts (
          id INTEGER PRIMARY KEY,
          delivery TEXT NOT NULL REFERENCES outbox(key) ON DELETE CASCADE,
          number INTEGER NOT NULL,
          at INTEGER NOT NULL,
          outcome TEXT NOT NULL,
          error TEXT)
        """,
        "CREATE INDEX attempts_delivery ON attempts(delivery, number)",
    ]

    private static let people = [
        // Who has seen or ended an alert.
        """
        CREATE TABLE acknowledgements (
          id INTEGER PRIMARY KEY,
          alert TEXT NOT NULL, action TEXT NOT NULL,
          author TEXT NOT NULL, comment TEXT NOT NULL, at INTEGER NOT NULL)
        """,
        "CREATE INDEX acknowledgements_alert ON acknowledgements(alert)",
        """
        CREATE TABLE silences (
          id INTEGER PRIMARY KEY,
          key TEXT NOT NULL UNIQUE,
          starts INTEGER NOT NULL, ends INTEGER NOT NULL,
          author TEXT NOT NULL, comment TEXT NOT NULL,
          created INTEGER NOT NULL, expired INTEGER,
          json TEXT NOT NULL)
        """,
        // What reviewers decided. Never changed: the audit log.
        """
        CREATE TABLE reviews (
          id INTEGER PRIMARY KEY,
          incident TEXT NOT NULL, action TEXT NOT NULL,
          author TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
          json TEXT NOT NULL)
        """,
        "CREATE INDEX reviews_incident ON reviews(incident)",
        // Where a reviewer has put an event.
        """
        CREATE TABLE pins (
          event TEXT PRIMARY KEY, incident TEXT NOT NULL,
          review INTEGER NOT NULL REFERENCES reviews(id)) WITHOUT ROWID
        """,
    ]

    private static let keeping = [
        // How a source answered last: what the next conditional request says, and its health.
        """
        CREATE TABLE sources (
          key TEXT PRIMARY KEY,
          kind TEXT NOT NULL,
          etag TEXT, last_modified TEXT, moved_to TEXT,
          next_fetch INTEGER, last_fetch INTEGER, last_success INTEGER, last_article INTEGER,
          failures INTEGER NOT NULL DEFAULT 0,
          error TEXT,
          state TEXT NOT NULL DEFAULT 'active',
          json TEXT NOT NULL DEFAULT '{}') WITHOUT ROWID
        """,
        """
        CREATE TABLE runs (
          id INTEGER PRIMARY KEY,
          command TEXT NOT NULL, pid INTEGER NOT NULL, host TEXT NOT NULL,
          started INTEGER NOT NULL, finished INTEGER,
          rules TEXT NOT NULL,
          articles INTEGER NOT NULL DEFAULT 0, new_articles INTEGER NOT NULL DEFAULT 0,
          changed_articles INTEGER NOT NULL DEFAULT 0,
          events INTEGER NOT NULL DEFAULT 0, alerts INTEGER NOT NULL DEFAULT 0,
          error TEXT)
        """,
        // `generation` counts the sets of rules that the alert stage ran under.
        "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    ]
}
