#!/usr/bin/python3
"""Walks one real request from draft to closed, as any other program would: it knows .platform/demo.json and the OpenAPI document, nothing else.

Usage: tests/walk.py [.platform/demo.json]   against a platform started with ./run.sh --demo. Prints each step; exit code 1 names what was not as the domain says.
"""

import base64
import email
import email.policy
import glob
import hashlib
import json
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from datetime import date, datetime, timedelta, timezone

DEMO = json.load(open(sys.argv[1] if len(sys.argv) > 1 else ".platform/demo.json", encoding="utf-8"))
ADDRESS = DEMO["address"].rstrip("/")
WITHIN = 60  # seconds for what follows from an accepted call: messages, computed status, mail


class Wrong(Exception):
    """Something was not as the domain says."""


def must(holds, what):
    if not holds:
        raise Wrong(what)


def http(method, url, headers=None, body=None):
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    headers = dict(headers or {})
    if data is not None:
        headers.setdefault("Content-Type", "application/json")
    call = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        answer = urllib.request.urlopen(call, timeout=30)
    except urllib.error.HTTPError as problem:
        answer = problem
    text = answer.read().decode()
    return answer.status, json.loads(text) if "json" in (answer.headers.get("Content-Type") or "") else text, answer.headers


OPENAPI = http("GET", ADDRESS + "/openapi.json")[1]
TEMPLATES = {(method.upper(), re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path) + "/?$")) for path, item in OPENAPI["paths"].items() for method in item}


class Client:
    """One API client of demo.json, acting for its person."""

    def __init__(self, entry):
        self.email = entry["actsFor"]
        self.roles = entry["roles"]
        self.entry = entry
        self.until = 0
        self.id = None
        person = next(p for p in DEMO["people"] if p["email"] == self.email)
        self.organisation = person["organisation"]
        self.name = person["name"]

    def token(self):
        if time.time() > self.until:
            basic = base64.b64encode(f"{urllib.parse.quote(self.entry['id'])}:{urllib.parse.quote(self.entry['secret'])}".encode()).decode()
            status, answer, _ = http("POST", ADDRESS + "/connect/token", {"Authorization": "Basic " + basic, "Content-Type": "application/x-www-form-urlencoded"},
                                     b"grant_type=client_credentials&scope=alliance")
            must(status == 200, f"no token for {self.entry['id']}: {status} {answer}")
            self.bearer, self.until = answer["access_token"], time.time() + answer["expires_in"] - 30
        return self.bearer

    def call(self, method, path, body=None, revision=None, expect=(200, 201), **headers):
        bare = path.split("?")[0]
        must(any(m == method and t.match(bare) for m, t in TEMPLATES), f"{method} {bare} is not in the OpenAPI document")
        head = {"Authorization": "Bearer " + self.token()}
        if revision is not None:
            head["If-Match"] = f'"{revision}"'
        head.update({k.replace("_", "-"): v for k, v in headers.items()})
        status, answer, got = http(method, ADDRESS + path, head, body)
        must(status in expect, f"{method} {path} as {self.email}: {status} {answer}")
        self.trace = got.get("X-Trace-Id")
        return answer

    def get(self, path, **more):
        return self.call("GET", path, **more)

    def tried(self, kind, document, verb):
        """The same, or None where it is refused for now."""
        revision = self.get(f"/api/{kind}/{document}")["revision"]
        answer = self.call("POST", f"/api/{kind}/{document}/{verb}", {}, revision, expect=(200, 409))
        return answer if answer["status"] != 409 else None

    def verb(self, kind, document, verb, body=None):
        """A verb of a state machine on the revision as it is now; it must be among the actions this caller is offered."""
        now = self.get(f"/api/{kind}/{document}")
        must(verb in now["actions"], f"{verb} is not among {now['actions']} of {self.email} in status {now['status']}")
        return self.call("POST", f"/api/{kind}/{document}/{verb}", body or {}, now["revision"])


def until(what, probe):
    """Waits for what follows from an accepted call."""
    end = time.time() + WITHIN
    while True:
        found = probe()
        if found:
            return found
        must(time.time() < end, f"within {WITHIN} s: {what}")
        time.sleep(0.2)


def say(text):
    print(f"{datetime.now(timezone.utc):%H:%M:%S}  {text}", flush=True)


CLIENTS = [Client(c) for c in DEMO["clients"]]


def who(role, organisation=None):
    return [c for c in CLIENTS if role in c.roles and (organisation is None or c.organisation["id"] == organisation)]


def verify_chain(document, entries):
    """SHA-256 over document id, every field of the entry and the hash before it, each field with its length (services/shared/Storage/HistoryChain.cs)."""
    previous = "0" * 64
    for place, entry in enumerate(entries, 1):
        must(entry["no"] == place and entry["previousHash"] == previous, f"history of {document}: entry {place} does not follow")
        at = datetime.fromisoformat(entry["at"])
        milliseconds = str(round(at.timestamp() * 1000))
        form = "alliance-history-1"
        for value in (document, str(entry["no"]), entry["verb"], entry["actorId"], milliseconds, entry.get("code"), entry.get("from"), entry.get("to"),
                      entry.get("traceparent"), entry.get("textHash"), previous):
            # Lengths are UTF-16 code units, as .NET counts them; codes and ids are ASCII.
            form += "\n" + ("-" if value is None else f"{len(value)}:{value}")
        must(hashlib.sha256(form.encode()).hexdigest() == entry["hash"], f"history of {document}: entry {place} does not verify")
        previous = entry["hash"]


