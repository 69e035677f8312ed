// Sends forms and keeps what could not be sent, until the server has answered. A retry carries the same answer
// key, so the server records it once however often it arrives. What is unsent outlives a reload of the tab.
import { isSession, session, show, warn } from "./page.js";

const STORE = "quizapp-unsent";
const LONGEST_WAIT_MS = 10_000;

let busy = false;
let leaving = false;

addEventListener("beforeunload", (event) => {
  if (read() && !leaving) event.preventDefault();
});

/** Send a form and show the page that answers it. While one is on its way, others are not taken. */
export function sendForm(form, submitter) {
  if (busy) return;
  document.dispatchEvent(new CustomEvent("study:sending", { detail: form }));
  const fields = [...new FormData(form, submitter)].map(([name, value]) => [name, String(value)]);
  const url = new URL(form.getAttribute("action"), location.href).href; // .action may be a button of that name
  deliver({ url, fields, learner: session().dataset.learner });
}

/** Fetch a page of the session and show it. */
export function visit(url) {
  if (!busy) deliver({ url });
}

/** Send what an earlier page of this tab could not send, where it is the same learner's. */
export function resumeUnsent() {
  const unsent = read();
  if (!unsent || !session()) return;
  if (unsent.learner === session().dataset.learner) deliver(withToken(markedLate(unsent), document));
  else forget();
}

async function deliver(parcel) {
  busy = true;
  session()?.setAttribute("aria-busy", "true");
  if (parcel.fields) keep(parcel);
  let reply = await tried(parcel);
  if (reply.status === 400 && parcel.fields) reply = await sentAgainWithFreshToken(parcel, reply);
  busy = false;
  session()?.removeAttribute("aria-busy");
  if (reply.redirected && !isSession(reply.html)) {
    // The sign-in page, mostly. What is unsent stays and goes out after signing in.
    if (!new URL(reply.url).pathname.startsWith("/auth/")) forget();
    leaving = true;
    location.assign(reply.url);
    return;
  }
  forget();
  show(reply.html, reply.redirected || !parcel.fields ? reply.url : location.href);
}

async function tried(parcel) {
  for (let wait = 500; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    const reply = await attempt(parcel);
    if (reply) return reply;
    if (parcel.fields) keep(markedLate(parcel));
    warn(parcel.fields ? "Not sent yet; trying again." : "No connection; trying again.");
    await pause(wait);
  }
}

/** The server's answer; null where there was none, or where the server could not say yes or no. */
async function attempt({ url, fields }) {
  const options = fields ? { method: "POST", body: new URLSearchParams(fields) } : {};
  try {
    const response = await fetch(url, options);
    const html = await response.text();
    if (response.status >= 500 || response.status === 429) return null;
    return { html, status: response.status, url: response.url, redirected: response.redirected };
  } catch {
    return null;
  }
}

/** The parcel, saying that it could not be sent at once: what is late is kept even if its card has moved on. */
function markedLate(parcel) {
  if (!parcel.fields.some(([name]) => name === "late")) parcel.fields.push(["late", "1"]);
  return parcel;
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    addEventListener("online", resolve, { once: true });
  });
}

/** Somebody who signed in again has another token; without that the answer would be lost here. */
async function sentAgainWithFreshToken(parcel, refused) {
  const page = await tried({ url: location.href });
  const fresh = withToken(parcel, new DOMParser().parseFromString(page.html, "text/html"));
  if (!isSession(page.html)) return page.redirected ? page : refused;
  return fresh === parcel ? refused : tried(fresh);
}

function withToken(parcel, page) {
  const token = page.querySelector("main [name=csrf_token]")?.value;
  if (!token) return parcel;
  return {
    ...parcel,
    fields: parcel.fields.map(([name, value]) => [name, name === "csrf_token" ? token : value]),
  };
}

function read() {
  return JSON.parse(sessionStorage.getItem(STORE) ?? "null");
}

function keep(parcel) {
  sessionStorage.setItem(STORE, JSON.stringify(parcel));
}

function forget() {
  sessionStorage.removeItem(STORE);
}
