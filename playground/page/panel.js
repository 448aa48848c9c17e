// One person's phone.

import { Composer } from "./composer.js";
import { el, plural } from "./dom.js";
import { bubble } from "./message.js";
import { act } from "./net.js";
import { day } from "./time.js";

const ANSWER_MS = 15_000;
const TOAST_MS = 4_000;
const ACTION_MS = 5_000;
const NEAR_END_PX = 60;
const COLOURS = 6;

export class Panel {
  constructor(persona, number, bot, onUnread) {
    this.key = persona.key;
    this.name = persona.name;
    this.bot = bot;
    this.onUnread = onUnread;
    this.messages = new Map();
    this.waiting = new Map();
    this.unseen = 0;
    this.following = true;
    this.root = document.getElementById("panel").content.firstElementChild.cloneNode(true);
    this.root.id = `panel-${persona.key}`;
    this.log = this.find(".log");
    this.composer = new Composer(this.find(".composer"), (name, details) => this.do(name, details));
    this.describe(persona, number);
    this.listen();
    this.load(persona);
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  describe(persona, number) {
    this.root.setAttribute("aria-label", `${persona.name}, ${persona.role}`);
    this.find("h2").textContent = this.find("h2").title = persona.name;
    this.find(".role").textContent = persona.role;
    this.find(".about").textContent = persona.hint || "Здесь будет переписка с ботом.";
    this.find(".avatar").textContent = initials(persona.name);
    this.find(".avatar").classList.add(`colour-${number % COLOURS}`);
  }

  listen() {
    const menu = this.find(".person-menu");
    const toggle = (open) => {
      menu.hidden = !open;
      this.find(".open-menu").setAttribute("aria-expanded", String(open));
    };
    this.find(".open-menu").addEventListener("click", () => toggle(menu.hidden));
    this.find(".who").addEventListener("keydown", ({ key }) => key === "Escape" && toggle(false));
    document.addEventListener("click", ({ target }) => this.find(".who").contains(target) || toggle(false));
    this.find(".start").addEventListener("click", () => this.do("start"));
    this.find(".unblock").addEventListener("click", () => this.do("unblock"));
    const choice = (selector, act) => this.find(selector).addEventListener("click", () => {
      toggle(false);
      this.do(act());
    });
    choice(".share", () => "contact");
    choice(".block", () => (this.screen.blocked ? "unblock" : "block"));
    choice(".deactivate", () => "deactivate");
    this.find(".language").addEventListener("change", ({ target }) => this.do("language", { language: target.value }));
    this.find(".newer").addEventListener("click", () => this.toEnd());
    this.log.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => this.settle()).observe(this.log);
  }

  // Everything anew: at the start, and when the page comes back after a break.
  load(persona) {
    this.messages.clear();
    this.log.replaceChildren();
    this.showScreen(persona.screen);
    for (const message of persona.messages) this.put(message);
    this.toEnd();
  }

  async do(name, details = {}) {
    try {
      return await act(this.key, name, details);
    } catch (error) {
      console.warn(name, error);
      this.toast("Не получилось: площадка не приняла это действие.");
      return null;
    }
  }

  handle(event) {
    if (event.screen) this.showScreen(event.screen);
    if (event.kind === "message") this.receive(event.message);
    if (event.kind === "deleted") this.drop(event.message_id);
    if (event.kind === "answer") this.answered(event);
    if (event.kind === "action") this.showAction();
  }

  receive(message) {
    const follow = this.following || !message.from_bot;
    const isNew = !this.messages.has(message.id);
    this.put(message);
    if (message.from_bot) this.find(".action").textContent = "";
    if (follow) this.toEnd();
    if (isNew && message.from_bot && (!follow || this.root.offsetParent === null)) this.countUnseen();
  }

  put(message) {
    const old = this.log.querySelector(`[data-id="${message.id}"]`);
    const node = bubble(message, this.context());
    this.messages.set(message.id, message);
    if (old) {
      node.classList.add("changed");
      old.replaceWith(node);
      return;
    }
    const date = day(message.date);
    if (this.lastDay !== date || !this.log.childElementCount) this.log.append(el("p", { class: "day" }, date));
    this.lastDay = date;
    this.log.append(node);
  }

  drop(id) {
    this.messages.delete(id);
    this.log.querySelector(`[data-id="${id}"]`)?.remove();
  }

