// SPDX-License-Identifier: Apache-2.0
internal import GRDB

// The eleventh step: which offices are involved in a case, so that lists can be filtered by it.
extension Migrations {
    /// A cache of the roles of cases, their wholes and their parts, kept by triggers: nobody who writes
    /// a case can forget it.
    static func involved(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE involved (
                    case_no INTEGER NOT NULL,
                    office TEXT NOT NULL,
                    PRIMARY KEY (case_no, office)
                ) STRICT, WITHOUT ROWID;
                CREATE VIEW involvement AS
                    SELECT c.id AS case_no, r.value ->> 'office' AS office
                    FROM cases c, json_each(c.roles) r
                    UNION ALL
                    SELECT c.id, r.value ->> 'office'
                    FROM cases c JOIN cases p ON p.case_id = c.parent, json_each(p.roles) r
                    UNION ALL
                    SELECT c.id, r.value ->> 'office'
                    FROM cases c JOIN cases k ON k.parent = c.case_id, json_each(k.roles) r;
                INSERT OR IGNORE INTO involved (case_no, office)
                    SELECT case_no, office FROM involvement WHERE office IS NOT NULL;
                """)
        // A case that is opened brings nobody to its sisters, and takes nobody away.
        try db.execute(
            sql: """
                CREATE TRIGGER cases_involve_new AFTER INSERT ON cases BEGIN
                    INSERT OR IGNORE INTO involved (case_no, office)
                        SELECT NEW.id, value ->> 'office' FROM json_each(NEW.roles)
                        WHERE value ->> 'office' IS NOT NULL;
                    INSERT OR IGNORE INTO involved (case_no, office)
                        SELECT NEW.id, value ->> 'office' FROM cases p, json_each(p.roles)
                        WHERE p.case_id = NEW.parent AND value ->> 'office' IS NOT NULL;
                    INSERT OR IGNORE INTO involved (case_no, office)
                        SELECT p.id, value ->> 'office' FROM cases p, json_each(NEW.roles)
                        WHERE p.case_id = NEW.parent AND value ->> 'office' IS NOT NULL;
                END;
                CREATE TRIGGER cases_involve_others AFTER UPDATE OF roles ON cases
                WHEN OLD.roles <> NEW.roles BEGIN
                    DELETE FROM involved WHERE case_no IN (
                        SELECT id FROM cases WHERE id = NEW.id OR parent = NEW.case_id
                            OR case_id = NEW.parent);
                    INSERT OR IGNORE INTO involved (case_no, office)
                        SELECT case_no, office FROM involvement
                        WHERE office IS NOT NULL AND case_no IN (
                            SELECT id FROM cases WHERE id = NEW.id OR parent = NEW.case_id
                                OR case_id = NEW.parent);
                END;
                """)
    }
}
