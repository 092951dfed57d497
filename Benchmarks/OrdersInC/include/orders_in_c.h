#ifndef ORDERS_IN_C_H
#define ORDERS_IN_C_H

#include <stddef.h>
#include <stdint.h>

// The service's statements, run by the sqlite3 library from C: what a program that decodes nothing takes.

struct oic_database;

// NULL where it cannot be opened. `read_only` for queries; else as the service writes: WAL, synchronous FULL.
struct oic_database *oic_open(const char *path, int read_only);
void oic_close(struct oic_database *database);

// A call of the service: its first statement, whose rows' first columns are ids, and the statements run for each id.
struct oic_call {
    const char *first;
    size_t limit;  // rows of the first statement that are followed
    const char *const *statements;
    size_t statement_count;
};

// Runs `call` once for each of `count` pairs of texts, which are bound to the first statement's first two parameters (as
// many as it has), and every id to all parameters of the others. Reads every column. nanoseconds[i] is the time of pair
// i. Returns the number of rows read, or -1 at the first error.
int64_t oic_measure(struct oic_database *database, const struct oic_call *call, const char *const *first,
                    const char *const *second, size_t count, uint64_t *nanoseconds);

// Runs transactions, each all of `statements` with the texts of its turn bound to their parameters in order of the
// statements; see oic_measure.
int64_t oic_write(struct oic_database *database, const char *const *statements, size_t statement_count,
                  const char *const *texts, size_t count, uint64_t *nanoseconds);

#endif
