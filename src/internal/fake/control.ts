import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { jsonAnswer } from "./answer.ts"
import { ScriptJson, SeedJson } from "./faultJson.ts"
import type { FakeAnswer, FakeRequest } from "./message.ts"
import { renderPage } from "./page.ts"
import { presets } from "./presets.ts"
import type { Server } from "./server.ts"

const decoder = new TextDecoder()

/** @internal */
export const isControl = (request: FakeRequest): boolean =>
  request.target === "/" || request.target.startsWith("/_fake/")

/**
 * The fake's own routes: the page for a person, and JSON for programs in any
 * language. They are never recorded, limited or struck by a fault.
 *
 * @internal
 */
export const control = (server: Server, request: FakeRequest): Effect.Effect<FakeAnswer> => {
  switch (`${request.method} ${request.target}`) {
    case "GET /":
      return page(server)
    case "GET /_fake/state":
      return Effect.map(server.state, json)
    case "GET /_fake/requests":
      return Effect.sync(() =>
        json(
          server.log.all().map((recorded) => ({
            method: recorded.method,
            url: recorded.url,
            headers: {
              ...recorded.headers,
              ...("authorization" in recorded.headers ? { authorization: "<redacted>" } : {})
            },
            body: recorded.body,
            at: recorded.at,
            status: recorded.status ?? null
          }))
        )
      )
    case "POST /_fake/reset":
      return Effect.as(server.reset, done(request))
    case "POST /_fake/seed":
      return withJson(request, SeedJson, (seed) => server.seed(seed))
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

const page = (server: Server): Effect.Effect<FakeAnswer> =>
  Effect.map(server.state, (state) => ({
    status: 200,
    headers: [["Content-Type", "text/html; charset=utf-8"], ["Cache-Control", "no-store"]],
    body: renderPage(state, server.log.last(30), { requests: server.log.size(), ...server.faults.pending() })
  }))

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

const json = (value: unknown): FakeAnswer => jsonAnswer(200, [], JSON.stringify(value))

/** A JSON text that a command line sends under the type of a form is still JSON. */
const isForm = (request: FakeRequest): boolean =>
  request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true &&
  request.body[0] !== 0x7b

/** A form goes back to the page, a program gets nothing. */
const done = (request: FakeRequest): FakeAnswer =>
  isForm(request)
    ? { status: 303, headers: [["Location", "/"]], body: undefined }
    : { status: 204, headers: [], body: undefined }
