// One finding: what the documentation says, what was tried on both sides, the smallest request, and how to repeat it.

const RULE = ["id", "keyword", "kind", "path", "expect", "origins", "verdict", "inside", "outside", "skipped", "tally", "cases", "omitted", "more"];
const CASE = ["side", "label", "kind", "expect", "verdict", "status", "code", "count"];
const OUTCOMES = { accept: "accepted", reject: "refused", either: "an answer" };

const record = (names, values) => Object.fromEntries(names.map((name, place) => [name, values[place]]));
const isEmpty = (value) => value === undefined || value === null;

const rulesOf = async (entry) => {
  const found = await detail(operations.block[entry], operations.place[entry]);
  if (!found) return { rules: [], other: [], dropped: 0 };
  return { rules: found[0].map((one) => record(RULE, one)), other: found[1], dropped: found[2] };
};

const answered = (one) => {
  const said = [one.status, one.code].filter((part) => !isEmpty(part)).join(" ");
  return said || (one.verdict === undefined ? "" : "no answer");
};

const casesTable = (rule) => {
  const cases = rule.cases.map((one) => record(CASE, one));
  const order = { inside: 0, outside: 1 };
  cases.sort((one, other) => (order[one.side] ?? 2) - (order[other.side] ?? 2));
  if (!cases.length) return h("p", { class: "note" }, "No case of it is listed.");
  const rows = cases.map((one) => [
    one.side ? h("span", { class: `side ${one.side}` }, one.side === "inside" ? "● inside" : "○ outside") : "beside it",
    [h("span", { class: "value" }, one.label), one.count > 1 ? h("span", { class: "note" }, ` ${number(one.count)}×`) : ""],
    OUTCOMES[one.expect], answered(one), verdictMark(one.verdict),
  ]);
  return [table("Values tried on both sides of the rule", ["side", "tried", "should be", "came back", "verdict"], rows, "cases"),
    rule.omitted > 0 && h("p", { class: "note" }, `… and ${plural(rule.omitted, "more case")}`)];
};

const skippedList = (rule) => rule.skipped.length > 0 &&
  h("ul", { class: "entries" }, rule.skipped.map(([side, reason, words]) =>
    h("li", {}, `${side}: not shown, ${reason}`, words ? ` (${words})` : "")));

const erratumNote = (rule) => rule.more.erratum &&
  h("p", { class: "panel" }, h("b", {}, "Erratum: "), erratumWords(rule.more.erratum),
    rule.more.erratum.evidence ? ` · ${rule.more.erratum.evidence}` : "",
    rule.more.erratum.link ? [" · ", outside(rule.more.erratum.link)] : "");

// What is said at several places in the same words is shown once.
const quotes = (sentences) => {
  const places = new Map();
  for (const [place, sentence] of sentences) places.set(sentence, [...(places.get(sentence) ?? []), place]);
  return [...places].map(([sentence, at]) =>
    h("figure", { class: "quote" }, h("blockquote", {}, sentence), h("figcaption", {}, at.join(", "))));
};

const documentation = (finding) => {
  const places = (finding.origins ?? []).map(([, origin, rule, at]) => [origin, at, rule].filter(Boolean).join(", "));
  const sentences = finding.sentences ?? [];
  return h("section", { "aria-labelledby": "said-by" }, h("h2", { id: "said-by" }, "What the documentation says"),
    quotes(sentences),
    !sentences.length && h("p", { class: "note" }, places.length ? "The sentence isn’t at hand." :
      "This holds for every operation; no sentence of its page says it."),
    (places.length > 0 || finding.page) && h("p", { class: "note" }, finding.page ? `${finding.page}: ` : "", [...new Set(places)].join("; ")));
};

