"""Replays what `fencepost edges` writes: replay_vectors.py edges.jsonl HOST:PORT [live.QueueUrl=VALUE ...]."""

import base64
import http.client
import json
import re
import secrets
import sys
from html import escape
from urllib.parse import quote

CODE = re.compile(r'(?:<Code>|"(?:__type|code|Code)"\s*:\s*"|(?i:x-amzn-errortype: ))(?:[^":<]*#)?([^":;<\r\n]*)')
LINES = {line["id"]: line for line in map(json.loads, open(sys.argv[1], encoding="utf-8"))}


def filled(text, values, escaped):  # the text with a value in the place of each ${name}
    for name, value in values.items():
        text = text.replace(f"${{{name}}}", escaped(value))
    return text


def send(wire, values):  # the status of the answer, and its headers and body as one text
    body = wire.get("body", "")
    body = "".join(piece * times for piece, times in body["$repeats"]) if isinstance(body, dict) else body
    escaped = {"<": escape, "{": lambda value: json.dumps(value)[1:-1]}.get(body[:1], quote)
    data = base64.b64decode(wire["body_base64"]) if "body_base64" in wire else filled(body, values, escaped).encode()
    headers = {name: filled(value, values, str) for name, value in wire["headers"].items()}
    headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential=test/20260101/{wire['scope']}/aws4_request, Signature=0"
    link = http.client.HTTPConnection(sys.argv[2], timeout=10)
    link.request(wire["method"], filled(wire["path"], values, lambda value: quote(value, safe="")), data, headers)
    answer = link.getresponse()
    return answer.status, f"{answer.headers}{answer.read().decode('utf-8', 'replace')}"


def made(vector):  # the values that a new setup gives
    values = {"run": secrets.token_hex(4), **dict(given.split("=", 1) for given in sys.argv[3:])}
    for step in LINES[vector["setup"]]["steps"] if vector["setup"] else ():
        answer = send(step["wire"], values)[1]
        for name, place in step["gives"].items():
            found = re.search(rf'\b{place["at"][-1]}"?\s*[:>]\s*"?([^"<\r\n]*)', answer)[1]
            values |= {name: found, f"{name}~": found[:-1] + ("B" if found[-1] == "A" else "A")}
    return values


def verdict(vector, values):  # a violation counts only beside an accepted control
    status, answer = send(vector["wire"], values)
    code, verdicts = CODE.search(answer), vector["verdicts"]
    found = verdicts["accepted"] if status < 300 else verdicts["codes"].get(code and code[1], verdicts["refused"])
    if vector["expect"] == "reject" or found == "rejects-valid":
        beside = send(LINES[vector["control"]]["wire"], made(vector) if status < 300 else values)
        found = found if beside[0] < 300 else "inconclusive"
    return found if status < 500 else "crash"


for vector in filter(lambda line: line.get("wire") and LINES.get(line["control"], line)["wire"], LINES.values()):
    values = made(vector)
    if set(vector["placeholders"]) <= values.keys():
        print(json.dumps({"id": vector["id"], "verdict": verdict(vector, values)}))
