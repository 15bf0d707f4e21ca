#pragma once

/// Makes everything durable that was written to the file system of an open file (Linux's syncfs, which the Glibc
/// module does not show); 0, or -1 with errno.
int csystem_sync_file_system(int descriptor);

/// Lets the disk begin with what was written to an open file, without waiting for it (Linux's sync_file_range, which the
/// Glibc module does not show); 0, or -1 with errno.
int csystem_begin_writing_back(int descriptor);
