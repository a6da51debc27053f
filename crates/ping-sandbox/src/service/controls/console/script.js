// The console: a page over the controls. What comes from outside is only ever set as text.

const $ = (id) => document.getElementById(id);

/** An element with attributes (`on…` are listeners) and children; texts are texts. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

let said;
function say(text, bad = false) {
  const status = $("status");
  status.textContent = text;
  status.classList.toggle("bad", bad);
  clearTimeout(said);
  said = setTimeout(() => (status.textContent = ""), bad ? 8000 : 3000);
}

/** What the controls ask for, if they do; all that wait for it wait for the same answer. */
let token = sessionStorage.getItem("token");
let entering;

function enter() {
  entering ??= new Promise((entered) => {
    $("token").value = "";
    $("enter").showModal();
    $("enter").addEventListener("close", () => {
      token = $("token").value.trim();
      sessionStorage.setItem("token", token);
      entering = undefined;
      entered();
    }, { once: true });
  });
  return entering;
}

/** Asks a control; what is wrong is said, and thrown. */
async function ask(method, path, body) {
  const used = token;
  const options = { method, headers: {} };
  if (token) options.headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch("/sandbox/" + path, options);
  if (response.status === 401) {
    if (token === used) await enter();
    return ask(method, path, body);
  }
  const text = await response.text();
  const answer = text ? JSON.parse(text) : null;
  if (response.ok) return answer;
  const details = (answer?.details ?? []).map((one) => `${one.target ?? ""} ${one.message}`);
  throw new Error([answer?.message ?? `Status ${response.status}`, ...details].join(" "));
}

const here = (path) => `environments/${environment}/${path}`;
const get = (path) => ask("GET", here(path));

