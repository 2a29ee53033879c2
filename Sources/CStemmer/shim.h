// The system's Snowball stemmers (libstemmer has no pkg-config file).
#include <libstemmer.h>
