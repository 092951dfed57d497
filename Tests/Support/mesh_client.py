"""A client of the mesh protocol on Python's sockets and protobuf alone (docs/protocol.md has the frames)."""
import socket
import struct

from google.protobuf import descriptor_pb2, message_factory

CALL, DATA, REPLY, CREDIT, PING = 1, 2, 3, 5, 6
END, MESSAGE, ACK = 1, 2, 8


class CallError(Exception):
    def __init__(self, method, status, details):
        super().__init__(f"{method}: code {status.code}: {status.message}")
        self.code, self.details = status.code, details


class Client:
    """One connection; one call at a time."""

    def __init__(self, address, descriptors):
        with open(descriptors, "rb") as file:
            files = descriptor_pb2.FileDescriptorSet.FromString(file.read()).file
        self.messages = message_factory.GetMessages(files)
        host, port = address.rsplit(":", 1)
        self.connection = socket.create_connection((host, int(port)))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.incoming, self.calls = self.connection.makefile("rb"), 0
        hello = self.messages["mesh.v1.Hello"](version=1, peer="replay")
        self._send(0, 0, 0x4D534831, hello.SerializeToString())

    def close(self):
        # The file holds the socket open as well.
        self.incoming.close()
        self.connection.close()

    def unary(self, method, request):
        [response] = self.stream(method, request)
        return response

    def stream(self, method, request, response=None):
        """Messages of one call; `response` names their type where it is not the method's name with Response."""
        package, name = method.split("/")[0].rsplit(".", 1)[0], method.split("/")[1]
        response = self.messages[f"{package}.{response or name + 'Response'}"]
        self.calls += 1
        head = self.messages["mesh.v1.Call"](method=method, timeout_us=120_000_000).SerializeToString()
        self._send(CALL, END | MESSAGE, self.calls, head, request.SerializeToString())
        kind = None
        while kind != REPLY:
            kind, flags, head, payload = self._receive()
            if kind == REPLY:
                self._check(method, head)
            if kind in (DATA, REPLY) and flags & MESSAGE:
                yield response.FromString(payload)
                if kind == DATA:
                    self._send(CREDIT, 0, self.calls, b"", struct.pack(">I", 12 + len(payload)))
            if kind == PING and not flags & ACK:
                self._send(PING, ACK, 0, b"", payload)

    def _check(self, method, head):
        status = self.messages["mesh.v1.Status"].FromString(head)
        if status.code:
            raise CallError(method, status, [(detail.type, detail.value) for detail in status.details])

    def _send(self, kind, flags, call, head, payload=b""):
        length = 8 + len(head) + len(payload)
        self.connection.sendall(struct.pack(">IBBHI", length, kind, flags, len(head), call) + head + payload)

    def _receive(self):
        length, kind, flags, size, _ = struct.unpack(">IBBHI", self.incoming.read(12))
        body = self.incoming.read(length - 8)
        return kind, flags, body[:size], body[size:]
