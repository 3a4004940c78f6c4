import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ScriptJson } from "../faults/faultJson.ts"
import { jsonAnswer } from "../protocol/answer.ts"
import type { FakeAnswer, FakeRequest } from "../protocol/message.ts"
import { clockNow, moveClock, runWaiting } from "./clockControl.ts"
import { controlAnswer } from "./control/answers.ts"
import { done, isForm, textOfBody } from "./forms.ts"
import { showMessage } from "./notifications.ts"
import type { Server } from "./server.ts"

/** Is the page for a person, with what its forms do. */
export interface Desk {
  readonly answer: (request: FakeRequest) => Effect.Effect<FakeAnswer> | undefined
  /** Draws the page for a person whose form was refused; any other answer stays as it is. */
  readonly told: (request: FakeRequest, answer: FakeAnswer) => Effect.Effect<FakeAnswer>
}

/** A server may have control routes and no page. */
export const noDesk: Desk = { answer: () => undefined, told: (_, answer) => Effect.succeed(answer) }

/** The page has these paths, and none of them may be one of Novu's. */
const pages = new Set(["/", "/inbox", "/activity", "/requests", "/resources", "/faults", "/webhooks"])

/** A socket may be opened at any path. */
export const isControl = ({ headers, target }: FakeRequest): boolean =>
  target.startsWith("/_fake/") || (headers["upgrade"] === undefined && pages.has(target.replace(/\?.*$/s, "")))

/**
 * Answers the fake's own routes: the page for a person, and JSON for programs in
 * any language. No fault, rate limit or record applies to them, and they show no
 * token or key, a saved seed apart.
 */
export const control = (server: Server, request: FakeRequest, desk: Desk = noDesk): Effect.Effect<FakeAnswer> =>
  Effect.flatMap(answerOf(server, desk, request), (answer) => desk.told(request, answer))

const answerOf = (server: Server, desk: Desk, request: FakeRequest): Effect.Effect<FakeAnswer> =>
  controlAnswer({ ...server, showMessage }, request) ?? ownAnswer(server, desk, request)

const ownAnswer = (server: Server, desk: Desk, request: FakeRequest): Effect.Effect<FakeAnswer> => {
  switch (`${request.method} ${request.target}`) {
    case "GET /_fake/clock":
      return clockNow(server)
    case "POST /_fake/clock":
      return moveClock(server, request)
    case "POST /_fake/run":
      return runWaiting(server, request)
    case "GET /_fake/state":
      return Effect.map(server.state, (state) => json(server.redaction().json(state)))
    case "GET /_fake/requests":
      return Effect.sync(() => json(JSON.stringify(server.log.all().map(server.redaction().request))))
    case "POST /_fake/reset":
      return Effect.as(server.reset, done(request))
    case "POST /_fake/script":
      if (isForm(request)) break
      return withJson(request, ScriptJson, ({ faults, rule }) =>
        Effect.sync(() => {
          if (rule === undefined) server.faults.script(faults)
          else for (const fault of faults) server.faults.rule(rule, fault)
        }))
  }
  return desk.answer(request) ??
    Effect.succeed(jsonAnswer(404, [], JSON.stringify({ message: `No ${request.method} ${request.target}` })))
}

const withJson = <A>(
  request: FakeRequest,
  schema: Schema.Codec<A, unknown>,
  use: (value: A) => Effect.Effect<void>
): Effect.Effect<FakeAnswer> =>
  Schema.decodeUnknownEffect(Schema.fromJsonString(schema), { onExcessProperty: "error" })(textOfBody(request)).pipe(
    Effect.flatMap(use),
    Effect.as(done(request)),
    Effect.catch((error) => Effect.succeed(jsonAnswer(400, [], JSON.stringify({ message: error.message }))))
  )

const json = (body: string): FakeAnswer => jsonAnswer(200, [], body)
