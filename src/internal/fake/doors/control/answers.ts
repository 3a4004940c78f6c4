/** Answers the control routes that have parameters, and those of seeds. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { FakeMessage } from "../../../../Testing/FakeState.ts"
import type { Seed } from "../../../../Testing/Seed.ts"
import { jsonAnswer } from "../../protocol/answer.ts"
import type { FakeAnswer, FakeRequest } from "../../protocol/message.ts"
import { readSeed } from "../../seed/readSeed.ts"
import type { MessageRow } from "../../store/rows.ts"
import type { Controlled } from "./controlled.ts"
import { deleteMessages, messages } from "./messages.ts"
import { sent } from "./sent.ts"

/** Is what these routes need of the server beside what it lets look at. */
export interface Answering extends Controlled {
  /** Looks at the store and writes what causes no event. */
  readonly quietly: Controlled["look"]
  readonly seed: (seed: Seed) => Effect.Effect<void>
  readonly saved: Effect.Effect<Seed>
  readonly showMessage: (row: MessageRow) => FakeMessage
  /** Makes what hides keys and tokens that are stored now. */
  readonly hiding: () => (text: string) => string
}

const decoder = new TextDecoder()

const refused = (message: string): FakeAnswer => jsonAnswer(422, [], JSON.stringify({ message }))

const noContent: FakeAnswer = { status: 204, headers: [], body: undefined }

/** Runs what was asked for. A query that cannot be read is refused before anything is done. */
const answered = <A>(
  asked: Result.Result<Effect.Effect<Result.Result<A, string>>, string>,
  write: (result: A) => FakeAnswer
): Effect.Effect<FakeAnswer> =>
  Result.isFailure(asked)
    ? Effect.succeed(refused(asked.failure))
    : Effect.map(asked.success, (result) => Result.isSuccess(result) ? write(result.success) : refused(result.failure))

/**
 * Writes what recipients got. Members that are called like secrets are shown, because
 * a test has to follow the link of a mail; what the fake has stored as a secret is not.
 */
const shown = ({ hiding }: Answering) => (value: unknown): FakeAnswer => {
  const hide = hiding()
  return jsonAnswer(
    200,
    [["Cache-Control", "no-store"]],
    JSON.stringify(value, (_, member: unknown) => typeof member === "string" ? hide(member) : member)
  )
}

/** A browser saves the answer as a file, and lets no page of another origin use it. */
const asFile: FakeAnswer["headers"] = [
  ["Content-Disposition", "attachment; filename=\"seed.json\""],
  ["Content-Type", "application/json"],
  ["Cache-Control", "no-store"],
  ["X-Content-Type-Options", "nosniff"],
  ["Cross-Origin-Resource-Policy", "same-origin"]
]

/** Is the one answer of the fake that has tokens, because a seed without them could not be loaded. */
const saved = (server: Answering): Effect.Effect<FakeAnswer> =>
  Effect.map(server.saved, (seed) => ({
    status: 200,
    headers: asFile,
    body: `${JSON.stringify(seed, null, 2)}\n`
  }))

const seeded = (server: Answering, { body }: FakeRequest): Effect.Effect<FakeAnswer> =>
  readSeed(decoder.decode(body)).pipe(
    Effect.flatMap(server.seed),
    Effect.as(noContent),
    Effect.catch(({ message }) => Effect.succeed(refused(message)))
  )

/** Answers a control route of this folder, and no other. */
export const controlAnswer = (server: Answering, request: FakeRequest): Effect.Effect<FakeAnswer> | undefined => {
  const { method, target } = request
  switch (`${method} ${target.split("?")[0]}`) {
    case "GET /_fake/seed":
      return saved(server)
    case "POST /_fake/seed":
      return seeded(server, request)
    case "GET /_fake/sent":
      return answered(sent(server, target), shown(server))
    case "GET /_fake/messages":
      return answered(messages(server, target, server.showMessage), shown(server))
    case "DELETE /_fake/messages":
      return answered(deleteMessages({ look: server.quietly }, target), () => noContent)
    default:
      return undefined
  }
}
