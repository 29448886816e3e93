/*
 * A disk that can lose power, for a program it is preloaded into (LD_PRELOAD).
 *
 * It tracks the files under one folder. Only synced bytes count as being on the disk: each fsync
 * and fdatasync stores a whole copy of the file before it returns, and every change of a name is
 * recorded in order. disk.ts reads both and restores the folder to the state after a power cut.
 *
 *   POWER_CUT_FOLDER  the tracked folder, as realpath(3) gives it
 *   POWER_CUT_KEPT    the folder for copies and the list of names, outside of it
 *
 * The list, one line each, fields separated by tabs, paths relative to the folder:
 *   sync <path> <copy>         the file was synced; its bytes are in `copy`
 *   cut <path> <length>        the file was truncated; durable after its `sync` or a `dir`
 *   rename <path> <path>       durable only after the next `dir`
 *   unlink <path>              durable only after the next `dir`
 *   dir <path> <path of each>  a directory was synced; these files are in it
 *
 * The copy represents the disk: the sync of the system is not called. sync_file_range, msync
 * and close guarantee nothing and are not intercepted. O_SYNC, hard links and renameat are not
 * tracked: neither SQLite nor Redis uses them.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *folder, *kept;
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *), (*real_open)(const char *, int, ...);
static int (*real_truncate)(const char *, off_t), (*real_ftruncate)(int, off_t);

/* Serialises the calls, so that the list is in the order of the calls. */
static pthread_mutex_t step = PTHREAD_MUTEX_INITIALIZER;
static void lock(void) { pthread_mutex_lock(&step); }
static void unlock(void) { pthread_mutex_unlock(&step); }

/* A fault of this disk would look like a lost write of the program: abort with a message. */
static void give_up(const char *what) {
  fprintf(stderr, "power cut: %s: %s\n", what, strerror(errno));
  abort();
}

__attribute__((constructor)) static void begin(void) {
  const char *follow = getenv("POWER_CUT_FOLDER"), *keep_in = getenv("POWER_CUT_KEPT");
  if (!follow || !keep_in) give_up("POWER_CUT_FOLDER and POWER_CUT_KEPT are needed");
  /* Copied: Redis writes its title where the environment was. */
  folder = strdup(follow);
  kept = strdup(keep_in);
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_open = dlsym(RTLD_NEXT, "open");
  real_truncate = dlsym(RTLD_NEXT, "truncate");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
  pthread_atfork(lock, unlock, unlock);
}

__attribute__((format(printf, 2, 3))) static void print(char *into, const char *format, ...) {
  va_list values;
  va_start(values, format);
  if (vsnprintf(into, PATH_MAX, format, values) >= PATH_MAX) give_up("a path is too long");
  va_end(values);
}

/* One write, which a kill does not split; the reader ignores a line without its end. */
static void record(const char *line, size_t length) {
  char list[PATH_MAX];
  print(list, "%s/list", kept);
  int fd = open(list, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0 || write(fd, line, length) != (ssize_t)length || close(fd)) give_up(list);
}

static void record_paths(const char *what, const char *first, const char *second) {
  char line[2 * PATH_MAX];
  int length = snprintf(line, sizeof line, "%s\t%s%s%s\n", what, first, second ? "\t" : "",
                        second ? second : "");
  record(line, (size_t)length);
}

/* The path relative to the folder, "" for the folder itself; NULL when it is elsewhere. */
static const char *inside(const char *path) {
  size_t length = strlen(folder);
  if (strncmp(path, folder, length) != 0) return NULL;
  if (path[length] == '\0') return path + length;
  return path[length] == '/' ? path + length + 1 : NULL;
}

static const char *inside_from_here(const char *path, char *buffer) {
  char here[PATH_MAX];
  if (path[0] == '/') return inside(path);
  if (!getcwd(here, sizeof here)) give_up("getcwd");
  print(buffer, "%s/%s", here, path);
  return inside(buffer);
}

/*
 * A new copy replaces the older one only when it is complete. Its name is the identity of the
 * file: the inode number of a deleted file can be used again, but not with the same birth time.
 */
