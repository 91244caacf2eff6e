// The report as it lies in the page: an index that is opened at once, and blocks of details that are opened when they
// are looked at.

const [LOW, MEDIUM, HIGH] = [0, 1, 2];
const LEVELS = ["low", "medium", "high"];
const STANDINGS = ["", "new", "known"];
// Columns of the index, in the order in which Python writes them.
const OPERATION = ["name", "target", "status", "detail", "reason", "cases", "promised", "both", "block", "place", "cells"];
const FINDING = ["entry", "verdict", "confidence", "kinds", "count", "standing", "ids", "rule", "label", "expected", "observed", "block", "place"];
const MARKS = { crash: "◆", conforms: "✓", contested: "≈", inconclusive: "?", "not-implemented": "–" };
const SYMBOLS = ["▽", "▲", "◆"];
const BLOCKS_KEPT = 24;

let report;
let operations = {};
let findings = {};
const opened = new Map();

const bytes = (text) => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const array = new Uint8Array(binary.length);
  for (let place = 0; place < binary.length; place += 1) array[place] = binary.charCodeAt(place);
  return array;
};

const unpacked = async (text) => {
  const stream = new Blob([bytes(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};

const columns = (names, lists) => Object.fromEntries(names.map((name, place) => [name, lists[place]]));

const openReport = async () => {
  report = await unpacked(document.getElementById("index").textContent);
  operations = columns(OPERATION, report.operations);
  findings = columns(FINDING, report.findings);
  operations.size = operations.name.length;
  findings.size = findings.entry.length;
};

// What stands in a block at a place; a few blocks are kept open.
const detail = async (block, place) => {
  if (block < 0) return null;
  if (!opened.has(block)) {
    const text = document.getElementsByClassName("block")[block].textContent;
    if (opened.size >= BLOCKS_KEPT) opened.delete(opened.keys().next().value);
    opened.set(block, unpacked(text));
  }
  return (await opened.get(block))[place];
};

const text = (place) => report.texts[place];
const operationName = (entry) => text(operations.name[entry]);
const serviceOf = (name) => name.slice(0, Math.max(name.indexOf("."), 0)) || name;
const bareName = (name) => name.slice(name.indexOf(".") + 1);
const targetOf = (entry) => report.targets[operations.target[entry]];
// What the run didn't come to has a status of its own here.
const statusOf = (entry) => (text(operations.reason[entry]) === "unreached" ? "unreached" : report.statuses[operations.status[entry]]);
const verdictOf = (finding) => report.verdicts[findings.verdict[finding]];
const severityOf = (verdict) => report.severities[verdict];

const findingId = (finding) =>
  `${operationName(findings.entry[finding])}/${text(findings.ids[finding])}/${verdictOf(finding)}`;

// Numbers of the rows that a function picks, in their order.
const picked = (size, wanted) => {
  const found = [];
  for (let row = 0; row < size; row += 1) if (wanted(row)) found.push(row);
  return found;
};

const remembered = (make) => {
  let value;
  return () => (value ??= make());
};

const entriesByName = remembered(() => {
  const found = new Map();
  for (let row = 0; row < operations.size; row += 1) found.set(`${targetOf(row)} ${operationName(row)}`, row);
  return found;
});

const findingsByName = remembered(() => {
  const found = new Map();
  for (let row = 0; row < findings.size; row += 1) found.set(`${targetOf(findings.entry[row])} ${findingId(row)}`, row);
  return found;
});

const findingsByEntry = remembered(() => {
  const found = new Map();
  for (let row = 0; row < findings.size; row += 1) {
    const entry = findings.entry[row];
    if (found.has(entry)) found.get(entry).push(row);
    else found.set(entry, [row]);
  }
  return found;
});

// What is searched of each finding, in small letters.
const haystacks = remembered(() => {
  const lower = report.texts.map((one) => one.toLowerCase());
  const of = (name, row) => lower[findings[name][row]];
  return Array.from({ length: findings.size }, (_, row) =>
    [lower[operations.name[findings.entry[row]]], of("ids", row), verdictOf(row), of("rule", row), of("label", row),
      of("observed", row)].join("\n"));
});

// The mark of a verdict: a symbol for how bad it is, and its name.
const verdictMark = (verdict) => {
  const name = report.verdicts[verdict];
  const severity = severityOf(verdict);
  const kind = severity < 0 ? name : `is-${LEVELS[severity]}`;
  return h("span", { class: `verdict ${kind}` },
    h("span", { "aria-hidden": "true", class: "symbol" }, severity < 0 ? MARKS[name] : SYMBOLS[severity]), " ", name);
};
