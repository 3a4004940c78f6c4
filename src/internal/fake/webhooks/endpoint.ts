/** Delivers webhooks to one endpoint, on Svix's schedule. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Latch from "effect/Latch"
import * as Random from "effect/Random"
import type { FakeDelivery, FakeWebhooks, FakeWebhooksOptions, WebhookDisorder } from "../../../Testing/FakeWebhooks.ts"
import { InvalidSecret, WebhookError } from "../../../Webhooks/WebhookError.ts"
import { utf8 } from "../../webhooks/hmac.ts"
import { signingKeys } from "../../webhooks/keys.ts"
import { newDeliveryId, signedDelivery } from "../../webhooks/signedDelivery.ts"
import type { FakeTime } from "../protocol/time.ts"
import type { Happening } from "./eventsOf.ts"
import { posterTo } from "./poster.ts"

/**
 * How long Svix waits after each failure, before it gives up.
 *
 * @see https://docs.svix.com/retries
 */
const waits: ReadonlyArray<Duration.Input> = [
  "5 seconds",
  "5 minutes",
  "30 minutes",
  "2 hours",
  "5 hours",
  "10 hours",
  "10 hours"
]

/** An endpoint that fails for so long is sent nothing any more. */
const longestFailure = Duration.toMillis("5 days")

/** The public name of the environment of the fake. */
const environmentIdentifier = "app_fake"

/** A delivery that is written to while it goes on. */
type Delivery = { -readonly [Key in keyof FakeDelivery]: FakeDelivery[Key] } & {
  attempts: Array<{ readonly at: number; status: number | undefined }>
}

const chance = (share: number | undefined): Effect.Effect<boolean> =>
  share === undefined || share <= 0 ? Effect.succeed(false) : Effect.map(Random.next, (drawn) => drawn < share)

const envelopeOf = ({ data, object, type }: Happening, now: number): Readonly<Record<string, unknown>> => ({
  id: `evt_${crypto.randomUUID().replaceAll("-", "").slice(0, 24)}`,
  type,
  object,
  data,
  timestamp: new Date(now).toISOString(),
  environmentId: environmentIdentifier
})

/** An endpoint as the fake sees it: it is told what happens. */
export interface Endpoint extends FakeWebhooks {
  /** Counts from 1, and names the endpoint on the page. */
  readonly number: number
  /** Whether the fake made the secret. */
  readonly generated: boolean
  readonly options: FakeWebhooksOptions
  readonly tell: (happening: Happening, now: number) => void
  /** Returns a copy of the latest deliveries, newest first, and how many there are. */
  readonly latest: (from: number, to: number) => { readonly count: number; readonly shown: ReadonlyArray<FakeDelivery> }
  readonly isDisabled: () => boolean
}

/** Has what an endpoint needs of the fake around it. */
export interface EndpointParts {
  readonly number: number
  readonly generated: boolean
  readonly time: FakeTime
  /** How many deliveries are kept at most. */
  readonly keep: number
  /** Is called whenever a delivery begins, or one of its attempts does or ends. */
  readonly changed: () => void
}

const copyOf = (delivery: Delivery): FakeDelivery => ({
  ...delivery,
  attempts: delivery.attempts.map((attempt) => ({ ...attempt }))
})

