// The matrix: rows of operations or services, a column for each kind of rule. A cell's number is how many rules
// diverge, its fill how bad the worst of them is, the bar below it the share of rules that conform, diverge, or were
// not settled.

const ROWS_SHOWN = 40;

const emptyCell = () => ({ rules: 0, both: 0, conform: 0, diverge: 0, worst: -1, findings: 0 });

const addTo = (cell, [, rules, both, conform, diverge, worst, found]) => {
  cell.rules += rules;
  cell.both += both;
  cell.conform += conform;
  cell.diverge += diverge;
  cell.findings += found;
  if (worst >= 0 && (cell.worst < 0 || worst < cell.worst)) cell.worst = worst;
};

// A row of the matrix out of one or more operations on one target.
const matrixRow = (name, entries, href) => {
  const row = { name, href, cells: report.kinds.map(emptyCell), promised: 0, both: 0, findings: 0, exercised: 0, there: 0, entries };
  for (const entry of entries) {
    row.promised += operations.promised[entry];
    row.both += operations.both[entry];
    row.findings += (findingsByEntry().get(entry) ?? []).length;
    row.exercised += statusOf(entry) === "exercised";
    row.there += operations.block[entry] >= 0;
    for (const cell of operations.cells[entry]) addTo(row.cells[cell[0]], cell);
  }
  return row;
};

const cellWords = (cell) => {
  if (!cell.rules) return "no such rule";
  const worst = cell.worst < 0 ? "" : `, worst ${report.verdicts[cell.worst]}`;
  return `${plural(cell.rules, "rule")}: ${number(cell.diverge)} divergent${worst}, ${number(cell.conform)} conforming, ` +
    `${number(cell.both)} tried on both sides; ${plural(cell.findings, "finding")}`;
};

const bar = (cell) =>
  h("span", { class: "bar", "aria-hidden": "true" },
    h("span", { class: "conforms", "width%": percent(cell.conform, cell.rules) }),
    h("span", { class: cell.worst < 0 ? "" : `is-${LEVELS[severityOf(cell.worst)]}`, "width%": percent(cell.diverge, cell.rules) }));

const cellFace = (cell) => {
  if (!cell.rules) return ["none", ""];
  if (cell.diverge) return [`is-${LEVELS[severityOf(cell.worst)]}`, short(cell.diverge)];
  return cell.conform ? ["conforms", "✓"] : ["open", "·"];
};

const matrixCell = (row, kind, to) => {
  const cell = row.cells[kind];
  const [face, sign] = cellFace(cell);
  if (!cell.rules) return h("td", { class: "none", role: "cell" });
  const words = `${row.name}, ${report.kinds[kind]}: ${cellWords(cell)}`;
  return h("td", { role: "cell" },
    h("a", { class: `cell ${face}`, href: to(row, kind, cell), tabindex: "-1", title: words, "aria-label": words },
      h("span", { class: "face", "aria-hidden": "true" }, sign), bar(cell)));
};

const rowWords = (row) => {
  if (!row.there) return STATUS_WORDS[statusOf(row.entries[0])];
  const reached = row.entries.length > 1 ? [`${number(row.exercised)} of ${plural(row.entries.length, "operation")}`] :
    row.exercised ? [] : ["no valid request found"];
  return [...reached, `${number(row.both)} of ${plural(row.promised, "promise")}`, plural(row.findings, "finding")].join(" · ");
};

const arrows = (event) => {
  const cell = event.target.closest("td, th");
  const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  if (!cell || !step) return;
  let [rows, at] = [cell.parentElement, cell.cellIndex];
  for (;;) {
    if (step[0]) rows = step[0] > 0 ? rows.nextElementSibling : rows.previousElementSibling;
    at += step[1];
    const next = rows?.cells[at];
    if (!next) return;
    const inside = next.querySelector("a");
    if (inside) {
      event.preventDefault();
      inside.focus();
      return;
    }
  }
};

const matrixLine = (row, to) =>
  h("tr", { class: row.there ? "" : "absent", role: "row" },
    h("th", { scope: "row", role: "rowheader" },
      h("a", { href: row.href, "data-item": "" }, row.name), h("span", { class: "note" }, rowWords(row))),
    row.there ? report.kinds.map((_, kind) => matrixCell(row, kind, to)) :
      h("td", { colspan: report.kinds.length, role: "cell", class: "whole" }));

const matrix = (caption, rows, to) => {
  const body = h("tbody", { role: "rowgroup" });
  const show = (from, until) => rows.slice(from, until).forEach((row) => body.append(matrixLine(row, to)));
  show(0, ROWS_SHOWN);
  const whole = h("table", { class: "matrix", role: "table", on: { keydown: arrows } },
    h("caption", {}, caption),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("th", { scope: "col", role: "columnheader" }, h("span", { class: "hidden" }, "name")),
      report.kinds.map((kind) => h("th", { scope: "col", role: "columnheader", title: KIND_WORDS[kind] }, h("span", {}, kind))))),
    body);
  if (rows.length <= ROWS_SHOWN) return whole;
  const more = h("button", { type: "button", class: "more" }, `Show all ${number(rows.length)} rows`);
  more.addEventListener("click", () => {
    show(ROWS_SHOWN, rows.length);
    body.rows[ROWS_SHOWN].querySelector("a").focus();
    more.remove();
    say(`${number(rows.length)} rows`);
  });
  return [whole, more];
};

const KIND_WORDS = {
  type: "what kind of value it is",
  required: "what must, or must not, be given",
  values: "listed literals, defaults",
  range: "least and greatest numbers",
  length: "least and greatest lengths of texts",
  form: "patterns and formats",
  items: "how many items, whether they may repeat",
  relations: "members that depend on one another",
  state: "what must exist, versions, what an update keeps",
  response: "what an answer must look like",
  general: "controls and malformed requests",
};

const legend = () =>
  h("div", { class: "legend", role: "note" },
    [["is-high", "3"], ["is-medium", "3"], ["is-low", "3"]].map(([face, sign], place) =>
      h("span", {}, h("span", { class: `cell ${face}`, "aria-hidden": "true" }, h("span", { class: "face" }, sign)),
        ["rules that diverge, the worst of high severity", "medium", "low"][place])),
    h("span", {}, h("span", { class: "cell conforms", "aria-hidden": "true" }, h("span", { class: "face" }, "✓")), "none diverges"),
    h("span", {}, h("span", { class: "cell open", "aria-hidden": "true" }, h("span", { class: "face" }, "·")), "nothing settled"),
    h("span", {}, h("span", { class: "cell", "aria-hidden": "true" }, h("span", { class: "bar" },
      h("span", { class: "conforms", "width%": 50 }), h("span", { class: "is-high", "width%": 20 }))),
      "share that conforms, diverges, is open"));
