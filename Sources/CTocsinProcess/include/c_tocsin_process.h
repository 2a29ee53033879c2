// Starts a program in a process group of its own. In C because glibc shows pipe2 and the _np calls of
// posix_spawn only with _GNU_SOURCE, which Swift's module of it is built without.
#ifndef C_TOCSIN_PROCESS_H
#define C_TOCSIN_PROCESS_H

#include <sys/types.h>

// `words` and `environment` end in NULL. `*input` and `*errors` become our ends of its standard input
// and error, closed on exec; its output goes to /dev/null; no other descriptor is handed on. Signals
// are at their defaults. Returns 0, or an errno; then nothing is left open.
int c_tocsin_process_start(
    char *const words[], char *const environment[], const char *folder, pid_t *child, int *input,
    int *errors);

#endif
