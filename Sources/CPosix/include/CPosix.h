// libc as stigmerup uses it: the headers, and one typed shim for each variadic call.
// Embedded Swift has no Glibc module, so the shim reaches libc through this target alone.
#ifndef CPOSIX_H
#define CPOSIX_H

// No feature macro here: Swift's own Glibc module is built without one, and two definitions of one struct clash.
// The few calls that hide behind _GNU_SOURCE are declared below.
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
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
#include <libproc.h>
#include <mach-o/dyld.h>
#include <sys/clonefile.h>
#include <sys/sysctl.h>
#endif

#if defined(__linux__)
extern int syncfs(int descriptor);
extern int renameat2(int from, const char *old, int to, const char *new_name, unsigned int flags);
extern int posix_spawn_file_actions_addchdir_np(
    posix_spawn_file_actions_t *actions, const char *path);
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

// These types are structs on one system and pointers on another.
static inline posix_spawn_file_actions_t stg_spawn_file_actions(void) {
  posix_spawn_file_actions_t actions;
  memset(&actions, 0, sizeof actions);
  return actions;
}
static inline posix_spawnattr_t stg_spawn_attributes(void) {
  posix_spawnattr_t attributes;
  memset(&attributes, 0, sizeof attributes);
  return attributes;
}
static inline int stg_spawn_change_directory(
    posix_spawn_file_actions_t *actions, const char *path) {
  return posix_spawn_file_actions_addchdir_np(actions, path);
}

// Macros that Swift cannot call.
static inline int stg_exited(int status) { return WIFEXITED(status) ? 1 : 0; }
static inline int stg_exit_status(int status) { return WEXITSTATUS(status); }
static inline int stg_term_signal(int status) { return WTERMSIG(status); }

// Two entries change places in one step.
static inline int stg_exchange(int from, const char *one, int to, const char *other) {
#if defined(__APPLE__)
  return renameatx_np(from, one, to, other, RENAME_SWAP);
#else
  return renameat2(from, one, to, other, 2 /* RENAME_EXCHANGE */);
#endif
}

// `mode_t` and the macros' types differ between systems.
static inline int stg_is_regular(const struct stat *status) { return S_ISREG(status->st_mode); }
// A socket's address is a `sockaddr` whose true type depends on its family.
static inline int stg_bind_loopback(int descriptor, int is_v6, uint16_t port) {
  if (is_v6) {
    struct sockaddr_in6 address;
    memset(&address, 0, sizeof address);
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    address.sin6_addr = in6addr_loopback;
    return bind(descriptor, (const struct sockaddr *)&address, sizeof address);
  }
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return bind(descriptor, (const struct sockaddr *)&address, sizeof address);
}
// The port that the socket is bound to; -1 with errno set.
static inline int stg_bound_port(int descriptor) {
  struct sockaddr_storage address;
  socklen_t length = sizeof address;
  if (getsockname(descriptor, (struct sockaddr *)&address, &length) == -1) return -1;
  return ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
                                             : ((struct sockaddr_in *)&address)->sin_port);
}
// SOCK_STREAM is an enumerator on one system and a macro on another.
static inline int stg_tcp_socket(int is_v6) {
  return socket(is_v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
}
static inline int stg_set_socket_flag(int descriptor, int level, int option) {
  int on = 1;
  return setsockopt(descriptor, level, option, &on, sizeof on);
}

// From now on SIGINT and SIGTERM write one byte to `descriptor` instead of ending the process;
// with -1 they end it again.
int stg_redirect_stop_signals(int descriptor);

// Swift imports `d_name` as a tuple.
static inline const char *stg_dirent_name(const struct dirent *entry) { return entry->d_name; }

#endif
