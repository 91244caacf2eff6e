// The first screen: for each target how much was promised, how much of it exercised, and where it diverges.

const MANY_OPERATIONS = 40;

const segments = (label, parts, whole) =>
  h("div", { class: "stack", role: "img", "aria-label": `${label}: ${parts.map(([, words]) => words).join(", ")}` },
    parts.filter(([count]) => count).map(([count, words, face]) =>
      h("span", { class: `segment ${face}`, title: words, "width%": percent(count, whole) })));

const tile = (heading, large, small, picture, below) =>
  h("div", { class: "tile" }, h("h3", {}, heading), h("p", { class: "large" }, h("b", {}, large), " ", small), picture,
    h("ul", { class: "parts" }, below));

const part = (face, words, to) =>
  h("li", {}, h("span", { class: `dot ${face}`, "aria-hidden": "true" }), to ? h("a", { href: to }, words) : words);

const operationsTile = (target, coverage, entries) => {
  const unreached = entries.filter((entry) => statusOf(entry) === "unreached").length;
  const counts = [
    [coverage.exercised, "exercised", "conforms"],
    [coverage.no_control - unreached, "no-control", "open"],
    [coverage.not_implemented, "not-implemented", "absent"],
    [unreached, "unreached", "missing"],
  ].filter(([count]) => count);
  const words = ([count, status]) => `${number(count)} ${STATUS_WORDS[status]}`;
  const reasons = Object.entries(coverage.controls.unreached).map(([reason, count]) => `${number(count)} ${reason}`).join(", ");
  return tile("Operations", number(coverage.exercised), `of ${number(coverage.operations)} exercised`,
    segments("Operations", counts.map((one) => [one[0], words(one), one[2]]), coverage.operations),
    [counts.map((one) => part(one[2], words(one), link("operations", [], { target, status: one[1] }))),
      reasons && h("li", { class: "note" }, `no request accepted: ${reasons}`)]);
};

const promisesTile = (coverage) => {
  const counts = [
    [coverage.constraints_exercised, `${number(coverage.constraints_exercised)} on both sides`, "conforms"],
    [coverage.one_side, `${number(coverage.one_side)} on one side`, "half"],
    [coverage.not_exercised, `${number(coverage.not_exercised)} not shown`, "absent"],
  ].filter(([count]) => count);
  const reasons = Object.entries(coverage.skipped).map(([reason, count]) => `${number(count)} ${reason}`).join(", ");
  return tile("Promises about requests", number(coverage.constraints_exercised),
    `of ${number(coverage.constraints)} tried on both sides (${share(coverage.constraints_exercised, coverage.constraints)})`,
    segments("Promises", counts, coverage.constraints),
    [counts.map(([, words, face]) => part(face, words)), part("cases", plural(coverage.cases, "case")), reasons && h("li", { class: "note" }, `sides not shown: ${reasons}`)]);
};

const divergenceTile = (target, divergence, coverage) => {
  const face = (verdict) => `is-${LEVELS[severityOf(report.verdicts.indexOf(verdict))]}`;
  const counts = Object.entries(divergence.verdicts);
  const none = coverage.exercised ? "none found in what was exercised" : "nothing could be exercised";
  return tile("Divergence", number(divergence.total), divergence.total === 1 ? "finding" : "findings",
    segments("Findings", counts.map(([verdict, count]) => [count, `${number(count)} ${verdict}`, face(verdict)]), divergence.total),
    counts.length ? counts.map(([verdict, count]) =>
      part(face(verdict), `${number(count)} ${verdict}`, link("findings", [], { target, verdict }))) : h("li", { class: "note" }, none));
};

const cellTarget = (target, parameters) => (row, kind, cell) =>
  cell.findings ? link("findings", [], { target, ...parameters(row), kind: report.kinds[kind] }) : row.href;

const operationRows = (entries) => entries.map((entry) => ({
  ...matrixRow(operationName(entry), [entry], operationLink(entry)),
}));

const serviceRows = (target, entries) => {
  const services = new Map();
  for (const entry of entries) {
    const service = serviceOf(operationName(entry));
    if (services.has(service)) services.get(service).push(entry);
    else services.set(service, [entry]);
  }
  return [...services].map(([service, own]) => matrixRow(service, own, serviceLink(target, service)));
};

const ORDERS = {
  findings: ["most findings first", (one, other) => other.findings - one.findings],
  name: ["by name", (one, other) => (one.name < other.name ? -1 : 1)],
  open: ["least exercised first", (one, other) => percent(one.both, one.promised) - percent(other.both, other.promised)],
};

// A matrix whose rows can be put in another order.
const orderedMatrix = (caption, rows, to, order) => {
  // What the target doesn't have comes last, whatever the order.
  const sorted = (name) => [...rows].sort((one, other) => (other.there > 0) - (one.there > 0) || ORDERS[name][1](one, other));
  const place = h("div", {}, matrix(caption, sorted(order), to));
  if (rows.length < 5) return place;
  const choice = h("select", { "aria-label": "Order of the rows" },
    Object.entries(ORDERS).map(([name, [words]]) => h("option", { value: name, selected: name === order }, words)));
  choice.addEventListener("change", () => {
    place.replaceChildren(...[matrix(caption, sorted(choice.value), to)].flat());
  });
  return [h("div", { class: "tools" }, choice), place];
};

