// The stand-in for Stigmer's command-line program. See ../README.md.
#ifndef STIGMER_H
#define STIGMER_H

#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

// How a release of stigmer behaves; `-DKIND=…` chooses one.
enum kind {
  MODERN,  // starts the program that STIGMER_AGENT_RUNNER_BIN names
  LEGACY,  // as v0.0.7: carries a runner, extracts it into data/bin, asks nobody
  BROKEN,  // as MODERN, but `--help` fails
};

#ifndef VERSION
#error "-DVERSION=\"1.0.0\" says which release this is"
#endif
#ifndef KIND
#define KIND MODERN
#endif

// Where stigmer keeps everything: STIGMER_DATA_DIR, or ~/.stigmer/data. Made if absent.
const char *data_folder(void);
// A file of the data folder; the result is the caller's, and never freed.
char *data_file(const char *name);
// The real path of the running executable.
const char *own_path(void);
// `STIGMER_STANDIN_MAX_SECONDS`, 900 by default: no stand-in outlives it.
int most_seconds(void);

// The first line of a file of the data folder as a number; 0 when there is none.
long read_number(const char *name);
// Replaces a file of the data folder in one rename.
void write_number(const char *name, long number);
// Extracts the carried runner (LEGACY only) and returns its path.
const char *extract_carried_runner(void);

// `Error: …` on stderr, then exit 1.
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

int server_start(void);
int server_status(void);
int server_stop(void);
// The daemon's two programs: what the server runs its own path as.
int internal_server(void);
int internal_workflow_runner(void);

#endif
