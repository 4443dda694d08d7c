/* SPDX-License-Identifier: Apache-2.0 */
/* Commits the rows of a cased database again, in C: what the storage alone costs.
 *
 * usage: replay SOURCE TARGET GROUP
 * Reads all acts of SOURCE, then writes their rows (case, history, personal values, clock runs and
 * their jobs, papers, letters, answers) into TARGET under the same schema, GROUP acts to a commit, WAL,
 * synchronous=FULL. Prints one line of JSON. At the end TARGET holds the same rows as SOURCE.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct rows {
    int columns;
    long count, room;
    sqlite3_value **values; /* count x columns */
    long next;              /* the next row to be written */
};

static void die(sqlite3 *db, const char *what)
{
    fprintf(stderr, "replay: %s: %s\n", what, db ? sqlite3_errmsg(db) : "");
    exit(1);
}

static void run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) die(db, sql);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) die(db, sql);
    return statement;
}

/* Keeps a query's rows in memory; the first column is the act they belong to. */
static struct rows keep(sqlite3 *db, const char *sql)
{
    struct rows rows = {0};
    sqlite3_stmt *statement = prepare(db, sql);
    rows.columns = sqlite3_column_count(statement);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        if (rows.count == rows.room) {
            rows.room = rows.room ? rows.room * 2 : 1024;
            rows.values = realloc(rows.values, sizeof *rows.values * rows.room * rows.columns);
            if (!rows.values) die(NULL, "out of memory");
        }
        for (int i = 0; i < rows.columns; i++)
            rows.values[rows.count * rows.columns + i] =
                sqlite3_value_dup(sqlite3_column_value(statement, i));
        rows.count++;
    }
    sqlite3_finalize(statement);
    return rows;
}

static sqlite3_value *cell(struct rows *rows, long row, int column)
{
    return rows->values[row * rows->columns + column];
}

/* Writes the rows of one act, and of lines before it that are no acts, with a statement whose
 * parameters are the columns after the first. */
static void write_act(sqlite3 *db, struct rows *rows, sqlite3_int64 act, sqlite3_stmt *statement)
{
    while (rows->next < rows->count && sqlite3_value_int64(cell(rows, rows->next, 0)) <= act) {
        for (int i = 1; i < rows->columns; i++)
            sqlite3_bind_value(statement, i, cell(rows, rows->next, i));
        if (sqlite3_step(statement) != SQLITE_DONE) die(db, "insert");
        sqlite3_reset(statement);
        rows->next++;
    }
}

/* An insert of a row of a table, whose parameters are all columns after the first `skipped`. */
static sqlite3_stmt *prepare_insert(sqlite3 *db, const char *table, struct rows *rows, int skipped,
    const char *conflict)
{
    char *marks = NULL;
    for (int i = 1 + skipped; i < rows->columns; i++) {
        char *more = sqlite3_mprintf("%s%s?%d", marks ? marks : "", marks ? "," : "", i);
        sqlite3_free(marks);
        marks = more;
    }
    char *sql = sqlite3_mprintf("INSERT INTO %s VALUES (%s) %s", table, marks, conflict);
    sqlite3_stmt *statement = prepare(db, sql);
    sqlite3_free(sql);
    sqlite3_free(marks);
    return statement;
}

