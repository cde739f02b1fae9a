/* pair <directory> <times>: a lock taken and freed, with a look at the file; microseconds of the fastest batch. */
#include "baseline.h"

int main(int argc, char **argv) {
  must(argc == 3, "usage");
  char lock[4096];
  struct stat facts;
  struct flock whole = {.l_whence = SEEK_SET};
  int times = atoi(argv[2]), batch = 200;
  double fastest = 1e9;
  snprintf(lock, sizeof lock, "%s/pair.lck", argv[1]);
  int fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  must(fd >= 0, "open lock");
  await_start();
  for (; times > 0; times -= batch) {
    double began = now_ms();
    for (int i = 0; i < batch; i += 1) {
      whole.l_type = F_WRLCK;
      must(fcntl(fd, F_SETLK, &whole) == 0, "lock");
      must(fstat(fd, &facts) == 0, "fstat");
      whole.l_type = F_UNLCK;
      must(fcntl(fd, F_SETLK, &whole) == 0, "unlock");
    }
    double micros = (now_ms() - began) * 1e3 / batch;
    if (micros < fastest) fastest = micros;
  }
  printf("{\"micros\":%.3f}\n", fastest);
}
