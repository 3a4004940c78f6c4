/** Does what the buttons of the page ask for, by the routes that a client calls. */
import * as Effect from "effect/Effect"
import { isReadonlyObject } from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { presets } from "../../faults/presets.ts"
import { jsonAnswer } from "../../protocol/answer.ts"
import type { FakeAnswer, FakeRequest } from "../../protocol/message.ts"
import type { Store } from "../../store/store.ts"
import { done, isForm, refused, withFields } from "../forms.ts"
import { toRecorded } from "../requestLog.ts"
import type { Server } from "../server.ts"
import { starterWorkflow } from "./starterWorkflow.ts"

const encoder = new TextEncoder()

/** The buttons of a message, and the ends of the paths that they call. */
const messageActions: Readonly<Record<string, string>> = {
  read: "/read",
  unread: "/unread",
  archive: "/archive",
  unarchive: "/unarchive",
  unsnooze: "/unsnooze",
  "complete-primary": "/actions/primary/complete",
  "complete-secondary": "/actions/secondary/complete",
  "revert-primary": "/actions/primary/revert",
  "revert-secondary": "/actions/secondary/revert"
}

/** Calls one of Novu's routes with the key of an environment, and answers what it answered. */
const call = (
  server: Server,
  request: FakeRequest,
  store: Store,
  method: string,
  path: string,
  body?: unknown
): Effect.Effect<FakeAnswer> =>
  Effect.map(
    server.act({
      method,
      target: `${server.options.prefix ?? ""}${path}`,
      headers: {
        authorization: `ApiKey ${store.secretKey}`,
        "user-agent": "the page of the fake",
        ...(body === undefined ? undefined : { "content-type": "application/json" })
      },
      body: encoder.encode(body === undefined ? "" : JSON.stringify(body))
    }),
    (outcome) => {
      if (outcome._tag !== "Answered") return refused(502, "The fake did not answer itself")
      const { answer } = outcome
      if (!isForm(request)) return { ...answer, body: server.redaction().text(answer.body ?? "") }
      return answer.status < 300
        ? done(request)
        : refused(answer.status, `${method} ${path} answered ${answer.status}: ${messageIn(answer)}`)
    }
  )

const messageIn = ({ body = "" }: FakeAnswer): string => {
  try {
    const json: unknown = JSON.parse(body)
    return isReadonlyObject(json) && typeof json["message"] === "string" ? json["message"] : body
  } catch {
    return body
  }
}

const ActFields: Schema.Codec<
  {
    readonly do: string
    readonly environment?: string
    readonly message?: string
    readonly request?: string
    readonly workflow?: string
  },
  unknown
> = Schema.Struct({
  do: Schema.String,
  environment: Schema.optionalKey(Schema.String),
  message: Schema.optionalKey(Schema.String),
  request: Schema.optionalKey(Schema.String),
  workflow: Schema.optionalKey(Schema.String)
})

/** Finds what a failed trigger sent for a workflow. */
const payloadSent = (server: Server, number: string | undefined, workflow: string): unknown => {
  const entry = server.log.entries().find((each) => String(each.number) === number)
  if (entry === undefined) return undefined
  try {
    const json: unknown = JSON.parse(toRecorded(entry).body)
    if (!isReadonlyObject(json)) return undefined
    const { events } = json
    const event: unknown = Array.isArray(events)
      ? events.find((each: unknown) => isReadonlyObject(each) && each["name"] === workflow)
      : json
    return isReadonlyObject(event) ? event["payload"] : undefined
  } catch {
    return undefined
  }
}

const act = (server: Server, request: FakeRequest): Effect.Effect<FakeAnswer> =>
  withFields(request, ActFields, ({ do: what, environment, message = "", request: number, workflow }) => {
    const organization = server.organization()
    const store = environment === undefined ? organization.main : organization.storeOf(environment)
    if (store === undefined) return Effect.succeed(refused(404, "No environment has that id"))
    if (what === "create") {
      if (workflow === undefined) return Effect.succeed(refused(400, "Say which workflow"))
      return call(
        server,
        request,
        store,
        "POST",
        "/v2/workflows",
        starterWorkflow(workflow, payloadSent(server, number, workflow))
      )
    }
    const end = Object.hasOwn(messageActions, what) ? messageActions[what] : undefined
    if (end === undefined) return Effect.succeed(refused(400, `The page has no action "${what}"`))
    const row = store.messages.byId.get(message)
    if (row === undefined) return Effect.succeed(refused(404, "This message is not stored any more"))
    const path = `/v2/subscribers/${encodeURIComponent(row.subscriberId)}/notifications/${
      encodeURIComponent(row._id)
    }${end}`
    return call(server, request, store, "PATCH", path)
  })

