/* What the three baseline programs share: the clock, the start signal, and the ten calls of a durable save. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void must(int ok, const char *what) {
  if (ok) return;
  perror(what);
  exit(1);
}

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void await_start(void) {
  puts("ready");
  fflush(stdout);
  must(getchar() != EOF, "start signal");
}

/* The calls of atomic-fs's replace, one for one, each checked. */
static void durable_save(const char *directory, const char *target, const char *bytes, size_t size) {
  char pending[4096];
  struct stat facts;
  lstat(target, &facts);
  snprintf(pending, sizeof pending, "%s.%08lx%04lx.tmp", target, random(), random() & 0xffff);
  int fd = open(pending, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  must(fd >= 0, "open");
  must(write(fd, bytes, size) == (ssize_t)size, "write");
  must(fstat(fd, &facts) == 0 && facts.st_size == (off_t)size, "fstat");
  must(fsync(fd) == 0, "fsync");
  must(close(fd) == 0, "close");
  must(rename(pending, target) == 0, "rename");
  fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  must(fd >= 0, "open directory");
  must(fsync(fd) == 0, "fsync directory");
  must(close(fd) == 0, "close directory");
}

static int lock_file(const char *path) {
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  must(fd >= 0, "open lock");
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  must(fcntl(fd, F_OFD_SETLKW, &whole) == 0, "lock");
  return fd;
}
