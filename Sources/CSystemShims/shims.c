#define _GNU_SOURCE
#include "CSystemShims.h"
#include <fcntl.h>
#include <unistd.h>

int csystem_sync_file_system(int descriptor) { return syncfs(descriptor); }

int csystem_begin_writing_back(int descriptor) {
  return sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
}