static void copy_schema(sqlite3 *db)
{
    sqlite3_stmt *statement = prepare(db,
        "SELECT sql FROM source.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        /* The table of words makes its own. */
        "AND name NOT LIKE 'case\\_words\\_%' ESCAPE '\\' "
        "ORDER BY CASE type WHEN 'table' THEN 0 ELSE 1 END, rowid");
    char *all = NULL;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        char *more = sqlite3_mprintf("%s%s;\n", all ? all : "", sqlite3_column_text(statement, 0));
        sqlite3_free(all);
        all = more;
    }
    sqlite3_finalize(statement);
    run(db, all);
    sqlite3_free(all);
    static const char *whole[] = {"grdb_migrations", "settings", "definitions", "rulebooks",
        "offices", "office_names", "users", "memberships", "case_numbers"};
    for (unsigned i = 0; i < sizeof whole / sizeof *whole; i++) {
        char *sql = sqlite3_mprintf("INSERT INTO main.%s SELECT * FROM source.%s", whole[i], whole[i]);
        run(db, sql);
        sqlite3_free(sql);
    }
    run(db, "INSERT INTO main.history SELECT * FROM source.history WHERE case_id IS NULL");
    run(db, "INSERT INTO main.jobs SELECT * FROM source.jobs WHERE kind <> 'clock'");
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: replay SOURCE TARGET GROUP\n");
        return 2;
    }
    int group = atoi(argv[3]);
    sqlite3 *db;
    if (sqlite3_open(argv[2], &db) != SQLITE_OK) die(db, argv[2]);
    run(db, "PRAGMA journal_mode = WAL");
    run(db, "PRAGMA synchronous = FULL");
    run(db, "PRAGMA cache_size = -8192");
    char *attach = sqlite3_mprintf("ATTACH %Q AS source", argv[1]);
    run(db, attach);
    copy_schema(db);
    run(db, "PRAGMA foreign_keys = ON");

    struct rows acts = keep(db,
        "SELECT h.sequence, h.version, c.version, h.to_state, c.is_final, c.rowid "
        "FROM source.history h JOIN source.cases c ON c.case_id = h.case_id "
        "WHERE h.version IS NOT NULL ORDER BY h.sequence");
    struct rows cases = keep(db, "SELECT h.sequence, c.* FROM source.history h JOIN source.cases c "
        "ON c.case_id = h.case_id WHERE h.version IS NOT NULL ORDER BY h.sequence");
    struct rows history = keep(db,
        "SELECT sequence, * FROM source.history WHERE version IS NOT NULL ORDER BY sequence");
    struct rows personal = keep(db,
        "SELECT sequence, * FROM source.personal_values ORDER BY sequence, position");
    /* A run and its job are written when it begins, and again when it ends. */
    struct rows clocks = keep(db,
        "SELECT s, r.* FROM (SELECT json_extract(data, '$.startSequence') s, * FROM "
        "source.clock_runs UNION ALL SELECT json_extract(data, '$.stopSequence'), * FROM "
        "source.clock_runs WHERE is_open = 0) r ORDER BY s, r.is_open");
    struct rows jobs = keep(db,
        "SELECT s, j.* FROM (SELECT json_extract(data, '$.startSequence') s, case_id, clock, run "
        "FROM source.clock_runs UNION ALL SELECT json_extract(data, '$.stopSequence'), case_id, "
        "clock, run FROM source.clock_runs WHERE is_open = 0) r JOIN source.jobs j "
        "ON j.kind = 'clock' AND j.key = r.case_id || ' ' || r.clock || ' ' || r.run ORDER BY s");
    struct rows papers = keep(db, "SELECT sequence, * FROM source.documents ORDER BY sequence, id");
    struct rows letters = keep(db, "SELECT sequence, * FROM source.deliveries ORDER BY sequence, id");
    struct rows answers = keep(db,
        "SELECT h.sequence, r.* FROM source.requests r JOIN source.history h "
        "ON h.request_id = r.request_id AND h.entered_by = r.user ORDER BY h.sequence");
    run(db, "DETACH source");

    sqlite3_stmt *insert_case = prepare_insert(db, "cases", &cases, 0, "");
    sqlite3_stmt *update_case = prepare(db,
        "UPDATE cases SET state = ?6, is_final = ?7, version = ?8, fields = ?10, roles = ?11, "
        "natural_key = ?15, title = ?16, not_given = ?18 WHERE case_id = ?2 AND version = ?8 - 1");
    sqlite3_stmt *insert_history = prepare_insert(db, "history", &history, 0, "");
    sqlite3_stmt *insert_personal = prepare_insert(db, "personal_values", &personal, 0, "");
    sqlite3_stmt *insert_clock = prepare_insert(db, "clock_runs", &clocks, 1,
        "ON CONFLICT (case_id, clock, run) DO UPDATE SET due = excluded.due, "
        "is_open = excluded.is_open, expiry_handled = excluded.expiry_handled, data = excluded.data");
    sqlite3_stmt *insert_job = prepare_insert(db, "jobs", &jobs, 0,
        "ON CONFLICT (kind, key) DO UPDATE SET state = excluded.state, due_at = excluded.due_at, "
        "token = excluded.token, ended_at = excluded.ended_at");
    sqlite3_stmt *insert_paper = prepare_insert(db, "documents", &papers, 0, "");
    sqlite3_stmt *insert_letter = prepare_insert(db, "deliveries", &letters, 0, "");
    sqlite3_stmt *insert_answer = prepare_insert(db, "requests", &answers, 0, "");

    struct timespec began, ended;
    clock_gettime(CLOCK_MONOTONIC, &began);
    long commits = 0;
    for (long act = 0; act < acts.count; act++) {
        if (act % group == 0) run(db, "BEGIN IMMEDIATE");
        sqlite3_int64 sequence = sqlite3_value_int64(cell(&acts, act, 0));
        int version = sqlite3_value_int(cell(&acts, act, 1));
        int last = sqlite3_value_int(cell(&acts, act, 2));
        sqlite3_stmt *statement = version == 1 ? insert_case : update_case;
        for (int i = 1; i < cases.columns; i++)
            sqlite3_bind_value(statement, i, cell(&cases, act, i));
        if (sqlite3_value_type(cell(&acts, act, 3)) != SQLITE_NULL)
            sqlite3_bind_value(statement, 6, cell(&acts, act, 3));
        sqlite3_bind_int(statement, 7, version == last && sqlite3_value_int(cell(&acts, act, 4)));
        sqlite3_bind_int(statement, 8, version);
        if (sqlite3_step(statement) != SQLITE_DONE || sqlite3_changes(db) != 1) die(db, "case");
        sqlite3_reset(statement);
        write_act(db, &history, sequence, insert_history);
        write_act(db, &personal, sequence, insert_personal);
        write_act(db, &clocks, sequence, insert_clock);
        write_act(db, &jobs, sequence, insert_job);
        write_act(db, &papers, sequence, insert_paper);
        write_act(db, &letters, sequence, insert_letter);
        write_act(db, &answers, sequence, insert_answer);
        if (act % group == group - 1 || act == acts.count - 1) {
            run(db, "COMMIT");
            commits++;
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &ended);
    double seconds = ended.tv_sec - began.tv_sec + (ended.tv_nsec - began.tv_nsec) / 1e9;
    printf("{\"acts\": %ld, \"group\": %d, \"commits\": %ld, \"seconds\": %f, \"per_second\": %f}\n",
        acts.count, group, commits, seconds, acts.count / seconds);
    return 0;
}
