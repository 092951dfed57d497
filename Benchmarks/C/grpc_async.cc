// C++ gRPC by completion queues: one thread an end, which takes a tag and goes on with the call that it names.
#include <grpcpp/grpcpp.h>

#include <memory>
#include <thread>
#include <string>
#include <vector>

#include "benchmark.grpc.pb.h"
#include "ends.h"

using benchmark::Echo;
using benchmark::Text;

namespace {

std::string text_of(const plan &plan) { return std::string(plan.bytes - (plan.bytes > 130 ? 3 : 2), 'x'); }

// What a tag points to.
struct Step {
    virtual void proceed(bool ok) = 0;
    virtual ~Step() = default;
};

struct UnaryCall : Step {
    Echo::AsyncService *service;
    grpc::ServerCompletionQueue *queue;
    grpc::ServerContext context;
    Text request;
    grpc::ServerAsyncResponseWriter<Text> responder{&context};
    bool is_answered = false;

    UnaryCall(Echo::AsyncService *service, grpc::ServerCompletionQueue *queue) : service(service), queue(queue) {
        service->RequestEcho(&context, &request, &responder, queue, queue, this);
    }

    void proceed(bool ok) override {
        if (is_answered || !ok) {
            delete this;
            return;
        }
        new UnaryCall(service, queue);
        is_answered = true;
        responder.Finish(request, grpc::Status::OK, this);
    }
};

struct StreamCall : Step {
    Echo::AsyncService *service;
    grpc::ServerCompletionQueue *queue;
    grpc::ServerContext context;
    Text request;
    grpc::ServerAsyncWriter<Text> writer{&context};
    bool is_open = false;

    StreamCall(Echo::AsyncService *service, grpc::ServerCompletionQueue *queue) : service(service), queue(queue) {
        service->RequestRepeat(&context, &request, &writer, queue, queue, this);
    }

    void proceed(bool ok) override {
        if (!ok) {
            delete this;
            return;
        }
        if (!is_open) new StreamCall(service, queue);
        is_open = true;
        writer.Write(request, this);
    }
};

void serve() {
    Echo::AsyncService service;
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&service);
    auto queue = builder.AddCompletionQueue();
    auto server = builder.BuildAndStart();
    for (int index = 0; index < 256; index++) new UnaryCall(&service, queue.get());
    new StreamCall(&service, queue.get());
    std::thread([&queue] {
        void *tag;
        for (bool ok; queue->Next(&tag, &ok);) static_cast<Step *>(tag)->proceed(ok);
    }).detach();
    serve_until_end(port);
    _exit(0);
}

struct Caller {
    std::unique_ptr<grpc::ClientContext> context;
    Text response;
    grpc::Status status;
    std::unique_ptr<grpc::ClientAsyncResponseReader<Text>> reader;
    uint64_t sent = 0;

    void call(Echo::Stub &stub, grpc::CompletionQueue &queue, const Text &request) {
        sent = now_ns();
        context = std::make_unique<grpc::ClientContext>();
        context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
        reader = stub.AsyncEcho(context.get(), request, &queue);
        reader->Finish(&response, &status, this);
    }
};

void call(plan plan) {
    auto channel = grpc::CreateChannel("127.0.0.1:" + std::to_string(plan.port), grpc::InsecureChannelCredentials());
    auto stub = Echo::NewStub(channel);
    grpc::CompletionQueue queue;
    Text request;
    request.set_text(text_of(plan));
    meter meter;
    meter_init(&meter, plan);
    void *tag;
    bool ok;
    if (!strcmp(plan.kind, "stream")) {
        grpc::ClientContext context;
        Text response;
        auto reader = stub->AsyncRepeat(&context, request, &queue, nullptr);
        queue.Next(&tag, &ok);
        do {
            reader->Read(&response, nullptr);
        } while (queue.Next(&tag, &ok) && ok && meter_message(&meter));
    } else {
        std::vector<Caller> callers(plan.outstanding);
        for (auto &caller : callers) caller.call(*stub, queue, request);
        while (queue.Next(&tag, &ok)) {
            auto *caller = static_cast<Caller *>(tag);
            if (!ok || !caller->status.ok()) _exit(1);
            uint64_t now = now_ns();
            if (!meter_call(&meter, now, now - caller->sent)) break;
            caller->call(*stub, queue, request);
        }
    }
    _exit(0);
}

}  // namespace

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], "serve")) serve();
    if (argc > 1) call(plan_from(argc - 2, argv + 2));
}
