/**
 * Is what the page adds where scripts run: it shows changes as they come, and sends
 * forms without leaving the view. Everything works without it.
 *
 * The view is drawn anew by the server and laid over the one that is there, element
 * by element, so that focus, open details, scroll and what is typed stay. Of the tabs
 * that are visible one listens for all, because a browser has six connections per
 * host; a tab that is hidden does not listen.
 */
export const script = `(() => {
const view = () => document.getElementById("view")
const key = (node) => node.nodeType === 1 ? node.getAttribute("data-key") || node.id || null : null
const own = new Set(["open", "value", "checked", "selected"])
const like = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && key(a) === key(b)
const attributes = (from, to) => {
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && !own.has(name)) from.removeAttribute(name)
  const typed = from.matches("input:not([type=hidden]),select,textarea,option")
  for (const { name, value } of [...to.attributes]) {
    if (from.getAttribute(name) !== value && !(name === "open" || (typed && own.has(name)))) from.setAttribute(name, value)
  }
}
// What a form was answered is no part of the view, and stays until the next one is sent.
let noticed = false
const lay = (from, to) => {
  if (from.id === "notice" && noticed && !to.hasChildNodes()) return
  if (from.nodeType === 3) { if (from.data !== to.data) from.data = to.data; return }
  if (from.nodeType !== 1) return
  attributes(from, to)
  const keyed = new Map()
  for (const child of from.childNodes) if (key(child) !== null) keyed.set(key(child), child)
  let place = from.firstChild
  for (const next of [...to.childNodes]) {
    const known = key(next) === null ? null : keyed.get(key(next))
    if (known && like(known, next)) {
      if (known === place) place = place.nextSibling
      else from.insertBefore(known, place)
      lay(known, next)
    } else if (place && key(place) === null && key(next) === null && like(place, next)) {
      lay(place, next)
      place = place.nextSibling
    } else from.insertBefore(next, place)
  }
  while (place) { const gone = place; place = place.nextSibling; gone.remove() }
}
const show = (text, isAnswer) => {
  const next = new DOMParser().parseFromString(text, "text/html").getElementById("view")
  if (!next) return false
  noticed = noticed && !isAnswer
  lay(view(), next)
  if (isAnswer) noticed = true
  return true
}
let running = false, again = false
const refresh = async () => {
  if (running) { again = true; return }
  running = true
  const at = location.href
  try {
    const answer = await fetch(at, { headers: { "x-fragment": "1" } })
    if (at === location.href) show(await answer.text(), false)
  } catch {} finally {
    running = false
    if (again) { again = false; refresh() }
  }
}
let hush
const say = (text) => {
  const said = document.getElementById("said")
  said.textContent = text
  clearTimeout(hush)
  hush = setTimeout(() => { said.textContent = "" }, 6000)
}
document.addEventListener("submit", async (event) => {
  const form = event.target, by = event.submitter
  // A field may be called "method", and would then hide the property of that name.
  if (form.getAttribute("method") !== "post") return
  event.preventDefault()
  const fields = new FormData(form, by)
  const what = by ? by.firstChild.textContent.trim() : "sent"
  const action = by && by.hasAttribute("formaction") ? by.formAction : form.getAttribute("action")
  try {
    const answer = await fetch(action, { method: "POST", headers: { "x-fragment": "1" }, body: new URLSearchParams(fields) })
    const text = await answer.text()
    if (!show(text, true)) say(text)
    else say(answer.ok ? "Done: " + what : "It did not work, and the page says why")
  } catch {
    say("The fake does not answer")
  }
})
const channel = "BroadcastChannel" in window ? new BroadcastChannel("fake-novu") : null
let release = null
const heard = () => { if (!document.hidden) refresh() }
if (channel) channel.onmessage = heard
const listen = (signal) => new Promise((resolve) => {
  const events = new EventSource("/_fake/events")
  let opened = 0
  events.addEventListener("open", () => { if (opened++ > 0) { heard(); if (channel) channel.postMessage(1) } })
  events.addEventListener("change", () => { heard(); if (channel) channel.postMessage(1) })
  signal.addEventListener("abort", () => { events.close(); resolve() })
})
const start = () => {
  if (release || document.hidden) return
  release = new AbortController()
  const { signal } = release
  if (navigator.locks && channel) navigator.locks.request("fake-novu", { signal }, () => listen(signal)).catch(() => {})
  else {
    // Tabs cannot agree on one that listens under a name of the network without TLS, so that each asks.
    const timer = setInterval(heard, 3000)
    signal.addEventListener("abort", () => clearInterval(timer))
  }
}
const stop = () => { if (release) release.abort(); release = null }
document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); else { start(); refresh() } })
addEventListener("pagehide", stop)
addEventListener("pageshow", (event) => { if (event.persisted) { start(); refresh() } })
start()
})()
`
