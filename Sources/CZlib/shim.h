// The system's zlib: gzip and deflate.
#include <zlib.h>
