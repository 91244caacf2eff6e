// The list of findings: filters, search, pages.

const PAGE = 50;
let filtered = [];
let lastList = "";

const words = (query) => query.toLowerCase().split(/\s+/).filter(Boolean);
const listed = (value) => (value ? value.split(",") : []);

// The filters, each with the value that a finding has there. Those of `many` can be chosen together.
const FACETS = {
  target: { of: (row) => targetOf(findings.entry[row]) },
  service: { of: (row) => serviceOf(operationName(findings.entry[row])), choice: true },
  verdict: { of: verdictOf },
  severity: { of: (row) => LEVELS[severityOf(findings.verdict[row])] },
  confidence: { of: (row) => LEVELS[findings.confidence[row]] },
  standing: { of: (row) => STANDINGS[findings.standing[row]] },
};

const valuesByRow = remembered(() => Object.fromEntries(Object.entries(FACETS).map(([name, facet]) =>
  [name, Array.from({ length: findings.size }, (_, row) => facet.of(row))])));

// One pass over all findings: which fit, and for each filter how many would fit for each of its values.
const sieved = (parameters) => {
  const names = Object.keys(FACETS);
  const chosen = names.map((name) => new Set(listed(parameters[name])));
  const values = names.map((name) => valuesByRow()[name]);
  const counts = names.map(() => new Map());
  const kind = report.kinds.indexOf(parameters.kind);
  const operation = parameters.operation;
  const wanted = words(parameters.q ?? "");
  const stacks = wanted.length ? haystacks() : null;
  const rows = [];
  for (let row = 0; row < findings.size; row += 1) {
    if (kind >= 0 && !(findings.kinds[row] & (1 << kind))) continue;
    if (operation && operationName(findings.entry[row]) !== operation) continue;
    if (wanted.length && !wanted.every((word) => stacks[row].includes(word))) continue;
    let failed = -1;
    let failures = 0;
    for (let facet = 0; facet < names.length && failures < 2; facet += 1) {
      if (chosen[facet].size && !chosen[facet].has(values[facet][row])) {
        failures += 1;
        failed = facet;
      }
    }
    if (failures === 0) rows.push(row);
    if (failures > 1) continue;
    for (let facet = 0; facet < names.length; facet += 1) {
      if (failures && facet !== failed) continue;
      const value = values[facet][row];
      counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    }
  }
  return { rows, counts: Object.fromEntries(names.map((name, place) => [name, counts[place]])) };
};

const levelMark = (level, noun) => h("span", { class: "level" }, `${level} ${noun}`);

const standingMark = (row) => findings.standing[row] > 0 &&
  h("span", { class: `standing ${STANDINGS[findings.standing[row]]}` }, STANDINGS[findings.standing[row]]);

// A rule without and with its origins, which stand behind it in brackets.
const promiseOf = (row) => {
  const whole = text(findings.rule[row]);
  const at = whole.search(/ \((?:signature|model|prose|error|inferred)[^()]*\)$/);
  return at < 0 ? [whole, ""] : [whole.slice(0, at), whole.slice(at)];
};

const findingLine = (row) => {
  const entry = findings.entry[row];
  return h("li", {},
    h("a", { class: "finding", href: findingLink(row), "data-item": "" },
      h("span", { class: "head" }, verdictMark(findings.verdict[row]), " ",
        h("span", { class: "operation" }, operationName(entry)), " ",
        report.targets.length > 1 && h("span", { class: "on" }, `on ${targetOf(entry)} `), standingMark(row)),
      h("span", { class: "rule" }, promiseOf(row)[0], h("span", { class: "origins" }, promiseOf(row)[1])),
      h("span", { class: "came" }, h("span", {}, h("b", {}, "tried "), text(findings.label[row])),
        h("span", {}, h("b", {}, "came back "), text(findings.observed[row]))),
      h("span", { class: "grades" }, levelMark(LEVELS[findings.confidence[row]], "confidence"), " ", `${number(findings.count[row])}×`)));
};

// Entries of the baseline for which no finding stands: shown when they are asked for.
const withoutFinding = (parameters) => {
  const standings = listed(parameters.standing).filter((name) => name === "fixed" || name === "unexercised");
  const wanted = words(parameters.q ?? "");
  return standings.map((name) => {
    const entries = (report.baseline?.[name] ?? []).filter((entry) => wanted.every((word) => entry.id.toLowerCase().includes(word)));
    return h("section", {}, h("h2", {}, `${BASELINE_WORDS[name][0]} (${number(entries.length)})`),
      h("p", { class: "note" }, BASELINE_WORDS[name][1]), h("ul", { class: "entries" }, entries.map(entryLine)));
  });
};

const matchingOperations = (parameters) => {
  const wanted = words(parameters.q ?? "");
  if (!wanted.length) return null;
  const rows = picked(operations.size, (entry) => {
    const name = operationName(entry).toLowerCase();
    return wanted.every((word) => name.includes(word)) && operations.status[entry] > 0;
  });
  if (!rows.length) return null;
  return h("p", { class: "matching" }, h("b", {}, `${plural(rows.length, "operation")}: `),
    rows.slice(0, 8).map((entry) => [h("a", { href: operationLink(entry) }, operationName(entry),
      report.targets.length > 1 ? ` on ${targetOf(entry)}` : ""), " "]),
    rows.length > 8 && h("a", { href: link("operations", [], { q: parameters.q }) }, "all"));
};

