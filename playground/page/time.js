// The school's date and time: every moment on the page is told in the school's zone.

let zone = "Europe/Moscow";
let ahead = 0;

export function setZone(name) {
  zone = name;
}

export function setNow(seconds) {
  ahead = seconds * 1000 - Date.now();
}

const format = (options) => (seconds) =>
  new Intl.DateTimeFormat("ru", { timeZone: zone, ...options }).format(seconds * 1000);

export const hours = format({ hour: "2-digit", minute: "2-digit" });

export const day = format({ weekday: "long", day: "numeric", month: "long" });

export const now = () => (Date.now() + ahead) / 1000;

export const moment = () => `${day(now())}, ${hours(now())}`;
