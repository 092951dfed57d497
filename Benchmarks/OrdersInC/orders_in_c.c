#include "orders_in_c.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct oic_database {
    sqlite3 *handle;
};

struct oic_database *oic_open(const char *path, int read_only) {
    struct oic_database *database = calloc(1, sizeof *database);
    int flags = (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
    if (!database || sqlite3_open_v2(path, &database->handle, flags, NULL) != SQLITE_OK) {
        oic_close(database);
        return NULL;
    }
    sqlite3_exec(database->handle, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    return database;
}

void oic_close(struct oic_database *database) {
    if (!database) return;
    sqlite3_close_v2(database->handle);
    free(database);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

// Reads every column of the present row as whatever it is.
static void read_columns(sqlite3_stmt *statement) {
    int columns = sqlite3_column_count(statement);
    for (int column = 0; column < columns; column++) {
        switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER: (void)sqlite3_column_int64(statement, column); break;
        case SQLITE_FLOAT: (void)sqlite3_column_double(statement, column); break;
        case SQLITE_NULL: break;
        default:
            (void)sqlite3_column_text(statement, column);
            (void)sqlite3_column_bytes(statement, column);
        }
    }
}

static void bind(sqlite3_stmt *statement, const char *first, const char *second) {
    int parameters = sqlite3_bind_parameter_count(statement);
    for (int index = 1; index <= parameters; index++) {
        sqlite3_bind_text(statement, index, index == 2 && second ? second : first, -1, SQLITE_STATIC);
    }
}

static int64_t run(sqlite3_stmt *statement) {
    int64_t rows = 0;
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        read_columns(statement);
        rows++;
    }
    sqlite3_reset(statement);
    return result == SQLITE_DONE ? rows : -1;
}

enum { statements_max = 16, ids_max = 256, id_bytes_max = 64 };

static int64_t follow(sqlite3_stmt *first, sqlite3_stmt *const *others, const struct oic_call *call) {
    static char ids[ids_max][id_bytes_max];
    size_t count = 0;
    int64_t rows = 0;
    int result;
    while ((result = sqlite3_step(first)) == SQLITE_ROW) {
        read_columns(first);
        rows++;
        const char *id = (const char *)sqlite3_column_text(first, 0);
        if (id && count < call->limit && count < ids_max && strlen(id) < id_bytes_max) strcpy(ids[count++], id);
    }
    sqlite3_reset(first);
    if (result != SQLITE_DONE) return -1;
    for (size_t index = 0; index < count; index++) {
        for (size_t other = 0; other < call->statement_count; other++) {
            bind(others[other], ids[index], NULL);
            int64_t read = run(others[other]);
            if (read < 0) return -1;
            rows += read;
        }
    }
    return rows;
}

int64_t oic_measure(struct oic_database *database, const struct oic_call *call, const char *const *first,
                    const char *const *second, size_t count, uint64_t *nanoseconds) {
    sqlite3_stmt *statements[statements_max + 1] = {0};
    int64_t total = call->statement_count <= statements_max ? 0 : -1;
    for (size_t index = 0; index <= call->statement_count && total >= 0; index++) {
        const char *sql = index == 0 ? call->first : call->statements[index - 1];
        if (sqlite3_prepare_v2(database->handle, sql, -1, &statements[index], NULL) != SQLITE_OK) total = -1;
    }
    for (size_t turn = 0; turn < count && total >= 0; turn++) {
        uint64_t start = now();
        // As in the service, all statements of a call read one state.
        sqlite3_exec(database->handle, "BEGIN", NULL, NULL, NULL);
        bind(statements[0], first[turn], second[turn]);
        int64_t rows = follow(statements[0], statements + 1, call);
        sqlite3_exec(database->handle, "COMMIT", NULL, NULL, NULL);
        nanoseconds[turn] = now() - start;
        total = rows < 0 ? -1 : total + rows;
    }
    for (size_t index = 0; index <= statements_max; index++) sqlite3_finalize(statements[index]);
    return total;
}

int64_t oic_write(struct oic_database *database, const char *const *sql, size_t statement_count,
                  const char *const *texts, size_t count, uint64_t *nanoseconds) {
    sqlite3_stmt *statements[statements_max] = {0};
    int64_t changed = statement_count <= statements_max ? 0 : -1;
    for (size_t index = 0; index < statement_count && changed >= 0; index++) {
        if (sqlite3_prepare_v2(database->handle, sql[index], -1, &statements[index], NULL) != SQLITE_OK) changed = -1;
    }
    for (size_t turn = 0; turn < count && changed >= 0; turn++) {
        uint64_t start = now();
        sqlite3_exec(database->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        for (size_t index = 0; index < statement_count && changed >= 0; index++) {
            int parameters = sqlite3_bind_parameter_count(statements[index]);
            for (int parameter = 1; parameter <= parameters; parameter++) {
                sqlite3_bind_text(statements[index], parameter, *texts++, -1, SQLITE_STATIC);
            }
            changed = run(statements[index]) < 0 ? -1 : changed + sqlite3_changes(database->handle);
        }
        sqlite3_exec(database->handle, changed < 0 ? "ROLLBACK" : "COMMIT", NULL, NULL, NULL);
        nanoseconds[turn] = now() - start;
    }
    for (size_t index = 0; index < statements_max; index++) sqlite3_finalize(statements[index]);
    return changed;
}
