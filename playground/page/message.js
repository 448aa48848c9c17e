// One message as a bubble with its buttons.

import { el, fileSize } from "./dom.js";
import { deepLink, richText } from "./richtext.js";
import { hours } from "./time.js";

export function bubble(message, context) {
  const side = message.from_bot ? "theirs" : "own";
  return el("article", { class: `message ${side}`, "data-id": message.id },
    el("div", { class: "bubble" },
      message.reply_to && quote(message.reply_to, context),
      message.photo && photo(message.photo, context),
      message.document && documentLink(message.document),
      (message.voice || message.audio) && sound(message.voice || message.audio, context),
      message.contact && contact(message.contact),
      message.text && el("div", { class: "text" }, ...richText(message.text, message.entities, context)),
      el("footer", {}, removal(message, context), message.edited ? "изменено " : "",
        el("time", {}, hours(message.date))),
    ),
    message.buttons.length > 0 && inline(message, context) || null,
  );
}

function removal(message, context) {
  return el("button", { type: "button", class: "link remove", title: "Удалить у обоих",
    onclick: () => context.remove(message.id) }, "удалить");
}

function quote(id, context) {
  const original = context.find(id);
  return el("blockquote", { class: "reply" }, original ? original.text.slice(0, 80) : "Удалённое сообщение");
}

function photo(file, context) {
  const url = `/play/file/${file.id}`;
  return el("a", { href: url, target: "_blank", class: "photo" }, 
    el("img", { src: url, alt: "Фотография", onload: context.settle }));
}

function sound(file, context) {
  return el("audio", { src: `/play/file/${file.id}`, controls: "", preload: "none", title: file.name, class: "sound",
    onloadedmetadata: context.settle });
}

function documentLink(file) {
  return el("a", { href: `/play/file/${file.id}`, download: file.name, class: "document" },
    el("span", { class: "sheet", "aria-hidden": "true" }, file.name.split(".").pop().slice(0, 4).toUpperCase()),
    el("span", {}, file.name, el("small", {}, `${fileSize(file.size)}, скачать`)),
  );
}

function contact(shared) {
  const name = [shared.first_name, shared.last_name].filter(Boolean).join(" ");
  return el("p", { class: "contact" }, `Контакт: ${name}`, el("br"), shared.phone_number);
}

function inline(message, context) {
  const rows = message.buttons.map((row) =>
    el("div", { class: "row" }, ...row.map((button) => inlineButton(message, button, context))));
  return el("div", { class: "inline" }, ...rows);
}

function inlineButton(message, button, context) {
  const waiting = context.isWaiting(message.id, button.data);
  const payload = button.url ? deepLink(button.url, context.username) : null;
  if (button.url && payload === null) {
    return el("a", { class: "key", href: /^https?:/.test(button.url) ? button.url : null, target: "_blank",
      rel: "noopener noreferrer" }, `${button.text} ↗`);
  }
  const press = () => {
    if (payload !== null) context.start(payload);
    else if (button.copy) context.copy(button.copy);
    else context.press(message.id, button.data);
  };
  return el("button", { type: "button", class: `key ${button.style}${waiting ? " waiting" : ""}`,
    "aria-busy": waiting ? "true" : null, onclick: press }, button.text);
}
