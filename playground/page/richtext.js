// Text with entities as nodes. Offsets of the Bot API are UTF-16 units, as in JavaScript's strings.

import { el } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", date_time: "time",
};

// A block ends its line by itself.
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

export function richText(text, entities, context) {
  return nodes(text, entities, 0, text.length, context);
}

function nodes(text, entities, start, end, context) {
  const result = [];
  let position = start;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    if (entity.offset < position || entity.offset >= end) continue;
    const last = Math.min(entity.offset + entity.length, end);
    result.push(text.slice(position, entity.offset));
    const inner = nodes(text, entities.slice(i + 1), entity.offset, last, context);
    result.push(wrap(entity, inner, text.slice(entity.offset, last), context));
    position = last + Number(BLOCKS.has(entity.type) && text[last] === "\n");
  }
  result.push(text.slice(position, end));
  return result.filter((node) => node !== "");
}

function wrap(entity, inner, words, context) {
  if (entity.type in TAGS) return el(TAGS[entity.type], {}, ...inner);
  if (entity.type === "url") return link(words.includes("://") ? words : `https://${words}`, inner, context);
  if (entity.type === "text_link") return link(entity.url, inner, context);
  if (entity.type === "email") return el("a", { href: `mailto:${words}` }, ...inner);
  if (entity.type === "bot_command") {
    return action("link", () => context.say(words), inner);
  }
  if (entity.type === "spoiler") {
    const open = ({ currentTarget }) => currentTarget.classList.add("open");
    return action("spoiler", open, inner);
  }
  return el("span", {}, ...inner);
}

// Looks and breaks over lines like a link, which a button element would not.
function action(kind, act, inner) {
  const click = (event) => {
    event.preventDefault();
    act(event);
  };
  return el("a", { class: kind, href: "#", role: "button", onclick: click }, ...inner);
}

function link(url, inner, context) {
  const payload = deepLink(url, context.username);
  if (payload !== null) {
    return action("link", () => context.start(payload), inner);
  }
  if (!/^(https?|mailto|tel):/.test(url)) return el("span", {}, ...inner);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...inner);
}

// What a link to this bot carries, "" for a bare one, or null for any other address.
export function deepLink(url, username) {
  const match = /^(?:https?:\/\/t\.me\/(\w+)|tg:\/\/resolve\?domain=(\w+))(?:[?&]start=([\w-]*))?$/.exec(url);
  const name = match && (match[1] ?? match[2]);
  return name && name.toLowerCase() === username.toLowerCase() ? match[3] ?? "" : null;
}
