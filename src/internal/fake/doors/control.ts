import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ScriptJson } from "../faults/faultJson.ts"
import { presets } from "../faults/presets.ts"
import { jsonAnswer } from "../protocol/answer.ts"
import type { FakeAnswer, FakeRequest, HeaderPair } from "../protocol/message.ts"
import { controlAnswer } from "./control/answers.ts"
import { showMessage } from "./notifications.ts"
import { renderPage } from "./page.ts"
import type { Server } from "./server.ts"

const decoder = new TextDecoder()

export const isControl = (request: FakeRequest): boolean =>
  request.target === "/" || request.target.startsWith("/_fake/")

/**
 * Answers the fake's own routes: the page for a person, and JSON for programs in
 * any language. No fault, rate limit or record applies to them, and they show no
 * token or key, a saved seed apart.
 */
export const control = (server: Server, request: FakeRequest): Effect.Effect<FakeAnswer> =>
  controlAnswer({ ...server, showMessage }, request) ?? ownAnswer(server, request)

const ownAnswer = (server: Server, request: FakeRequest): Effect.Effect<FakeAnswer> => {
  switch (`${request.method} ${request.target}`) {
    case "GET /":
      return page(server)
    case "GET /_fake/state":
      return Effect.map(server.state, (state) => json(server.redaction().json(state)))
    case "GET /_fake/requests":
      return Effect.sync(() => json(JSON.stringify(server.log.all().map(server.redaction().request))))
    case "POST /_fake/reset":
      return Effect.as(server.reset, done(request))
    case "POST /_fake/script":
      return isForm(request) ?
        scriptPreset(server, request) :
        withJson(request, ScriptJson, ({ faults, rule }) =>
          Effect.sync(() => {
            if (rule === undefined) server.faults.script(faults)
            else for (const fault of faults) server.faults.rule(rule, fault)
          }))
    default:
      return Effect.succeed(jsonAnswer(404, [], JSON.stringify({ message: `No ${request.method} ${request.target}` })))
  }
}

/** No other page may frame this one, because a click there could reset the fake here. */
const pageHeaders: ReadonlyArray<HeaderPair> = [
  ["Content-Type", "text/html; charset=utf-8"],
  ["Cache-Control", "no-store"],
  ["Content-Security-Policy", "frame-ancestors 'none'"],
  ["X-Frame-Options", "DENY"]
]

const page = (server: Server): Effect.Effect<FakeAnswer> =>
  Effect.map(server.state, (state) => {
    const redaction = server.redaction()
    return {
      status: 200,
      headers: pageHeaders,
      body: renderPage(
        state,
        server.log.last(30).map(redaction.request),
        { requests: server.log.size(), ...server.faults.pending() },
        redaction.text
      )
    }
  })

const scriptPreset = (server: Server, request: FakeRequest): Effect.Effect<FakeAnswer> =>
  Effect.sync(() => {
    const name = new URLSearchParams(decoder.decode(request.body)).get("preset") ?? ""
    const fault = presets[name]
    if (fault === undefined) return jsonAnswer(400, [], JSON.stringify({ message: `No fault is called "${name}"` }))
    server.faults.script([fault])
    return done(request)
  })

const withJson = <A>(
  request: FakeRequest,
  schema: Schema.Codec<A, unknown>,
  use: (value: A) => Effect.Effect<void>
): Effect.Effect<FakeAnswer> =>
  Schema.decodeUnknownEffect(Schema.fromJsonString(schema))(decoder.decode(request.body)).pipe(
    Effect.flatMap(use),
    Effect.as(done(request)),
    Effect.catch((error) => Effect.succeed(jsonAnswer(400, [], JSON.stringify({ message: error.message }))))
  )

const json = (body: string): FakeAnswer => jsonAnswer(200, [], body)

/** A body that starts like JSON is JSON, because `curl -d` sends everything under the type of a form. */
const isForm = (request: FakeRequest): boolean =>
  request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true &&
  request.body[0] !== 0x7b

/** Leads a form back to the page, and sends nothing to a program. */
const done = (request: FakeRequest): FakeAnswer =>
  isForm(request)
    ? { status: 303, headers: [["Location", "/"]], body: undefined }
    : { status: 204, headers: [], body: undefined }
