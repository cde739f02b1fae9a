/* list <missions> <warm-up> <times>: reads every mission's session, and what each pass took. */
#include "baseline.h"
#include <dirent.h>

static void read_sessions(const char *missions) {
  DIR *directory = opendir(missions);
  must(directory != NULL, "opendir");
  char path[4096], bytes[4096];
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s/session.json", missions, entry->d_name);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    must(fd >= 0, "open");
    must(read(fd, bytes, sizeof bytes) > 0, "read");
    must(close(fd) == 0, "close");
  }
  closedir(directory);
}

int main(int argc, char **argv) {
  must(argc == 4, "usage");
  int warm_up = atoi(argv[2]), times = atoi(argv[3]);
  await_start();
  printf("{\"micros\":[");
  for (int i = -warm_up; i < times; i += 1) {
    double began = now_ms();
    read_sessions(argv[1]);
    if (i >= 0) printf("%s%.1f", i == 0 ? "" : ",", (now_ms() - began) * 1e3);
  }
  puts("]}");
}
