"use strict";
// The graph is two tables of numbers. Only the neighbourhood of one node is ever laid out: as
// columns of buttons, with curves on a canvas behind them. Nothing is computed for all nodes but
// their neighbours, once, and the sums by family.

const began = performance.now();
const data = JSON.parse(document.getElementById("data").textContent);
const { families, nodes, edges, entries } = data;
const before = Array.from(nodes, () => []);   // numbers of edges that lead to a node
const after = Array.from(nodes, () => []);    // numbers of edges that lead from it
edges.forEach(([from, to], n) => { after[from].push(n); before[to].push(n); });
const byName = new Map(nodes.map(([name, , isTask], n) => [`${isTask ? "task:" : ""}${name}`, n]));
const lower = nodes.map(([name]) => name.toLowerCase());
const counts = families.map(() => 0);
for (const [, family] of nodes) counts[family] += 1;

const byId = (id) => document.getElementById(id);
const view = byId("view"), columns = byId("columns"), wires = byId("wires");
const search = byId("search"), results = byId("results");
const hidden = new Set();
let depth = 1;
let drawn = [];   // pairs of elements with a curve between them

const FIRST = 40, MORE = 200, FOUND = 100;

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}
const hue = (family) => Math.round((family * 137.508) % 360);
const idOf = (n) => `${nodes[n][2] ? "task:" : ""}${nodes[n][0]}`;
const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

function nodeButton(n, edge) {
  const button = make("button", "node", nodes[n][0]);
  button.type = "button";
  button.style.setProperty("--hue", hue(nodes[n][1]));
  button.dataset.node = n;
  const read = edge === undefined ? [] : edges[edge].slice(2);
  if (read.length) {
    const shown = read.slice(0, 3).map((e) => entries[e]).join("\n");
    const text = shown.length > 180 ? `${shown.slice(0, 180)}…` : shown;
    const small = make("small", "", read.length > 3 ? `${text}\nand ${read.length - 3} more` : text);
    small.style.whiteSpace = "pre-line";
    button.append(small);
  }
  return button;
}

// -- neighbours ---------------------------------------------------------------------------------

function neighbours(n, forward) {
  return (forward ? after : before)[n].map((edge) => [edges[edge][forward ? 1 : 0], edge]);
}

function level(starts, forward, seen) {
  const found = new Map();
  for (const start of starts) {
    for (const [other, edge] of neighbours(start, forward)) {
      if (!seen.has(other) && !hidden.has(nodes[other][1]) && !found.has(other)) found.set(other, edge);
    }
  }
  for (const other of found.keys()) seen.add(other);
  return found;
}

function reached(start, forward) {
  const seen = new Uint8Array(nodes.length), stack = [start];
  seen[start] = 1;
  let all = 0, tasks = 0;
  while (stack.length) {
    for (const [other] of neighbours(stack.pop(), forward)) {
      if (seen[other]) continue;
      seen[other] = 1;
      all += 1;
      tasks += nodes[other][2];
      stack.push(other);
    }
  }
  return [all, tasks];
}

// -- the view of one node -----------------------------------------------------------------------

function groupOf(family, members, place) {
  const group = make("section", "group");
  const title = make("h3");
  group.style.setProperty("--hue", hue(family));
  title.append(make("b", "", families[family]), ` ${members.length.toLocaleString("en")}`);
  group.append(title);
  let shown = 0;
  const more = make("button", "more");
  more.type = "button";
  const add = (count) => {
    const part = document.createDocumentFragment();
    for (const [n, edge] of members.slice(shown, shown + count)) {
      const button = nodeButton(n, edge);
      part.append(button);
      place?.set(n, button);
    }
    shown = Math.min(members.length, shown + count);
    group.insertBefore(part, more.parentNode ? more : null);
    if (shown === members.length) more.remove();
    else more.textContent = `show ${Math.min(MORE, members.length - shown)} more of ${(members.length - shown).toLocaleString("en")}`;
  };
  if (members.length > FIRST) group.append(more);
  more.addEventListener("click", () => { add(MORE); draw(); });
  add(FIRST);
  return group;
}

