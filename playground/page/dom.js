// Small helpers. Text of people and of the bot enters the page only as text nodes.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

const forms = new Intl.PluralRules("ru");

export function plural(number, one, few, many) {
  return `${number} ${{ one, few }[forms.select(number)] ?? many}`;
}

export function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} Б`;
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "КБ"] : [bytes / 1024 / 1024, "МБ"];
  return `${size.toLocaleString("ru", { maximumFractionDigits: 1 })} ${unit}`;
}
