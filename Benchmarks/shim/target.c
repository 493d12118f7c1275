// What the shims run. An argument makes it exit with 42, to show that it was reached.
int main(int count, char **arguments) {
  (void)arguments;
  return count > 1 ? 42 : 0;
}