function column(title, found, place) {
  const element = make("section", "column");
  element.append(make("h2", "", title));
  const groups = new Map();
  for (const [n, edge] of found) {
    const family = nodes[n][1];
    if (!groups.has(family)) groups.set(family, []);
    groups.get(family).push([n, edge]);
  }
  for (const family of [...groups.keys()].sort((a, b) => a - b)) {
    element.append(groupOf(family, groups.get(family), place));
  }
  if (!found.size) element.append(make("p", "", "nothing"));
  return element;
}

function card(n) {
  const [name, family, isTask] = nodes[n];
  const element = make("section", "column centre");
  const box = make("div", "card");
  box.tabIndex = -1;
  box.style.setProperty("--hue", hue(family));
  box.append(make("h2", "", name), make("p", "", isTask ? `task of the family ${families[family]}` : families[family]));
  const list = make("dl");
  const row = (term, text) => list.append(make("dt", "", term), make("dd", "", text));
  const [below, tasksBelow] = reached(n, true), [above] = reached(n, false);
  row("reads from", plural(before[n].length, "node"));
  row("read by", plural(after[n].length, "node"));
  row("all before", plural(above, "node"));
  row("all after", `${plural(below, "node")}, ${plural(tasksBelow, "task")}`);
  box.append(list);
  element.append(make("h2", "", "In focus"), box);
  return [element, box];
}

function showNode(n) {
  const seen = new Set([n]);
  const [centre, box] = card(n);
  const found = { left: [], right: [] };
  drawn = [];
  for (const [side, forward] of [["left", false], ["right", true]]) {
    let starts = [n], from = new Map([[n, box]]);
    for (let step = 1; step <= depth; step += 1) {
      const members = level(starts, forward, seen);
      const place = new Map();
      const title = forward ? (step === 1 ? "Depends on it" : "and on those") : (step === 1 ? "It depends on" : "and those on");
      const total = members.size.toLocaleString("en");
      found[side].push(column(`${title} · ${total}`, members, place));
      drawn.push({ place, from, forward, members });
      starts = [...members.keys()];
      from = place;
    }
  }
  columns.replaceChildren(...found.left.reverse(), centre, ...found.right);
  document.title = `${nodes[n][0]} - dependency graph`;
  view.scrollTo(0, 0);
  centre.scrollIntoView({ block: "nearest", inline: "center" });
  draw();
}

// -- curves -------------------------------------------------------------------------------------

function draw() {
  const width = Math.max(view.clientWidth, columns.scrollWidth), height = Math.max(view.clientHeight, columns.scrollHeight);
  const ratio = Math.min(window.devicePixelRatio || 1, Math.sqrt(16e6 / (width * height)), 2);
  wires.width = width * ratio;
  wires.height = height * ratio;
  wires.style.width = `${width}px`;
  wires.style.height = `${height}px`;
  const pen = wires.getContext("2d");
  pen.scale(ratio, ratio);
  const origin = columns.getBoundingClientRect();
  const dark = getComputedStyle(document.documentElement).getPropertyValue("--light").trim();
  const boxOf = (element) => element.getBoundingClientRect();
  for (const { place, from, forward, members } of drawn) {
    for (const [n, button] of place) {
      const edge = edges[members.get(n)];
      const other = from.get(edge[forward ? 0 : 1]) || from.get(edge[forward ? 1 : 0]);
      if (!other) continue;
      const a = boxOf(forward ? other : button), b = boxOf(forward ? button : other);
      const x1 = a.right - origin.left, x2 = b.left - origin.left;
      const y1 = a.top + Math.min(a.height / 2, 40) - origin.top, y2 = b.top + Math.min(b.height / 2, 40) - origin.top;
      pen.beginPath();
      pen.moveTo(x1, y1);
      pen.bezierCurveTo(x1 + 45, y1, x2 - 45, y2, x2, y2);
      pen.lineWidth = 1.2;
      pen.strokeStyle = `hsl(${hue(nodes[n][1])} 50% ${dark} / .6)`;
      pen.stroke();
    }
  }
}

// -- overview: families -------------------------------------------------------------------------

