"""A conversation through the gateway: chat.py HOST:PORT TOKEN DESCRIPTORS < messages (docs/protocol.md has the frames)."""
import socket, struct, sys
from google.protobuf import descriptor_pb2, message_factory

address, token, descriptors = sys.argv[1:]
messages = message_factory.GetMessages(descriptor_pb2.FileDescriptorSet.FromString(open(descriptors, "rb").read()).file)
connection = socket.create_connection(address.rsplit(":", 1))
incoming, calls, gateway = connection.makefile("rb"), 0, "xiaoer.gateway.v1."
def send(kind, flags, call, head, payload=b""):
    connection.sendall(struct.pack(">IBBHI", 8 + len(head) + len(payload), kind, flags, len(head), call) + head + payload)
def call(method, request, response):
    global calls
    calls += 1
    head = messages["mesh.v1.Call"](method=gateway + method, timeout_us=20_000_000).SerializeToString()
    payload = messages[gateway + method.split("/")[1] + "Request"](**request).SerializeToString()
    send(1, 3, calls, head, payload)
    kind = None
    while kind != 3:  # A REPLY ends the call; before it come DATA frames, and PINGs that want their ACK.
        length, kind, flags, size, number = struct.unpack(">IBBHI", incoming.read(12))
        body = incoming.read(length - 8)
        status = messages["mesh.v1.Status"].FromString(body[:size] if kind == 3 else b"")
        if status.code: sys.exit(f"{method} failed with code {status.code}: {status.message}")
        if kind in (2, 3) and flags & 2: yield messages[response].FromString(body[size:])
        if kind == 6 and not flags & 8: send(6, 8, 0, b"", body)
send(0, 0, 0x4D534831, messages["mesh.v1.Hello"](version=1, peer="chat.py", token=token).SerializeToString())
[opened] = call("Customer/OpenConversation", {"channel": "terminal"}, gateway + "OpenConversationResponse")
for number, line in enumerate(sys.stdin):
    message = {"conversation_id": opened.conversation.id, "message_id": f"m{number}", "text": line.strip()}
    for event in call("Customer/Send", message, "xiaoer.dialogue.v1.Event"):
        if event.HasField("clerk_message"): print(event.clerk_message.text, flush=True)
