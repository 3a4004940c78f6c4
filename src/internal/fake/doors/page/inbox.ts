/** Draws what subscribers got. */
import type { MessageRow } from "../../store/rows.ts"
import { card, channelLabel } from "./cards.ts"
import { clipped, type Html, html, type Part } from "./html.ts"
import { empty, hasText, here, linkTo, searchForm, sliceOf, type View } from "./view.ts"

const messagesShown = 20
const peopleShown = 25

const channels = ["in_app", "email", "sms", "push", "chat"] as const

interface Person {
  readonly subscriberId: string
  readonly name: string
  messages: number
  unread: number
  /** Is the time of the latest message; 0 where there is none. */
  latest: number
}

const nameOf = (
  { firstName, lastName }: { readonly firstName?: string | null; readonly lastName?: string | null }
): string => [firstName, lastName].filter((each) => each !== undefined && each !== null && each !== "").join(" ")

/** Lists the subscribers, and those that were deleted and still have messages; who got the latest message comes first. */
const peopleOf = ({ store }: View): ReadonlyArray<Person> => {
  const people = new Map<string, Person>()
  for (const row of store.subscribers.createdAt.rows) {
    people.set(row.subscriberId, {
      subscriberId: row.subscriberId,
      name: nameOf(row),
      messages: 0,
      unread: 0,
      latest: 0
    })
  }
  for (const { archived, channel, createdAt, read, subscriberId } of store.messages.createdAt.rows) {
    const person = people.get(subscriberId) ?? { subscriberId, name: "", messages: 0, unread: 0, latest: 0 }
    person.messages++
    person.latest = createdAt
    if (channel === "in_app" && !read && !archived) person.unread++
    people.set(subscriberId, person)
  }
  return Array.from(people.values()).toSorted((a, b) => b.latest - a.latest)
}

const chooser = (view: View, chosen: string | null): Html => {
  const wanted = view.query.get("q") ?? ""
  const everybody = peopleOf(view)
  const people = wanted === ""
    ? everybody
    : everybody.filter((each) => hasText(`${each.subscriberId}\n${each.name}`, wanted))
  const { from, nav, to } = sliceOf(view, people.length, peopleShown, "people", "Pages of subscribers")
  const entry = (person: Person | undefined): Html => {
    const isChosen = (person?.subscriberId ?? null) === chosen
    return html`<li data-key="person-${person?.subscriberId}"><a href="${
      linkTo(view, "/inbox", {
        subscriber: person?.subscriberId,
        q: wanted,
        people: view.query.get("people") ?? undefined,
        channel: view.query.get("channel") ?? undefined
      })
    }"${isChosen && html` aria-current="page"`}>${
      person === undefined
        ? html`<span class="grow">Everyone</span>`
        : html`<span class="grow"><bdi>${clipped(person.subscriberId, 400)}</bdi>${
          person.name !== "" && html` <span class="muted">${clipped(person.name, 200)}</span>`
        }</span>${
          person.unread > 0 && html`<span class="badge">${person.unread}<span class="quiet"> unread</span></span>`
        }`
    }</a></li>`
  }
  return html`<aside aria-label="Subscribers"><h2>Subscribers <small>${everybody.length}</small></h2>${
    searchForm(view, "Find", undefined, ["people"])
  }<ul class="people">${[entry(undefined), ...people.slice(from, to).map(entry)]}</ul>${
    people.length === 0 && empty("Nobody is called so.")
  }${nav}</aside>`
}

const channelTabs = (view: View, rows: ReadonlyArray<MessageRow>, chosen: string | null): Html => {
  const counts = new Map<string, number>()
  for (const { archived, channel } of rows) {
    counts.set(channel, (counts.get(channel) ?? 0) + 1)
    if (archived) counts.set("archived", (counts.get("archived") ?? 0) + 1)
  }
  const tab = (channel: string | null, label: string, count: number): Html =>
    html`<a href="${here(view, { channel: channel ?? undefined, page: undefined })}"${
      channel === chosen && html` aria-current="page"`
    }>${label} <small>${count}</small></a>`
  return html`<nav class="tabs-nav" aria-label="Channels">${[
    tab(null, "All", rows.length),
    ...channels.map((each) => tab(each, channelLabel(each), counts.get(each) ?? 0)),
    tab("archived", "Archived", counts.get("archived") ?? 0)
  ]}</nav>`
}

const matches = (row: MessageRow, channel: string | null): boolean =>
  channel === null || (channel === "archived" ? row.archived : row.channel === channel)

const trying: Part = html`Nothing here yet. Trigger a workflow, and what its steps send shows up here:
<code>POST /v1/events/trigger {"name":"welcome","to":"ada","payload":{}}</code>`

export const inboxView = (view: View): Html => {
  const chosen = view.query.get("subscriber")
  const channel = view.query.get("channel")
  const { rows } = view.store.messages.createdAt
  const theirs = chosen === null ? rows : rows.filter(({ subscriberId }) => subscriberId === chosen)
  const found = theirs.filter((row) => matches(row, channel)).toReversed()
  const { from, nav, to } = sliceOf(view, found.length, messagesShown, "page", "Pages of messages")
  return html`<div class="split">${chooser(view, chosen)}<section aria-labelledby="who"><h2 id="who">${
    chosen === null ? "Everyone" : html`<bdi class="name">${clipped(chosen, 600)}</bdi>`
  }</h2>${channelTabs(view, theirs, channel)}${
    found.length === 0
      ? empty(theirs.length === 0 ? trying : "No message of this kind.")
      : html`<ol class="cards">${found.slice(from, to).map((row) => card(view, row))}</ol>`
  }${nav}</section></div>`
}
