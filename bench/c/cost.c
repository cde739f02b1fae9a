/* cost <command> [<word>...]: runs it once, its output drained, and tells the CPU and wall time it took. */
#include "baseline.h"
#include <sys/resource.h>
#include <sys/wait.h>

static double micros(struct timeval t) {
  return t.tv_sec * 1e6 + t.tv_usec;
}

static pid_t start(char **words, int output) {
  pid_t child = fork();
  must(child >= 0, "fork");
  if (child > 0) return child;
  must(dup2(output, STDOUT_FILENO) >= 0 && dup2(output, STDERR_FILENO) >= 0, "dup2");
  execvp(words[0], words);
  perror(words[0]);
  _exit(127);
}

int main(int argc, char **argv) {
  must(argc >= 2, "usage");
  char said[65536];
  ssize_t got, size = 0;
  int ends[2], status;
  struct rusage used;
  await_start();
  must(pipe2(ends, O_CLOEXEC) == 0, "pipe");
  double began = now_ms();
  pid_t child = start(argv + 1, ends[1]);
  close(ends[1]);
  while ((got = read(ends[0], said, sizeof said)) > 0) size = got;
  must(wait4(child, &status, 0, &used) == child, "wait4");
  double ended = now_ms();
  if (status != 0) {
    fwrite(said, 1, size, stderr);
    for (int i = 1; i < argc; i += 1) fprintf(stderr, "%s ", argv[i]);
    fprintf(stderr, "ended with status %d\n", status);
    return 1;
  }
  printf("{\"cpuMicros\":%.0f,\"wallMicros\":%.0f}\n", micros(used.ru_utime) + micros(used.ru_stime),
         (ended - began) * 1e3);
}