const absentServices = (target, rows) => rows.length > 0 &&
  h("details", {}, h("summary", {}, `${plural(rows.length, "service")} that the target doesn’t have, or that the run didn’t reach`),
    h("p", { class: "names" }, rows.map((row) => [h("a", { href: row.href }, row.name), " "])));

const targetPictures = (target, entries) => {
  if (entries.length <= MANY_OPERATIONS) {
    const rows = operationRows(entries);
    const to = cellTarget(target, (row) => ({ operation: row.name }));
    return orderedMatrix("Operations and kinds of rule", rows, to, "findings");
  }
  const rows = serviceRows(target, entries);
  const to = cellTarget(target, (row) => ({ service: row.name }));
  return [orderedMatrix("Services and kinds of rule", rows.filter((row) => row.there), to, "findings"),
    absentServices(target, rows.filter((row) => !row.there))];
};

const targetSection = (target, at) => {
  const entries = picked(operations.size, (entry) => operations.target[entry] === at);
  const [coverage, divergence] = [report.coverage[at], report.divergence[at]];
  return h("section", { "aria-labelledby": `target-${at}`, class: "target" },
    h("h2", { id: `target-${at}`, class: report.targets.length === 1 ? "hidden" : "" }, target),
    h("div", { class: "tiles" }, operationsTile(target, coverage, entries), promisesTile(coverage), divergenceTile(target, divergence, coverage)),
    at === 0 && legend(), targetPictures(target, entries));
};

const facts = () => [
  `Fencepost ${report.fencepost}`, `seed ${report.seed}`,
  report.examples ? plural(report.examples, "random case") : "", `${number(Math.round(report.seconds))} s`,
].filter(Boolean).join(" · ");

const BASELINE_WORDS = {
  fixed: ["Fixed", "known findings that now conform; take them out of the baseline"],
  expired: ["Expired", "entries whose date has passed"],
  unexercised: ["No longer exercised", "known findings about which this run says nothing"],
  changed: ["Changed", "entries whose promise is not the same any more"],
};

const entryLine = (entry) =>
  h("li", {}, h("code", {}, entry.id ?? String(entry)), report.targets.length > 1 && entry.target ? ` on ${entry.target}` : "",
    [entry.why, entry.reason, entry.expires && `until ${entry.expires}`].filter(Boolean).map((words) => [" · ", words]),
    entry.link ? [" · ", outside(entry.link)] : "");

const entryList = (name, entries, count) => count > 0 &&
  h("details", {}, h("summary", {}, `${BASELINE_WORDS[name][0]}: ${number(count)}`),
    h("p", { class: "note" }, BASELINE_WORDS[name][1]), h("ul", { class: "entries" }, entries.map(entryLine)),
    count > entries.length && h("p", { class: "note" }, `… and ${number(count - entries.length)} more in report.json`));

const baselineSection = (baseline) => baseline &&
  h("section", { "aria-labelledby": "baseline", class: `panel ${baseline.passes ? "passes" : "fails"}` },
    h("h2", { id: "baseline" }, `Gate: ${baseline.passes ? "passes" : "fails"}`),
    h("p", {}, "Against ", h("code", {}, baseline.file || "a baseline"), ": ",
      h("a", { href: link("findings", [], { standing: "new" }) }, plural(baseline.counts.new, "new finding")), ", ",
      h("a", { href: link("findings", [], { standing: "known" }) }, `${number(baseline.counts.known)} known`), ", ",
      ["fixed", "unexercised", "expired", "changed"].map((name) =>
        `${number(baseline.counts[name])} ${BASELINE_WORDS[name][0].toLowerCase()}`).join(", "), "."),
    baseline.notes.length > 0 && h("ul", { class: "entries" }, baseline.notes.map((note) => h("li", {}, note))),
    Object.keys(BASELINE_WORDS).map((name) => entryList(name, baseline[name], baseline.counts[name])));

const erratumWords = (erratum) =>
  erratum.says === "value" ? ["the value is ", h("code", {}, JSON.stringify(erratum.value))] : "the documentation is wrong here";

const erratumLine = (erratum) =>
  h("li", {}, h("code", {}, `${erratum.operation}/${erratum.constraint}`), ": ", erratumWords(erratum),
    erratum.evidence ? [" · ", erratum.evidence] : "", erratum.nearest ? [" · did you mean ", h("code", {}, erratum.nearest), "?"] : "", erratum.link ? [" · ", outside(erratum.link)] : "");

const errataSection = () => (report.errata.length > 0 || report.errata_unmatched.length > 0) &&
  h("section", { "aria-labelledby": "errata", class: "panel" },
    h("h2", { id: "errata" }, "Errata"),
    h("p", {}, `${plural(report.errata.length, "promise")} of the documentation corrected by the user's own file.`),
    h("ul", { class: "entries" }, report.errata.map(erratumLine)),
    report.errata_unmatched.length > 0 && [h("p", {}, "These fit no promise of this run:"),
      h("ul", { class: "entries" }, report.errata_unmatched.map((one) =>
        typeof one === "string" ? h("li", {}, h("code", {}, one)) : erratumLine(one)))]);

const overview = () => {
  const targets = report.targets;
  return [
    title(targets.length === 1 ? `${targets[0]} against AWS’s documentation` : `${number(targets.length)} targets against AWS’s documentation`),
    h("p", { class: "note" }, facts()),
    report.interrupted && h("p", { class: "panel fails" }, "This run was interrupted: the numbers are those of what was reached."),
    baselineSection(report.baseline),
    targets.map(targetSection),
    errataSection(),
  ];
};
