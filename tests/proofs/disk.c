/* A disk that tells: preloaded into a run, it notes every change below $DISK_ROOT in $DISK_LOG, data and syncs included.
 *
 * With DISK_BYTES the disk is full once so many bytes are noted; with DISK_READ_ONLY nothing below the root can be changed. CLOCK_SECONDS
 * is added to the clock of day. A record is the struct below, the path, the second path and the data; a file is told by its inode.
 * Operations: (o)pen to write, (w)rite, (t)runcate, (s)ync, (r)ename, (u)nlink, (l)ink, (d)irectory made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MOST_FILES 65536

struct record { int64_t op, inode, offset, length, path_length, other_length; };

static const char *root;
static int log_file = -1, read_only;
static long long most_bytes, clock_seconds;
static int64_t inode_of[MOST_FILES]; /* of files below the root that this process opened to write, or folders to sync */


__attribute__((constructor)) static void start(void) {
    const char *path = getenv("DISK_LOG"), *bytes = getenv("DISK_BYTES"), *seconds = getenv("CLOCK_SECONDS");
    clock_seconds = seconds ? atoll(seconds) : 0;
    root = getenv("DISK_ROOT");
    read_only = getenv("DISK_READ_ONLY") != NULL;
    most_bytes = bytes ? atoll(bytes) : -1;
    if (path) log_file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static void note(char op, int64_t inode, int64_t offset, int64_t length, const char *path, const char *other, const void *data) {
    struct record head = {op, inode, offset, length, strlen(path), strlen(other)};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)path, head.path_length}, {(void *)other, head.other_length},
                            {(void *)data, data ? length : 0}};
    int kept = errno;
    if (log_file >= 0) syscall(SYS_writev, log_file, parts, 4);
    errno = kept;
}

static int below(const char *path) { return root && strncmp(path, root, strlen(root)) == 0; }

static const char *whole(int folder, const char *path, char *made) {
    char link[64];
    if (path[0] == '/') return path;
    if (folder == AT_FDCWD) strcpy(link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, made, 2048);
    if (length < 0) return path;
    snprintf(made + length, 2048, "/%s", path);
    return made;
}

static int refused(const char *path, int takes_space) {
    struct stat found;
    if (!below(path)) return 0;
    if (read_only) return errno = EROFS, 1;
    if (takes_space && most_bytes >= 0 && log_file >= 0 && fstat(log_file, &found) == 0 && found.st_size >= most_bytes)
        return errno = ENOSPC, 1;
    return 0;
}

static int is_refused(int file) { return file >= 0 && file < MOST_FILES && inode_of[file] && refused(root, 1); }

static int opened(int file, const char *path, int flags) {
    struct stat found;
    if (file < 0 || file >= MOST_FILES) return file;
    inode_of[file] = 0;
    if (below(path) && fstat(file, &found) == 0) {
        inode_of[file] = found.st_ino;
        if ((flags & O_ACCMODE) != O_RDONLY) note('o', found.st_ino, found.st_size, 0, path, "", NULL);
    }
    return file;
}

static int open_at(int folder, const char *path, int flags, mode_t mode) {
    char made[4096];
    const char *full = whole(folder, path, made);
    if ((flags & O_ACCMODE) != O_RDONLY && refused(full, flags & O_CREAT)) return -1;
    return opened(syscall(SYS_openat, folder, path, flags, mode), full, flags);
}

