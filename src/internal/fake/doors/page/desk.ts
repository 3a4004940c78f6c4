/** Answers the page of the served fake: each view at an address of its own, and the forms on them. */
import * as Effect from "effect/Effect"
import { jsonAnswer } from "../../protocol/answer.ts"
import type { FakeAnswer, FakeRequest } from "../../protocol/message.ts"
import type { Desk } from "../control.ts"
import { backOf, isForm } from "../forms.ts"
import type { Server } from "../server.ts"
import { action, type Added } from "./actions.ts"
import { activityView } from "./activity.ts"
import { pageAnswer } from "./document.ts"
import { faultsView } from "./faults.ts"
import { type Html, html, verbatim } from "./html.ts"
import { inboxView } from "./inbox.ts"
import { mailAnswer } from "./mail.ts"
import { requestsView } from "./requests.ts"
import { resourcesView } from "./resources.ts"
import type { View } from "./view.ts"
import { webhooksView } from "./webhooks.ts"

interface Address {
  readonly path: string
  readonly query: URLSearchParams
}

const addressOf = (target: string): Address => {
  const mark = target.indexOf("?")
  const path = mark === -1 ? target : target.slice(0, mark)
  return { path: path === "/" ? "/inbox" : path, query: new URLSearchParams(mark === -1 ? "" : target.slice(mark + 1)) }
}

/** Looks at what is stored once the worker has done what is due. An environment that is gone is that of the key. */
const viewOf = (server: Server, { path, query }: Address): Effect.Effect<View> =>
  server.look((main, now) => {
    const organization = server.organization()
    const store = organization.storeOf(query.get("environment") ?? "") ?? main
    return { server, organization, store, redaction: server.redaction(), hide: server.hiding(), now, path, query }
  })

type Draw = (view: View, next: number | undefined) => Html

const draws: Readonly<Record<string, Draw>> = {
  "/inbox": inboxView,
  "/activity": activityView,
  "/requests": requestsView,
  "/resources": resourcesView,
  "/faults": faultsView,
  "/webhooks": webhooksView
}

const isFragment = ({ headers }: FakeRequest): boolean => headers["x-fragment"] !== undefined

/** Draws the view of an address, with what a form is answered above it. */
const page = (
  server: Server,
  request: FakeRequest,
  target: string,
  answer: { readonly notice?: Html; readonly status?: number } = {}
): Effect.Effect<FakeAnswer> => {
  const address = addressOf(target)
  const draw = draws[address.path] ?? inboxView
  return Effect.map(
    Effect.all([viewOf(server, address), server.nextEvent]),
    ([view, next]) => pageAnswer(view, draw(view, next), { isFragment: isFragment(request), ...answer })
  )
}

const mail = (server: Server, { query }: Address): Effect.Effect<FakeAnswer> =>
  Effect.map(viewOf(server, { path: "/inbox", query }), ({ hide, store }) => {
    const row = store.messages.byId.get(query.get("message") ?? "")
    return row === undefined
      ? jsonAnswer(404, [], JSON.stringify({ message: "This message is not stored any more" }))
      : mailAnswer(row, query.get("as"), hide)
  })

const messageOf = ({ body = "" }: FakeAnswer): string => {
  const json: { readonly message?: unknown } = JSON.parse(body)
  return String(json.message)
}

/** A person who sent a form is told on the page what was wrong, with the status that a program would see. */
const withAlert = (server: Server, request: FakeRequest, answer: FakeAnswer): Effect.Effect<FakeAnswer> =>
  isForm(request) && answer.status >= 400
    ? page(server, request, backOf(request), {
      notice: html`<p class="alert" role="alert">${messageOf(answer)}</p>`,
      status: answer.status
    })
    : Effect.succeed(answer)

/** The secret is written past the redaction, to the one who asked for the destination and never again. */
const revealed = ({ secret }: Added): Html =>
  html`<p class="told" role="status">Webhooks are delivered there from now on. Their signing secret is shown this once: <code>${
    verbatim(secret)
  }</code></p>`

export const makeDesk = (server: Server): Desk => ({
  answer: (request) => {
    const address = addressOf(request.target)
    if (request.method === "GET" && address.path === "/_fake/mail") return mail(server, address)
    if ((request.method === "GET" || request.method === "HEAD") && Object.hasOwn(draws, address.path)) {
      return page(server, request, request.target)
    }
    return action(server, request, (added) => page(server, request, backOf(request), { notice: revealed(added) }))
  },
  told: (request, answer) => withAlert(server, request, answer)
})
