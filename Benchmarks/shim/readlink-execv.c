// The least that a shim can do: read one link, run what it points to.
#include <limits.h>
#include <unistd.h>

int main(int count, char **arguments) {
  char target[PATH_MAX];
  ssize_t length = readlink(LINK, target, sizeof target - 1);
  (void)count;
  if (length < 0) return 1;
  target[length] = 0;
  arguments[0] = target;
  execv(target, arguments);
  return 1;
}
