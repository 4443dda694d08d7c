// SPDX-License-Identifier: Apache-2.0
internal import GRDB

/// The numbered steps of the schema.
///
/// A step that was published is never changed: add one.
enum Migrations {
    /// "case" in ASCII: tells our files from others.
    static let applicationID: Int32 = 0x6361_7365

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001 cases, history, directory") { db in
            try db.execute(sql: Migrations.rulebookTables)
            try db.execute(sql: Migrations.directoryTables)
            try db.execute(sql: Migrations.caseTables)
            try db.execute(sql: Migrations.historyTables)
        }
        migrator.registerMigration("0002 links, pauses, calendars of runs, bulk actions") { db in
            try db.execute(sql: Migrations.linkTables)
            try db.execute(sql: Migrations.runColumns)
            try db.execute(sql: Migrations.withdrawnDeliveries)
            try db.execute(sql: Migrations.bulkTables)
        }
        migrator.registerMigration("0003 jobs, notices, channels, bulk items of any kind") { db in
            try db.execute(sql: Migrations.jobTables)
            try db.execute(sql: Migrations.noticeTables)
            try db.execute(sql: Migrations.channels)
            try db.execute(sql: Migrations.bulkItemsOfAnyKind)
        }
        migrator.registerMigration("0004 checks without tables, answers in rows, tallies") { db in
            try db.execute(sql: Migrations.answersInRows)
            try db.execute(sql: Migrations.plainJobs)
            try db.execute(sql: Migrations.plainDeliveries)
            try db.execute(sql: Migrations.plainNotices)
            try db.execute(sql: Migrations.plainBulkTables)
            try db.execute(sql: Migrations.lighterIndexes)
            try db.execute(sql: Migrations.tallies)
        }
        migrator.registerMigration("0005 the party's code", migrate: Migrations.parties)
        migrator.registerMigration("0006 since when offices are known") { db in
            // Those of earlier versions were there before anybody can ask.
            try db.execute(
                sql: """
                    ALTER TABLE offices
                        ADD COLUMN since TEXT CHECK (since GLOB '????-??-??')
                    """)
        }
        migrator.registerMigration("0007 documents withdrawn, cases opened in error") { db in
            try db.execute(sql: Migrations.mistakes)
        }
        migrator.registerMigration("0008 words that find cases") { db in
            try db.execute(
                sql: """
                    CREATE TABLE case_marks (
                        kind TEXT NOT NULL CHECK (kind IN ('likeness', 'document_number')),
                        mark TEXT NOT NULL CHECK (length(mark) > 0),
                        case_id TEXT NOT NULL REFERENCES cases (case_id),
                        PRIMARY KEY (kind, mark, case_id)
                    ) STRICT, WITHOUT ROWID
                    """)
        }
        migrator.registerMigration("0009 keys in one form", migrate: Migrations.keys)
        migrator.registerMigration("0010 who sends deliveries") { db in
            // Whose those of earlier versions are, the case's roles say.
            try db.execute(
                sql: "ALTER TABLE deliveries ADD COLUMN sender TEXT REFERENCES offices (code)")
        }
        migrator.registerMigration("0011 who is involved in cases", migrate: Migrations.involved)
        migrator.registerMigration(
            "0012 people with and without an account, offices that end", migrate: Migrations.people)
        migrator.registerMigration("0013 which act calls for a document") { db in
            // Of those on file it is not known any more.
            try db.execute(
                sql: """
                    ALTER TABLE documents ADD COLUMN called INTEGER;
                    UPDATE documents SET called = sequence WHERE sha256 IS NULL
                    """)
        }
        migrator.registerMigration("0014 who read what is restricted") { db in
            try db.execute(sql: Migrations.reads)
        }
        migrator.registerMigration("0015 who outside takes part in cases") { db in
            try db.execute(sql: Migrations.participants)
        }
        migrator.registerMigration("0016 cases of a workflow, readings for others") { db in
            // The other index has them by state: the newest of all states would have to be sorted for.
            try db.execute(
                sql: """
                    CREATE INDEX cases_of_workflow ON cases (workflow);
                    ALTER TABLE reads ADD COLUMN for_whom TEXT NOT NULL DEFAULT ''
                    """)
        }
        migrator.registerMigration(
            "0017 casts, tallies of dates, words", migrate: Migrations.manyCases)
        migrator.registerMigration("0018 documents found by their content") { db in
            try db.execute(
                sql: """
                    CREATE INDEX documents_by_content ON documents (sha256)
                        WHERE sha256 IS NOT NULL
                    """)
        }
        migrator.registerMigration("0019 saved views") { db in
            try db.execute(sql: Migrations.savedViews)
        }
        migrator.registerMigration("0020 contents that were erased") { db in
            try db.execute(sql: "ALTER TABLE documents ADD COLUMN erased INTEGER")
        }
        migrator.registerMigration("0021 passwords, sessions, one-time links") { db in
            try db.execute(sql: Migrations.signIns)
        }
        migrator.registerMigration("0022 texts of documents") { db in
            // Numbers are not given twice: by the last one it is known what words were taken up.
            try db.execute(
                sql: """
                    CREATE TABLE document_texts (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        document_id INTEGER NOT NULL UNIQUE REFERENCES documents (id),
                        text TEXT NOT NULL CHECK (length(text) > 0)
                    ) STRICT;
                    ALTER TABLE words_until ADD COLUMN text_no INTEGER NOT NULL DEFAULT 0
                    """)
        }
        return migrator
    }

    /// What was filed or opened by mistake stays, and counts no more.
    private static let mistakes = """
        ALTER TABLE documents ADD COLUMN withdrawn INTEGER;
        ALTER TABLE cases ADD COLUMN is_void INTEGER NOT NULL DEFAULT 0
            CHECK (is_void = 0 OR (is_void = 1 AND is_final = 1 AND natural_key IS NULL));
        CREATE TRIGGER cases_tallied_void AFTER UPDATE OF is_void ON cases
        WHEN OLD.is_void <> NEW.is_void BEGIN
            UPDATE tallies SET number = number + OLD.is_void - NEW.is_void WHERE name = 'cases';
        END;
        """

    private static let rulebookTables = """
        CREATE TABLE settings (
            key TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE definitions (
            hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
            content TEXT NOT NULL
        ) STRICT;
        CREATE TABLE rulebooks (
            id INTEGER PRIMARY KEY,
            hash TEXT NOT NULL CHECK (length(hash) = 64),
            files TEXT NOT NULL CHECK (json_valid(files)),
            installed_at INTEGER NOT NULL
        ) STRICT;
        """

    private static let directoryTables = """
        CREATE TABLE offices (
            code TEXT NOT NULL PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 64),
            name TEXT NOT NULL CHECK (length(name) > 0),
            place TEXT NOT NULL,
            profile TEXT NOT NULL,
            duties TEXT NOT NULL CHECK (json_valid(duties)),
            number_code TEXT NOT NULL
        ) STRICT;
        CREATE TABLE office_names (
            name TEXT NOT NULL,
            office TEXT NOT NULL REFERENCES offices (code),
            kind TEXT NOT NULL CHECK (kind IN ('name', 'alias')),
            PRIMARY KEY (name, office)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE users (
            uid INTEGER NOT NULL PRIMARY KEY CHECK (uid >= 0),
            name TEXT NOT NULL CHECK (length(name) > 0)
        ) STRICT;
        CREATE TABLE memberships (
            uid INTEGER NOT NULL REFERENCES users (uid),
            office TEXT NOT NULL REFERENCES offices (code),
            role TEXT NOT NULL CHECK (length(role) > 0),
            kind TEXT NOT NULL CHECK (kind IN ('member', 'entry')),
            PRIMARY KEY (uid, office, role, kind)
        ) STRICT, WITHOUT ROWID;
        """

    private static let caseTables = """
        CREATE TABLE case_numbers (
            prefix TEXT NOT NULL,
            year INTEGER NOT NULL,
            last INTEGER NOT NULL CHECK (last >= 1),
            PRIMARY KEY (prefix, year)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE cases (
            id INTEGER PRIMARY KEY,
            case_id TEXT NOT NULL UNIQUE,
            workflow TEXT NOT NULL,
            definition_hash TEXT NOT NULL REFERENCES definitions (hash),
            profile TEXT NOT NULL,
            state TEXT NOT NULL,
            is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)),
            version INTEGER NOT NULL CHECK (version >= 1),
            parent TEXT REFERENCES cases (case_id),
            fields TEXT NOT NULL CHECK (json_valid(fields)),
            roles TEXT NOT NULL CHECK (json_valid(roles)),
            opened_on TEXT CHECK (opened_on GLOB '????-??-??'),
            recorded_at INTEGER NOT NULL,
            mode TEXT NOT NULL CHECK (mode IN ('live', 'record')),
            natural_key TEXT UNIQUE,
            title TEXT NOT NULL,
            is_quarantined INTEGER NOT NULL CHECK (is_quarantined IN (0, 1)),
            not_given TEXT NOT NULL CHECK (json_valid(not_given))
        ) STRICT;
        CREATE INDEX cases_parent ON cases (parent) WHERE parent IS NOT NULL;
        CREATE INDEX cases_workflow ON cases (workflow, state);
        CREATE INDEX cases_title ON cases (title);
        CREATE TABLE clock_runs (
            case_id TEXT NOT NULL REFERENCES cases (case_id),
            clock TEXT NOT NULL,
            run INTEGER NOT NULL CHECK (run >= 1),
            due TEXT CHECK (due GLOB '????-??-??'),
            is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
            is_duty INTEGER NOT NULL CHECK (is_duty IN (0, 1)),
            expiry_handled INTEGER NOT NULL CHECK (expiry_handled IN (0, 1)),
            data TEXT NOT NULL CHECK (json_valid(data)),
            PRIMARY KEY (case_id, clock, run)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX clock_runs_one_open ON clock_runs (case_id, clock) WHERE is_open = 1;
        CREATE INDEX clock_runs_due ON clock_runs (due) WHERE is_open = 1 AND due IS NOT NULL;
        CREATE INDEX clock_runs_ran_out ON clock_runs (due)
            WHERE is_open = 1 AND expiry_handled = 0 AND due IS NOT NULL;
        CREATE TABLE documents (
            id INTEGER PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (case_id),
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            size INTEGER CHECK (size >= 0),
            sha256 TEXT CHECK (length(sha256) = 64),
            added_on TEXT CHECK (added_on GLOB '????-??-??'),
            added_by TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            CHECK ((sha256 IS NULL) = (size IS NULL))
        ) STRICT;
        CREATE INDEX documents_case ON documents (case_id);
        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (case_id),
            kind TEXT NOT NULL,
            office TEXT REFERENCES offices (code),
            recipient TEXT NOT NULL CHECK (length(recipient) > 0),
            copies INTEGER NOT NULL CHECK (copies >= 1),
            status TEXT NOT NULL CHECK (status IN ('pending', 'sent', 'acknowledged', 'failed')),
            made_on TEXT NOT NULL CHECK (made_on GLOB '????-??-??'),
            sent_on TEXT CHECK (sent_on GLOB '????-??-??'),
            acknowledged_on TEXT CHECK (acknowledged_on GLOB '????-??-??'),
            sequence INTEGER NOT NULL,
            CHECK (status IN ('pending', 'failed') OR sent_on IS NOT NULL
                OR acknowledged_on IS NOT NULL)
        ) STRICT;
        CREATE INDEX deliveries_case ON deliveries (case_id);
        CREATE INDEX deliveries_pending ON deliveries (id) WHERE status = 'pending';
        CREATE TABLE letters (
            digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
            case_id TEXT NOT NULL REFERENCES cases (case_id)
        ) STRICT, WITHOUT ROWID;
        """

    private static let historyTables = """
        CREATE TABLE history (
            sequence INTEGER PRIMARY KEY,
            case_id TEXT REFERENCES cases (case_id),
            version INTEGER CHECK (version >= 1),
            happened_on TEXT CHECK (happened_on GLOB '????-??-??'),
            recorded_at INTEGER NOT NULL,
            mode TEXT NOT NULL CHECK (mode IN ('live', 'record')),
            actor_office TEXT,
            actor_name TEXT NOT NULL,
            role TEXT,
            entered_by INTEGER,
            entered_by_name TEXT NOT NULL,
            event TEXT NOT NULL,
            transition TEXT NOT NULL,
            from_state TEXT,
            to_state TEXT,
            changes TEXT NOT NULL CHECK (json_valid(changes)),
            note TEXT NOT NULL,
            request_id TEXT NOT NULL,
            basis TEXT NOT NULL,
            previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            -- Only an import, of which the source may not say when it was, has no day.
            CHECK (happened_on IS NOT NULL OR event = 'import')
        ) STRICT;
        CREATE UNIQUE INDEX history_case ON history (case_id, version)
            WHERE version IS NOT NULL;
        CREATE INDEX history_case_sequence ON history (case_id, sequence);
        CREATE TRIGGER history_no_update BEFORE UPDATE ON history
        BEGIN SELECT RAISE(ABORT, 'history lines are never changed'); END;
        CREATE TRIGGER history_no_delete BEFORE DELETE ON history
        BEGIN SELECT RAISE(ABORT, 'history lines are never removed'); END;
        CREATE TABLE personal_values (
            sequence INTEGER NOT NULL REFERENCES history (sequence),
            position INTEGER NOT NULL CHECK (position >= 0),
            salt BLOB NOT NULL CHECK (length(salt) = 16),
            before TEXT CHECK (before IS NULL OR json_valid(before)),
            after TEXT CHECK (after IS NULL OR json_valid(after)),
            PRIMARY KEY (sequence, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE requests (
            user INTEGER NOT NULL,
            request_id TEXT NOT NULL,
            payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
            answer BLOB NOT NULL,
            recorded_at INTEGER NOT NULL,
            PRIMARY KEY (user, request_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX requests_age ON requests (recorded_at);
        """

    /// Cases that stand by themselves but know of each other; the organisation a case is about.
    private static let linkTables = """
        CREATE TABLE case_links (
            opener TEXT NOT NULL REFERENCES cases (case_id),
            opened TEXT NOT NULL REFERENCES cases (case_id),
            sequence INTEGER NOT NULL REFERENCES history (sequence),
            PRIMARY KEY (opener, opened),
            CHECK (opener <> opened)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_links_opened ON case_links (opened);
        CREATE INDEX cases_party ON cases (fields ->> '$.party_code')
            WHERE fields ->> '$.party_code' IS NOT NULL;
        """

    /// A run that rests does not run out; each run names the calendar it is counted by.
    private static let runColumns = """
        ALTER TABLE clock_runs ADD COLUMN is_paused INTEGER NOT NULL DEFAULT 0
            CHECK (is_paused IN (0, 1));
        ALTER TABLE clock_runs ADD COLUMN calendar TEXT NOT NULL DEFAULT '';
        DROP INDEX clock_runs_ran_out;
        CREATE INDEX clock_runs_ran_out ON clock_runs (due)
            WHERE is_open = 1 AND expiry_handled = 0 AND is_paused = 0 AND due IS NOT NULL;
        CREATE INDEX clock_runs_calendar ON clock_runs (calendar) WHERE is_open = 1;
        """

    /// Letters may be taken back before they go out.
    private static let withdrawnDeliveries = """
        CREATE TABLE deliveries_new (
            id INTEGER PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (case_id),
            kind TEXT NOT NULL,
            office TEXT REFERENCES offices (code),
            recipient TEXT NOT NULL CHECK (length(recipient) > 0),
            copies INTEGER NOT NULL CHECK (copies >= 1),
            status TEXT NOT NULL
                CHECK (status IN ('pending', 'sent', 'acknowledged', 'failed', 'withdrawn')),
            made_on TEXT NOT NULL CHECK (made_on GLOB '????-??-??'),
            sent_on TEXT CHECK (sent_on GLOB '????-??-??'),
            acknowledged_on TEXT CHECK (acknowledged_on GLOB '????-??-??'),
            sequence INTEGER NOT NULL,
            CHECK (status IN ('pending', 'failed', 'withdrawn') OR sent_on IS NOT NULL
                OR acknowledged_on IS NOT NULL)
        ) STRICT;
        INSERT INTO deliveries_new SELECT * FROM deliveries;
        DROP TABLE deliveries;
        ALTER TABLE deliveries_new RENAME TO deliveries;
        CREATE INDEX deliveries_case ON deliveries (case_id);
        CREATE INDEX deliveries_pending ON deliveries (id) WHERE status = 'pending';
        """

    /// What is to be done to many cases, one after the other, to the end even after a crash.
    private static let bulkTables = """
        CREATE TABLE bulk_actions (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            parameters TEXT NOT NULL CHECK (json_valid(parameters)),
            reason TEXT NOT NULL CHECK (length(reason) > 0),
            uid INTEGER,
            user_name TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('running', 'done', 'cancelled')),
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            CHECK ((status = 'running') = (ended_at IS NULL))
        ) STRICT;
        CREATE INDEX bulk_actions_running ON bulk_actions (id) WHERE status = 'running';
        CREATE TABLE bulk_items (
            action INTEGER NOT NULL REFERENCES bulk_actions (id),
            case_id TEXT NOT NULL REFERENCES cases (case_id),
            status TEXT NOT NULL CHECK (status IN ('waiting', 'done', 'unchanged', 'failed')),
            result_zh TEXT NOT NULL,
            result_en TEXT NOT NULL,
            PRIMARY KEY (action, case_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX bulk_items_waiting ON bulk_items (action) WHERE status = 'waiting';
        """
}
