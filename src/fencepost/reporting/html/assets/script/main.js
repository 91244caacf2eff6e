// Putting views in place, and the keyboard.

const VIEWS = { "": overview, findings: findingsView, finding: findingView, operations: operationsView, operation: operationView,
  service: serviceView, rule: ruleView };
const SEARCHED = new Set(["findings", "operations"]);
let shown = null;
let returning = "";
let latest = 0;

const navigation = (view) => [["Overview", "#/", [""]], ["Findings", "#/findings", ["findings", "finding"]],
  ["Operations", "#/operations", ["operations", "operation", "service", "rule"]]].map(([label, to, views]) =>
  h("li", {}, h("a", { href: to, "aria-current": views.includes(view) ? "page" : false }, label)));

const focusHeading = () => {
  document.querySelector("#main h1")?.focus({ preventScroll: true });
  scrollTo(0, 0);
};

// After a finding was looked at, the list has its row in focus again.
const focusAgain = (address) => {
  const row = [...document.querySelectorAll("#main [data-item]")].find((one) => one.getAttribute("href") === address);
  if (!row) return focusHeading();
  row.focus({ preventScroll: true });
  return row.scrollIntoView({ block: "center" });
};

const show = async () => {
  const here = route();
  const turn = (latest += 1);
  if (here.view === "findings" && shown === "findings") {
    const page = route(lastList).parameters.page !== here.parameters.page;
    showFindings();
    if (page) focusHeading();
    return;
  }
  const view = Object.hasOwn(VIEWS, here.view) ? VIEWS[here.view] : () => unknown("page", here.view);
  const content = await view(here.parts, here.parameters);
  if (turn !== latest) return;
  const main = document.getElementById("main");
  main.replaceChildren();
  add(main, content);
  main.dataset.view = here.view;
  const before = shown;
  shown = here.view;
  document.getElementById("nav").replaceChildren(...navigation(here.view));
  document.getElementById("query").value = SEARCHED.has(here.view) ? here.parameters.q ?? "" : "";
  if (here.view === "findings") showFindings();
  if (before !== null && document.activeElement?.id !== "query") {
    if (returning && !["finding", "rule"].includes(here.view)) focusAgain(returning);
    else focusHeading();
  }
  returning = ["finding", "rule", "operation", "service"].includes(here.view) ? location.hash : "";
};

let waiting = 0;
const search = (now) => {
  const query = document.getElementById("query").value;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const { view, parameters } = route();
    const where = SEARCHED.has(view) ? view : "findings";
    const address = link(where, [], { ...(where === view ? parameters : {}), q: query.trim(), page: "" });
    if (where === view) history.replaceState(history.state, "", address);
    else history.pushState(null, "", address);
    show();
  }, now ? 0 : 120);
};

const move = (step) => {
  const items = [...document.querySelectorAll("#main [data-item]")];
  const at = items.indexOf(document.activeElement.closest("[data-item]"));
  const next = items[at < 0 ? (step > 0 ? 0 : items.length - 1) : at + step];
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return;
  }
  follow(step > 0 ? "next" : "previous");
};

const follow = (name) => document.querySelector(`#main .pager a.${name}`)?.click();

const leave = () => {
  const { view, parts } = route();
  if (view === "finding") location.hash = lastList || "#/findings";
  else if (view === "rule") location.hash = link("operation", parts.slice(0, 2));
  else if (view === "operation") location.hash = link("service", [parts[0], serviceOf(parts[1] ?? "")]);
  else if (view) location.hash = "#/";
};

const KEYS = {
  "/": () => document.getElementById("query").focus(),
  j: () => (route().view === "finding" ? follow("next") : move(1)),
  k: () => (route().view === "finding" ? follow("previous") : move(-1)),
  Escape: leave,
};

const pressed = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.matches("input[type=search], select, textarea");
  if (typing && event.key === "Escape") {
    event.target.blur();
    document.getElementById("main").focus();
    event.preventDefault();
  }
  if (typing || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
};

const footer = () => [
  h("p", {}, "Keys: ", [["/", "search"], ["j", "next"], ["k", "previous"], ["Enter", "open"], ["Esc", "back"]].map(([key, meaning]) =>
    [h("kbd", {}, key), ` ${meaning} `])),
  h("p", {}, "A rule counts as shown where cases on both of its sides showed something. What was not exercised says nothing about the target."),
];

const begin = async () => {
  if (typeof DecompressionStream === "undefined") {
    add(document.getElementById("main"), h("p", { class: "panel fails" }, "This browser is too old to open the report’s data; report.json holds the same."));
    return;
  }
  await openReport();
  add(document.getElementById("foot"), footer());
  addEventListener("hashchange", show);
  addEventListener("keydown", pressed);
  const form = document.getElementById("search");
  form.addEventListener("input", () => search(false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(true);
  });
  await show();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
};

begin();
