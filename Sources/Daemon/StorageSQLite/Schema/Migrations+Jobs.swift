// SPDX-License-Identifier: Apache-2.0

// The third step: jobs, notices, channels, bulk items of any kind.
extension Migrations {
    /// Durable work, one row for each thing it belongs to; a run's dates are known from a day on.
    static let jobTables = """
        CREATE TABLE jobs (
            -- Never used again: a worker may hold the number of a job that is gone.
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN
                ('clock', 'sendmail', 'spool', 'hook', 'bulk', 'digest', 'daily')),
            -- What it belongs to; one job for each.
            key TEXT NOT NULL CHECK (length(key) > 0),
            case_id TEXT REFERENCES cases (case_id),
            -- What it was made for: the due date of a clock. Another stamp is another duty.
            stamp TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN
                ('scheduled', 'retryable', 'running', 'completed', 'discarded', 'cancelled')),
            due_at INTEGER NOT NULL,
            attempt INTEGER NOT NULL CHECK (attempt >= 0),
            -- Raised by each claim and each change: who holds an older one may not settle.
            token INTEGER NOT NULL CHECK (token >= 0),
            leased_until INTEGER,
            error TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            ended_at INTEGER,
            UNIQUE (kind, key),
            CHECK ((state = 'running') = (leased_until IS NOT NULL)),
            CHECK ((state IN ('completed', 'discarded', 'cancelled')) = (ended_at IS NOT NULL))
        ) STRICT;
        CREATE INDEX jobs_waiting ON jobs (kind, due_at, id)
            WHERE state IN ('scheduled', 'retryable');
        -- One of each kind: a letter that a courier holds for minutes must not hold up the case's time.
        CREATE UNIQUE INDEX jobs_one_running ON jobs (case_id, kind)
            WHERE state = 'running' AND case_id IS NOT NULL;
        CREATE INDEX jobs_running ON jobs (leased_until) WHERE state = 'running';
        CREATE INDEX jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;
        CREATE INDEX jobs_case ON jobs (case_id) WHERE case_id IS NOT NULL;
        CREATE TABLE paused_jobs (
            kind TEXT NOT NULL PRIMARY KEY
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE clock_runs ADD COLUMN due_since TEXT CHECK (due_since GLOB '????-??-??');
        ALTER TABLE clock_runs ADD COLUMN is_silent INTEGER NOT NULL DEFAULT 0
            CHECK (is_silent IN (0, 1));
        UPDATE clock_runs SET due_since = date('now') WHERE due IS NOT NULL;
        """

    /// What people were told, once each.
    static let noticeTables = """
        CREATE TABLE notices (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('warning', 'chase', 'escalation', 'digest')),
            case_id TEXT REFERENCES cases (case_id),
            clock TEXT,
            run INTEGER CHECK (run >= 1),
            due TEXT CHECK (due GLOB '????-??-??'),
            step INTEGER NOT NULL CHECK (step >= 0),
            office TEXT REFERENCES offices (code),
            recipient TEXT NOT NULL CHECK (length(recipient) > 0),
            role TEXT NOT NULL,
            day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            given_on TEXT NOT NULL CHECK (given_on GLOB '????-??-??'),
            status TEXT NOT NULL CHECK (status IN ('shown', 'pending', 'sent', 'failed')),
            reason TEXT NOT NULL,
            text_zh TEXT NOT NULL,
            text_en TEXT NOT NULL,
            CHECK (given_on >= day),
            CHECK ((kind = 'digest') = (case_id IS NULL)),
            CHECK ((case_id IS NULL) = (clock IS NULL) AND (case_id IS NULL) = (run IS NULL)
                AND (case_id IS NULL) = (due IS NULL)),
            UNIQUE (case_id, clock, run, due, kind, step, recipient, role)
        ) STRICT;
        CREATE UNIQUE INDEX notices_one_digest ON notices (office, given_on)
            WHERE kind = 'digest';
        CREATE INDEX notices_office ON notices (office, given_on);
        CREATE INDEX notices_late ON notices (given_on) WHERE given_on > day;
        """

