#include "CPosix.h"

static volatile sig_atomic_t stop_descriptor = -1;

static void write_stop(int number) {
  (void)number;
  int saved = errno;
  char byte = 0;
  ssize_t written = write((int)stop_descriptor, &byte, 1);
  (void)written; // a full pipe says it already
  errno = saved;
}

int stg_redirect_stop_signals(int descriptor) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = descriptor == -1 ? SIG_DFL : write_stop;
  if (descriptor != -1) stop_descriptor = descriptor;
  return sigaction(SIGINT, &action, NULL) == -1 || sigaction(SIGTERM, &action, NULL) == -1 ? -1 : 0;
}
