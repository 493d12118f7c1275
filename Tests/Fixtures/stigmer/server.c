// `stigmer server`, `server status` and `server stop`: the side of the server that people see.
#define _GNU_SOURCE
#include "stigmer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 20 * 20 };  // twenty seconds in pauses of 50 ms

static void pause_shortly(void) {
  nanosleep(&(struct timespec){.tv_nsec = 50 * 1000 * 1000}, NULL);
}

// The pid of the daemon of this data folder, or 0: a number left by a crash, which may belong to
// anybody by now, is not taken for it.
static pid_t running_server(void) {
  pid_t pid = (pid_t)read_number("daemon.pid");
  if (pid <= 0) return 0;
  char path[64], command[PATH_MAX + 64] = "";
  snprintf(path, sizeof path, "/proc/%d/cmdline", pid);
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  size_t length = fread(command, 1, sizeof command - 1, file);
  fclose(file);
  size_t first = strnlen(command, length) + 1;
  return first < length && !strcmp(command + first, "internal-server") ? pid : 0;
}

// What the daemon answers on its port; false while nobody does.
static bool ask_server(char *answer, size_t room) {
  long port = read_number("port");
  int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct timeval limit = {.tv_sec = 5};
  setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  size_t length = 0;
  if (port > 0 && connect(line, (struct sockaddr *)&address, sizeof address) == 0)
    for (ssize_t got; length + 1 < room; length += (size_t)got)
      if ((got = read(line, answer + length, room - 1 - length)) <= 0) break;
  close(line);
  answer[length] = 0;
  return length > 0;
}

// The value of `key: value` in the daemon's answer; empty when there is none.
static const char *value_of(const char *key, const char *answer) {
  static char value[PATH_MAX];
  char wanted[64];
  snprintf(wanted, sizeof wanted, "\n%s: ", key);
  const char *found = strstr(answer, wanted);
  value[0] = 0;
  if (found) sscanf(found + strlen(wanted), "%4095[^\n]", value);
  return value;
}

static void stop(pid_t pid) {
  kill(pid, SIGTERM);
  for (int i = 0; i < PATIENCE; i++) {
    if (running_server() != pid) return;
    pause_shortly();
  }
  fail("the server (pid %d) does not stop", pid);
}

static void become_daemon(const char *log) {
  int null = open("/dev/null", O_RDONLY);
  int file = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (setsid() < 0 || null < 0 || file < 0) _exit(1);
  dup2(null, 0), dup2(file, 1), dup2(file, 2);
  close_range(3, ~0U, 0);
  execl(own_path(), own_path(), "internal-server", NULL);
  fail("cannot run %s: %m", own_path());
}

_Noreturn static void fail_with_log(const char *log) {
  char line[1024] = "";
  FILE *file = fopen(log, "re");
  while (file && fgets(line, sizeof line, file)) continue;
  line[strcspn(line, "\n")] = 0;
  const char *reason = strncmp(line, "Error: ", 7) == 0 ? line + 7 : line;
  fail("the server did not start: %s (see %s)", reason, log);
}

static void report_start(const char *answer) {
  char runner[PATH_MAX];
  snprintf(runner, sizeof runner, "%s", value_of("agent-runner pid", answer));
  printf("Started stigmer server %s ", value_of("version", answer));
  printf("(pid %s)", value_of("pid", answer));
  if (runner[0]) printf(", agent-runner pid %s", runner);
  printf("\nexe: %s\n", value_of("exe", answer));
  printf("agent-runner: %s\n", value_of("agent-runner", answer));
  printf("port: %s\n", value_of("port", answer));
}

int server_start(void) {
  // Two starts at once take turns: the second restarts what the first has started.
  int lock = open(data_file("start.lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock < 0 || flock(lock, LOCK_EX) != 0) fail("cannot lock %s: %m", data_folder());
  pid_t old = running_server();
  if (old) {
    printf("Stopping the running server (pid %d)\n", old);
    stop(old);
  }
  fflush(stdout);
  unlink(data_file("port"));
  char *log = data_file("daemon.log");
  pid_t pid = fork();
  if (pid < 0) fail("cannot start the server: %m");
  if (pid == 0) become_daemon(log);

  char answer[3 * PATH_MAX];
  for (int i = 0; i < PATIENCE; i++) {
    if (waitpid(pid, NULL, WNOHANG) == pid) fail_with_log(log);
    if (ask_server(answer, sizeof answer) && atoi(value_of("pid", answer)) == pid) {
      report_start(answer);
      return 0;
    }
    pause_shortly();
  }
  kill(pid, SIGTERM);
  fail_with_log(log);
}

int server_status(void) {
  char answer[3 * PATH_MAX];
  if (!running_server() || !ask_server(answer, sizeof answer)) {
    puts("not running");
    return 1;
  }
  fputs(answer, stdout);
  return 0;
}

int server_stop(void) {
  pid_t pid = running_server();
  if (!pid) {
    puts("not running");
    return 0;
  }
  stop(pid);
  printf("Stopped stigmer server (pid %d)\n", pid);
  return 0;
}
