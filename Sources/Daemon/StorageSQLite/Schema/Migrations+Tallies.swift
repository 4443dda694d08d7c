// SPDX-License-Identifier: Apache-2.0

// The fourth step: checks that build no table, answers in rows, tallies kept by triggers.
extension Migrations {
    /// Answers of a kilobyte each filled a page of a tree without rows; here they lie one by another.
    static let answersInRows = """
        CREATE TABLE requests_new (
            id INTEGER PRIMARY KEY,
            user INTEGER NOT NULL,
            request_id TEXT NOT NULL,
            payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
            answer BLOB NOT NULL,
            recorded_at INTEGER NOT NULL
        ) STRICT;
        INSERT INTO requests_new (user, request_id, payload_hash, answer, recorded_at)
            SELECT user, request_id, payload_hash, answer, recorded_at FROM requests
            ORDER BY recorded_at;
        DROP TABLE requests;
        ALTER TABLE requests_new RENAME TO requests;
        CREATE UNIQUE INDEX requests_once ON requests (user, request_id);
        CREATE INDEX requests_age ON requests (recorded_at);
        """

    // A list of more than two values in a CHECK is a table that SQLite builds for each row written.

    /// Jobs; their numbers go on where they were.
    static let plainJobs = """
        CREATE TABLE jobs_new (
            -- Never used again: a worker may hold the number of a job that is gone.
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (CASE kind WHEN 'clock' THEN 1 WHEN 'sendmail' THEN 1
                WHEN 'spool' THEN 1 WHEN 'hook' THEN 1 WHEN 'bulk' THEN 1 WHEN 'digest' THEN 1
                WHEN 'daily' THEN 1 ELSE 0 END),
            -- What it belongs to; one job for each.
            key TEXT NOT NULL CHECK (length(key) > 0),
            case_id TEXT REFERENCES cases (case_id),
            -- What it was made for: the due date of a clock. Another stamp is another duty.
            stamp TEXT NOT NULL,
            state TEXT NOT NULL CHECK (CASE state WHEN 'scheduled' THEN 1 WHEN 'retryable' THEN 1
                WHEN 'running' THEN 1 WHEN 'completed' THEN 1 WHEN 'discarded' THEN 1
                WHEN 'cancelled' THEN 1 ELSE 0 END),
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
            CHECK ((CASE state WHEN 'completed' THEN 1 WHEN 'discarded' THEN 1
                WHEN 'cancelled' THEN 1 ELSE 0 END) = (ended_at IS NOT NULL))
        ) STRICT;
        INSERT INTO jobs_new SELECT id, kind, key, case_id, stamp, state, due_at, attempt, token,
            leased_until, error, made_at, ended_at FROM jobs;
        DELETE FROM sqlite_sequence WHERE name = 'jobs_new';
        INSERT INTO sqlite_sequence (name, seq)
            SELECT 'jobs_new', seq FROM sqlite_sequence WHERE name = 'jobs';
        DROP TABLE jobs;
        ALTER TABLE jobs_new RENAME TO jobs;
        CREATE INDEX jobs_waiting ON jobs (kind, due_at, id)
            WHERE state IN ('scheduled', 'retryable');
        -- One of each kind: a letter that a courier holds for minutes must not hold up the case's time.
        CREATE UNIQUE INDEX jobs_one_running ON jobs (case_id, kind)
            WHERE state = 'running' AND case_id IS NOT NULL;
        CREATE INDEX jobs_running ON jobs (leased_until) WHERE state = 'running';
        CREATE INDEX jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;
        CREATE INDEX jobs_case ON jobs (case_id) WHERE case_id IS NOT NULL;
        -- Few among many: a list of them does not go through the rest.
        CREATE INDEX jobs_retryable ON jobs (due_at) WHERE state = 'retryable';
        CREATE INDEX jobs_discarded ON jobs (ended_at) WHERE state = 'discarded';
        """