    /// How an office is reached; why a letter failed or was delivered otherwise.
    static let channels = """
        ALTER TABLE offices ADD COLUMN channel TEXT NOT NULL DEFAULT 'manual'
            CHECK (channel IN ('manual', 'spool', 'sendmail', 'hook'));
        ALTER TABLE offices ADD COLUMN address TEXT NOT NULL DEFAULT ''
            CHECK (channel IN ('manual', 'spool') OR length(address) > 0);
        CREATE TABLE deliveries_new (
            id INTEGER PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (case_id),
            kind TEXT NOT NULL,
            office TEXT REFERENCES offices (code),
            recipient TEXT NOT NULL CHECK (length(recipient) > 0),
            copies INTEGER NOT NULL CHECK (copies >= 1),
            status TEXT NOT NULL CHECK (status IN
                ('pending', 'sent', 'acknowledged', 'failed', 'otherwise', 'withdrawn')),
            made_on TEXT NOT NULL CHECK (made_on GLOB '????-??-??'),
            sent_on TEXT CHECK (sent_on GLOB '????-??-??'),
            acknowledged_on TEXT CHECK (acknowledged_on GLOB '????-??-??'),
            sequence INTEGER NOT NULL,
            -- Why it failed, or how it was delivered otherwise.
            reason TEXT NOT NULL DEFAULT '',
            CHECK (status IN ('pending', 'failed', 'withdrawn') OR sent_on IS NOT NULL
                OR acknowledged_on IS NOT NULL),
            CHECK (status NOT IN ('failed', 'otherwise') OR length(reason) > 0)
        ) STRICT;
        INSERT INTO deliveries_new
            SELECT *, CASE status WHEN 'failed' THEN '-' ELSE '' END FROM deliveries;
        DROP TABLE deliveries;
        ALTER TABLE deliveries_new RENAME TO deliveries;
        CREATE INDEX deliveries_case ON deliveries (case_id);
        CREATE INDEX deliveries_pending ON deliveries (id) WHERE status = 'pending';
        CREATE INDEX deliveries_failed ON deliveries (id) WHERE status = 'failed';
        """

    /// A bulk action may be planned before it runs; its items may be rows of a file.
    static let bulkItemsOfAnyKind = """
        CREATE TABLE bulk_actions_new (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            parameters TEXT NOT NULL CHECK (json_valid(parameters)),
            reason TEXT NOT NULL CHECK (length(reason) > 0),
            uid INTEGER,
            user_name TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('planned', 'running', 'done', 'cancelled')),
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            CHECK ((status IN ('planned', 'running')) = (ended_at IS NULL))
        ) STRICT;
        INSERT INTO bulk_actions_new SELECT * FROM bulk_actions;
        CREATE TABLE bulk_items_new (
            action INTEGER NOT NULL REFERENCES bulk_actions (id),
            position INTEGER NOT NULL CHECK (position >= 1),
            case_id TEXT REFERENCES cases (case_id),
            title TEXT NOT NULL,
            payload TEXT NOT NULL CHECK (json_valid(payload)),
            status TEXT NOT NULL CHECK (status IN ('waiting', 'done', 'unchanged', 'failed')),
            result_zh TEXT NOT NULL,
            result_en TEXT NOT NULL,
            PRIMARY KEY (action, position)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO bulk_items_new
            SELECT action, row_number() OVER (PARTITION BY action ORDER BY case_id), case_id,
                case_id, '{}', status, result_zh, result_en FROM bulk_items;
        DROP TABLE bulk_items;
        DROP TABLE bulk_actions;
        ALTER TABLE bulk_actions_new RENAME TO bulk_actions;
        ALTER TABLE bulk_items_new RENAME TO bulk_items;
        CREATE INDEX bulk_actions_running ON bulk_actions (id) WHERE status = 'running';
        CREATE INDEX bulk_items_waiting ON bulk_items (action) WHERE status = 'waiting';
        """
}
