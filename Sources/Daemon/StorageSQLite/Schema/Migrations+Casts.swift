// SPDX-License-Identifier: Apache-2.0
internal import GRDB

// The seventeenth step: questions over many cases that do not go through them.
extension Migrations {
    static func manyCases(_ db: Database) throws {
        try db.execute(sql: Migrations.casts)
        try db.execute(sql: Migrations.castTriggers)
        try db.execute(sql: Migrations.dueTallies)
        try db.execute(sql: Migrations.dueTriggers)
        try db.execute(sql: Migrations.words)
    }

    /// The columns of a cast that tell it from others.
    private static let likeness = "roles, above, offices, definition_hash, workflow, profile"

    /// Cases of one content in which the same offices have the same roles are of one cast: who sees them
    /// and who holds their clocks is then the same, and what is counted is counted once for all of them.
    ///
    /// A cast is never changed; a case whose roles change is of another. What is set aside is of cast 0.
    private static let casts = """
        CREATE TABLE casts (
            id INTEGER PRIMARY KEY,
            definition_hash TEXT NOT NULL,
            workflow TEXT NOT NULL,
            profile TEXT NOT NULL,
            -- `role office` or `role`, one to a line: of the case, and of the case that it is part of.
            roles TEXT NOT NULL,
            above TEXT NOT NULL,
            -- All that are involved, in their order.
            offices TEXT NOT NULL,
            -- The case that became of it last: it learns its cast by that.
            latest TEXT NOT NULL DEFAULT '',
            UNIQUE (\(Migrations.likeness))
        ) STRICT;
        CREATE TABLE cast_offices (
            office TEXT NOT NULL,
            cast_no INTEGER NOT NULL,
            PRIMARY KEY (office, cast_no)
        ) STRICT, WITHOUT ROWID;
        -- By the case's id, as runs name it: a list of dates asks for it run by run.
        CREATE TABLE case_casts (
            case_id TEXT NOT NULL PRIMARY KEY,
            cast_no INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE VIEW casting AS
            SELECT c.id AS case_no, c.case_id, c.definition_hash, c.workflow, c.profile,
                coalesce((SELECT group_concat(key || coalesce(' ' || (value ->> 'office'), ''), x'0A')
                    FROM json_each(c.roles)), '') AS roles,
                iif(c.parent IS NULL, '', coalesce((
                    SELECT group_concat(r.key || coalesce(' ' || (r.value ->> 'office'), ''), x'0A')
                    FROM cases p, json_each(p.roles) r WHERE p.case_id = c.parent), '')) AS above,
                coalesce((SELECT group_concat(office, ' ') FROM involved i
                    WHERE i.case_no = c.id), '') AS offices
            FROM cases c WHERE c.is_quarantined = 0;
        INSERT INTO casts (id, definition_hash, workflow, profile, roles, above, offices)
            VALUES (0, '', '', '', '', '', '');
        INSERT OR IGNORE INTO casts (\(Migrations.likeness), latest)
            SELECT \(Migrations.likeness), case_id FROM casting;
        INSERT INTO cast_offices (office, cast_no)
            SELECT i.office, s.id FROM casts s CROSS JOIN cases c ON c.case_id = s.latest
            CROSS JOIN involved i ON i.case_no = c.id;
        INSERT INTO case_casts (case_id, cast_no)
            SELECT c.case_id, s.id FROM casting c CROSS JOIN casts s USING (\(Migrations.likeness));
        INSERT INTO case_casts (case_id, cast_no)
            SELECT case_id, 0 FROM cases WHERE is_quarantined = 1;
        CREATE TRIGGER casts_latest_new AFTER INSERT ON casts BEGIN
            INSERT INTO cast_offices (office, cast_no)
                SELECT office, NEW.id FROM involved
                WHERE case_no = (SELECT id FROM cases WHERE case_id = NEW.latest);
            INSERT INTO case_casts (case_id, cast_no) VALUES (NEW.latest, NEW.id)
                ON CONFLICT (case_id) DO UPDATE SET cast_no = excluded.cast_no;
        END;
        CREATE TRIGGER casts_latest AFTER UPDATE OF latest ON casts BEGIN
            INSERT INTO case_casts (case_id, cast_no) VALUES (NEW.latest, NEW.id)
                ON CONFLICT (case_id) DO UPDATE SET cast_no = excluded.cast_no;
        END;
        """

    /// Gives cases the casts that their roles make, and makes those that are new.
    ///
    /// - Parameter cases: which, as a condition on their numbers.
    private static func recast(_ cases: String) -> String {
        """
        INSERT INTO casts (\(Migrations.likeness), latest)
            SELECT \(Migrations.likeness), case_id FROM casting WHERE case_no \(cases)
            ON CONFLICT (\(Migrations.likeness)) DO UPDATE SET latest = excluded.latest;
        """
    }

