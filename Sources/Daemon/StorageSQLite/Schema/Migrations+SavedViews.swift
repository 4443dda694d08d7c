// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// What users ask lists for again and again, and which office shares it.
    static let savedViews = """
        CREATE TABLE saved_views (
            owner INTEGER NOT NULL REFERENCES users (number),
            name TEXT NOT NULL CHECK (length(name) > 0),
            office TEXT REFERENCES offices (code),
            words TEXT NOT NULL CHECK (json_valid(words)),
            PRIMARY KEY (owner, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX saved_views_office ON saved_views (office) WHERE office IS NOT NULL;
        """
}