function familyEdges() {
  const found = new Map();
  for (const [from, to] of edges) {
    const a = nodes[from][1], b = nodes[to][1];
    if (a === b || hidden.has(a) || hidden.has(b)) continue;
    const key = a * families.length + b;
    found.set(key, (found.get(key) || 0) + 1);
  }
  return [...found].map(([key, count]) => [Math.floor(key / families.length), key % families.length, count]);
}

function ranks(links) {
  const fixed = { source: 0, artefact: 2, published: 4 };
  const leads = (f, to) => links.some(([a, b]) => a === f && families[b] === to);
  return families.map((name, f) => fixed[name] ?? (leads(f, "published") && !leads(f, "artefact") ? 3 : 1));
}

function showOverview() {
  const links = familyEdges(), rank = ranks(links);
  const titles = ["Sources", "Tasks that make artefacts", "Artefacts", "Tasks that publish", "Published files"];
  const place = new Map();
  drawn = [];
  columns.replaceChildren(...titles.map((title, n) => {
    const element = make("section", "column overview");
    element.append(make("h2", "", title));
    families.forEach((family, f) => {
      if (rank[f] !== n || hidden.has(f)) return;
      const button = make("button", "node", family);
      button.type = "button";
      button.style.setProperty("--hue", hue(f));
      button.dataset.family = f;
      button.append(make("small", "", counts[f].toLocaleString("en")));
      place.set(f, button);
      element.append(button);
    });
    return element;
  }));
  document.title = `${byId("home").textContent} - dependency graph`;
  drawFamilies(links, place);
}

function drawFamilies(links, place) {
  draw();
  const pen = wires.getContext("2d");
  const origin = columns.getBoundingClientRect();
  const light = getComputedStyle(document.documentElement).getPropertyValue("--light").trim();
  for (const [a, b, count] of links) {
    if (!place.has(a) || !place.has(b)) continue;
    const one = place.get(a).getBoundingClientRect(), two = place.get(b).getBoundingClientRect();
    const back = one.left > two.left;
    const x1 = (back ? one.left : one.right) - origin.left, x2 = (back ? two.right : two.left) - origin.left;
    const y1 = one.top + one.height / 2 - origin.top, y2 = two.top + two.height / 2 - origin.top;
    const bend = back ? -60 : Math.max(40, (x2 - x1) / 2);
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
    pen.lineWidth = 1 + Math.log10(count) * 1.3;
    pen.strokeStyle = `hsl(${hue(a)} 50% ${light} / .5)`;
    pen.stroke();
  }
}

function showFamily(family) {
  const members = [];
  nodes.forEach(([, f], n) => { if (f === family) members.push([n, undefined]); });
  const element = make("section", "column list");
  element.append(groupOf(family, members));
  drawn = [];
  columns.replaceChildren(element);
  draw();
}

// -- finding ------------------------------------------------------------------------------------

let chosen = -1;
function find() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  results.hidden = !words.length;
  search.setAttribute("aria-expanded", String(!results.hidden));
  if (!words.length) return;
  const found = [];
  let total = 0;
  for (let n = 0; n < lower.length; n += 1) {
    if (!words.every((word) => lower[n].includes(word))) continue;
    total += 1;
    if (found.length < FOUND) found.push(n);
  }
  found.sort((a, b) => nodes[b][2] - nodes[a][2] || lower[a].length - lower[b].length);
  results.replaceChildren(...found.map((n, place) => {
    const item = make("li", "", nodes[n][0]);
    item.id = `r${place}`;
    item.setAttribute("role", "option");
    item.dataset.node = n;
    return item;
  }));
  if (!total) results.append(make("li", "none", "nothing has all these words in its name"));
  else if (total > FOUND) results.append(make("li", "more", `and ${(total - FOUND).toLocaleString("en")} more`));
  choose(found.length ? 0 : -1);
}

function choose(place) {
  chosen = place;
  for (const item of results.querySelectorAll("[role=option]")) {
    const is = item.id === `r${place}`;
    item.setAttribute("aria-selected", String(is));
    if (is) { item.scrollIntoView({ block: "nearest" }); search.setAttribute("aria-activedescendant", item.id); }
  }
}

function leaveSearch() {
  results.hidden = true;
  search.setAttribute("aria-expanded", "false");
}

