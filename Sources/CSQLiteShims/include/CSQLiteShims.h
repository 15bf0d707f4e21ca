#pragma once

/// Stops SQLite from counting its memory, which takes a lock for each piece (SQLITE_CONFIG_MEMSTATUS; sqlite3_config has
/// variable arguments, which Swift does not import). Only before SQLite's first use; SQLite's result code.
int csqlite_stop_counting_memory(void);

/// How much of what a savepoint may take back is kept in memory, and not in a file (SQLITE_CONFIG_STMTJRNL_SPILL). Only
/// before SQLite's first use; SQLite's result code.
int csqlite_keep_in_memory(int octets);
