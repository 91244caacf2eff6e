// Where one is: the part behind the # of the address. Names in it are encoded so that the address survives being
// copied into mail, Markdown and terminals.

const encode = (part) =>
  encodeURIComponent(part.replace(/\p{Cs}/gu, "\ufffd")).replace(/[!'()*~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

const decode = (part) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const link = (view, parts = [], parameters = {}) => {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && String(value) !== "");
  const query = given.map(([name, value]) => `${name}=${encode(String(value))}`).join("&");
  return `#/${[view, ...parts.map(encode)].filter((part) => part !== "").join("/")}${query ? `?${query}` : ""}`;
};

const route = (hash = location.hash) => {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [view = "", ...parts] = path.split("/").map(decode);
  const pairs = query.split("&").filter(Boolean).map((pair) => pair.split("="));
  return { view, parts, parameters: Object.fromEntries(pairs.map(([name, value = ""]) => [name, decode(value)])) };
};

const findingLink = (finding) => link("finding", [targetOf(findings.entry[finding]), findingId(finding)]);
const operationLink = (entry) => link("operation", [targetOf(entry), operationName(entry)]);
const serviceLink = (target, service) => link("service", [target, service]);
const ruleLink = (entry, rule) => link("rule", [targetOf(entry), operationName(entry), rule]);
const trail = (...steps) =>
  h("nav", { class: "trail", "aria-label": "Where you are" },
    h("ol", {}, steps.map(([label, to]) => h("li", {}, to ? h("a", { href: to }, label) : label))));

const title = (words) => {
  document.title = `${plain(words)} · Fencepost`;
  return h("h1", { tabindex: "-1" }, words);
};
