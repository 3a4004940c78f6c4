/** Moves the fake's time over HTTP, and ends single waits. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { jsonAnswer } from "../protocol/answer.ts"
import type { FakeAnswer, FakeRequest } from "../protocol/message.ts"
import { done, isForm, refused, withFields } from "./forms.ts"
import type { Server } from "./server.ts"

/** Is the last moment of the year 9999. Later years have more digits, which other programs do not read. */
const latest = 253_402_300_799_999

const ClockJson: Schema.Codec<
  { readonly advance?: string | number; readonly to?: string },
  unknown
> = Schema.Struct({
  advance: Schema.optionalKey(Schema.Union([Schema.String, Schema.Finite])),
  to: Schema.optionalKey(Schema.String)
})

const RunJson: Schema.Codec<{ readonly run: string; readonly environment?: string }, unknown> = Schema.Struct({
  run: Schema.String,
  environment: Schema.optionalKey(Schema.String)
})

const timeOf = (millis: number | undefined): string | null =>
  millis === undefined || millis > latest ? null : new Date(millis).toISOString()

/** Says which time it is, how far it was moved, and when something happens next. */
export const clockNow = (server: Server): Effect.Effect<FakeAnswer> =>
  Effect.map(
    Effect.all([server.time.now, server.nextEvent]),
    ([now, next]) =>
      jsonAnswer(200, [], JSON.stringify({ now: timeOf(now), movedBy: server.time.offset(), next: timeOf(next) }))
  )

const isDuration = (text: string): text is `${number} millis` => /^\s*\d+(\.\d+)?\s+[a-z]+\s*$/i.test(text)

const millisOf = (advance: string | number): number | undefined => {
  if (typeof advance === "number") return advance
  if (!isDuration(advance)) return undefined
  return Option.getOrUndefined(Option.map(Duration.fromInput(advance), Duration.toMillis))
}

/** Finds the moment that a body asks for. */
const momentOf = (
  { advance, to }: { readonly advance?: string | number; readonly to?: string },
  now: number,
  next: number | undefined
): Result.Result<number, string> => {
  if ((advance === undefined) === (to === undefined)) {
    return Result.fail(`Say one of {"advance":"1 hour"}, {"to":"next"} and {"to":"<ISO 8601>"}`)
  }
  if (to === "next") return Result.succeed(next ?? now)
  if (to !== undefined) {
    const moment = Date.parse(to)
    if (Number.isNaN(moment)) return Result.fail(`"to" is neither "next" nor a time, such as 2030-01-01T00:00:00Z`)
    return moment < now ? Result.fail("Time moves forward only; a reset takes it back") : Result.succeed(moment)
  }
  const millis = millisOf(advance ?? "")
  if (millis === undefined || !(millis >= 0)) {
    return Result.fail(`"advance" is no duration, such as "90 seconds", "1 hour" or "2 days"`)
  }
  return Result.succeed(now + millis)
}

export const moveClock = (server: Server, request: FakeRequest): Effect.Effect<FakeAnswer> =>
  withFields(request, ClockJson, (asked) =>
    Effect.gen(function*() {
      const now = yield* server.time.now
      const moment = momentOf(asked, now, yield* server.nextEvent)
      if (Result.isFailure(moment)) return refused(400, moment.failure)
      if (moment.success > latest) return refused(400, "Time ends with the year 9999")
      yield* server.moveBy(Math.max(0, moment.success - now))
      return isForm(request) ? done(request) : yield* clockNow(server)
    }))

/** Ends the delay or digest that a run waits for. */
export const runWaiting = (server: Server, request: FakeRequest): Effect.Effect<FakeAnswer> =>
  withFields(
    request,
    RunJson,
    ({ environment, run }) =>
      Effect.map(
        server.runNow(environment, run),
        (waited) => waited ? done(request) : refused(404, "No run of that id waits")
      )
  )
