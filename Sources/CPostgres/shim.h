// PostgreSQL's C library, 15.
#include <libpq-fe.h>