    private static let others = """
        IN (SELECT id FROM cases WHERE id = NEW.id OR parent = NEW.case_id
            OR case_id = NEW.parent)
        """

    /// The offices of a new case's roles, or of a case's new roles.
    private static let ownOffices = """
        INSERT OR IGNORE INTO involved (case_no, office)
            SELECT NEW.id, value ->> 'office' FROM json_each(NEW.roles)
            WHERE value ->> 'office' IS NOT NULL;
        """

    /// The triggers of the eleventh step, which now give casts too: two triggers of one event have no order.
    ///
    /// Most cases are part of none and have no parts.
    private static let castTriggers = """
        DROP TRIGGER cases_involve_new;
        DROP TRIGGER cases_involve_others;
        CREATE TRIGGER cases_involve_new AFTER INSERT ON cases WHEN NEW.parent IS NULL BEGIN
            \(Migrations.ownOffices)
            INSERT INTO case_casts (case_id, cast_no)
                SELECT NEW.case_id, 0 WHERE NEW.is_quarantined = 1;
            \(Migrations.recast("= NEW.id"))
        END;
        CREATE TRIGGER cases_involve_part AFTER INSERT ON cases WHEN NEW.parent IS NOT NULL BEGIN
            \(Migrations.ownOffices)
            INSERT OR IGNORE INTO involved (case_no, office)
                SELECT NEW.id, value ->> 'office' FROM cases p, json_each(p.roles)
                WHERE p.case_id = NEW.parent AND value ->> 'office' IS NOT NULL;
            INSERT OR IGNORE INTO involved (case_no, office)
                SELECT p.id, value ->> 'office' FROM cases p, json_each(NEW.roles)
                WHERE p.case_id = NEW.parent AND value ->> 'office' IS NOT NULL;
            INSERT INTO case_casts (case_id, cast_no)
                SELECT NEW.case_id, 0 WHERE NEW.is_quarantined = 1;
            \(Migrations.recast(
                "IN (SELECT id FROM cases WHERE id = NEW.id OR case_id = NEW.parent)"))
        END;
        CREATE TRIGGER cases_involve_own AFTER UPDATE OF roles ON cases
        WHEN OLD.roles <> NEW.roles AND NEW.parent IS NULL
            AND NOT EXISTS (SELECT 1 FROM cases WHERE parent = NEW.case_id) BEGIN
            DELETE FROM involved WHERE case_no = NEW.id;
            \(Migrations.ownOffices)
            \(Migrations.recast("= NEW.id"))
        END;
        CREATE TRIGGER cases_involve_others AFTER UPDATE OF roles ON cases
        WHEN OLD.roles <> NEW.roles AND (NEW.parent IS NOT NULL
            OR EXISTS (SELECT 1 FROM cases WHERE parent = NEW.case_id)) BEGIN
            DELETE FROM involved WHERE case_no \(Migrations.others);
            INSERT OR IGNORE INTO involved (case_no, office)
                SELECT case_no, office FROM involvement
                WHERE office IS NOT NULL AND case_no \(Migrations.others);
            \(Migrations.recast(Migrations.others))
        END;
        CREATE TRIGGER cases_recast AFTER UPDATE OF definition_hash, is_quarantined ON cases
        WHEN OLD.definition_hash <> NEW.definition_hash
            OR OLD.is_quarantined <> NEW.is_quarantined BEGIN
            UPDATE case_casts SET cast_no = 0
                WHERE case_id = NEW.case_id AND NEW.is_quarantined = 1;
            \(Migrations.recast("= NEW.id"))
        END;
        """

    /// How many open runs fall due on a day: of all cases, and of those of each cast.
    ///
    /// The class of a run is 1 for a duty, and 2 more while it rests.
    private static let dueTallies = """
        CREATE TABLE due_tallies (
            due TEXT NOT NULL,
            class INTEGER NOT NULL,
            number INTEGER NOT NULL CHECK (number >= 0),
            PRIMARY KEY (due, class)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE cast_tallies (
            cast_no INTEGER NOT NULL,
            due TEXT NOT NULL,
            clock TEXT NOT NULL,
            class INTEGER NOT NULL,
            number INTEGER NOT NULL CHECK (number >= 0),
            PRIMARY KEY (cast_no, due, clock, class)
        ) STRICT, WITHOUT ROWID;
        CREATE VIEW dated_runs AS
            SELECT r.case_id, k.cast_no, r.due, r.clock, r.is_duty + 2 * r.is_paused AS class
            FROM clock_runs r CROSS JOIN case_casts k ON k.case_id = r.case_id
            WHERE r.is_open = 1 AND r.due IS NOT NULL;
        INSERT INTO cast_tallies (cast_no, due, clock, class, number)
            SELECT cast_no, due, clock, class, count(*) FROM dated_runs GROUP BY 1, 2, 3, 4;
        INSERT INTO due_tallies (due, class, number)
            SELECT due, class, sum(number) FROM cast_tallies GROUP BY 1, 2;
        """

