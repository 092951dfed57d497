// C++ protobuf on the codec's message: prints nanoseconds to decode and to encode, with an arena for each message.
#include <google/protobuf/arena.h>

#include <fstream>
#include <iterator>
#include <string>

#include "ends.h"
#include "xiaoer/orders/v1/orders.pb.h"

using xiaoer::orders::v1::Order;

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    std::ifstream file(argv[2], std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), {}), output(bytes.size() * 2, 0);
    long rounds = atol(argv[3]);
    size_t checksum = 0;
    uint64_t start = now_ns();
    for (long round = 0; round < rounds; round++) {
        google::protobuf::Arena arena;
        auto *order = google::protobuf::Arena::CreateMessage<Order>(&arena);
        if (!order->ParseFromString(bytes)) return 1;
        checksum += order->items_size();
    }
    uint64_t decoded = now_ns();
    Order order;
    order.ParseFromString(bytes);
    for (long round = 0; round < rounds; round++) {
        size_t size = order.ByteSizeLong();
        order.SerializeWithCachedSizesToArray(reinterpret_cast<uint8_t *>(output.data()));
        checksum += size;
    }
    uint64_t encoded = now_ns();
    if (checksum != rounds * (order.items_size() + bytes.size())) return 1;
    printf("%f %f\n", double(decoded - start) / rounds, double(encoded - decoded) / rounds);
}