def inbox(client, subject):
    return [e for e in client.get("/api/inbox?limit=100")["items"] if e["subject"]["id"] in subject]


def mails(subjects):
    """(address, event) of each mail about these documents, with its subject line."""
    found = []
    for file in glob.glob(os.path.join(DEMO["mail"], "**", "*"), recursive=True):
        if not os.path.isfile(file):
            continue
        with open(file, encoding="utf-8") as text:
            mail = email.message_from_file(text, policy=email.policy.default)
        kind, document, event = (mail["X-Alliance-Event"] or "//").split("/")[:3]
        if document in subjects:
            found.append((str(mail["To"]).rsplit("<", 1)[-1].rstrip(">"), event, str(mail["Subject"]), mail["X-Alliance-Trace"]))
    return found


def draft():
    """A real need, in the applicant's own words."""
    first = date.today() + timedelta(days=1)
    return {
        "title": "Порадник з обліку втрат води", "summary": "Половина води губиться між свердловиною і краном; потрібна порада, з чого почати.",
        "background": "Мережа 1974 року, лічильники стоять лише на вводах.", "expectedResults": "Перелік десяти найгірших ділянок і план на два роки.",
        "activities": "Два дзвінки на тиждень, перегляд схем.", "targetGroup": "Комунальне підприємство «Водоканал»", "participants": 4, "language": "uk",
        "assistanceType": "remote-advice", "deliveryMode": "online", "topics": ["water-supply"], "urgency": "normal",
        "neededBy": (first + timedelta(days=120)).isoformat(), "flexible": True,
        "preferredPeriods": [{"from": first.isoformat(), "to": (first + timedelta(days=4)).isoformat()}],
        "place": {"katottg": DEMO_AUTHORITY["code"]},
        "contact": {"name": "Олена Приклад", "role": "Заступниця голови", "email": "olena@example.org", "phone": "+380441234567", "language": "uk"},
        "needs": [{"role": "Порадник", "kind": "expert", "topics": ["water-supply"], "skills": [], "minimumLevel": 1,
                   "languages": [{"code": "en", "level": "B1"}], "quantity": 1, "personDays": 3, "must": True}],
        "visibility": "members"}


CRITERIA = ["clear-need", "within-mandate", "added-value", "able-to-use-result", "urgency", "integrity"]


def active(expert):
    """The expert's own profile, Active; made and verified where the demo has none."""
    mine = expert.get("/api/experts?mine=true")["items"]
    if mine and mine[0]["status"] == "active":
        return mine[0]["id"]
    must(not mine, f"the profile of {expert.email} is {mine and mine[0]['status']}")
    profile = expert.call("POST", "/api/experts", {
        "country": "PL", "competences": [{"code": "water-supply", "level": 4, "years": 12}], "languages": [{"code": "en", "level": "C1"}],
        "availability": {"modes": ["online", "onsite", "hybrid"], "travel": "to-ukraine", "maxDaysPerYear": 60, "noticeDays": 0, "windows": [
            {"from": date.today().isoformat(), "to": (date.today() + timedelta(days=365)).isoformat()}]}})
    expert.verb("experts", profile["id"], "submit")
    COORDINATOR.verb("experts", profile["id"], "verify")
    return profile["id"]


SIGNATORY = who("authority-signatory")[0]
DEMO_AUTHORITY = SIGNATORY.organisation
EDITOR = who("authority-editor", DEMO_AUTHORITY["id"])[0]
COORDINATOR = next(c for c in who("coordinator") if "lead-coordinator" not in c.roles)
EXPERTS = who("expert")


