/** Sends events of their own, 100 in one request. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { InvalidInput } from "../../Errors/NovuErrorReason.ts"
import { eventOf, TriggerAnswer, type Triggered, TriggerEvent } from "../../Schema/Event.ts"
import * as Operation from "../../Transport/Operation.ts"
import { composition } from "../call/composition.ts"
import { bulkOutcomes } from "../groups/bulkOutcomes.ts"
import { newTransactionId } from "../groups/transactionId.ts"
import { occurrenceId, type Occurring } from "../groups/triggered.ts"
import { bulkVerdict } from "../groups/triggerVerdict.ts"
import type { Plan, Prepared } from "./plan.ts"
import { refuse, writer } from "./write.ts"
import { bytesOf, joinedAs, type Written, writtenItems } from "./written.ts"

/** An event with all that its answer is about. */
interface AnyEvent extends Omit<TriggerEvent, "payload"> {
  readonly payload: unknown
  readonly transactionId: string
}

const triggerAll = composition("Events.triggerAll", [])

/** What both forms of the request share: that of written events, and that of events. */
export const bulkTraits = {
  method: "POST",
  path: "/v1/events/trigger/bulk",
  success: Schema.Array(TriggerAnswer),
  settleMillis: 1000,
  cost: "bulk"
} as const

/** Returns the name that all events have, if it is one. */
export const oneName = (names: ReadonlyArray<string | undefined>): string | undefined => {
  const [first, ...others] = new Set(names)
  return others.length === 0 ? first : undefined
}

const sendWritten = Operation.make({
  ...bulkTraits,
  name: "Events.triggerBulk",
  payload: writtenItems<AnyEvent>(),
  body: joinedAs("events"),
  repeat: "guarded",
  verdict: {
    ...bulkVerdict,
    ofSuccess: (response, { payload }) => bulkVerdict.ofSuccess(response, { payload: { events: payload.items } })
  },
  workflowOf: ({ payload }) => oneName(payload.items.map(({ item }) => item.name))
})

/** The bytes of a request, at most. Novu's servers take more; a group that is refused all the same is halved. */
const mostBytes = 4 * 1024 * 1024

type Write = ReturnType<typeof writer<AnyEvent>>

/** What writes the events of a trigger is kept by trigger, which is a constant of a module. */
const writers = new WeakMap<object, Write>()

const writeNamed: Write = writer(triggerAll.name, TriggerEvent as Schema.Codec<AnyEvent, unknown>)

const writerOf = (trigger: Occurring<unknown> | undefined): Write => {
  if (trigger === undefined) return writeNamed
  const known = writers.get(trigger)
  if (known !== undefined) return known
  const made: Write = writer(triggerAll.name, eventOf(trigger.payload) as Schema.Codec<AnyEvent, unknown>)
  writers.set(trigger, made)
  return made
}

/** Plans how events are sent: those of a trigger, or any. */
export const eventsPlan = <Item extends object>(
  call: Operation.Call,
  trigger: Occurring<unknown> | undefined
): Plan<Item, Written<AnyEvent>, Triggered> => {
  const write = writerOf(trigger)

  const identified = (event: AnyEvent, transactionId: string | InvalidInput) =>
    transactionId instanceof InvalidInput
      ? refuse(triggerAll.name, transactionId)
      : write({ ...event, transactionId })

  const prepare = (item: Item): Prepared<Written<AnyEvent>> => {
    // Callers without types may pass anything, which is refused when it is written.
    const event = Object.assign({}, item) as Partial<AnyEvent> as AnyEvent
    const whole = trigger === undefined
      ? { ...event, payload: event.payload === undefined ? {} : event.payload }
      : { ...event, name: trigger.id }
    const id = trigger === undefined ? event.transactionId ?? newTransactionId() : occurrenceId(trigger, whole)
    return typeof id === "string" || id instanceof InvalidInput
      ? identified(whole, id)
      : Effect.map(id, (made) => identified(whole, made))
  }

  return {
    method: triggerAll,
    workflow: trigger?.id,
    size: 100,
    bytes: mostBytes,
    aligned: false,
    prepare,
    bytesOf,
    request: (items) => (options) =>
      Effect.map(
        call(sendWritten, { payload: { items } }, options),
        ({ headers, result }) =>
          bulkOutcomes(triggerAll.name, items.map(({ item }) => item), headers, result).map((each) => each.result)
      )
  }
}
