// The input of one panel: text, commands, files, and the bot's reply keyboard.

import { el } from "./dom.js";

const PHOTO = ["image/png", "image/jpeg"];
const TALLEST = 140;
const LONGEST = 4096;

export class Composer {
  constructor(form, send) {
    this.form = form;
    this.send = send;
    this.input = form.querySelector("textarea");
    this.menu = form.querySelector(".commands");
    this.menuButton = form.querySelector(".open-commands");
    this.file = form.querySelector("input[type=file]");
    this.sending = Promise.resolve();
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("input", () => this.grow());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    });
    this.menuButton.addEventListener("click", () => this.toggleMenu(this.menu.hidden));
    this.form.addEventListener("keydown", (event) => event.key === "Escape" && this.toggleMenu(false));
    document.addEventListener("click", ({ target }) => {
      if (!this.menu.contains(target) && target !== this.menuButton) this.toggleMenu(false);
    });
    this.form.querySelector(".attach").addEventListener("click", () => this.file.click());
    this.file.addEventListener("change", () => this.attach());
  }

  submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    this.insert("");
    this.sending = this.sending.then(() => this.sendInParts(text));
  }

  // What was refused comes back before what was typed meanwhile.
  async sendInParts(text) {
    for (let rest = text; rest;) {
      const part = firstMessage(rest);
      if ((await this.send("say", { text: part })) === null) {
        this.insert([rest, this.input.value].filter(Boolean).join("\n"));
        return;
      }
      rest = rest.slice(part.length).trim();
    }
  }

  insert(text) {
    this.input.value = text;
    this.grow();
    this.input.focus();
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  show({ commands, keyboard }) {
    this.menuButton.hidden = commands.length === 0;
    this.menu.replaceChildren(...commands.map((command) => this.command(command)));
    this.showKeyboard(keyboard);
  }

  command({ command, description }) {
    const choose = () => {
      this.toggleMenu(false);
      this.send("say", { text: `/${command}` });
    };
    return el("button", { type: "button", role: "menuitem", onclick: choose },
      el("b", {}, `/${command}`), " ", el("span", {}, description));
  }

  toggleMenu(open) {
    this.menu.hidden = !open;
    this.menuButton.setAttribute("aria-expanded", String(open));
  }

  showKeyboard(keyboard) {
    const place = this.form.querySelector(".keyboard");
    place.hidden = !keyboard;
    this.input.placeholder = keyboard?.input_field_placeholder ?? "Сообщение";
    const key = ({ text }) =>
      el("button", { type: "button", class: "key", onclick: () => this.send("tap", { label: text }) }, text);
    const row = (buttons) => el("div", { class: "row" }, ...buttons.map(key));
    place.replaceChildren(...(keyboard?.keyboard ?? []).map(row));
  }

  async attach() {
    const files = [...this.file.files];
    this.file.value = "";
    if (files.length === 0) return;
    const caption = this.input.value.trim();
    const isAlbum = files.length > 1 && files.every(({ type }) => PHOTO.includes(type));
    if (isAlbum) this.send("album", { pictures: await Promise.all(files.map(base64)), caption });
    else for (const [place, file] of files.entries()) await this.attachOne(file, place === 0 ? caption : "");
    this.insert("");
  }

  async attachOne(file, caption) {
    const data = await base64(file);
    if (PHOTO.includes(file.type)) this.send("photo", { data, caption });
    else if (file.type === "audio/ogg") this.send("voice", { data, caption });
    else if (file.type.startsWith("audio/")) this.send("audio", { data, caption, name: file.name });
    else this.send("document", { data, caption, name: file.name, mime: file.type });
  }
}

// As much of a text as Telegram takes in one message, up to the end of a word: its clients cut a long one in parts.
function firstMessage(text) {
  if (text.length <= LONGEST) return text;
  const start = text.slice(0, LONGEST);
  const end = Math.max(start.lastIndexOf("\n"), start.lastIndexOf(" "));
  return end > 0 ? start.slice(0, end) : start.replace(/[\uD800-\uDBFF]$/, "");
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",", 2)[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
