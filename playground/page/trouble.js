// The «Неполадки» dialog.

import { el, plural } from "./dom.js";
import { trouble } from "./net.js";

const SWITCHES = [
  { act: "slow", title: "Медленная связь", text: "Минуту каждый ответ приходит на 3 секунды позже.", details: { seconds: 3, during: 60 } },
  { act: "flood", title: "Слишком много сообщений", text: "Три следующих сообщения бота Телеграм не примет и попросит подождать 5 секунд (ошибка 429).", details: { seconds: 5, calls: 3 } },
  { act: "lost_answer", title: "Ответ потерялся", text: "Следующее сообщение дойдёт, но бот об этом не узнает: связь оборвётся до ответа.", details: { calls: 1 } },
  { act: "failing", title: "Ошибка сервера", text: "На три следующих сообщения бота Телеграм ответит ошибкой 500.", details: { calls: 3 } },
  { act: "gateway", title: "Сервер недоступен", text: "Полминуты вместо ответов — страница с ошибкой 502.", details: { during: 30 } },
  { act: "down", title: "Связи нет", text: "Полминуты всякое соединение обрывается.", details: { during: 30 } },
];

export class Trouble {
  constructor(dialog, opener) {
    this.dialog = dialog;
    this.count = opener.querySelector(".count");
    this.rows = new Map();
    opener.addEventListener("click", () => dialog.showModal());
    dialog.querySelector(".repair").addEventListener("click", () => this.switch("clear"));
    dialog.querySelector("ul").append(...SWITCHES.map((entry) => this.row(entry)));
  }

  row({ act, title, text, details }) {
    const button = el("button", { type: "button", onclick: () => this.switch(act, details) }, "Включить");
    const state = el("small", { class: "state" });
    this.rows.set(act, { button, state });
    return el("li", {}, el("div", {}, el("h3", {}, title), el("p", {}, text), state), button);
  }

  async switch(act, details) {
    this.show((await trouble(act, details)).trouble);
  }

  show(rules) {
    this.count.hidden = rules.length === 0;
    this.count.textContent = rules.length;
    for (const [act, { button, state }] of this.rows) {
      const rule = rules.find(({ kind }) => kind === act);
      button.disabled = Boolean(rule);
      button.textContent = rule ? "Включено" : "Включить";
      state.textContent = rule?.calls ? `Осталось: ${plural(rule.calls, "сообщение", "сообщения", "сообщений")}.` : "";
    }
  }
}