const wireText = (wire) => {
  const body = wire.body && typeof wire.body === "object" ? `base64: ${wire.body.base64 ?? JSON.stringify(wire.body)}` : wire.body ?? "";
  const headers = Object.entries(wire.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [`${wire.method} ${wire.url}`, ...headers, "", body].join("\n");
};

const stepText = (step) => `${step.operation}\n${step.wire ? wireText(step.wire) : JSON.stringify(step.members ?? {}, null, 2)}`;

const folded = (summary, content) => h("details", {}, h("summary", {}, summary), content);

const requests = (finding) => [
  h("section", { "aria-labelledby": "request" }, h("h2", { id: "request" }, "Smallest request"),
    finding.request ? code("Members of the request", JSON.stringify(finding.request, null, 2)) :
      !finding.wire && h("p", { class: "note" }, "A request without members."),
    finding.wire && folded("On the wire", code("Request on the wire", wireText(finding.wire))),
    finding.before && folded(`${plural(finding.before.length, "call")} before it`, code("Calls before it", finding.before.map(stepText).join("\n\n"))),
    finding.reads && folded(`${plural(finding.reads.length, "call")} that show the state after it`, code("Calls after it", finding.reads.map(stepText).join("\n\n")))),
];

const shellQuoted = (argument) => `'${argument.replaceAll("'", "'\\''")}'`;

const repeating = (row, finding) => {
  const command = `fencepost reproduce report.json ${shellQuoted(findingId(row))}`;
  return h("section", { "aria-labelledby": "repeat" }, h("h2", { id: "repeat" }, "Repeat it"),
    finding.script ? [h("p", { class: "note" }, "A script of its own, which needs only boto3:"), code("Script", finding.script, "Copy script")] :
      [h("p", { class: "note" }, "In the folder of this report, this prints a script that needs only boto3:"), code("Command", command, "Copy command")]);
};

const tried = (row, rules) =>
  h("section", { "aria-labelledby": "tried" }, h("h2", { id: "tried" }, "What was tried"),
    rules.length ? rules.map((rule) => [
      h("h3", {}, h("a", { href: ruleLink(findings.entry[row], rule.id) }, rule.id)), erratumNote(rule), casesTable(rule), skippedList(rule)]) :
      h("p", {}, text(findings.label[row])));

const markdown = (row, finding) => {
  const quoted = (words) => plain(words).replace(/[\\`*_<>|[\]]/g, "\\$&");
  const lines = [`### ${quoted(operationName(findings.entry[row]))}: ${quoted(text(findings.rule[row]))}`, "",
    ...(finding.sentences ?? []).flatMap(([, sentence]) => [`> ${quoted(sentence)}`, ""]),
    `- tried: ${quoted(text(findings.label[row]))}`, `- expected: ${quoted(text(findings.expected[row]))}`,
    `- came back: ${quoted(text(findings.observed[row]))}`, ""];
  if (finding.request) lines.push("```json", JSON.stringify(finding.request, null, 2).replaceAll("```", "` ` `"), "```", "");
  lines.push(`Finding: ${quoted(findingId(row))}`);
  return lines.join("\n");
};

// What the baseline says; what it accepted until a day that is over is new again.
const knownNote = (row, finding) => finding.known &&
  h("p", { class: "panel" }, h("b", {}, STANDINGS[findings.standing[row]] === "new" ? "Was accepted: " : "Known: "), [finding.known.reason, finding.known.expires && `until ${finding.known.expires}`].filter(Boolean).join(" · "),
    finding.known.link ? [" ", outside(finding.known.link)] : "");

const outcome = (row, finding) =>
  h("section", { "aria-labelledby": "outcome" }, h("h2", { id: "outcome" }, "What came back"),
    h("dl", { class: "outcome" },
      h("div", {}, h("dt", {}, "tried"), h("dd", {}, text(findings.label[row]))),
      h("div", {}, h("dt", {}, "should be"), h("dd", {}, text(findings.expected[row]))),
      h("div", { class: `is-${LEVELS[severityOf(findings.verdict[row])]}` }, h("dt", {}, "came back"), h("dd", {}, text(findings.observed[row])))),
    (finding.because ?? []).length > 0 && h("ol", { class: "because" }, finding.because.map((reason) => h("li", {}, reason))));

const alsoList = (finding) => finding.also &&
  h("section", { "aria-labelledby": "also" }, h("h2", { id: "also" }, "The same cause"),
    h("p", { class: "note" }, "These break in the same words, and count as one finding:"),
    h("ul", { class: "entries" }, finding.also.map((id) => h("li", {}, h("code", {}, id)))));

// The finding before and after this one in the list that was last looked at.
const neighbours = (row) => {
  const at = filtered.indexOf(row);
  return at < 0 ? [undefined, undefined] : [filtered[at - 1], filtered[at + 1]];
};

const neighbourLinks = (row) => {
  const [before, after] = neighbours(row);
  return h("nav", { class: "pager", "aria-label": "Other findings" },
    before === undefined ? h("span") : h("a", { href: findingLink(before), class: "previous", rel: "prev" }, "← Previous"),
    after === undefined ? h("span") : h("a", { href: findingLink(after), class: "next", rel: "next" }, "Next →"));
};

const unknown = (what, name) => [title(`No such ${what}`), h("p", {}, "This report has no ", h("code", {}, name), "."),
  h("p", {}, h("a", { href: "#/" }, "To the overview"))];

const findingView = async ([target, id]) => {
  const row = findingsByName().get(`${target} ${id}`);
  if (row === undefined) return unknown("finding", id ?? "");
  const entry = findings.entry[row];
  const finding = await detail(findings.block[row], findings.place[row]);
  const { rules } = await rulesOf(entry);
  const own = rules.filter((rule) => finding.constraints.includes(rule.id));
  const name = operationName(entry);
  return [
    trail(["Findings", lastList || "#/findings"], [serviceOf(name), serviceLink(target, serviceOf(name))], [bareName(name), operationLink(entry)]),
    title(promiseOf(row)[0]),
    h("p", { class: "grades" }, verdictMark(findings.verdict[row]), standingMark(row),
      levelMark(LEVELS[severityOf(findings.verdict[row])], "severity"), levelMark(LEVELS[findings.confidence[row]], "confidence"),
      h("span", { class: "level" }, `seen ${number(findings.count[row])}×`), h("span", { class: "level" }, `on ${target}`)),
    h("p", { class: "identity" }, h("code", {}, findingId(row)), " ", copyButton("Copy link", () => location.href), " ",
      copyButton("Copy as Markdown", () => markdown(row, finding))),
    knownNote(row, finding), outcome(row, finding), documentation(finding), requests(finding), repeating(row, finding),
    tried(row, own), alsoList(finding), neighbourLinks(row),
  ];
};
