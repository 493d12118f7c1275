// libc as stigmerup uses it: the headers, and one typed shim for each variadic call.
// Embedded Swift has no Glibc module, so the shim reaches libc through this target alone.
#ifndef CPOSIX_H
#define CPOSIX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <gnu/libc-version.h>
#endif
#if defined(__APPLE__)
#include <mach-o/dyld.h>
#include <sys/clonefile.h>
#endif

extern char **environ;

static inline char **stg_environ(void) { return environ; }
static inline int stg_errno(void) { return errno; }
static inline void stg_set_errno(int value) { errno = value; }

static inline int stg_openat(int directory, const char *path, int flags, mode_t mode) {
  return openat(directory, path, flags, mode);
}
static inline int stg_fcntl_int(int descriptor, int command, int argument) {
  return fcntl(descriptor, command, argument);
}
static inline int stg_ioctl_pointer(int descriptor, unsigned long request, void *argument) {
  return ioctl(descriptor, request, argument);
}

// `mode_t` and the macros' types differ between systems.
static inline int stg_is_regular(const struct stat *status) { return S_ISREG(status->st_mode); }
// Swift imports `d_name` as a tuple.
static inline const char *stg_dirent_name(const struct dirent *entry) { return entry->d_name; }

#endif
