// The data folder: what it holds, and how a release of v0.0.7's kind treats it.
#define _GNU_SOURCE
#include "stigmer.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void make_folders(char *path) {
  for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    mkdir(path, 0755);
    *slash = '/';
  }
  if (mkdir(path, 0755) != 0 && errno != EEXIST) fail("cannot make %s: %m", path);
}

static char *joined(const char *folder, const char *name) {
  char *path;
  if (asprintf(&path, "%s/%s", folder, name) < 0) fail("no memory");
  return path;
}

const char *data_folder(void) {
  static char *folder;
  if (folder) return folder;
  const char *chosen = getenv("STIGMER_DATA_DIR"), *home = getenv("HOME");
  if (chosen && *chosen) {
    folder = strdup(chosen);
  } else if (home && *home) {
    folder = joined(home, ".stigmer/data");
  } else {
    fail("HOME is not set");
  }
  make_folders(folder);
  return folder;
}

char *data_file(const char *name) { return joined(data_folder(), name); }

const char *own_path(void) {
  static char path[PATH_MAX];
  if (!path[0] && readlink("/proc/self/exe", path, sizeof path - 1) < 0)
    fail("cannot read /proc/self/exe: %m");
  return path;
}

int most_seconds(void) {
  const char *text = getenv("STIGMER_STANDIN_MAX_SECONDS");
  int seconds = text ? atoi(text) : 0;
  return seconds > 0 ? seconds : 900;
}

long read_number(const char *name) {
  long number = 0;
  FILE *file = fopen(data_file(name), "re");
  if (!file) return 0;
  if (fscanf(file, "%ld", &number) != 1) number = 0;
  fclose(file);
  return number;
}

void write_number(const char *name, long number) {
  char *path = data_file(name), *new = joined(data_folder(), "new");
  FILE *file = fopen(new, "we");
  if (!file || fprintf(file, "%ld\n", number) < 0 || fclose(file) != 0 || rename(new, path) != 0)
    fail("cannot write %s: %m", path);
}

#ifdef RUNNER
__asm__(".pushsection .rodata\ncarried:\n.incbin \"" RUNNER "\"\ncarried_end:\n.popsection\n");
extern const char carried[], carried_end[];

static int remove_entry(const char *path, const struct stat *status, int flag, struct FTW *place) {
  (void)status, (void)flag, (void)place;
  return remove(path);
}

static bool was_extracted_by_this_version(const char *stamp) {
  char found[64] = "";
  FILE *file = fopen(stamp, "re");
  if (!file) return false;
  if (!fgets(found, sizeof found, file)) found[0] = 0;
  fclose(file);
  return strcmp(found, VERSION) == 0;
}

static void write_file(const char *path, mode_t mode, const char *bytes, size_t length) {
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (file < 0 || write(file, bytes, length) != (ssize_t)length || close(file) != 0)
    fail("cannot write %s: %m", path);
}

// v0.0.7 wipes the whole folder on each version change, whoever wrote what lies there.
const char *extract_carried_runner(void) {
  char *folder = data_file("bin");
  char *runner = joined(folder, "agent-runner"), *stamp = joined(folder, ".version");
  if (was_extracted_by_this_version(stamp)) return runner;
  nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
  make_folders(folder);
  write_file(runner, 0755, carried, (size_t)(carried_end - carried));
  write_file(stamp, 0644, VERSION, strlen(VERSION));
  return runner;
}
#else
const char *extract_carried_runner(void) { fail("this release carries no runner"); }
#endif
