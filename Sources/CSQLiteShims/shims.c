#include "CSQLiteShims.h"
#include <sqlite3.h>

int csqlite_stop_counting_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

int csqlite_keep_in_memory(int octets) { return sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, octets); }
