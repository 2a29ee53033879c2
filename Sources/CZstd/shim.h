// The system's Zstandard.
#include <zstd.h>