search.addEventListener("input", find);
search.addEventListener("focus", find);
search.addEventListener("keydown", (event) => {
  const last = results.querySelectorAll("[role=option]").length - 1;
  if (event.key === "ArrowDown") choose(Math.min(last, chosen + 1));
  else if (event.key === "ArrowUp") choose(Math.max(0, chosen - 1));
  else if (event.key === "Enter" && chosen >= 0) go(Number(byId(`r${chosen}`).dataset.node));
  else if (event.key === "Escape") { leaveSearch(); search.blur(); }
  else return;
  event.preventDefault();
  event.stopPropagation();
});
results.addEventListener("mousedown", (event) => {
  const item = event.target.closest("[data-node]");
  if (item) { event.preventDefault(); go(Number(item.dataset.node)); }
});
search.addEventListener("blur", leaveSearch);

// -- going somewhere ----------------------------------------------------------------------------

function go(n) {
  leaveSearch();
  location.hash = encodeURIComponent(idOf(n));
}

function show() {
  const name = decodeURIComponent(location.hash.slice(1));
  const start = performance.now();
  if (name.startsWith("family:") && families.includes(name.slice(7))) showFamily(families.indexOf(name.slice(7)));
  else if (byName.has(name)) {
    showNode(byName.get(name));
    columns.querySelector(".card").focus({ preventScroll: true });
  }
  else showOverview();
  document.documentElement.dataset.shown = (performance.now() - start).toFixed(1);   // milliseconds; bench/graph_page.py reads it
}

columns.addEventListener("click", (event) => {
  const button = event.target.closest("[data-node], [data-family]");
  if (!button) return;
  if (button.dataset.node) go(Number(button.dataset.node));
  else location.hash = `family:${families[Number(button.dataset.family)]}`;
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target === search) return;
  if (event.key === "/") { search.focus(); search.select(); }
  else if (event.key === "Escape") location.hash = "";
  else if (event.key.startsWith("Arrow") && event.target.type !== "radio") move(event.key);
  else return;
  event.preventDefault();
});

function move(key) {
  const all = [...columns.children].map((c) => [...c.querySelectorAll(".node, .card, .more")]).filter((c) => c.length);
  if (!all.length) return;
  let x = all.findIndex((c) => c.includes(document.activeElement));
  if (x < 0) { all[0][0].focus(); return; }
  let y = all[x].indexOf(document.activeElement);
  if (key === "ArrowUp") y -= 1;
  if (key === "ArrowDown") y += 1;
  const old = all[x][Math.max(0, Math.min(all[x].length - 1, y))];
  if (key === "ArrowUp" || key === "ArrowDown") { old.focus(); return; }
  x = Math.max(0, Math.min(all.length - 1, x + (key === "ArrowRight" ? 1 : -1)));
  const middle = old.getBoundingClientRect().top;
  all[x].reduce((a, b) => (Math.abs(b.getBoundingClientRect().top - middle) < Math.abs(a.getBoundingClientRect().top - middle) ? b : a)).focus();
}

for (const [f, family] of families.entries()) {
  const chip = make("button", "chip");
  chip.type = "button";
  chip.style.setProperty("--hue", hue(f));
  chip.setAttribute("aria-pressed", "true");
  chip.title = "show or hide this family";
  chip.append(make("b", "", family), ` ${counts[f].toLocaleString("en")}`);
  chip.addEventListener("click", () => {
    if (hidden.has(f)) hidden.delete(f); else hidden.add(f);
    chip.setAttribute("aria-pressed", String(!hidden.has(f)));
    show();
    chip.focus();
  });
  byId("families").append(chip);
}
for (const input of document.querySelectorAll("[name=depth]")) {
  input.addEventListener("change", () => { depth = Number(input.value); show(); input.focus(); });
}
byId("theme").addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  show();
});
byId("home").addEventListener("click", (event) => { event.preventDefault(); location.hash = ""; });
byId("size").textContent = `${plural(nodes.length, "node")}, ${plural(edges.length, "edge")}`;
window.addEventListener("hashchange", show);
window.addEventListener("resize", () => (drawn.length ? draw() : show()));
show();
document.documentElement.dataset.ready = (performance.now() - began).toFixed(1);
