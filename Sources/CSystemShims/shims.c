#define _GNU_SOURCE
#include "CSystemShims.h"
#include <unistd.h>

int csystem_sync_file_system(int descriptor) { return syncfs(descriptor); }