/** Does something for a person, says what came of it, and shows what has changed. */
function act(done, method, path, body) {
  return async (event) => {
    event?.preventDefault();
    try {
      await ask(method, typeof path === "function" ? path() : path, typeof body === "function" ? body() : body);
      say(done);
    } catch (error) {
      say(error.message, true);
    }
    refresh();
  };
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied.`);
  } catch {
    say(`${what}: ${text}`);
  }
}

const button = (text, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, text);
const none = (text) => el("p", { class: "muted" }, text);
const cards = (items, empty) => (items.length ? el("ul", { class: "cards" }, items.map((item) => el("li", { class: "card" }, item))) : none(empty));
const clockTime = (iso) => iso.replace("T", " ").replace(/\.\d+Z$/, "");

let environment = "";
let environments = [];
let users = new Map();
let view = "calls";

const nameOf = (id) => users.get(id) ?? id;

async function qr(text, into) {
  try {
    const { image } = await ask("POST", "qr", { text });
    into.replaceChildren(el("img", { src: image, alt: `QR code of ${text}` }));
  } catch (error) {
    say(error.message, true);
  }
}

function qrButton(text) {
  const place = el("div");
  return [button("QR code", () => qr(text, place)), place];
}

// ---- calls

let newest = 0;
const MOST_CALLS = 500;

function curl(call) {
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const query = call.query ? "?" + new URLSearchParams(call.query.split("&").map((pair) => pair.split(/=(.*)/s).slice(0, 2))) : "";
  const lines = [`curl -X ${call.method} ${quote(location.origin + call.path + query)}`];
  const left = new Set(["host", "content-length", "accept-encoding", "connection", "user-agent"]);
  for (const [name, value] of Object.entries(call.requestHeaders)) {
    if (name === "authorization") lines.push('-H "Authorization: Bearer $TOKEN"');
    else if (!left.has(name)) lines.push(`-H ${quote(`${name}: ${value}`)}`);
  }
  if (call.requestBody) lines.push(`--data ${quote(call.requestBody)}`);
  return lines.join(" \\\n  ");
}

const headers = (of) => Object.entries(of).map(([name, value]) => `${name}: ${value}`).join("\n");

function callRow(call) {
  const bad = !call.status || call.status >= 400;
  const query = call.query ? `?${call.query}` : "";
  const row = el("details", { class: "call" },
    el("summary", {},
      el("span", { class: "muted wide" }, String(call.number)),
      el("strong", {}, call.method),
      el("span", { class: bad ? "bad" : "good" }, String(call.status ?? "—")),
      el("span", {}, call.operation ?? call.path + query),
      el("span", { class: "muted wide" }, `${(call.tookMicroseconds / 1000).toFixed(1)} ms`)));
  row.addEventListener("toggle", () => {
    if (!row.open || row.childElementCount > 1) return;
    row.append(
      el("p", { class: "row" },
        el("span", { class: "muted" }, `${clockTime(call.at)} ${call.fault ? `· fault: ${call.fault}` : ""}`),
        button("Copy as curl", () => copy(curl(call), "The command"))),
      el("div", { class: "pair" },
        el("section", {}, el("h3", {}, "Request"), el("pre", { tabindex: 0 }, `${call.method} ${call.path}${query}\n${headers(call.requestHeaders)}\n\n${call.requestBody ?? ""}`)),
        el("section", {}, el("h3", {}, "Answer"), el("pre", { tabindex: 0 }, `${call.status ?? "no answer"}\n${headers(call.responseHeaders)}\n\n${call.responseBody ?? ""}`))));
  });
  return row;
}

const callList = el("div", { id: "calls" });

function addCalls(requests) {
  for (const call of requests) {
    newest = Math.max(newest, call.number);
    callList.prepend(callRow(call));
    if (callList.childElementCount > MOST_CALLS) callList.lastElementChild.remove();
  }
}

/** Calls as they come. */
async function follow() {
  for (;;) {
    try {
      const { requests } = await ask("GET", `requests?after=${newest}&limit=${MOST_CALLS}&waitSeconds=30`);
      addCalls(requests);
      if (requests.length) refresh();
    } catch {
      await new Promise((again) => setTimeout(again, 2000));
    }
  }
}

// ---- views; those that are `still` do not change by themselves

const field = (label, name, attributes = {}) => el("label", {}, label, el("input", { name, ...attributes }));
const choose = (label, name, options) => el("label", {}, label, el("select", { name }, options.map(([value, text]) => el("option", { value }, text))));
const sent = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));

const VIEWS = {
  calls: {
    title: "Calls",
    still: true,
    show: () => [none("What clients ask and what they get, secrets masked; the newest first."), callList],
  },
  messages: {
    title: "Messages",
    async show() {
      const { messages } = await get("outbox");
      return [cards(messages.toReversed().map((message) => [
        el("p", {}, el("strong", {}, message.channel), ` to ${message.to}`, message.userId ? el("span", { class: "muted" }, ` · ${nameOf(message.userId)}`) : null),
        el("p", {}, message.text),
        message.otp && el("p", { class: "row" }, el("span", { class: "code" }, message.otp), button("Copy the code", () => copy(message.otp, "The code"))),
        el("p", { class: "muted" }, clockTime(message.sentAt)),
      ]), "No message was sent yet.")];
    },
  },
  pushes: {
    title: "Pushes",
    async show() {
      const [mfa, pingid] = await Promise.all([get("mfa/pushes"), get("pingid/pushes")]);
      const answers = (of, who, number) => {
        const decoys = number == null ? [] : [...new Set([number, (number + 37) % 100, (number + 71) % 100])].sort((a, b) => a - b);
        const approve = (extra) => act("Approved.", "POST", here(`${of}/approve`), { ...who, ...extra });
        return el("div", { class: "row" },
          number == null ? button("Approve", approve({}), { class: "main" }) : decoys.map((one) => button(`Choose ${one}`, approve({ number: one }))),
          button("Deny", act("Denied.", "POST", here(`${of}/deny`), who)));
      };
      const all = [
        ...mfa.pushes.map((push) => [
          el("p", {}, el("strong", {}, nameOf(push.userId)), el("span", { class: "muted" }, " · PingOne MFA")),
          el("p", {}, push.text),
          push.number != null && el("p", {}, "The page shows ", el("span", { class: "code" }, String(push.number))),
          answers("mfa", { userId: push.userId }, push.number),
        ]),
        ...pingid.pushes.map((push) => [
          el("p", {}, el("strong", {}, push.userName), el("span", { class: "muted" }, " · PingID")),
          push.numberForMatching != null && el("p", {}, "The page shows ", el("span", { class: "code" }, String(push.numberForMatching))),
          answers("pingid", { userName: push.userName }, push.numberForMatching),
        ]),
      ];
      return [cards(all, "No push waits for an answer.")];
    },
  },
  pairing: {
    title: "Pairing",
    async show() {
      const [mfa, pingid] = await Promise.all([get("mfa/pairing-keys"), get("pingid/activation-codes")]);
      const keys = mfa.pairingKeys.map((key) => [
        el("p", {}, el("strong", {}, nameOf(key.userId)), el("span", { class: "muted" }, " · pairing key")),
        el("p", { class: "code" }, key.code),
        el("p", { class: "muted" }, `good until ${clockTime(key.expiresAt)}`),
        el("div", { class: "row" },
          button("Pair an iPhone", act("Paired.", "POST", here("mfa/pair"), { code: key.code, os: "IOS" }), { class: "main" }),
          button("Pair an Android phone", act("Paired.", "POST", here("mfa/pair"), { code: key.code, os: "ANDROID" })),
          qrButton(key.code)),
      ]);
      const codes = pingid.activationCodes.map((code) => [
        el("p", {}, el("strong", {}, code.userName), el("span", { class: "muted" }, " · PingID activation code")),
        el("p", { class: "code" }, code.activationCode),
        el("p", { class: "muted" }, `good until ${clockTime(code.expiresAt)}`),
        el("div", { class: "row" },
          button("Pair a phone", act("Paired.", "POST", here("pingid/complete"), { activationCode: code.activationCode }), { class: "main" }),
          qrButton(code.activationCode)),
      ]);
      return [cards([...keys, ...codes], "Nothing waits for a phone.")];
    },
  },
  verifications: {
    title: "Verifications",
    async show() {
      const { transactions } = await get("verify/transactions");
      return [cards(transactions.map((one) => {
        const open = ["REQUESTED", "INITIATED", "PARTIAL", "IN_PROGRESS"].includes(one.status);
        const play = (text, extra, attributes) => button(text, act(`${text}: played.`, "POST", here("verify/submit"), { transactionId: one.id, ...extra }), attributes);
        return [
          el("p", {}, el("strong", {}, nameOf(one.userId)), ` · ${one.status}`),
          el("p", { class: "muted" }, `${one.id} · ${clockTime(one.createdAt)}`),
          open && el("div", { class: "row" },
            button("Open the page", act("Opened.", "POST", here("verify/open"), { transactionId: one.id })),
            play("All well", {}, { class: "main" }),
            play("Blurred document", { document: "BLURRED" }),
            play("Forged document", { document: "FORGED" }),
            play("Expired document", { document: "EXPIRED" }),
            play("Another person", { selfie: "OTHER_PERSON" }),
            play("No selfie", { selfie: null })),
        ];
      }), "No verification was begun yet.")];
    },
  },
  users: {
    title: "Users",
    async show() {
      const [mfa, pingid] = await Promise.all([get("users"), get("pingid/users")]);
      const devices = (list, text) => (list.length ? el("ul", {}, list.map((device) => el("li", {}, text(device)))) : none("no devices"));
      return [
        el("h3", {}, "PingOne"),
        cards(mfa.users.map((user) => [
          el("p", {}, el("strong", {}, user.username), user.enabled ? "" : " · disabled"),
          el("p", { class: "muted" }, `${user.email ?? ""} ${user.id}`),
          devices(user.devices, (device) => `${device.type} ${device.nickname ?? ""} · ${device.blocked ? "BLOCKED" : device.status}`),
        ]), "There are no users."),
        el("h3", {}, "PingID"),
        cards(pingid.users.map((user) => [
          el("p", {}, el("strong", {}, user.userName), ` · ${user.status}`),
          devices(user.devices, (device) => `${device.type} · ${device.deviceId}`),
        ]), "There are no users."),
      ];
    },
  },
  clock: {
    title: "Clock",
    still: true,
    show() {
      const advance = el("form", {
        onsubmit: (event) => act("Moved.", "POST", "clock", { advanceSeconds: Number(new FormData(advance).get("seconds")) })(event),
      }, field("Seconds forward", "seconds", { type: "number", min: 0, value: 60, required: true }), el("button", { class: "main" }, "Move"));
      const set = el("form", {
        onsubmit: (event) => act("Set.", "POST", "clock", { now: `${new FormData(set).get("now")}:00Z` })(event),
      }, field("Date and time, UTC", "now", { type: "datetime-local", required: true }), el("button", {}, "Set"));
      return [none("What is due happens when the clock gets there: passcodes and pushes expire, locks end."), advance, set];
    },
  },
  faults: {
    title: "Faults",
    async show() {
      const { faults } = await ask("GET", "faults");
      return [
        faultForm,
        cards(faults.map((fault) => [
          el("p", {}, el("strong", {}, fault.operation ?? `${fault.method} ${fault.path}`)),
          el("p", {}, `${fault.effect} ${fault.status ?? ""} ${fault.delayMilliseconds ? `${fault.delayMilliseconds} ms` : ""} · ${fault.times} more`),
        ]), "No fault waits for a call."),
        faults.length ? el("p", {}, button("Clear all", act("Cleared.", "DELETE", "faults"))) : null,
      ];
    },
  },
};

const faultForm = el("form", {
  "aria-label": "Add a fault",
  onsubmit(event) {
    const { operation, effect, times } = sent(faultForm);
    const [name, value] = effect.split("=");
    const result = { status: { status: Number(value) }, delay: { delayMilliseconds: Number(value) } }[name] ?? { [name]: true };
    act("Added.", "POST", "faults", { operation, times: Number(times), ...result })(event);
  },
},
field("Operation", "operation", { required: true, value: "mfa.*", placeholder: "mfa.*" }),
choose("Effect", "effect", [["status=429", "429 Too Many Requests"], ["status=500", "500"], ["status=503", "503"], ["status=401", "401"], ["delay=3000", "3 s late"], ["reset", "Connection reset"], ["truncate", "Cut off"], ["malformed", "No JSON"]]),
field("Times", "times", { type: "number", min: 1, value: 1, required: true }),
el("button", { class: "main" }, "Add"));

// ---- the frame

function links() {
  $("views").replaceChildren(...Object.entries(VIEWS).map(([name, { title }]) =>
    el("li", {}, el("a", { href: `#${name}`, "aria-current": name === view ? "page" : false }, title))));
}