def main():
    say(f"{EDITOR.name} drafts for {DEMO_AUTHORITY['name']}")
    request = EDITOR.call("POST", "/api/requests", draft(), expect=(201,), Idempotency_Key=str(uuid.uuid4()))["id"]
    # Right after the first start requests may not have heard of the organisation yet.
    submitted = until("the organisation is known", lambda: SIGNATORY.tried("requests", request, "submit"))
    say(f"submitted as {submitted['reference']}")
    COORDINATOR.verb("requests", request, "take")
    COORDINATOR.verb("requests", request, "approve", {
        "criteria": [{"code": c, "score": 4} for c in CRITERIA], "text": "Clear, small and useful.", "conflictOfInterest": False})
    COORDINATOR.verb("requests", request, "open")
    need = EDITOR.get(f"/api/requests/{request}")["needs"][0]["id"]

    profiles = {active(e): e for e in EXPERTS}
    def candidates():
        # Until experts has heard of the request there is nothing to match.
        items = COORDINATOR.call("GET", f"/api/matches?request={request}&need={need}", expect=(200, 404)).get("items", [])
        return [m for m in items if m["expertId"] in profiles]

    ranked = until("two of the demonstration's experts are candidates", lambda: [m for m in [candidates()] if len(m) >= 2])[0]
    for match in ranked[:3]:
        say(f"rank {match['rank']}: {profiles[match['expertId']].name}, {match['score']}: " + "; ".join(f"{p['code']} {p['points']}/{p['of']}" for p in match["parts"]))
    first, second = ranked[0]["expertId"], ranked[1]["expertId"]
    refuser, helper = profiles[first], profiles[second]

    assignments = []
    for expert in (first, second):
        proposed = COORDINATOR.call("POST", "/api/assignments", {"requestId": request, "needId": need, "expertId": expert}, expect=(201,))
        COORDINATOR.verb("assignments", proposed["id"], "invite")
        assignments.append(proposed["id"])
    declined, done = assignments
    say("two experts invited")
    refuser.verb("assignments", declined, "decline", {"code": "not-available"})
    helper.verb("assignments", done, "accept", {"conflictOfInterest": {"declared": False}})
    accepted_trace = helper.trace
    say("one declined, one accepted")
    SIGNATORY.verb("assignments", done, "confirm")
    until("the request is staffed", lambda: EDITOR.get(f"/api/requests/{request}")["status"] == "staffed")
    helper.verb("assignments", done, "start")
    until("the request is in progress", lambda: EDITOR.get(f"/api/requests/{request}")["status"] == "inProgress")
    helper.verb("assignments", done, "report", {"text": "Ten sections found; the plan is attached."})
    SIGNATORY.verb("assignments", done, "complete", {"text": "Thank you."})
    until("the request is delivered", lambda: EDITOR.get(f"/api/requests/{request}")["status"] == "delivered")
    COORDINATOR.verb("requests", request, "close", {"reason": "Done."})
    say("closed")

    entries = EDITOR.get(f"/api/requests/{request}/history")["items"]
    verify_chain(request, entries)
    steps = [(e["verb"], e["to"]) for e in entries]
    say("history: " + ", ".join(f"{v} → {t}" for v, t in steps))
    must([t for _, t in steps] == ["draft", "submitted", "inReview", "approved", "matching", "staffed", "inProgress", "delivered", "closed"], f"history: {steps}")

    subjects = {request, *assignments}
    team = {c.email: c for c in who("authority-editor", DEMO_AUTHORITY["id"]) + who("authority-signatory", DEMO_AUTHORITY["id"])}
    owner, others = COORDINATOR, [c for c in who("coordinator") + who("lead-coordinator") if c is not COORDINATOR]
    expected = {SIGNATORY.email: (["receipt", "taken", "approved", "staffed", "inProgress", "delivered", "closed", "accepted", "reported", "evaluationAsked", "participantsAsked"],
                                  ["receipt", "approved", "delivered", "closed", "accepted", "reported", "evaluationAsked"]),
                EDITOR.email: (["taken", "approved", "staffed", "inProgress", "delivered", "closed", "evaluationAsked", "participantsAsked"],
                               ["approved", "delivered", "closed", "evaluationAsked"]),
                owner.email: (["submitted", "accepted", "reported", "declined", "evaluationAsked"], ["declined"]),
                refuser.email: (["invited"], ["invited"]),
                helper.email: (["invited", "confirmed", "completed", "evaluationAsked"], ["invited", "confirmed", "completed", "evaluationAsked"])}
    for other in others:
        expected[other.email] = (["submitted"], [])
    for address in team:
        must(address in expected, f"{address} is of the team and not expected")
    clients = {c.email: c for c in CLIENTS}

    def told():
        return {a: sorted(e["event"] for e in inbox(clients[a], subjects)) for a in expected}

    def mailed():
        all_mails = mails(subjects)
        return {a: sorted(e for to, e, _, _ in all_mails if to == a) for a in expected}
    try:
        until("everybody is told", lambda: told() == {a: sorted(i) for a, (i, _) in expected.items()})
        until("everybody is mailed", lambda: mailed() == {a: sorted(m) for a, (_, m) in expected.items()})
    except Wrong:
        for a, (i, m) in expected.items():
            say(f"{a}\n    inbox {told()[a]}\n    domain {sorted(i)}\n    mail {mailed()[a]}\n    domain {sorted(m)}")
        raise
    strangers = {to for to, *_ in mails(subjects)} - set(expected)
    must(not strangers, f"mailed besides: {strangers}")
    for to, event, subject, _ in mails(subjects):
        say(f"mail to {to}: {subject}")
    must(any(trace == accepted_trace for to, event, _, trace in mails(subjects) if event == "accepted"), "the mail about the acceptance has the trace of the acceptance")
    say(f"one trace from the expert's call to the signatory's mail: {accepted_trace}")
    for assignment in assignments:
        path = f"/api/assignments/{assignment}/history"
        if any(m == "GET" and t.match(path) for m, t in TEMPLATES):
            verify_chain(assignment, COORDINATOR.get(path)["items"])
    say("all as the domain says")


if __name__ == "__main__":
    try:
        main()
    except Wrong as wrong:
        say(f"WRONG: {wrong}")
        sys.exit(1)
