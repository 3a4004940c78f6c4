/**
 * Announces one thing to a hundred thousand people, a hundred per request, with
 * progress on the terminal and a report of what failed and why.
 *
 * Interrupt it (Ctrl-C): no request is left behind, and `--from` goes on where it
 * stopped. The announcement has a key, so that Novu drops what it has taken already.
 *
 *   npm run example examples/announce.ts
 *   npm run example examples/announce.ts -- --from 30000
 */
import { NodeRuntime } from "@effect/platform-node"
import { Effect, Result, Schema, Stream } from "effect"
import { Events, Trigger } from "effect-novu"
import { Failures } from "./support/failures.ts"
import { from, tellHowToGoOn } from "./support/from.ts"
import { novuOr } from "./support/novu.ts"
import { progress } from "./support/progress.ts"

const total = 100_000

const Announcement = Trigger.make("announcement", {
  payload: { campaign: Schema.String, title: Schema.String },
  key: ({ campaign }) => campaign
})

/** Stands for a table of yours. Every ten thousandth row has lost its id. */
const people = Stream.range(1, total).pipe(Stream.map((n) => n % 10_000 === 0 ? "" : `person-${n}`))

const failures = new Failures()
let next = from

const program = Effect.gen(function*() {
  const { triggerMany } = yield* Events
  yield* people.pipe(
    triggerMany(Announcement, { payload: { campaign: "2026-spring", title: "Spring is here" } }, { from }),
    Stream.runForEach(({ index, result }) => {
      if (Result.isFailure(result)) failures.add(`row ${index}`, result.failure)
      next = index + 1
      return progress(next, total)
    })
  )
  console.log(`taken ${total - from - failures.count}, failed ${failures.count}`)
  failures.report()
}).pipe(tellHowToGoOn("examples/announce.ts", () => next))

const Novu = novuOr({ seed: { workflows: [{ id: Announcement.id, steps: ["in_app"] }] } })

program.pipe(Effect.provide(Novu), NodeRuntime.runMain)
