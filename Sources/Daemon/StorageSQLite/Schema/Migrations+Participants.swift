// SPDX-License-Identifier: Apache-2.0

extension Migrations {
    /// Who outside takes part in a case himself, and whom an office knows as such.
    static let participants = """
        CREATE TABLE participants (
            case_id TEXT NOT NULL REFERENCES cases (case_id),
            role TEXT NOT NULL CHECK (length(role) > 0),
            user INTEGER NOT NULL REFERENCES users (number),
            name TEXT NOT NULL CHECK (length(name) > 0),
            represents INTEGER NOT NULL CHECK (represents = 0 OR represents = 1),
            since TEXT NOT NULL CHECK (since GLOB '????-??-??'),
            until TEXT CHECK (until GLOB '????-??-??' AND until >= since),
            ended_on TEXT CHECK (ended_on GLOB '????-??-??'),
            sequence INTEGER NOT NULL,
            PRIMARY KEY (case_id, role, user)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX participants_user ON participants (user, case_id);
        CREATE TABLE memberships_new (
            number INTEGER NOT NULL REFERENCES users (number),
            office TEXT NOT NULL REFERENCES offices (code),
            role TEXT NOT NULL CHECK (length(role) > 0),
            kind TEXT NOT NULL CHECK (kind IN ('member', 'entry', 'outside')),
            reach TEXT NOT NULL DEFAULT 'own' CHECK (reach IN ('own', 'below')),
            PRIMARY KEY (number, office, role, kind)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO memberships_new SELECT number, office, role, kind, reach FROM memberships;
        DROP TABLE memberships;
        ALTER TABLE memberships_new RENAME TO memberships;
        """
}