  context() {
    return {
      username: this.bot.username,
      say: (text) => this.do("say", { text }),
      start: (payload) => this.do("start", { payload }),
      press: (id, data) => this.press(id, data),
      copy: (text) => this.copy(text),
      remove: (id) => this.do("delete", { message_id: id }),
      settle: () => this.settle(),
      find: (id) => this.messages.get(id),
      isWaiting: (id, data) => this.waiting.has(`${id} ${data}`),
    };
  }

  async press(id, data) {
    const key = `${id} ${data}`;
    if (this.waiting.has(key)) return;
    this.waiting.set(key, setTimeout(() => this.unanswered(id, key), ANSWER_MS));
    this.redraw(id);
    if (!(await this.do("press", { message_id: id, data }))) this.release(id, key);
  }

  unanswered(id, key) {
    this.release(id, key);
    this.toast("Бот не ответил на нажатие.");
  }

  answered({ message_id: id, data, text, alert }) {
    this.release(id, `${id} ${data}`);
    if (alert) this.alert(text);
    else if (text) this.toast(text);
  }

  release(id, key) {
    clearTimeout(this.waiting.get(key));
    this.waiting.delete(key);
    this.redraw(id);
  }

  redraw(id) {
    const old = this.log.querySelector(`[data-id="${id}"]`);
    if (!old) return;
    const focused = [...old.querySelectorAll(".key")].indexOf(document.activeElement);
    const node = bubble(this.messages.get(id), this.context());
    old.replaceWith(node);
    if (focused >= 0) node.querySelectorAll(".key")[focused]?.focus();
  }

  showScreen(screen) {
    this.screen = screen;
    const stopped = screen.blocked || !screen.active;
    this.find(".about").hidden = screen.started;
    this.find(".welcome").hidden = screen.started || stopped;
    this.find(".stopped").hidden = !stopped;
    this.find(".stopped p").textContent = screen.active ? "Бот заблокирован и не может вам писать." : "Аккаунт удалён.";
    this.find(".unblock").hidden = !screen.active;
    this.find(".composer").hidden = stopped || !screen.started;
    this.find(".block").textContent = screen.blocked ? "Разблокировать бота" : "Заблокировать бота";
    this.find(".language").value = screen.language;
    this.find(".share").disabled = stopped || !screen.started;
    this.composer.show(screen);
    if (this.offered && screen.started) this.offer(this.offered);
  }

  // Puts a text into the input; whoever has not pressed Start yet does so first.
  offer(text) {
    this.offered = this.screen.started ? "" : text;
    if (this.screen.started) this.composer.insert(text);
    else this.do("start");
  }

  showAction() {
    this.find(".action").textContent = `${this.bot.name} печатает…`;
    clearTimeout(this.actionTimer);
    this.actionTimer = setTimeout(() => { this.find(".action").textContent = ""; }, ACTION_MS);
  }

  async copy(text) {
    await navigator.clipboard.writeText(text);
    this.toast("Скопировано.");
  }

  toast(text) {
    const place = this.find(".toast");
    place.textContent = text;
    place.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { place.hidden = true; }, Math.max(TOAST_MS, text.length * 60));
  }

  alert(text) {
    const dialog = this.find("dialog.alert");
    dialog.querySelector("p").textContent = text;
    if (!dialog.open) dialog.show();
    dialog.querySelector("button").focus();
  }

  scrolled() {
    this.following = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END_PX;
    if (this.following) this.seen();
  }

  // A picture has arrived or the panel has another height: who was at the end stays there.
  settle() {
    if (this.following) this.toEnd();
  }

  toEnd() {
    this.following = true;
    this.log.scrollTop = this.log.scrollHeight;
    if (this.root.offsetParent !== null) this.seen();
  }

  seen() {
    this.unseen = 0;
    this.find(".newer").hidden = true;
    this.onUnread(this);
  }

  countUnseen() {
    this.unseen += 1;
    this.find(".newer").hidden = false;
    this.find(".newer").textContent = `↓ ${plural(this.unseen, "новое сообщение", "новых сообщения", "новых сообщений")}`;
    this.onUnread(this);
  }
}

function initials(name) {
  return name.split(/\s+/).slice(0, 2).map((word) => word[0]).join("");
}