    /// Letters to their recipients.
    static let plainDeliveries = """
        CREATE TABLE deliveries_new (
            id INTEGER PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases (case_id),
            kind TEXT NOT NULL,
            office TEXT REFERENCES offices (code),
            recipient TEXT NOT NULL CHECK (length(recipient) > 0),
            copies INTEGER NOT NULL CHECK (copies >= 1),
            status TEXT NOT NULL CHECK (CASE status WHEN 'pending' THEN 1 WHEN 'sent' THEN 1
                WHEN 'acknowledged' THEN 1 WHEN 'failed' THEN 1 WHEN 'otherwise' THEN 1
                WHEN 'withdrawn' THEN 1 ELSE 0 END),
            made_on TEXT NOT NULL CHECK (made_on GLOB '????-??-??'),
            sent_on TEXT CHECK (sent_on GLOB '????-??-??'),
            acknowledged_on TEXT CHECK (acknowledged_on GLOB '????-??-??'),
            sequence INTEGER NOT NULL,
            -- Why it failed, or how it was delivered otherwise.
            reason TEXT NOT NULL DEFAULT '',
            CHECK (CASE status WHEN 'pending' THEN 1 WHEN 'failed' THEN 1 WHEN 'withdrawn' THEN 1
                ELSE sent_on IS NOT NULL OR acknowledged_on IS NOT NULL END),
            CHECK (status NOT IN ('failed', 'otherwise') OR length(reason) > 0)
        ) STRICT;
        INSERT INTO deliveries_new SELECT id, case_id, kind, office, recipient, copies, status,
            made_on, sent_on, acknowledged_on, sequence, reason FROM deliveries;
        DROP TABLE deliveries;
        ALTER TABLE deliveries_new RENAME TO deliveries;
        CREATE INDEX deliveries_case ON deliveries (case_id);
        CREATE INDEX deliveries_pending ON deliveries (id) WHERE status = 'pending';
        CREATE INDEX deliveries_failed ON deliveries (id) WHERE status = 'failed';
        """

    /// What people were told, once each.
    static let plainNotices = """
        CREATE TABLE notices_new (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (CASE kind WHEN 'warning' THEN 1 WHEN 'chase' THEN 1
                WHEN 'escalation' THEN 1 WHEN 'digest' THEN 1 ELSE 0 END),
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
            status TEXT NOT NULL CHECK (CASE status WHEN 'shown' THEN 1 WHEN 'pending' THEN 1
                WHEN 'sent' THEN 1 WHEN 'failed' THEN 1 ELSE 0 END),
            reason TEXT NOT NULL,
            text_zh TEXT NOT NULL,
            text_en TEXT NOT NULL,
            CHECK (given_on >= day),
            CHECK ((kind = 'digest') = (case_id IS NULL)),
            CHECK ((case_id IS NULL) = (clock IS NULL) AND (case_id IS NULL) = (run IS NULL)
                AND (case_id IS NULL) = (due IS NULL)),
            UNIQUE (case_id, clock, run, due, kind, step, recipient, role)
        ) STRICT;
        INSERT INTO notices_new SELECT id, kind, case_id, clock, run, due, step, office, recipient,
            role, day, given_on, status, reason, text_zh, text_en FROM notices;
        DROP TABLE notices;
        ALTER TABLE notices_new RENAME TO notices;
        CREATE UNIQUE INDEX notices_one_digest ON notices (office, given_on)
            WHERE kind = 'digest';
        CREATE INDEX notices_office ON notices (office, given_on);
        CREATE INDEX notices_late ON notices (given_on) WHERE given_on > day;
        CREATE INDEX notices_pending ON notices (id) WHERE status = 'pending';
        """

    /// Bulk actions; whether an item of a plan is impossible stood in its sentence only.
    static let plainBulkTables = """
        CREATE TABLE bulk_actions_new (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            parameters TEXT NOT NULL CHECK (json_valid(parameters)),
            reason TEXT NOT NULL CHECK (length(reason) > 0),
            uid INTEGER,
            user_name TEXT NOT NULL,
            status TEXT NOT NULL CHECK (CASE status WHEN 'planned' THEN 1 WHEN 'running' THEN 1
                WHEN 'done' THEN 1 WHEN 'cancelled' THEN 1 ELSE 0 END),
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            CHECK ((status IN ('planned', 'running')) = (ended_at IS NULL))
        ) STRICT;
        INSERT INTO bulk_actions_new SELECT id, kind, parameters, reason, uid, user_name, status,
            started_at, ended_at FROM bulk_actions;
        CREATE TABLE bulk_items_new (
            action INTEGER NOT NULL REFERENCES bulk_actions (id),
            position INTEGER NOT NULL CHECK (position >= 1),
            case_id TEXT REFERENCES cases (case_id),
            title TEXT NOT NULL,
            payload TEXT NOT NULL CHECK (json_valid(payload)),
            status TEXT NOT NULL CHECK (CASE status WHEN 'waiting' THEN 1 WHEN 'done' THEN 1
                WHEN 'unchanged' THEN 1 WHEN 'failed' THEN 1 ELSE 0 END),
            is_impossible INTEGER NOT NULL DEFAULT 0 CHECK (is_impossible IN (0, 1)),
            result_zh TEXT NOT NULL,
            result_en TEXT NOT NULL,
            PRIMARY KEY (action, position)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO bulk_items_new
            SELECT action, position, case_id, title, payload, status,
                status = 'waiting' AND result_zh GLOB '不能办理:*', result_zh, result_en
            FROM bulk_items;
        DROP TABLE bulk_items;
        DROP TABLE bulk_actions;
        ALTER TABLE bulk_actions_new RENAME TO bulk_actions;
        ALTER TABLE bulk_items_new RENAME TO bulk_items;
        CREATE INDEX bulk_actions_running ON bulk_actions (id) WHERE status = 'running';
        CREATE INDEX bulk_items_waiting ON bulk_items (action) WHERE status = 'waiting';
        """

