#pragma once

/// Makes everything durable that was written to the file system of an open file (Linux's syncfs, which the Glibc
/// module does not show); 0, or -1 with errno.
int csystem_sync_file_system(int descriptor);