const textOf = (parts) => parts.map((part) => part?.textContent ?? "").join("");

let drawn = 0;
/** Shows the view again; what has not changed stays, and with it what is selected in it. */
async function draw(always) {
  const turn = ++drawn;
  const parts = await VIEWS[view].show();
  if (turn !== drawn || (!always && textOf(parts) === $("view").textContent)) return;
  // Whoever is at a button stays there: it is found again by what it says.
  const held = document.activeElement;
  const label = $("view").contains(held) && held.tagName === "BUTTON" ? held.textContent : null;
  $("view").replaceChildren(...parts.filter((part) => part != null));
  if (label) [...$("view").querySelectorAll("button")].find((one) => one.textContent === label)?.focus();
}

async function go() {
  const name = location.hash.slice(1);
  view = name in VIEWS ? name : "calls";
  links();
  $("title").textContent = VIEWS[view].title;
  document.title = `${VIEWS[view].title} · Sandbox`;
  await draw(true).catch((error) => say(error.message, true));
}

/** Clock, names and view. */
async function refresh() {
  try {
    const [clock, found] = await Promise.all([ask("GET", "clock"), get("users?limit=1000")]);
    $("now").textContent = `${clockTime(clock.now)} UTC`;
    $("freeze").setAttribute("aria-pressed", String(clock.frozen));
    users = new Map(found.users.map((user) => [user.id, user.username]));
    if (!VIEWS[view].still) await draw(false);
  } catch (error) {
    say(error.message, true);
  }
}

async function findEnvironments() {
  environments = (await ask("GET", "environments")).environments;
  environment = environments.some((one) => one.environmentId === environment) ? environment : environments[0].environmentId;
  $("environment").replaceChildren(...environments.map((one, index) =>
    el("option", { value: one.environmentId, selected: one.environmentId === environment }, `${index + 1} · ${one.environmentId}`)));
}

$("environment").addEventListener("change", (event) => {
  environment = event.target.value;
  refresh();
});
for (const one of document.querySelectorAll("[data-advance]")) {
  one.addEventListener("click", act("The clock was moved.", "POST", "clock", { advanceSeconds: Number(one.dataset.advance) }));
}
$("freeze").addEventListener("click", () => {
  const frozen = $("freeze").getAttribute("aria-pressed") !== "true";
  act(frozen ? "The clock stands still." : "The clock runs.", "POST", "clock", { frozen })();
});
addEventListener("hashchange", async () => {
  await go();
  $("main").focus();
});

await findEnvironments();
await go();
follow();
refresh();
setInterval(() => document.hidden || refresh(), 2000);