    /// Indexes that each act writes.
    ///
    /// Of runs one is left, which lists what is due, in the list's order, and counts what is overdue:
    /// expiry is a job's, and the calendar of a run is asked for once a year. Whether a case has an
    /// organisation's code is seen from its text: reading it as JSON twice cost more than the rest. A
    /// case's lines, with a version or without, are few enough to be sorted.
    static let lighterIndexes = """
        DROP INDEX clock_runs_ran_out;
        DROP INDEX clock_runs_calendar;
        DROP INDEX clock_runs_due;
        CREATE INDEX clock_runs_due ON clock_runs
            (due, case_id, clock, is_open, is_duty, is_paused)
            WHERE is_open = 1 AND due IS NOT NULL;
        DROP INDEX cases_party;
        CREATE INDEX cases_party ON cases (fields ->> '$.party_code')
            WHERE instr(fields, '"party_code"');
        DROP INDEX history_case;
        DROP INDEX history_case_sequence;
        CREATE UNIQUE INDEX history_case ON history (case_id, version);
        CREATE INDEX office_names_office ON office_names (office);
        """

    /// Counted once here; from then on a row changes a tally only when it counts otherwise.
    static let tallies = """
        CREATE TABLE tallies (
            name TEXT NOT NULL PRIMARY KEY,
            number INTEGER NOT NULL CHECK (number >= 0)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE job_tallies (
            kind TEXT NOT NULL,
            state TEXT NOT NULL,
            number INTEGER NOT NULL CHECK (number >= 0),
            PRIMARY KEY (kind, state)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO tallies SELECT 'cases', count(*) FROM cases;
        INSERT INTO tallies SELECT 'open cases', count(*) FROM cases WHERE is_final = 0;
        INSERT INTO tallies
            SELECT 'quarantined cases', count(*) FROM cases WHERE is_quarantined = 1;
        INSERT INTO tallies
            SELECT 'pending deliveries', count(*) FROM deliveries WHERE status = 'pending';
        INSERT INTO tallies
            SELECT 'failed deliveries', count(*) FROM deliveries WHERE status = 'failed';
        INSERT INTO job_tallies SELECT kind, state, count(*) FROM jobs GROUP BY kind, state;
        CREATE TRIGGER cases_tallied_new AFTER INSERT ON cases BEGIN
            UPDATE tallies SET number = number + 1 WHERE name = 'cases';
            UPDATE tallies SET number = number + 1 - NEW.is_final WHERE name = 'open cases';
            UPDATE tallies SET number = number + NEW.is_quarantined
                WHERE name = 'quarantined cases';
        END;
        CREATE TRIGGER cases_tallied AFTER UPDATE OF is_final, is_quarantined ON cases
        WHEN OLD.is_final <> NEW.is_final OR OLD.is_quarantined <> NEW.is_quarantined BEGIN
            UPDATE tallies SET number = number + OLD.is_final - NEW.is_final
                WHERE name = 'open cases';
            UPDATE tallies SET number = number + NEW.is_quarantined - OLD.is_quarantined
                WHERE name = 'quarantined cases';
        END;
        CREATE TRIGGER deliveries_tallied_new AFTER INSERT ON deliveries
        WHEN NEW.status IN ('pending', 'failed') BEGIN
            UPDATE tallies SET number = number + 1 WHERE name = NEW.status || ' deliveries';
        END;
        CREATE TRIGGER deliveries_tallied AFTER UPDATE OF status ON deliveries
        WHEN OLD.status <> NEW.status BEGIN
            UPDATE tallies SET number = number - 1 WHERE name = OLD.status || ' deliveries';
            UPDATE tallies SET number = number + 1 WHERE name = NEW.status || ' deliveries';
        END;
        CREATE TRIGGER jobs_tallied_new AFTER INSERT ON jobs BEGIN
            INSERT INTO job_tallies (kind, state, number) VALUES (NEW.kind, NEW.state, 1)
                ON CONFLICT (kind, state) DO UPDATE SET number = number + 1;
        END;
        CREATE TRIGGER jobs_tallied AFTER UPDATE OF state ON jobs WHEN OLD.state <> NEW.state BEGIN
            UPDATE job_tallies SET number = number - 1
                WHERE kind = OLD.kind AND state = OLD.state;
            INSERT INTO job_tallies (kind, state, number) VALUES (NEW.kind, NEW.state, 1)
                ON CONFLICT (kind, state) DO UPDATE SET number = number + 1;
        END;
        CREATE TRIGGER jobs_tallied_gone AFTER DELETE ON jobs BEGIN
            UPDATE job_tallies SET number = number - 1
                WHERE kind = OLD.kind AND state = OLD.state;
        END;
        """
}
