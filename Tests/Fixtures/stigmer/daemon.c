// The daemon: `stigmer` run again by its own path, as `internal-server`. It starts itself once
// more as `internal-workflow-runner`, and the agent-runner beside it.
#define _GNU_SOURCE
#include "stigmer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct child {
  const char *path;  // NULL: there is none to start
  pid_t pid;         // 0: not running
  int status;        // how it ended, as wait(2) tells; meaningful when path is set and pid is 0
};

static volatile sig_atomic_t told_to_stop;

static void note_stop(int number) {
  (void)number;
  told_to_stop = 1;
}

static void ignore(int number) { (void)number; }

// Handlers without SA_RESTART: a signal ends the wait in `ppoll`, where alone signals are let in.
static sigset_t listen_to_signals(void) {
  sigset_t blocked, open;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM), sigaddset(&blocked, SIGINT), sigaddset(&blocked, SIGCHLD);
  sigprocmask(SIG_BLOCK, &blocked, &open);
  sigaction(SIGTERM, &(struct sigaction){.sa_handler = note_stop}, NULL);
  sigaction(SIGINT, &(struct sigaction){.sa_handler = note_stop}, NULL);
  sigaction(SIGCHLD, &(struct sigaction){.sa_handler = ignore}, NULL);
  sigdelset(&open, SIGTERM), sigdelset(&open, SIGINT), sigdelset(&open, SIGCHLD);
  return open;
}

static int listen_on_loopback(void) {
  const char *chosen = getenv("STIGMER_PORT");
  int port = chosen && *chosen ? atoi(chosen) : 7234;
  int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(line, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
  if (bind(line, (struct sockaddr *)&address, sizeof address) != 0 || listen(line, 64) != 0)
    fail("cannot listen on 127.0.0.1:%d: %m", port);
  return line;
}

static int port_of(int line) {
  struct sockaddr_in address;
  socklen_t length = sizeof address;
  getsockname(line, (struct sockaddr *)&address, &length);
  return ntohs(address.sin_port);
}

// Starts `child->path` with one argument or none. Its exec's failure comes back through a pipe,
// so what is returned as started really is that program.
static void start(struct child *child, const char *argument) {
  int report[2], error = 0;
  if (pipe2(report, O_CLOEXEC) != 0) fail("cannot start %s: %m", child->path);
  if ((child->pid = fork()) < 0) fail("cannot start %s: %m", child->path);
  if (child->pid == 0) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);  // a daemon that is killed leaves nobody behind
    execl(child->path, child->path, argument, NULL);
    error = errno;
    _exit(write(report[1], &error, sizeof error) == sizeof error ? 127 : 126);
  }
  close(report[1]);
  ssize_t got = read(report[0], &error, sizeof error);
  close(report[0]);
  if (got > 0) fail("cannot start %s: %s", child->path, strerror(error));
}

static void reap(struct child *child) {
  if (child->pid && waitpid(child->pid, &child->status, WNOHANG) == child->pid) child->pid = 0;
}

static void stop(struct child *child) {
  if (!child->pid) return;
  kill(child->pid, SIGTERM);
  for (int i = 0; i < 100 && child->pid; i++) {
    reap(child);
    if (child->pid) nanosleep(&(struct timespec){.tv_nsec = 50 * 1000 * 1000}, NULL);
  }
  if (!child->pid) return;
  kill(child->pid, SIGKILL);
  waitpid(child->pid, &child->status, 0);
}

static const char *runner_to_start(void) {
  if (KIND == LEGACY) return extract_carried_runner();
  const char *path = getenv("STIGMER_AGENT_RUNNER_BIN");
  return path && *path ? path : NULL;
}

// The answer to whoever connects; `server status` prints it as it is.
static void answer(int caller, int port, const struct child *workflows,
                   const struct child *runner) {
  dprintf(caller, "running\nversion: %s\npid: %d\nexe: %s\nport: %d\ndata: %s\n", VERSION, getpid(),
          own_path(), port, data_folder());
  if (workflows->pid) dprintf(caller, "workflow-runner pid: %d\n", workflows->pid);
  if (!runner->path)
    dprintf(caller, "agent-runner: none (STIGMER_AGENT_RUNNER_BIN is not set)\n");
  else if (runner->pid)
    dprintf(caller, "agent-runner pid: %d\nagent-runner: %s\n", runner->pid, runner->path);
  else if (WIFSIGNALED(runner->status))
    dprintf(caller, "agent-runner: %s (ended by signal %d)\n", runner->path,
            WTERMSIG(runner->status));
  else
    dprintf(caller, "agent-runner: %s (ended with status %d)\n", runner->path,
            WEXITSTATUS(runner->status));
}

static long seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec;
}

int internal_server(void) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  signal(SIGPIPE, SIG_IGN);
  long end = seconds_now() + most_seconds();
  sigset_t open = listen_to_signals();
  int line = listen_on_loopback(), port = port_of(line);
  write_number("daemon.pid", getpid());
  struct child workflows = {.path = own_path()}, runner = {.path = runner_to_start()};
  start(&workflows, "internal-workflow-runner");
  if (runner.path) start(&runner, NULL);
  write_number("port", port);
  printf("stigmer server %s listens on 127.0.0.1:%d\n", VERSION, port);

  while (!told_to_stop && seconds_now() < end) {
    struct pollfd wait = {.fd = line, .events = POLLIN};
    ppoll(&wait, 1, &(struct timespec){.tv_sec = 1}, &open);
    reap(&workflows), reap(&runner);
    int caller = accept4(line, NULL, NULL, SOCK_CLOEXEC);
    if (caller < 0) continue;
    answer(caller, port, &workflows, &runner);
    close(caller);
  }
  stop(&runner), stop(&workflows);
  unlink(data_file("port")), unlink(data_file("daemon.pid"));
  printf("stigmer server %s stopped\n", VERSION);
  return 0;
}

int internal_workflow_runner(void) {
  sigset_t open = listen_to_signals();
  ppoll(NULL, 0, &(struct timespec){.tv_sec = most_seconds()}, &open);
  return 0;
}