    /// Counts a run as it is now.
    private static let count = """
        INSERT INTO due_tallies (due, class, number)
            VALUES (NEW.due, NEW.is_duty + 2 * NEW.is_paused, 1)
            ON CONFLICT (due, class) DO UPDATE SET number = number + 1;
        INSERT INTO cast_tallies (cast_no, due, clock, class, number)
            VALUES ((SELECT cast_no FROM case_casts WHERE case_id = NEW.case_id),
                NEW.due, NEW.clock, NEW.is_duty + 2 * NEW.is_paused, 1)
            ON CONFLICT (cast_no, due, clock, class) DO UPDATE SET number = number + 1;
        """

    /// Counts a run no more as it was; a tally that comes to nothing goes, for days go by.
    ///
    /// A trigger that removed it would make a table of each row that is changed.
    private static let discount = """
        UPDATE due_tallies SET number = number - 1
            WHERE due = OLD.due AND class = OLD.is_duty + 2 * OLD.is_paused;
        DELETE FROM cast_tallies
            WHERE cast_no = (SELECT cast_no FROM case_casts WHERE case_id = OLD.case_id)
            AND due = OLD.due AND clock = OLD.clock
            AND class = OLD.is_duty + 2 * OLD.is_paused AND number = 1;
        UPDATE cast_tallies SET number = number - 1
            WHERE cast_no = (SELECT cast_no FROM case_casts WHERE case_id = OLD.case_id)
            AND due = OLD.due AND clock = OLD.clock
            AND class = OLD.is_duty + 2 * OLD.is_paused;
        """

    private static let isCountedOtherwise = """
        (OLD.due IS NOT NEW.due OR OLD.is_open <> NEW.is_open OR OLD.is_duty <> NEW.is_duty
            OR OLD.is_paused <> NEW.is_paused)
        """

    private static let dueTriggers = """
        CREATE TRIGGER clock_runs_tallied_new AFTER INSERT ON clock_runs
        WHEN NEW.is_open = 1 AND NEW.due IS NOT NULL BEGIN
            \(Migrations.count)
        END;
        CREATE TRIGGER clock_runs_tallied AFTER UPDATE OF due, is_open, is_duty, is_paused
        ON clock_runs WHEN NEW.is_open = 1 AND NEW.due IS NOT NULL
            AND \(Migrations.isCountedOtherwise) BEGIN
            \(Migrations.count)
        END;
        CREATE TRIGGER clock_runs_tallied_no_more AFTER UPDATE OF due, is_open, is_duty, is_paused
        ON clock_runs WHEN OLD.is_open = 1 AND OLD.due IS NOT NULL
            AND \(Migrations.isCountedOtherwise) BEGIN
            \(Migrations.discount)
        END;
        CREATE TRIGGER clock_runs_tallied_gone AFTER DELETE ON clock_runs
        WHEN OLD.is_open = 1 AND OLD.due IS NOT NULL BEGIN
            \(Migrations.discount)
        END;
        CREATE TRIGGER case_casts_tallied AFTER UPDATE OF cast_no ON case_casts
        WHEN OLD.cast_no <> NEW.cast_no BEGIN
            INSERT INTO cast_tallies (cast_no, due, clock, class, number)
                SELECT OLD.cast_no, due, clock, is_duty + 2 * is_paused, 0 FROM clock_runs
                WHERE case_id = NEW.case_id AND is_open = 1 AND due IS NOT NULL
                ON CONFLICT (cast_no, due, clock, class) DO UPDATE SET number = number - 1;
            DELETE FROM cast_tallies WHERE cast_no = OLD.cast_no AND number = 0
                AND due IN (SELECT due FROM clock_runs
                    WHERE case_id = NEW.case_id AND is_open = 1 AND due IS NOT NULL);
            INSERT INTO cast_tallies (cast_no, due, clock, class, number)
                SELECT NEW.cast_no, due, clock, is_duty + 2 * is_paused, 1 FROM clock_runs
                WHERE case_id = NEW.case_id AND is_open = 1 AND due IS NOT NULL
                ON CONFLICT (cast_no, due, clock, class) DO UPDATE SET number = number + 1;
        END;
        """

    /// Pieces of the texts in cases, by which a word finds them; how far they reach.
    ///
    /// No trigger keeps them: what is newer than they are is gone through until it is their turn.
    private static let words = """
        CREATE VIRTUAL TABLE case_words USING fts5
            (pieces, content = '', detail = none, columnsize = 0, tokenize = 'ascii');
        CREATE TABLE words_until (
            id INTEGER PRIMARY KEY CHECK (id = 0),
            case_no INTEGER NOT NULL,
            sequence INTEGER NOT NULL
        ) STRICT;
        INSERT INTO words_until (id, case_no, sequence)
            SELECT 0, 0, coalesce(max(sequence), 0) FROM history;
        """
}
