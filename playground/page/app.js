// Starts the page: panels, tabs, hints, the clock and the stream of events.

import { el } from "./dom.js";
import { listen, state } from "./net.js";
import { Panel } from "./panel.js";
import { moment, setNow, setZone } from "./time.js";
import { Trouble } from "./trouble.js";

const panels = new Map();
const tabs = new Map();
const find = (selector) => document.querySelector(selector);
const trouble = new Trouble(find("dialog.trouble"), find(".open-trouble"));
const hintsButton = find(".open-hints");

function showClock() {
  find(".clock time").textContent = moment();
}

function select(key) {
  for (const [name, panel] of panels) {
    panel.root.classList.toggle("chosen", name === key);
    tabs.get(name).setAttribute("aria-selected", String(name === key));
  }
  panels.get(key).toEnd();
}

function addTab(persona) {
  const tab = el("button", { type: "button", role: "tab", "aria-controls": `panel-${persona.key}`,
    onclick: () => select(persona.key) }, el("b", {}, persona.name.split(" ")[0]), el("small", {}, persona.role));
  tabs.set(persona.key, tab);
  find(".tabs").append(tab);
}

function showUnread(panel) {
  const tab = tabs.get(panel.key);
  if (panel.unseen) tab.dataset.unseen = panel.unseen;
  else delete tab.dataset.unseen;
  const all = [...panels.values()].reduce((sum, { unseen }) => sum + unseen, 0);
  document.title = `${all ? `(${all}) ` : ""}Перемена — площадка`;
}

function addPanel(persona, bot) {
  addTab(persona);
  const panel = new Panel(persona, panels.size, bot, showUnread);
  panels.set(persona.key, panel);
  find(".panels").append(panel.root);
}

function insert({ persona, insert: text }) {
  select(persona);
  const panel = panels.get(persona);
  panel.root.scrollIntoView({ inline: "nearest", block: "nearest" });
  panel.offer(text);
}

function showHints(hints) {
  hintsButton.hidden = hints.length === 0;
  find("#hints ol").replaceChildren(...hints.map((hint) => el("li", {}, hint.text,
    hint.insert && el("button", { type: "button", onclick: () => insert(hint) }, "Вставить") || null)));
}

function toggleHints(open) {
  find("#hints").hidden = !open;
  hintsButton.setAttribute("aria-expanded", String(open));
}

async function load() {
  const told = await state();
  setZone(told.time_zone);
  setNow(told.now);
  showClock();
  find(".bot-name").textContent = told.bot.name;
  trouble.show(told.trouble);
  showHints(told.hints);
  for (const persona of told.personas) {
    if (panels.has(persona.key)) panels.get(persona.key).load(persona);
    else addPanel(persona, told.bot);
  }
  return told;
}

function handle(event) {
  if (event.kind === "tick") {
    setNow(event.now);
    trouble.show(event.trouble);
    showClock();
  } else {
    panels.get(event.person)?.handle(event);
  }
}

// The stream is open before the state is asked for, so nothing falls between the two.
async function connected() {
  find(".offline").hidden = true;
  const { personas, hints } = await load();
  if (document.body.classList.contains("ready")) return;
  document.body.classList.add("ready");
  if (personas.length) select(personas[0].key);
  // Whoever closed the hints in this run of the playground is not shown them again by a reload.
  toggleHints(hints.length > 0 && sessionStorage.getItem("hints-closed") !== location.host);
}

function away() {
  find(".offline").hidden = false;
}

hintsButton.addEventListener("click", () => {
  const open = find("#hints").hidden;
  toggleHints(open);
  if (!open) sessionStorage.setItem("hints-closed", location.host);
});
listen(handle, connected, away);
setInterval(showClock, 1000);
