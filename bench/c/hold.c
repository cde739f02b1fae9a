/* hold <directory>: takes the lock, says when, and keeps it until it is killed. */
#include "baseline.h"

int main(int argc, char **argv) {
  must(argc == 2, "usage");
  char lock[4096];
  snprintf(lock, sizeof lock, "%s/counter.lck", argv[1]);
  await_start();
  lock_file(lock);
  printf("{\"takenAt\":%.3f}\n", now_ms());
  fflush(stdout);
  pause();
}
