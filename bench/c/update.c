/* update <warm-up directory> <warm-ups> <directory> <updates>: locked increments of a counter. */
#include "baseline.h"

static double longest;

static void update(const char *directory, int updates) {
  char target[4096], lock[4096], text[32];
  snprintf(target, sizeof target, "%s/counter", directory);
  snprintf(lock, sizeof lock, "%s/counter.lck", directory);
  for (longest = 0; updates > 0; updates -= 1) {
    double asked = now_ms();
    int held = lock_file(lock);
    double waited = now_ms() - asked;
    if (waited > longest) longest = waited;
    int fd = open(target, O_RDONLY | O_CLOEXEC);
    must(fd >= 0, "open counter");
    ssize_t got = read(fd, text, sizeof text - 1);
    must(got >= 0, "read counter");
    close(fd);
    text[got] = 0;
    int length = snprintf(text, sizeof text, "%d", atoi(text) + 1);
    durable_save(directory, target, text, length);
    close(held);
  }
}

int main(int argc, char **argv) {
  must(argc == 5, "usage");
  srandom(getpid());
  update(argv[1], atoi(argv[2]));
  await_start();
  double began = now_ms();
  update(argv[3], atoi(argv[4]));
  printf("{\"began\":%.3f,\"ended\":%.3f,\"longestWaitMs\":%.3f}\n", began, now_ms(), longest);
}
