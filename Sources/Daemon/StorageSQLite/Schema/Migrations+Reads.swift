// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// Who read what is restricted.
    static let reads = """
        CREATE TABLE reads (
            number INTEGER PRIMARY KEY CHECK (number >= 1),
            user INTEGER NOT NULL CHECK (user >= 0),
            day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            read_at INTEGER NOT NULL,
            call TEXT NOT NULL,
            what TEXT NOT NULL CHECK (length(what) > 0),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            UNIQUE (user, day, digest)
        ) STRICT;
        CREATE TRIGGER reads_no_update BEFORE UPDATE ON reads
        BEGIN SELECT RAISE(ABORT, 'what was read is never changed'); END;
        CREATE TRIGGER reads_no_delete BEFORE DELETE ON reads
        BEGIN SELECT RAISE(ABORT, 'what was read is never removed'); END;
        """
}
