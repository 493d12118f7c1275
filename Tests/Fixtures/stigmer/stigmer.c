// A stand-in for `stigmer`: its command line, and commands that only tests need.
#define _GNU_SOURCE
#include "stigmer.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static const char usage[] =
    "Stigmer runs AI agents and workflows on this machine (a stand-in for tests).\n"
    "\n"
    "Usage:\n"
    "  stigmer [command]\n"
    "\n"
    "Available Commands:\n"
    "  server         Start the server in the background, or restart it\n"
    "  server status  Tell whether the server runs, and what it is\n"
    "  server stop    Stop the server and all that it started\n"
    "\n"
    "For tests:\n"
    "  env            Print this program's path and version, and the STIGMER* variables\n"
    "  args [ARG…]    Print each argument in brackets\n"
    "  exec CMD…      Run another program, found on PATH, in this one's place\n"
    "  exit N         Exit with status N\n"
    "  signal         End by SIGTERM\n"
    "  sleep N        Sleep N seconds\n"
    "\n"
    "Flags:\n"
    "  -h, --help     help for stigmer\n";

static int help(void) {
  if (KIND == BROKEN) {
    fputs("panic: runtime error: this release does not start (a stand-in for tests)\n", stderr);
    return 3;
  }
  fputs(usage, stdout);
  return 0;
}

static int compare(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int print_environment(const char *argument0) {
  static const char *const kinds[] = {"modern", "legacy", "broken"};
  printf("exe=%s\nargv0=%s\nversion=%s\nkind=%s\n", own_path(), argument0, VERSION, kinds[KIND]);
  size_t count = 0;
  while (environ[count]) count++;
  qsort(environ, count, sizeof *environ, compare);
  for (char **entry = environ; *entry; entry++)
    if (strncmp(*entry, "STIGMER", strlen("STIGMER")) == 0) puts(*entry);
  return 0;
}

static int print_arguments(char **arguments) {
  for (; *arguments; arguments++) printf("[%s]\n", *arguments);
  return 0;
}

static int run_in_place(char **command) {
  if (!command[0]) fail("exec needs a program to run");
  execvp(command[0], command);
  fail("cannot run \"%s\": %m", command[0]);
}

static int number(const char *text) {
  char *end;
  long value = text ? strtol(text, &end, 10) : -1;
  if (!text || *end || value < 0 || value > INT_MAX) fail("a number is needed");
  return (int)value;
}

static int server(const char *command) {
  if (!command || !strcmp(command, "start")) return server_start();
  if (!strcmp(command, "status")) return server_status();
  if (!strcmp(command, "stop")) return server_stop();
  fail("unknown command \"%s\" for \"stigmer server\"", command);
}

// Cobra's two ways to refuse what it does not know.
static int refuse(const char *argument) {
  if (argument[0] == '-' && argument[1] == '-') fail("unknown flag: %s", argument);
  if (argument[0] == '-' && argument[1])
    fail("unknown shorthand flag: '%c' in %s", argument[1], argument);
  fprintf(stderr, "Error: unknown command \"%s\" for \"stigmer\"\n", argument);
  fputs("Run 'stigmer --help' for usage.\n", stderr);
  return 1;
}

int main(int count, char **arguments) {
  const char *command = count > 1 ? arguments[1] : "--help";
  char **rest = arguments + (count > 1 ? 2 : 1);
  if (!strcmp(command, "--help") || !strcmp(command, "-h") || !strcmp(command, "help"))
    return help();
  if (!strcmp(command, "server")) return server(rest[0]);
  if (!strcmp(command, "internal-server")) return internal_server();
  if (!strcmp(command, "internal-workflow-runner")) return internal_workflow_runner();
  if (!strcmp(command, "env")) return print_environment(arguments[0]);
  if (!strcmp(command, "args")) return print_arguments(rest);
  if (!strcmp(command, "exec")) return run_in_place(rest);
  if (!strcmp(command, "exit")) return number(rest[0]);
  if (!strcmp(command, "signal")) return kill(getpid(), SIGTERM);
  if (!strcmp(command, "sleep")) return (int)sleep((unsigned)number(rest[0]));
  return refuse(command);
}

void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fflush(stdout);
  fputs("Error: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  exit(1);
}
