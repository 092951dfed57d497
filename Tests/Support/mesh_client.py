"""A client of the mesh protocol on Python's sockets and protobuf alone (docs/protocol.md has the frames)."""
import collections
import select
import socket
import struct
import time

from google.protobuf import descriptor_pb2, message_factory

HELLO, CALL, DATA, REPLY, CANCEL, CREDIT, PING, DRAIN = range(8)
END, MESSAGE, REFUSED, ACK = 1, 2, 4, 8
CANCELLED, DEADLINE_EXCEEDED = 1, 4
WINDOW_FLOOR = 65536


class CallError(Exception):
    def __init__(self, method, status, details):
        super().__init__(f"{method}: code {status.code}: {status.message}")
        self.code, self.details = status.code, details


class Client:
    """One connection. Calls may be open at a time; reading one of them reads for all."""

    def __init__(self, address, descriptors, peer="replay", timeout=120):
        with open(descriptors, "rb") as file:
            files = descriptor_pb2.FileDescriptorSet.FromString(file.read()).file
        self.messages = message_factory.GetMessages(files)
        host, port = address.rsplit(":", 1)
        self.connection = socket.create_connection((host, int(port)))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection.setblocking(False)
        self.timeout, self.calls, self.last_call, self.hello = timeout, {}, 0, None
        self.incoming, self.outgoing = bytearray(), bytearray()
        hello = self.messages["mesh.v1.Hello"](version=1, peer=peer)
        self.write(HELLO, 0, 0x4D534831, hello.SerializeToString())
        self.run_until(lambda: self.hello is not None)

    def close(self):
        self.connection.close()

    def unary(self, method, request):
        [response] = self.stream(method, request)
        return response

    def stream(self, method, request, response=None):
        """Messages of a call; `response` names their type where it is not the method's name with Response."""
        package, name = method.split("/")[0].rsplit(".", 1)[0], method.split("/")[1]
        call = self.open(method, f"{package}.{response or name + 'Response'}", request)
        yield from call
        if call.status.code:
            details = [(detail.type, detail.value) for detail in call.status.details]
            raise CallError(method, call.status, details)

    def open(self, method, response, request=None, flags=None, timeout=None, metadata=()):
        """Opens a call with its one request, or with none, and then others may follow."""
        flags = flags if flags is not None else END if request is not None else 0
        self.last_call += 1
        call = self.calls[self.last_call] = Call(self, self.last_call, self.messages[response], timeout)
        head = self.messages["mesh.v1.Call"](method=method, timeout_us=int((timeout or self.timeout) * 1e6))
        for key, value in metadata:
            head.metadata.add(key=key, value=value)
        payload = b"" if request is None else request.SerializeToString()
        self.write(CALL, flags | (0 if request is None else MESSAGE), call.number, head.SerializeToString(), payload)
        return call

    def write(self, kind, flags, number, head=b"", payload=b""):
        self.outgoing += struct.pack(">IBBHI", 8 + len(head) + len(payload), kind, flags, len(head), number)
        self.outgoing += head + payload

    def run_until(self, is_done, end=None):
        """Reads and writes what can be, until something is so or the time is over. Whether it is so."""
        end = end or time.monotonic() + self.timeout
        while not is_done():
            left = end - time.monotonic()
            if left <= 0:
                return False
            readable, writable, _ = select.select(
                [self.connection], [self.connection] if self.outgoing else [], [], left
            )
            if writable:
                del self.outgoing[: self.connection.send(self.outgoing[:1 << 18])]
            if readable:
                piece = self.connection.recv(1 << 18)
                if not piece:
                    raise ConnectionError("the server closed the connection")
                self.incoming += piece
                self._take_frames()
        return True

    def _take_frames(self):
        start = 0
        while len(self.incoming) - start >= 12:
            length, kind, flags, size, number = struct.unpack_from(">IBBHI", self.incoming, start)
            if len(self.incoming) - start < 4 + length:
                break
            head = bytes(self.incoming[start + 12 : start + 12 + size])
            payload = bytes(self.incoming[start + 12 + size : start + 4 + length])
            start += 4 + length
            if kind == HELLO:
                self.hello = self.messages["mesh.v1.Hello"].FromString(head)
            elif kind == PING and not flags & ACK:
                self.write(PING, ACK, 0, payload=payload)
            elif number in self.calls:
                self.calls[number].take(kind, flags, head, payload)
        del self.incoming[:start]


class Call:
    """A call that is or was open. Iterating over it gives the responses; then `status` is set."""

    def __init__(self, client, number, response, timeout):
        self.client, self.number, self.response = client, number, response
        self.credit = max(client.hello.window_bytes, WINDOW_FLOOR)
        self.end = timeout and time.monotonic() + timeout
        self.received, self.status = collections.deque(), None

    def send(self, request, flags=0):
        """Sends one more request once there is credit. False if the call has ended before."""
        payload = request.SerializeToString()
        self._wait(lambda: self.credit > 0)
        if self.status is None:
            self.client.write(DATA, MESSAGE | flags, self.number, payload=payload)
            self.credit -= 12 + len(payload)
        return self.status is None

    def finish(self):
        if self.status is None:
            self.client.write(DATA, END, self.number)

    def cancel(self, code=CANCELLED):
        if self.status is None:
            self.client.write(CANCEL, 0, self.number)
            self.received.clear()
            self._over(self.client.messages["mesh.v1.Status"](code=code))

    def __iter__(self):
        return self

    def __next__(self):
        self._wait(lambda: self.received)
        if not self.received:
            raise StopIteration
        payload, cost = self.received.popleft()
        if cost and self.status is None:
            self.client.write(CREDIT, 0, self.number, payload=struct.pack(">I", cost))
        return self.response.FromString(payload)

    def take(self, kind, flags, head, payload):
        if kind == CREDIT:
            self.credit += struct.unpack(">I", payload)[0]
            return
        if flags & MESSAGE:
            self.received.append((payload, 12 + len(head) + len(payload) if kind == DATA else 0))
        if kind == REPLY:
            self._over(self.client.messages["mesh.v1.Status"].FromString(head))

    def _wait(self, is_done):
        if not self.client.run_until(lambda: is_done() or self.status is not None, self.end):
            self.cancel(DEADLINE_EXCEEDED)

    def _over(self, status):
        self.status = status
        del self.client.calls[self.number]
