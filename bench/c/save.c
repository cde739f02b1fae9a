/* save <directory> <warm-up> <saves>: durable saves of 500 bytes, and what each took. */
#include "baseline.h"
#include <string.h>

int main(int argc, char **argv) {
  must(argc == 4, "usage");
  int warm_up = atoi(argv[2]), saves = atoi(argv[3]);
  char target[4096], bytes[500];
  snprintf(target, sizeof target, "%s/state.json", argv[1]);
  memset(bytes, 'x', sizeof bytes);
  srandom(getpid());
  await_start();
  printf("{\"micros\":[");
  for (int i = -warm_up; i < saves; i += 1) {
    double began = now_ms();
    durable_save(argv[1], target, bytes, sizeof bytes);
    if (i >= 0) printf("%s%.1f", i == 0 ? "" : ",", (now_ms() - began) * 1e3);
  }
  puts("]}");
}
