// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// How users prove who they are, and who is signed in or was sent a link.
    static let signIns = """
        CREATE TABLE credentials (
            user INTEGER NOT NULL PRIMARY KEY REFERENCES users (number),
            secret TEXT NOT NULL CHECK (secret LIKE 'scrypt$%'),
            set_at INTEGER NOT NULL,
            ends_at INTEGER CHECK (ends_at > set_at)
        ) STRICT;
        CREATE TABLE sign_ins (
            digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
            user INTEGER NOT NULL REFERENCES users (number),
            door TEXT NOT NULL CHECK (door IN ('password', 'proxy', 'link')),
            case_id TEXT REFERENCES cases (case_id),
            event TEXT CHECK (length(event) > 0),
            is_link INTEGER NOT NULL CHECK (is_link IN (0, 1)),
            made_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL CHECK (ends_at > made_at),
            used_at INTEGER,
            CHECK ((case_id IS NULL) = (event IS NULL)),
            CHECK ((door = 'link') = (case_id IS NOT NULL)),
            CHECK (is_link = 0 OR door = 'link'),
            CHECK (is_link = 1 OR used_at IS NULL)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sign_ins_user ON sign_ins (user);
        CREATE INDEX sign_ins_ended ON sign_ins (ends_at);
        """
}
