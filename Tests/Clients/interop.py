"""Makes the protocol's cases: interop.py HOST:PORT DESCRIPTORS CASES. Exits 0 if all hold."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Support"))
from mesh_client import END, Client  # noqa: E402

RESPONSE = "fixture.v1.InteropResponse"
AT_A_TIME_MAX = 64


class Attempt:
    """One call of a case, begun and then finished, so that several may be open at a time."""

    def __init__(self, client, plan):
        self.client, self.plan = client, plan
        self.expected, self.cancels = plan["expect"], plan.get("cancel")
        self.requests = [self.message(request) for request in plan.get("requests", [])]
        self.responses = []
        name = plan["method"].split("/")[1]
        self.takes_stream, self.is_unary = name in ("Upload", "Duplex"), name not in ("Upload", "Duplex", "Download")
        metadata = [(key, bytes.fromhex(value)) for key, value in plan.get("metadata", [])]
        options = {"timeout": plan.get("timeout_ms", 60_000) / 1000, "metadata": metadata}
        if self.takes_stream:
            self.call = client.open(plan["method"], RESPONSE, **options)
        elif not self.requests:
            self.call = client.open(plan["method"], RESPONSE, flags=END, **options)
        else:
            flags = END if len(self.requests) == 1 else 0
            self.call = client.open(plan["method"], RESPONSE, self.requests[0], flags, **options)
            for request in self.requests[1:]:
                self.call.send(request)

    def message(self, plan):
        request = self.client.messages["fixture.v1.InteropRequest"](
            payload=bytes(plan.get("payload", 0)), response_bytes=plan.get("responses", []),
            hangs=plan.get("hangs", False),
        )
        if "status" in plan:
            request.status.code, request.status.message = plan["status"]["code"], plan["status"]["message"]
        return request

    def finish(self):
        if self.cancels == "begin":
            self.call.cancel()
        for request in self.requests if self.takes_stream else []:
            self.call.send(request)
            for _ in request.response_bytes if self.plan.get("turns") else []:
                self.responses.extend([response for response in [next(self.call, None)] if response is not None])
        if self.takes_stream and self.cancels != "first_response":
            self.call.finish()
        if self.cancels == "requests_end":
            self.call.cancel()
        for response in self.call:
            self.responses.append(response)
            if self.cancels == "first_response":
                self.call.cancel()
        return list(self.problems())

    def problems(self):
        last, status = self.responses[-1:], self.call.status
        found = {
            "code": status.code, "message": status.message,
            "responses": [len(response.payload) for response in self.responses],
            "request_bytes": last[0].request_bytes if last else 0, "request_count": last[0].requests if last else 0,
            "metadata": [[pair.key, pair.value.hex()] for pair in status.metadata],
        }
        for what, value in {"code": 0, **self.expected}.items():
            if found[what] != value:
                yield f"{what} is {found[what]!r}, not {value!r}"
        if self.is_unary and not status.code and len(self.responses) != 1:
            yield f"{len(self.responses)} responses of a unary method"


def run(case, connect):
    problems, count = [], case.get("repeat", 1)
    client = connect()
    at_a_time = AT_A_TIME_MAX if case.get("parallel") else 1
    for start in range(0, count, at_a_time):
        for plan in case["calls"]:
            attempts = [Attempt(client, plan) for _ in range(min(at_a_time, count - start))]
            for attempt in attempts:
                problems += attempt.finish()
        if case.get("new_connections"):
            client.close()
            client = connect()
    client.close()
    return problems


def main(address, descriptors, cases):
    with open(cases, encoding="utf-8") as file:
        cases = json.load(file)
    held = 0
    for case in cases:
        problems = run(case, lambda: Client(address, descriptors, peer="interop.py"))
        held += not problems
        for problem in problems[:5]:
            print(f"{case['name']}: {problem}")
    print(f"{held} of {len(cases)} cases hold")
    sys.exit(held != len(cases))


main(*sys.argv[1:])