const pager = (parameters, count, page) => {
  const pages = Math.ceil(count / PAGE);
  if (pages < 2) return null;
  const to = (other, label, name) => (other < 1 || other > pages ? h("span", { class: "off" }, label) :
    h("a", { href: link("findings", [], { ...parameters, page: other > 1 ? other : "" }), class: name }, label));
  return h("nav", { class: "pager", "aria-label": "Pages of findings" },
    to(page - 1, "← Previous", "previous"), h("span", {}, `page ${number(page)} of ${number(pages)}`), to(page + 1, "Next →", "next"));
};

const changed = (parameters, name, value) => {
  history.replaceState(history.state, "", link("findings", [], { ...parameters, [name]: value, page: "" }));
  showFindings();
};

const values = (name) => {
  if (name === "standing") return report.baseline ? ["new", "known", "fixed", "unexercised"] : [];
  if (name === "target") return report.targets.length > 1 ? report.targets : [];
  if (name === "verdict") return report.verdicts.filter((_, place) => severityOf(place) >= 0);
  if (name === "service") return [...new Set(valuesByRow().service)].sort();
  return [...LEVELS].reverse();
};

const counted = (name, value, counts) =>
  value === "fixed" || value === "unexercised" ? report.baseline.counts[value] : counts.get(value) ?? 0;

const boxes = (name) => values(name).length > 0 &&
  h("fieldset", { "data-facet": name }, h("legend", {}, name), values(name).map((value) =>
    h("label", {}, h("input", { type: "checkbox", value, on: { change: () => {
      const { parameters } = route();
      const own = new Set(listed(parameters[name]));
      if (!own.delete(value)) own.add(value);
      changed(parameters, name, [...own].join(","));
    } } }), " ", h("span", {}, value), h("span", { class: "count" }))));

const selection = (name, options) =>
  h("label", { class: "selection" }, name, h("select", { "data-facet": name, on: { change: (event) =>
    changed(route().parameters, name, event.target.value) } },
  h("option", { value: "" }, `every ${name}`), options.map((value) => h("option", { value }, value))));

const filters = () =>
  h("details", { class: "filters", open: matchMedia("(min-width: 900px)").matches },
    h("summary", {}, "Filters"),
    selection("service", values("service")), selection("kind", report.kinds),
    ["target", "verdict", "severity", "confidence", "standing"].map(boxes),
    h("p", { class: "filtered", hidden: true }, h("span", {}, ""), h("a", { href: "#/findings" }, "Clear all filters")));

const showChoices = (parameters, counts) => {
  for (const group of document.querySelectorAll(".filters [data-facet]")) {
    const name = group.dataset.facet;
    if (group.tagName === "SELECT") {
      group.value = parameters[name] ?? "";
      for (const option of name === "service" ? group.options : [])
        if (option.value) option.textContent = plain(`${option.value} (${number(counts.service.get(option.value) ?? 0)})`);
    } else {
      const chosen = new Set(listed(parameters[name]));
      for (const box of group.querySelectorAll("input")) {
        const count = counted(name, box.value, counts[name]);
        box.checked = chosen.has(box.value);
        box.parentElement.lastElementChild.textContent = number(count);
        box.parentElement.classList.toggle("nothing", !count);
      }
    }
  }
  const clear = document.querySelector(".filtered");
  clear.hidden = !Object.keys(parameters).some((name) => name !== "page" && parameters[name]);
  clear.firstElementChild.textContent = parameters.operation ? `only ${plain(parameters.operation)} · ` : "";
};

// Brings filters and list in line with the address; the controls stay, and so does the focus in them.
const showFindings = () => {
  const { parameters } = route();
  const { rows, counts } = sieved(parameters);
  filtered = rows;
  lastList = location.hash;
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(Math.max(1, Math.floor(Number(parameters.page)) || 1), pages);
  showChoices(parameters, counts);
  document.getElementById("query").value = parameters.q ?? "";
  const found = rows.length === findings.size ? plural(rows.length, "finding") : `${number(rows.length)} of ${plural(findings.size, "finding")}`;
  document.getElementById("found").textContent = found;
  say(found);
  const none = findings.size ? "No finding fits. Take a filter away, or search for less." : "Nothing that was exercised departs from the documentation.";
  const gone = withoutFinding(parameters);
  document.getElementById("list").replaceChildren(...[
    matchingOperations(parameters), gone,
    !rows.length && gone.length ? null : rows.length ? h("ol", { class: "findings", start: (page - 1) * PAGE + 1 }, rows.slice((page - 1) * PAGE, page * PAGE).map(findingLine)) : h("p", { class: "empty" }, none),
    pager(parameters, rows.length, page)].flat().filter(Boolean));
};

const findingsView = () => {
  const heading = h("h1", { tabindex: "-1" }, "Findings ", h("small", { id: "found" }));
  document.title = "Findings · Fencepost";
  // What was divergent is shown beside what was covered, here as everywhere.
  const covered = report.targets.map((target, at) => {
    const coverage = report.coverage[at];
    return `${target}: ${number(coverage.exercised)} of ${plural(coverage.operations, "operation")} exercised, ` +
      `${number(coverage.constraints_exercised)} of ${plural(coverage.constraints, "promise")} on both sides`;
  }).join("; ");
  return [heading, h("p", { class: "note" }, covered), h("div", { class: "split" }, filters(), h("div", { id: "list" }))];
};
