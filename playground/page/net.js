// Requests to the playground.

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export const act = (person, name, details = {}) => post("/play/act", { person, act: name, ...details });

export const trouble = (name, details = {}) => post("/play/trouble", { act: name, ...details });

export const state = async () => (await fetch("/play/state")).json();

export function listen(onEvent, onOpen, onLost) {
  const source = new EventSource("/play/events");
  source.onmessage = ({ data }) => onEvent(JSON.parse(data));
  source.onopen = onOpen;
  source.onerror = onLost;
}