export const makeEndpoint = Effect.fnUntraced(function*(
  options: FakeWebhooksOptions,
  { changed, generated, keep, number, time }: EndpointParts
) {
  const keys = signingKeys(options.secret)
  if (keys instanceof InvalidSecret) return yield* Effect.fail(new WebhookError({ reason: keys }))
  const { disorder = {}, family = "webhook", types } = options
  const post = posterTo(options.to, options.url)
  const deliveries: Array<Delivery> = []
  const idle = yield* Latch.make(true)
  const fork = yield* FiberSet.makeRuntime()
  let underWay = 0
  let failingSince: number | undefined
  let isDisabled = false

  const judge = (status: number | undefined, now: number): boolean => {
    const isTaken = status !== undefined && status >= 200 && status < 300
    failingSince = isTaken ? undefined : failingSince ?? now
    if (failingSince !== undefined && now - failingSince >= longestFailure) isDisabled = true
    return isTaken
  }

  /** Signs anew, because the time of an attempt is a part of its signature. */
  const attempt = (delivery: Delivery) =>
    Effect.gen(function*() {
      const at = yield* time.now
      const entry: Delivery["attempts"][number] = { at, status: undefined }
      delivery.attempts.push(entry)
      changed()
      const body = Uint8Array.from(utf8(JSON.stringify(delivery.event)))
      const headers = yield* signedDelivery(
        { id: delivery.id, attemptedAt: at, body, family },
        keys
      )
      entry.status = yield* post(headers, body)
      return judge(entry.status, yield* time.now)
    })

  const enter = (): void => {
    underWay++
    idle.closeUnsafe()
  }
  const leave = (): void => {
    underWay--
    if (underWay === 0) idle.openUnsafe()
  }
  const left = (): void => {
    leave()
    changed()
  }
  const rest = (wait: Duration.Input) => time.sleep(wait, { asleep: left, woken: enter })

  /** A delivery that is made twice at once is taken when either is. */
  const once = (delivery: Delivery, { duplicate }: WebhookDisorder) =>
    Effect.gen(function*() {
      const copies = (yield* chance(duplicate)) ? 2 : 1
      const taken = yield* Effect.all(Array.from({ length: copies }, () => attempt(delivery)), {
        concurrency: "unbounded"
      })
      return taken.some((each) => each)
    })

  const deliver = (delivery: Delivery) =>
    Effect.gen(function*() {
      if (yield* chance(disorder.drop)) {
        delivery.state = "dropped"
        return
      }
      const latest = Duration.toMillis(Duration.fromInputUnsafe(disorder.reorder ?? 0))
      if (latest > 0) yield* rest(Math.ceil((yield* Random.next) * latest))
      for (const wait of [...waits, undefined]) {
        if (isDisabled) return
        if (yield* once(delivery, disorder)) {
          delivery.state = "delivered"
          return
        }
        if (wait === undefined) delivery.state = "failed"
        else yield* rest(wait)
      }
    })

  const begin = (event: Readonly<Record<string, unknown>>): string => {
    const delivery: Delivery = {
      id: newDeliveryId(),
      type: String(event["type"]),
      event,
      attempts: [],
      state: "waiting"
    }
    deliveries.push(delivery)
    if (deliveries.length > keep) deliveries.splice(0, deliveries.length - keep)
    enter()
    const delivering = Effect.ensuring(deliver(delivery), Effect.sync(left))
    fork(
      disorder.seed === undefined ? delivering : Random.withSeed(delivering, `${disorder.seed}-${deliveries.length}`)
    )
    return delivery.id
  }

  /** Whether somebody has slept enough and has not got up yet. */
  const isDue = Effect.map(time.now, (now) => (time.nextWake() ?? Infinity) <= now)

  /** Waits until nothing is under way. Whoever is due counts as under way, although it takes turns until it is. */
  const settled: Effect.Effect<void> = Effect.flatMap(
    Effect.andThen(idle.await, isDue),
    (due) => due ? Effect.andThen(Effect.yieldNow, settled) : Effect.void
  )

  const endpoint: Endpoint = {
    number,
    generated,
    options,
    latest: (from, to) => ({ count: deliveries.length, shown: deliveries.toReversed().slice(from, to).map(copyOf) }),
    isDisabled: () => isDisabled,
    tell: (happening, now) => {
      if (isDisabled || (types !== undefined && !types.includes(happening.type))) return
      begin(envelopeOf(happening, now))
    },
    deliveries: Effect.sync(() => deliveries.map(copyOf)),
    send: (event) => Effect.sync(() => begin(event)),
    resend: (id) =>
      Effect.gen(function*() {
        const delivery = deliveries.find((each) => each.id === id)
        if (delivery === undefined) return
        enter()
        if (yield* Effect.ensuring(once(delivery, {}), Effect.sync(left))) delivery.state = "delivered"
      }),
    settled,
    disabled: Effect.sync(() => isDisabled)
  }
  return endpoint
})
