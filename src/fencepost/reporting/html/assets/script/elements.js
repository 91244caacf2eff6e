// Elements and texts. Whatever a target said becomes a text node, never markup; characters that could hide or turn
// what stands beside them are shown as escapes.

const UNSHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;
const UNSHOWN_RUNS = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu;
const SVG = "http://www.w3.org/2000/svg";

const isLaidOut = (character) => character === "\n" || character === "\t";

const escaped = (character) => {
  const code = character.codePointAt(0);
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\u{${code.toString(16)}}`;
};

// A text for attributes and titles.
const plain = (text) => String(text).replace(UNSHOWN_RUNS, (one) => (one === "\n" ? " " : escaped(one)));

// Appends a text to an element, its unshown characters each in an element of their own.
const addText = (parent, text) => {
  const whole = String(text);
  if (!UNSHOWN.test(whole)) {
    parent.append(whole);
    return;
  }
  let from = 0;
  for (const match of whole.matchAll(UNSHOWN_RUNS)) {
    if (isLaidOut(match[0])) continue;
    parent.append(whole.slice(from, match.index));
    const shown = document.createElement("span");
    shown.className = "unshown";
    shown.textContent = escaped(match[0]);
    parent.append(shown);
    from = match.index + match[0].length;
  }
  parent.append(whole.slice(from));
};

const add = (parent, child) => {
  if (child === null || child === undefined || child === false) return;
  if (Array.isArray(child)) child.forEach((one) => add(parent, one));
  else if (child instanceof Node) parent.append(child);
  else addText(parent, child);
};

const setAttributes = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") Object.entries(value).forEach(([event, handler]) => element.addEventListener(event, handler));
    else if (name === "width%") element.style.width = `${value}%`;
    else element.setAttribute(name, value === true ? "" : plain(value));
  }
};

// An element: h("p", {class: "note"}, "text", other, [more]).
const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  children.forEach((child) => add(element, child));
  return element;
};

const number = (value) => value.toLocaleString("en-GB");
const plural = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
const percent = (part, whole) => (whole ? (100 * part) / whole : 0);
const share = (part, whole) => (whole ? `${Math.floor(percent(part, whole) * 10) / 10} %` : "–");
const short = (value) => (value < 1000 ? String(value) : value < 9950 ? `${(value / 1000).toFixed(1)}k` : `${Math.round(value / 1000)}k`);

const say = (text) => {
  document.getElementById("said").textContent = plain(text);
};

// A table with roles of its own, since on narrow screens its cells are laid out below each other.
const table = (caption, heads, rows, name = "") =>
  h("table", { class: `stacks ${name}`, role: "table" },
    h("caption", {}, caption),
    h("thead", { role: "rowgroup" },
      h("tr", { role: "row" }, heads.map((head) => h("th", { scope: "col", role: "columnheader" }, head)))),
    h("tbody", { role: "rowgroup" }, rows.map((cells) =>
      h("tr", { role: "row" }, cells.map((cell, place) =>
        h("td", { role: "cell", "data-head": heads[place] }, cell))))));

const copied = async (text, source) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without the clipboard, what is there to copy is selected instead.
    if (!source) return false;
    getSelection().selectAllChildren(source);
    return document.execCommand("copy");
  }
};

// A button that copies a text; where the browser forbids that, the text's element is left selected.
const copyButton = (label, text, source) => {
  const button = h("button", { type: "button", class: "copy" }, label);
  button.addEventListener("click", async () => {
    const done = await copied(typeof text === "function" ? text() : text, source);
    button.textContent = done ? "Copied" : "Selected: press Ctrl+C";
    say(done ? `${label}: copied` : "The text is selected; copy it with Ctrl+C");
    setTimeout(() => (button.textContent = label), 1800);
  });
  return button;
};

// A block of code with what copies it.
const code = (label, text, copyLabel = "Copy") => {
  const pre = h("pre", { tabindex: "0", role: "region", "aria-label": label }, text);
  return h("div", { class: "code" }, copyButton(copyLabel, text, pre), pre);
};

// A link of a user's own, if it is one to the web.
const outside = (link) =>
  /^https?:\/\//i.test(link) ? h("a", { href: link, rel: "noopener noreferrer" }, link) : h("span", {}, link);
