/** Draws each message in the shape of its channel. */
import type { MessageAction, MessageRow } from "../../store/rows.ts"
import { time } from "./format.ts"
import { clipped, type Html, html, type Part } from "./html.ts"
import { mailBody, whole } from "./mail.ts"
import { asDelivered, button, linkTo, name, pill, type View } from "./view.ts"

const shownBytes = 4000

const text = (view: View, row: MessageRow): Html => clipped(row.content, shownBytes, whole(view, row, "source"))

/** Only an address of the web is a link; any other is a text. */
const address = (url: string): Html =>
  /^https?:\/\//i.test(url)
    ? html`<a href="${url}" target="_blank" rel="noreferrer noopener">${clipped(url, 300)}</a>`
    : html`<span class="name">${clipped(url, 300)}</span>`

const act = (row: MessageRow, what: string, label: Part, kind = ""): Html =>
  button("/_fake/act", { do: what, message: row._id }, label, {
    kind,
    about: clipped(row.subject ?? row.workflowIdentifier, 120)
  })

const actionButton = (row: MessageRow, type: "primary" | "secondary", action: MessageAction | undefined): Html => {
  if (action === undefined) return html``
  const label = clipped(action.label, 200)
  const isDone = row.completed?.type === type && row.completed.status === "done"
  const leads = action.redirect === undefined
    ? html``
    : html`<span class="muted leads">leads to ${address(action.redirect.url)}</span>`
  return html`<div class="action">${
    isDone
      ? html`${pill(html`✓ ${label}`, "good")} ${act(row, `revert-${type}`, "Take back")}`
      : act(row, `complete-${type}`, label, type)
  }${leads}</div>`
}

const isSnoozed = (row: MessageRow, now: number): boolean =>
  typeof row.snoozedUntil === "number" && row.snoozedUntil > now

const inApp = (view: View, row: MessageRow): Html =>
  html`<div class="bell ${
    row.read ? "read" : "unread"
  }"><span class="dot" aria-hidden="true"></span><div class="grow">${
    row.subject !== undefined && html`<h3 dir="auto">${clipped(row.subject, 600)}</h3>`
  }<p class="body" dir="auto">${text(view, row)}</p>${
    row.redirect !== undefined && html`<p class="muted leads">leads to ${address(row.redirect.url)}</p>`
  }${actionButton(row, "primary", row.primaryAction)}${
    actionButton(row, "secondary", row.secondaryAction)
  }<div class="row">${pill(row.read ? "read" : "unread", row.read ? "plain" : "wait")}${
    row.archived && pill("archived")
  }${isSnoozed(row, view.now) && html`${pill("snoozed", "wait")} ${act(row, "unsnooze", "Unsnooze")}`}${
    row.read ? act(row, "unread", "Mark unread") : act(row, "read", "Mark read")
  }${row.archived ? act(row, "unarchive", "Unarchive") : act(row, "archive", "Archive")}</div></div></div>`

const email = (view: View, row: MessageRow): Html =>
  html`<div class="mail"><h3 dir="auto">${
    row.subject === undefined ? "(no subject)" : clipped(row.subject, 600)
  }</h3><p class="muted">to ${name(row.email ?? `${row.subscriberId} (no address)`)}</p>${mailBody(view, row)}</div>`

const sms = (view: View, row: MessageRow): Html =>
  html`<div class="phone"><p class="muted">to ${
    name(row.phone ?? `${row.subscriberId} (no number)`)
  }</p><p class="bubble" dir="auto">${text(view, row)}</p></div>`

const push = (view: View, row: MessageRow): Html =>
  html`<div class="lock"><p class="muted">${name(row.workflowIdentifier)} · now</p>${
    row.subject !== undefined && html`<h3 dir="auto">${clipped(row.subject, 600)}</h3>`
  }<p class="body" dir="auto">${text(view, row)}</p><p class="muted">${
    row.deviceTokens === undefined
      ? "no device token"
      : `${row.deviceTokens.length} device${row.deviceTokens.length === 1 ? "" : "s"}`
  }</p></div>`

const chat = (view: View, row: MessageRow): Html =>
  html`<div class="chat"><span class="face" aria-hidden="true">${
    row.providerId.slice(0, 1).toUpperCase()
  }</span><div class="grow"><p><strong>${
    name(row.providerId)
  }</strong> <span class="muted">app</span></p><p class="body" dir="auto">${text(view, row)}</p></div></div>`

const shapes: Readonly<Record<string, readonly [label: string, draw: (view: View, row: MessageRow) => Html]>> = {
  in_app: ["In-app", inApp],
  email: ["E-mail", email],
  sms: ["SMS", sms],
  push: ["Push", push],
  chat: ["Chat", chat]
}

export const channelLabel = (channel: string): string => shapes[channel]?.[0] ?? channel

export const card = (view: View, row: MessageRow): Html => {
  const [label, draw] = shapes[row.channel] ?? [row.channel, inApp]
  return asDelivered(
    view,
    html`<li class="card ${
      row.archived && "faint"
    }" data-key="message-${row._id}"><div class="row head"><span class="channel">${clipped(label, 200)}</span>${
      name(row.subscriberId)
    }<a href="${linkTo(view, "/activity", { q: row.transactionId })}" class="grow">${name(row.workflowIdentifier)}</a>${
      time(row.createdAt)
    }</div>${draw(view, row)}</li>`
  )
}