static void keep(int fd, const char *path) {
  struct statx file;
  char part[PATH_MAX], copy[PATH_MAX], again[64], bytes[1 << 16];
  if (statx(fd, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &file)) give_up("statx");
  print(part, "%s/part.%d", kept, (int)getpid());
  print(copy, "%s/%llx.%llx.%x", kept, (unsigned long long)file.stx_ino,
        (unsigned long long)file.stx_btime.tv_sec, file.stx_btime.tv_nsec);
  /*
   * Read through the program's own descriptor wherever it can be read: closing another one
   * would drop the locks that SQLite holds on the file.
   */
  int from = fd;
  if ((fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY) {
    snprintf(again, sizeof again, "/proc/self/fd/%d", fd);
    from = open(again, O_RDONLY | O_CLOEXEC);
  }
  int to = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (from < 0 || to < 0) give_up(path);
  ssize_t got;
  for (off_t at = 0; (got = pread(from, bytes, sizeof bytes, at)) > 0; at += got)
    if (write(to, bytes, (size_t)got) != got) give_up(part);
  if (got < 0 || close(to) || real_rename(part, copy)) give_up(copy);
  if (from != fd) close(from);
  record_paths("sync", path, strrchr(copy, '/') + 1);
}

static void keep_names(const char *directory, const char *path) {
  static char line[1 << 20]; /* `step` is held */
  size_t length = (size_t)snprintf(line, sizeof line, "dir\t%s", path);
  DIR *open_directory = opendir(directory);
  if (!open_directory) give_up(directory);
  for (struct dirent *entry; (entry = readdir(open_directory));) {
    if (entry->d_type != DT_REG) continue;
    length += (size_t)snprintf(line + length, sizeof line - length, "\t%s%s%s", path,
                               path[0] ? "/" : "", entry->d_name);
    if (length >= sizeof line - 1) give_up("too many files");
  }
  closedir(open_directory);
  line[length] = '\n';
  record(line, length + 1);
}

/* The file's path as `inside` gives it. */
static const char *inside_open(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return NULL;
  path[length] = '\0';
  return inside(path);
}

/* What is not under the folder is not ours, and a file without a name cannot come back. */
static int sync_file(int fd, int (*real)(int)) {
  char path[PATH_MAX];
  struct stat file;
  const char *name = inside_open(fd, path);
  if (!name || fstat(fd, &file)) return real(fd);
  lock();
  if (S_ISDIR(file.st_mode)) keep_names(path, name);
  else if (file.st_nlink > 0) keep(fd, name);
  unlock();
  return 0;
}

static void record_cut(const char *name, off_t length) {
  char text[32];
  snprintf(text, sizeof text, "%lld", (long long)length);
  lock();
  record_paths("cut", name, text);
  unlock();
}

int fsync(int fd) { return sync_file(fd, real_fsync); }
int fdatasync(int fd) { return sync_file(fd, real_fdatasync); }

int unlink(const char *path) {
  char buffer[PATH_MAX];
  const char *name = inside_from_here(path, buffer);
  if (!name) return real_unlink(path);
  lock();
  int result = real_unlink(path);
  if (result == 0) record_paths("unlink", name, NULL);
  unlock();
  return result;
}

int rename(const char *from, const char *to) {
  char before[PATH_MAX], after[PATH_MAX];
  const char *old = inside_from_here(from, before), *new = inside_from_here(to, after);
  if (!old && !new) return real_rename(from, to);
  if (!old || !new) give_up("a file was moved across the folder's edge");
  lock();
  int result = real_rename(from, to);
  if (result == 0) record_paths("rename", old, new);
  unlock();
  return result;
}

/* Written down before it is done: one that was under way at the cut may have been done. */
int ftruncate(int fd, off_t length) {
  char path[PATH_MAX];
  struct stat file;
  const char *name = inside_open(fd, path);
  if (name && fstat(fd, &file) == 0 && file.st_size > length) record_cut(name, length);
  return real_ftruncate(fd, length);
}

int truncate(const char *path, off_t length) {
  char buffer[PATH_MAX];
  struct stat file;
  const char *name = inside_from_here(path, buffer);
  if (name && stat(path, &file) == 0 && file.st_size > length) record_cut(name, length);
  return real_truncate(path, length);
}

int open(const char *path, int flags, ...) {
  char buffer[PATH_MAX];
  struct stat file;
  mode_t mode = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list values;
    va_start(values, flags);
    mode = va_arg(values, mode_t);
    va_end(values);
  }
  const char *name = flags & O_TRUNC ? inside_from_here(path, buffer) : NULL;
  if (name && stat(path, &file) == 0 && file.st_size > 0) record_cut(name, 0);
  return real_open(path, flags, mode);
}

/* The same functions under the names that programs with large files call them by. */
int ftruncate64(int fd, off_t length) { return ftruncate(fd, length); }
int truncate64(const char *path, off_t length) { return truncate(path, length); }
int open64(const char *path, int flags, ...) __attribute__((alias("open")));