#define MODE va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest)
int open(const char *path, int flags, ...) { MODE; return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE; return open_at(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE; return open_at(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE; return open_at(folder, path, flags, mode); }

int close(int file) {
    if (file >= 0 && file < MOST_FILES) inode_of[file] = 0;
    return syscall(SYS_close, file);
}

static ssize_t wrote(int file, const void *data, ssize_t length, off_t offset) {
    if (length > 0 && file < MOST_FILES && inode_of[file]) note('w', inode_of[file], offset, length, "", "", data);
    return length;
}

ssize_t write(int file, const void *data, size_t length) {
    if (is_refused(file)) return -1;
    off_t at = file < MOST_FILES && inode_of[file] ? lseek(file, 0, SEEK_CUR) : 0;
    return wrote(file, data, syscall(SYS_write, file, data, length), at);
}

ssize_t pwrite64(int file, const void *data, size_t length, off_t offset) {
    if (is_refused(file)) return -1;
    return wrote(file, data, syscall(SYS_pwrite64, file, data, length, offset), offset);
}
ssize_t pwrite(int file, const void *data, size_t length, off_t offset) { return pwrite64(file, data, length, offset); }

ssize_t sendfile64(int out, int in, off_t *offset, size_t length) {
    if (out >= MOST_FILES || !inode_of[out]) return syscall(SYS_sendfile, out, in, offset, length);
    char *piece = malloc(1 << 20);
    ssize_t got = pread(in, piece, length < (1 << 20) ? length : (1 << 20), offset ? *offset : lseek(in, 0, SEEK_CUR));
    if (got > 0) got = write(out, piece, got);
    if (got > 0 && offset) *offset += got;
    else if (got > 0) lseek(in, got, SEEK_CUR);
    free(piece);
    return got;
}
ssize_t sendfile(int out, int in, off_t *offset, size_t length) { return sendfile64(out, in, offset, length); }

int ftruncate64(int file, off_t length) {
    if (is_refused(file)) return -1;
    int failed = syscall(SYS_ftruncate, file, length);
    if (!failed && file < MOST_FILES && inode_of[file]) note('t', inode_of[file], length, 0, "", "", NULL);
    return failed;
}
int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

int fallocate64(int file, int mode, off_t offset, off_t length) {
    return file < MOST_FILES && inode_of[file] ? (errno = EOPNOTSUPP, -1) : syscall(SYS_fallocate, file, mode, offset, length);
}
int fallocate(int file, int mode, off_t offset, off_t length) { return fallocate64(file, mode, offset, length); }

int fsync(int file) {
    char made[4096], link[64];
    int failed = syscall(SYS_fsync, file);
    if (failed || file >= MOST_FILES || !inode_of[file]) return failed;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, made, sizeof made - 1);
    made[length < 0 ? 0 : length] = 0;
    note('s', inode_of[file], 0, 0, made, "", NULL);
    return 0;
}
int fdatasync(int file) { return fsync(file); }

static int named(char op, int failed, const char *path, const char *other) {
    if (!failed && (below(path) || below(other))) note(op, 0, 0, 0, path, other, NULL);
    return failed;
}

int renameat2(int from, const char *path, int to, const char *other, unsigned flags) {
    char made[4096], made_other[4096];
    const char *full = whole(from, path, made), *full_other = whole(to, other, made_other);
    if (refused(full, 0)) return -1;
    return named('r', syscall(SYS_renameat2, from, path, to, other, flags), full, full_other);
}
int rename(const char *path, const char *other) { return renameat2(AT_FDCWD, path, AT_FDCWD, other, 0); }
int renameat(int from, const char *path, int to, const char *other) { return renameat2(from, path, to, other, 0); }

int unlinkat(int folder, const char *path, int flags) {
    char made[4096];
    const char *full = whole(folder, path, made);
    if (refused(full, 0)) return -1;
    return named('u', syscall(SYS_unlinkat, folder, path, flags), full, "");
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int remove(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int folder, const char *path, mode_t mode) {
    char made[4096];
    const char *full = whole(folder, path, made);
    if (refused(full, 1)) return -1;
    return named('d', syscall(SYS_mkdirat, folder, path, mode), full, "");
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int linkat(int from, const char *path, int to, const char *other, int flags) {
    char made[4096], made_other[4096];
    const char *full = whole(from, path, made), *full_other = whole(to, other, made_other);
    if (refused(full_other, 1)) return -1;
    return named('l', syscall(SYS_linkat, from, path, to, other, flags), full, full_other);
}
int link(const char *path, const char *other) { return linkat(AT_FDCWD, path, AT_FDCWD, other, 0); }

int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = syscall(SYS_clock_gettime, clock, now);
    if (!failed && clock == CLOCK_REALTIME) now->tv_sec += clock_seconds;
    return failed;
}
