#include "c_tocsin_lua.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

void c_tocsin_lua_confine(size_t address_space) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    struct rlimit space;
    if (getrlimit(RLIMIT_AS, &space) == 0) {
        if (space.rlim_max == RLIM_INFINITY || space.rlim_max > address_space) space.rlim_cur = address_space;
        setrlimit(RLIMIT_AS, &space);
    }
    // Signals that whoever started us has blocked: a child must die of them.
    sigset_t none_blocked;
    sigemptyset(&none_blocked);
    sigprocmask(SIG_SETMASK, &none_blocked, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}
