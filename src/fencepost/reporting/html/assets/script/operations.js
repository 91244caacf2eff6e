// Operations, services and rules: everything that was promised, whether it diverges or not.

const RULES_SHOWN = 200;
const OPERATIONS_SHOWN = 100;
const STATUS_WORDS = { exercised: "exercised", "no-control": "without an accepted request", "not-implemented": "not implemented", unreached: "not reached" };

const ofEntries = (entries) => {
  const row = matrixRow("", entries, "");
  return h("p", { class: "summary" },
    `${number(row.exercised)} of ${plural(entries.length, "operation")} exercised · `,
    `${number(row.both)} of ${plural(row.promised, "promise")} tried on both sides · `, plural(row.findings, "finding"));
};

const serviceView = async ([target, service]) => {
  const at = report.targets.indexOf(target);
  const entries = picked(operations.size, (entry) => operations.target[entry] === at && serviceOf(operationName(entry)) === service);
  if (!entries.length) return unknown("service", service ?? "");
  const to = cellTarget(target, (row) => ({ operation: row.name }));
  const found = matrixRow("", entries, "").findings;
  return [
    trail(["Overview", "#/"], [target]), title(service), ofEntries(entries),
    found > 0 && h("p", {}, h("a", { href: link("findings", [], { target, service }) }, `All ${plural(found, "finding")} of ${service}`)),
    legend(), orderedMatrix(`Operations of ${service} and kinds of rule`, operationRows(entries), to, "findings"),
  ];
};

const ruleRow = (entry, rule) => [
  h("a", { href: ruleLink(entry, rule.id), "data-item": "" }, rule.id),
  report.kinds[rule.kind], verdictMark(rule.verdict),
  report.kinds[rule.kind] === "response" ? "" : `${number(rule.inside)} in, ${number(rule.outside)} out`,
  [rule.origins.join(", "), rule.more.erratum ? " · erratum" : "", rule.more.contested ? " · contested" : ""],
];

const otherRow = ([id, verdict, tally]) => [
  h("code", {}, id), "general", verdictMark(verdict), tally.map(([one, count]) => `${number(count)} ${report.verdicts[one]}`).join(", "), ""];

const rulesTable = (entry, rules, other) => {
  const sorted = [...rules].sort((one, another) => one.verdict - another.verdict);
  const rows = [...sorted.map((rule) => () => ruleRow(entry, rule)), ...other.map((one) => () => otherRow(one))];
  const shown = (count) => table(`${plural(rules.length, "rule")}, those that diverge first, with the cases inside and outside that showed something`,
    ["rule", "kind", "verdict", "cases", "origins"], rows.slice(0, count).map((make) => make()), "rules");
  if (rows.length <= RULES_SHOWN) return shown(rows.length);
  const place = h("div", {}, shown(RULES_SHOWN));
  const more = h("button", { type: "button", class: "more" }, `Show all ${number(rows.length)} rows`);
  more.addEventListener("click", () => place.replaceChildren(shown(rows.length)));
  place.append(more);
  return place;
};

const ownFindings = (rows, heading = "Findings") => rows.length > 0 &&
  h("section", { "aria-labelledby": "own" }, h("h2", { id: "own" }, `${heading} (${number(rows.length)})`),
    h("ol", { class: "findings" }, rows.slice(0, RULES_SHOWN).map(findingLine)));

const operationView = async ([target, name]) => {
  const entry = entriesByName().get(`${target} ${name}`);
  if (entry === undefined) return unknown("operation", name ?? "");
  const { rules, other, dropped } = await rulesOf(entry);
  const found = findingsByEntry().get(entry) ?? [];
  filtered = found;
  const [why, reason] = [text(operations.detail[entry]), text(operations.reason[entry])];
  return [
    trail(["Overview", "#/"], [target], [serviceOf(name), serviceLink(target, serviceOf(name))]), title(name), ofEntries([entry]),
    h("p", { class: "note" }, STATUS_WORDS[statusOf(entry)], [reason, why].filter(Boolean).map((one) => ` · ${one}`),
      ` · ${plural(operations.cases[entry], "case")}`, dropped ? ` · ${number(dropped)} made but not sent` : ""),
    ownFindings(found),
    operations.block[entry] < 0 ? h("p", {}, `None of its ${plural(operations.promised[entry], "promise")} could be tried.`) :
      h("section", { "aria-labelledby": "rules" }, h("h2", { id: "rules" }, "Rules"), rulesTable(entry, rules, other)),
  ];
};