const ScriptFields: Schema.Codec<
  Readonly<Partial<Record<"rule" | "method" | "path" | "every" | "share" | "times" | "preset", string>>>,
  unknown
> = Schema.Struct({
  preset: Schema.optionalKey(Schema.String),
  times: Schema.optionalKey(Schema.String),
  rule: Schema.optionalKey(Schema.String),
  method: Schema.optionalKey(Schema.String),
  path: Schema.optionalKey(Schema.String),
  every: Schema.optionalKey(Schema.String),
  share: Schema.optionalKey(Schema.String)
})

/** Reads a whole number from 1 to `most`; `undefined` for anything else. */
const wholeOf = (text: string, most: number): number | undefined => {
  const number = Number(text)
  return Number.isInteger(number) && number >= 1 && number <= most ? number : undefined
}

const scriptForm = (server: Server, request: FakeRequest): Effect.Effect<FakeAnswer> =>
  withFields(
    request,
    ScriptFields,
    ({ every = "1", method, path, preset = "", rule, share = "100", times = "1" }) =>
      Effect.sync(() => {
        const fault = Object.hasOwn(presets, preset) ? presets[preset] : undefined
        if (fault === undefined) return refused(400, `No fault is called "${preset}"`)
        const [count, each, percent] = [wholeOf(times, 100), wholeOf(every, 1_000_000), wholeOf(share, 100)]
        if (count === undefined) return refused(400, "Script from 1 to 100 requests")
        if (each === undefined || percent === undefined) {
          return refused(400, "Both numbers of a rule are whole and at least 1")
        }
        if (rule === undefined) {
          server.faults.script(Array.from({ length: count }, () => fault))
        } else {
          server.faults.rule({
            method,
            path,
            every: each === 1 ? undefined : each,
            probability: percent === 100 ? undefined : percent / 100
          }, fault)
        }
        return done(request)
      })
  )

const WebhookFields: Schema.Codec<
  { readonly do?: string; readonly url?: string; readonly endpoint?: string; readonly delivery?: string },
  unknown
> = Schema.Struct({
  do: Schema.optionalKey(Schema.String),
  url: Schema.optionalKey(Schema.String),
  endpoint: Schema.optionalKey(Schema.String),
  delivery: Schema.optionalKey(Schema.String)
})

const isWebAddress = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)

/** Is the answer to whoever adds a destination: the one time at which a secret is shown. */
export interface Added {
  readonly endpoint: number
  readonly secret: string
}

const webhooks = (
  server: Server,
  request: FakeRequest,
  reveal: (added: Added) => Effect.Effect<FakeAnswer>
): Effect.Effect<FakeAnswer> =>
  withFields(request, WebhookFields, ({ delivery = "", do: what = "add", endpoint = "", url = "" }) => {
    if (what === "add") {
      if (!isWebAddress(url)) return Effect.succeed(refused(400, "Say the URL of a destination, with http or https"))
      return Effect.flatMap(server.addWebhooks(url), ({ number, secret }) => {
        const added = { endpoint: number, secret: Redacted.value(secret) }
        return isForm(request) ? reveal(added) : Effect.succeed(jsonAnswer(201, [], JSON.stringify(added)))
      })
    }
    if (what !== "resend") return Effect.succeed(refused(400, `The page has no action "${what}"`))
    const found = server.endpoints().find(({ number }) => String(number) === endpoint)
    return found === undefined
      ? Effect.succeed(refused(404, "No destination has that number"))
      : Effect.as(found.resend(delivery), done(request))
  })

/** Answers the forms of the page; `undefined` for what is none of them. */
export const action = (
  server: Server,
  request: FakeRequest,
  reveal: (added: Added) => Effect.Effect<FakeAnswer>
): Effect.Effect<FakeAnswer> | undefined => {
  switch (`${request.method} ${request.target}`) {
    case "POST /_fake/act":
      return act(server, request)
    case "POST /_fake/script":
      return scriptForm(server, request)
    case "POST /_fake/faults":
      return Effect.map(Effect.sync(server.faults.reset), () => done(request))
    case "POST /_fake/webhooks":
      return webhooks(server, request, reveal)
    default:
      return undefined
  }
}
