// C++ gRPC by callbacks, which its library runs on threads of its own.
#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "benchmark.grpc.pb.h"
#include "ends.h"

using benchmark::Echo;
using benchmark::Text;

namespace {

std::string text_of(const plan &plan) { return std::string(plan.bytes - (plan.bytes > 130 ? 3 : 2), 'x'); }

struct Repeater : grpc::ServerWriteReactor<Text> {
    const Text *message;

    explicit Repeater(const Text *message) : message(message) { StartWrite(message); }
    void OnWriteDone(bool ok) override {
        if (ok) StartWrite(message);
        else Finish(grpc::Status::CANCELLED);
    }
    void OnDone() override { delete this; }
};

struct Holder : grpc::ServerUnaryReactor {
    void OnCancel() override { Finish(grpc::Status::CANCELLED); }
    void OnDone() override { delete this; }
};

struct Service : Echo::CallbackService {
    grpc::ServerUnaryReactor *Echo(grpc::CallbackServerContext *context, const Text *request, Text *response) override {
        *response = *request;
        auto *reactor = context->DefaultReactor();
        reactor->Finish(grpc::Status::OK);
        return reactor;
    }
    grpc::ServerWriteReactor<Text> *Repeat(grpc::CallbackServerContext *, const Text *request) override {
        return new Repeater(request);
    }
    grpc::ServerUnaryReactor *Hold(grpc::CallbackServerContext *, const Text *, Text *) override { return new Holder; }
};

void serve() {
    Service service;
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&service);
    auto server = builder.BuildAndStart();
    serve_until_end(port);
    _exit(0);
}

// The callbacks come from several threads.
struct Callers {
    struct plan plan;
    Text request;
    std::unique_ptr<Echo::Stub> stub;
    struct meter meter;
    std::mutex mutex;
    std::condition_variable finished;

    bool ended(uint64_t sent) {
        std::lock_guard lock(mutex);
        uint64_t now = now_ns();
        bool again = meter_call(&meter, now, now - sent);
        if (meter.finished) finished.notify_one();
        return again;
    }
};

struct Caller {
    Callers *callers;
    std::unique_ptr<grpc::ClientContext> context;
    Text response;

    void call() {
        uint64_t sent = now_ns();
        context = std::make_unique<grpc::ClientContext>();
        context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
        callers->stub->async()->Echo(context.get(), &callers->request, &response, [this, sent](grpc::Status status) {
            if (!status.ok()) _exit(1);
            if (callers->ended(sent)) call();
        });
    }
};

struct Reader : grpc::ClientReadReactor<Text> {
    Callers *callers;
    grpc::ClientContext context;
    Text response;

    explicit Reader(Callers *callers) : callers(callers) {
        callers->stub->async()->Repeat(&context, &callers->request, this);
        StartRead(&response);
        StartCall();
    }
    void OnReadDone(bool ok) override {
        std::lock_guard lock(callers->mutex);
        if (ok && meter_message(&callers->meter)) StartRead(&response);
        else callers->finished.notify_one();
    }
};

void hold(plan plan) {
    std::vector<std::shared_ptr<grpc::Channel>> channels;
    std::vector<std::unique_ptr<Echo::Stub>> stubs;
    for (long index = 0; index < plan.count; index++) {
        grpc::ChannelArguments arguments;
        arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
        channels.push_back(grpc::CreateCustomChannel(
            "127.0.0.1:" + std::to_string(plan.port), grpc::InsecureChannelCredentials(), arguments));
        if (!channels.back()->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(10))) _exit(1);
        stubs.push_back(Echo::NewStub(channels.back()));
        for (int call = 0; call < plan.outstanding; call++) {
            auto *context = new grpc::ClientContext;
            auto *request = new Text, *response = new Text;
            stubs.back()->async()->Hold(context, request, response, [](grpc::Status) {});
        }
    }
    sleep(1);
    printf("held\n");
    fflush(stdout);
    char byte;
    while (read(0, &byte, 1) > 0) {}
    _exit(0);
}

void call(plan plan) {
    if (!strcmp(plan.kind, "hold")) hold(plan);
    Callers callers;
    callers.plan = plan;
    callers.request.set_text(text_of(plan));
    callers.stub = Echo::NewStub(
        grpc::CreateChannel("127.0.0.1:" + std::to_string(plan.port), grpc::InsecureChannelCredentials()));
    meter_init(&callers.meter, plan);
    std::vector<Caller> unary(plan.outstanding);
    std::unique_ptr<Reader> reader;
    if (!strcmp(plan.kind, "stream")) {
        reader = std::make_unique<Reader>(&callers);
    } else {
        for (auto &caller : unary) {
            caller.callers = &callers;
            caller.call();
        }
    }
    std::unique_lock lock(callers.mutex);
    callers.finished.wait(lock, [&] { return callers.meter.finished != 0; });
    _exit(0);
}

}  // namespace

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], "serve")) serve();
    if (argc > 1) call(plan_from(argc - 2, argv + 2));
}