const sentencesOf = async (rows, rule) => {
  const found = new Map();
  for (const row of rows) {
    const finding = await detail(findings.block[row], findings.place[row]);
    const places = (finding.origins ?? []).filter(([constraint]) => constraint === rule.id).map(([, , , at]) => at);
    for (const [place, sentence] of finding.sentences ?? [])
      if (places.includes(place.replace(/@response$/, ""))) found.set(place, sentence);
  }
  return [...found];
};

const ruleView = async ([target, name, id]) => {
  const entry = entriesByName().get(`${target} ${name}`);
  const { rules } = entry === undefined ? { rules: [] } : await rulesOf(entry);
  const rule = rules.find((one) => one.id === id);
  if (!rule) return unknown("rule", id ?? "");
  const own = (findingsByEntry().get(entry) ?? []).filter((row) => `+${text(findings.ids[row])}+`.includes(`+${id}+`));
  filtered = own;
  const sentences = await sentencesOf(own, rule);
  const response = report.kinds[rule.kind] === "response";
  return [
    trail([target], [serviceOf(name), serviceLink(target, serviceOf(name))], [bareName(name), operationLink(entry)]), title(rule.id),
    h("p", { class: "grades" }, verdictMark(rule.verdict), h("span", { class: "level" }, `kind: ${report.kinds[rule.kind]}`),
      h("span", { class: "level" }, `a request that breaks it: ${rule.expect === "reject" ? "must be refused" : "may be refused"}`)),
    h("p", { class: "note" }, `${rule.keyword} at ${rule.path || "the whole"} · from ${rule.origins.join(", ")} · `,
      rule.tally.map(([verdict, count]) => `${number(count)} ${report.verdicts[verdict]}`).join(", ") || "no case"),
    erratumNote(rule),
    rule.more.contested && h("p", { class: "panel" }, "Contradicted by ", rule.more.contested.map((one) => [h("code", {}, one), " "])),
    quotes(sentences), response ? null : [casesTable(rule), skippedList(rule)], ownFindings(own, "Findings about it"),
  ];
};

const operationRow = (entry) => [
  h("a", { href: operationLink(entry), "data-item": "" }, operationName(entry)),
  ...(report.targets.length > 1 ? [targetOf(entry)] : []),
  [STATUS_WORDS[statusOf(entry)], statusOf(entry) === "no-control" ? ` (${text(operations.reason[entry])})` : ""],
  `${number(operations.both[entry])} of ${number(operations.promised[entry])}`,
  number((findingsByEntry().get(entry) ?? []).length),
];

const statusLinks = (parameters) =>
  h("ul", { class: "choices", "aria-label": "Status" }, ["", ...Object.keys(STATUS_WORDS)].map((status) =>
    h("li", {}, h("a", { href: link("operations", [], { ...parameters, status, page: "" }), "aria-current": (parameters.status ?? "") === status ? "true" : false },
      status ? STATUS_WORDS[status] : "all"))));

const operationsView = async (_, parameters) => {
  const wanted = words(parameters.q ?? "");
  const rows = picked(operations.size, (entry) =>
    (!parameters.status || statusOf(entry) === parameters.status) && (!parameters.target || targetOf(entry) === parameters.target) &&
    wanted.every((word) => operationName(entry).toLowerCase().includes(word)));
  const page = Math.min(Math.max(1, Math.floor(Number(parameters.page)) || 1), Math.max(1, Math.ceil(rows.length / OPERATIONS_SHOWN)));
  const to = (other, label, name) => h("a", { href: link("operations", [], { ...parameters, page: other }), class: name }, label);
  const heads = ["operation", ...(report.targets.length > 1 ? ["target"] : []), "status", "both sides", "findings"];
  const heading = title(`Operations`);
  heading.append(" ", h("small", {}, number(rows.length)));
  say(plural(rows.length, "operation"));
  return [
    heading, statusLinks(parameters),
    table("Operations, with how many of their promises were tried on both sides", heads, rows.slice((page - 1) * OPERATIONS_SHOWN, page * OPERATIONS_SHOWN).map(operationRow), "operations"),
    h("nav", { class: "pager", "aria-label": "Pages of operations" }, page > 1 ? to(page - 1, "← Previous", "previous") : h("span"),
      page * OPERATIONS_SHOWN < rows.length ? to(page + 1, "Next →", "next") : h("span")),
  ];
};
