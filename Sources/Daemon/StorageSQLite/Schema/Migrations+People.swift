// SPDX-License-Identifier: Apache-2.0
internal import GRDB

// The twelfth step: a user has a number and ways to be known, an office a past and an end.
extension Migrations {
    /// Whoever was entered by his uid keeps it as his number, and is known by it as before.
    static func people(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE users RENAME COLUMN uid TO number;
                ALTER TABLE memberships RENAME COLUMN uid TO number;
                ALTER TABLE users ADD COLUMN login_uid INTEGER
                    CHECK (login_uid BETWEEN 0 AND 4294967294);
                ALTER TABLE users ADD COLUMN login TEXT NOT NULL DEFAULT ''
                    CHECK (login = '' OR login_uid IS NOT NULL);
                ALTER TABLE users ADD COLUMN sign_in TEXT NOT NULL DEFAULT '';
                ALTER TABLE users ADD COLUMN mail TEXT NOT NULL DEFAULT '';
                ALTER TABLE users ADD COLUMN telephone TEXT NOT NULL DEFAULT '';
                ALTER TABLE users ADD COLUMN valid_from TEXT CHECK (valid_from GLOB '????-??-??');
                ALTER TABLE users ADD COLUMN valid_until TEXT
                    CHECK (valid_until GLOB '????-??-??');
                ALTER TABLE users ADD COLUMN status TEXT NOT NULL DEFAULT 'active'
                    CHECK (status IN ('active', 'disabled', 'removed'));
                UPDATE users SET login_uid = number WHERE number < 4294967295;
                CREATE UNIQUE INDEX users_login ON users (login_uid) WHERE login_uid IS NOT NULL;
                CREATE UNIQUE INDEX users_sign_in ON users (sign_in) WHERE sign_in <> '';
                ALTER TABLE memberships ADD COLUMN reach TEXT NOT NULL DEFAULT 'own'
                    CHECK (reach IN ('own', 'below'));
                CREATE TABLE delegations (
                    id INTEGER NOT NULL PRIMARY KEY,
                    grantor INTEGER NOT NULL REFERENCES users (number),
                    deputy INTEGER NOT NULL REFERENCES users (number) CHECK (deputy <> grantor),
                    office TEXT REFERENCES offices (code),
                    role TEXT CHECK (length(role) > 0),
                    since TEXT NOT NULL CHECK (since GLOB '????-??-??'),
                    until TEXT NOT NULL CHECK (until GLOB '????-??-??' AND until >= since),
                    ended_on TEXT CHECK (ended_on GLOB '????-??-??')
                ) STRICT;
                """)
        try db.execute(sql: Migrations.officesThatEnd)
        // Whoever sees few cases finds them from his office.
        try db.execute(sql: "CREATE INDEX involved_office ON involved (office, case_no)")
    }

    private static let officesThatEnd = """
        ALTER TABLE offices ADD COLUMN upper TEXT REFERENCES offices (code)
            CHECK (upper <> code);
        ALTER TABLE offices ADD COLUMN closed_on TEXT CHECK (closed_on GLOB '????-??-??');
        ALTER TABLE offices ADD COLUMN successor TEXT REFERENCES offices (code)
            CHECK (successor IS NULL OR (closed_on IS NOT NULL AND successor <> code));
        CREATE TABLE office_names_new (
            name TEXT NOT NULL,
            office TEXT NOT NULL REFERENCES offices (code),
            kind TEXT NOT NULL CHECK (kind IN ('name', 'alias', 'former')),
            until TEXT NOT NULL CHECK ((kind = 'former') = (until GLOB '????-??-??')),
            PRIMARY KEY (name, office, kind, until)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO office_names_new SELECT name, office, kind, '' FROM office_names;
        DROP TABLE office_names;
        ALTER TABLE office_names_new RENAME TO office_names;
        """
}
