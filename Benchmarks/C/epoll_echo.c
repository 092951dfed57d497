// The limit: an epoll loop that writes back what it reads, and a client of frames with a 4-byte length. One flag bit in
// the length asks for a stream of that frame.
#include "ends.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/socket.h>

enum { stream_flag = 1u << 30, buffer_size = 1 << 20 };

static void write_all(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(fd, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes += written;
        count -= (size_t)written;
    }
}

static void without_delay(int fd) {
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

// Answers one frame for ever, 64 KiB or one frame at a time.
static void stream(int fd, char *buffer, size_t frame) {
    *(uint32_t *)buffer &= htonl(~(uint32_t)stream_flag);
    size_t copies = frame > 65536 ? 1 : 65536 / frame;
    for (size_t copy = 1; copy < copies; copy++) memcpy(buffer + copy * frame, buffer, frame);
    for (;;) {
        ssize_t written = send(fd, buffer, copies * frame, MSG_NOSIGNAL);
        if (written < 0) return;
        if ((size_t)written < copies * frame) write_all(fd, buffer + written, copies * frame - (size_t)written);
    }
}

static void *serve(void *listener_pointer) {
    static char buffer[buffer_size];
    int listener = *(int *)listener_pointer, poll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[64];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(poll, events, 64, -1);
        for (int index = 0; index < count; index++) {
            int fd = events[index].data.fd;
            if (fd == listener) {
                fd = accept(listener, NULL, NULL);
                without_delay(fd);
                event.data.fd = fd;
                epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
                continue;
            }
            ssize_t bytes = read(fd, buffer, 65536);
            if (bytes <= 0) close(fd);
            else if (ntohl(*(uint32_t *)buffer) & stream_flag) stream(fd, buffer, (size_t)bytes), close(fd);
            else write_all(fd, buffer, (size_t)bytes);
        }
    }
    return NULL;
}

static void server_main(void) {
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    bind(listener, (struct sockaddr *)&address, size);
    listen(listener, 4096);
    getsockname(listener, (struct sockaddr *)&address, &size);
    pthread_t thread;
    pthread_create(&thread, NULL, serve, &listener);
    serve_until_end(ntohs(address.sin_port));
}

static void client_main(struct plan plan) {
    static char output[buffer_size], input[buffer_size];
    static uint64_t sent[4096];
    size_t frame = (size_t)plan.bytes + 4, have = 0;
    int fd = socket(AF_INET, SOCK_STREAM, 0), poll = epoll_create1(0), is_stream = !strcmp(plan.kind, "stream");
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)plan.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0) exit(1);
    without_delay(fd);
    struct epoll_event event = {.events = EPOLLIN};
    epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
    for (int index = 0; index < plan.outstanding; index++)
        *(uint32_t *)(output + (size_t)index * frame) = htonl((uint32_t)plan.bytes | (is_stream ? stream_flag : 0));
    struct meter meter;
    meter_init(&meter, plan);
    unsigned long first = 0, next = 0;
    for (int index = 0; index < plan.outstanding; index++) sent[next++ % 4096] = now_ns();
    write_all(fd, output, frame * (size_t)(is_stream ? 1 : plan.outstanding));
    while (!meter.finished) {
        epoll_wait(poll, &event, 1, -1);
        ssize_t bytes = read(fd, input + have, sizeof input - have);
        if (bytes <= 0) exit(1);
        have += (size_t)bytes;
        size_t start = 0, again = 0;
        for (; have - start >= frame && !meter.finished; start += frame) {
            if (is_stream) {
                meter_message(&meter);
                continue;
            }
            uint64_t now = now_ns();
            if (!meter_call(&meter, now, now - sent[first++ % 4096])) break;
            sent[next++ % 4096] = now;
            again++;
        }
        memmove(input, input + start, have - start);
        have -= start;
        if (again) write_all(fd, output, again * frame);
    }
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], "serve")) server_main();
    else if (argc > 1) client_main(plan_from(argc - 2, argv + 2));
    return 0;
}
