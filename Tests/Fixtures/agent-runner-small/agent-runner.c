// A stand-in for the agent-runner where only its habits matter and its weight does not:
// it says that it is ready and waits for SIGTERM, for STIGMER_STANDIN_MAX_SECONDS (900) at most.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifndef VERSION
#error "-DVERSION=\"1.0.0\" says which release this is"
#endif

static int work_until_told_to_stop(void) {
  const char *text = getenv("STIGMER_STANDIN_MAX_SECONDS");
  int seconds = text ? atoi(text) : 0;
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM), sigaddset(&ends, SIGINT);
  sigprocmask(SIG_BLOCK, &ends, NULL);
  printf("agent-runner %s ready (pid %d)\n", VERSION, getpid());
  fflush(stdout);
  sigtimedwait(&ends, NULL, &(struct timespec){.tv_sec = seconds > 0 ? seconds : 900});
  printf("agent-runner %s stopped\n", VERSION);
  return 0;
}

int main(int count, char **arguments) {
  if (count == 1) return work_until_told_to_stop();
  if (!strcmp(arguments[1], "--version") || !strcmp(arguments[1], "--check"))
    return printf("agent-runner %s\n", VERSION) < 0;
  if (!strcmp(arguments[1], "--help")) return puts("usage: agent-runner [--version]") < 0;
  fprintf(stderr, "error: unknown argument '%s'\n", arguments[1]);
  return 2;
}
