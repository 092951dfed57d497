// What the C and C++ ends of a measurement share: the plan, the clocks, the line that goes back. The same as Ends/, in
// which each of these is explained.
#pragma once
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct plan {
    const char *kind;
    int port;
    int server_pid;
    int bytes;
    int outstanding;
    double seconds;
    long count;
};

static inline struct plan plan_from(int argc, char **argv) {
    if (argc != 7) {
        fprintf(stderr, "a plan is KIND PORT PID BYTES OUTSTANDING SECONDS COUNT\n");
        exit(2);
    }
    struct plan plan = {argv[0], atoi(argv[1]), atoi(argv[2]), atoi(argv[3]), atoi(argv[4]), atof(argv[5]), atol(argv[6])};
    return plan;
}

static inline uint64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static inline uint64_t cpu_ns(int pid) {
    clockid_t clock;
    struct timespec time = {0, 0};
    if (!clock_getcpuclockid(pid, &clock)) clock_gettime(clock, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

// Counts calls between two readings of the clocks. `meter_call` is told of each call that ends and says whether another
// one is wanted.
struct meter {
    struct plan plan;
    uint64_t begin_time, start_time, start_client, start_server;
    long calls, capacity;
    uint64_t *latencies;
    int finished;
};

static inline void meter_start(struct meter *meter, uint64_t now) {
    meter->start_time = now;
    meter->start_client = cpu_ns(getpid());
    meter->start_server = cpu_ns(meter->plan.server_pid);
    meter->calls = 0;
}

static inline void meter_init(struct meter *meter, struct plan plan) {
    memset(meter, 0, sizeof *meter);
    meter->plan = plan;
    meter->begin_time = now_ns() + (uint64_t)(plan.seconds / 4 * 1e9);
    if (plan.count > 0) meter_start(meter, now_ns());
}

static int meter_compare(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static inline void meter_finish(struct meter *meter, uint64_t now) {
    double calls = (double)meter->calls;
    double client = (double)(cpu_ns(getpid()) - meter->start_client);
    double server = (double)(cpu_ns(meter->plan.server_pid) - meter->start_server);
    double median = 0;
    if (meter->latencies) {
        qsort(meter->latencies, (size_t)meter->calls, sizeof *meter->latencies, meter_compare);
        median = (double)meter->latencies[meter->calls / 2] / 1e3;
    }
    printf("%f %f %f %f\n", calls / ((double)(now - meter->start_time) / 1e9), median, client / calls / 1e3, server / calls / 1e3);
    fflush(stdout);
    meter->finished = 1;
}

static inline int meter_call(struct meter *meter, uint64_t now, uint64_t latency) {
    if (meter->finished) return 0;
    if (!meter->start_time) {
        if (now >= meter->begin_time) meter_start(meter, now);
        return 1;
    }
    if (latency) {
        if (meter->calls == meter->capacity) {
            meter->capacity = meter->capacity ? 2 * meter->capacity : 1 << 16;
            meter->latencies = (uint64_t *)realloc(meter->latencies, (size_t)meter->capacity * sizeof(uint64_t));
        }
        meter->latencies[meter->calls] = latency;
    }
    meter->calls++;
    if (meter->plan.count > 0 ? meter->calls < meter->plan.count : now < meter->start_time + (uint64_t)(meter->plan.seconds * 1e9))
        return 1;
    meter_finish(meter, now);
    return 0;
}

// A stream's message: the clock is looked at now and then only.
static inline int meter_message(struct meter *meter) {
    if (meter->finished) return 0;
    if (++meter->calls % 32) return 1;
    uint64_t now = now_ns();
    if (!meter->start_time) {
        if (now >= meter->begin_time) meter_start(meter, now);
        return 1;
    }
    if (now < meter->start_time + (uint64_t)(meter->plan.seconds * 1e9)) return 1;
    meter_finish(meter, now);
    return 0;
}

// Prints the port and stays until standard input ends.
static inline void serve_until_end(int port) {
    printf("%d\n", port);
    fflush(stdout);
    char byte;
    while (read(0, &byte, 1) > 0) {}
}
