import * as dto from "@novu/api/models/components/index.js"
import { Effect, Schema } from "effect"
import type { TriggerOverrides } from "effect-novu"
import type { Events } from "effect-novu/Client/Events"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { bulkFaults, eventFaults } from "../peer/eventFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { aBoolean, wireOf } from "../peer/zodSchema.ts"
import type { AnyInput, Need, Rows } from "./row.ts"

const transactionId = "order-1"

/** Makes the workflow that the examples start. */
const welcome: Need = Effect.flatMap(FakeNovu, (fake) => fake.workflow({ id: "welcome", steps: ["in_app"] }))

const overrides: TriggerOverrides = {
  steps: { email: { providers: { sendgrid: { from: "novu" } }, layoutId: "plain" } }
}

const event = { name: "welcome", to: "ada", payload: { plan: "pro" }, transactionId, overrides }

/** The peer describes an event under its own name for the workflow, and renames that where nobody can see it. */
const renames = { payload: [] }

/** Servers keep `jobData` to themselves, although the document has it. */
const wire = wireOf(dto.TriggerEventResponseDto$inboundSchema, { jobData: Schema.Never })

const answer = { reads: dto.TriggerEventResponseDto$inboundSchema, wire, limits: Limits.triggered }

/** The peer calls the name of a workflow by another name than Novu does. */
const renamed = <Event extends object>(each: Event) => {
  const { name, ...rest }: Record<string, unknown> = Object(each)
  return { workflowId: name, ...rest } as never
}

const withPayload = (event: unknown) => ({ ...Object(event), payload: Object(event).payload ?? {} }) as never

const bare = (each: unknown): unknown => {
  const { payload = {}, transactionId = "", ...rest } = Object(each)
  return { ...rest, payload, transactionId: /^txn_[0-9a-f]{24}$/.test(transactionId) ? "" : transactionId }
}

/** A method adds an id and an empty payload to an event that has none. */
const completed = ({ payload }: AnyInput): unknown => {
  const { events: all } = Object(payload)
  return Array.isArray(all) ? all.map(bare) : bare(payload)
}

export const events: Rows<typeof Events> = {
  trigger: {
    completed,
    asks: (novu, { payload }) => novu.trigger(renamed(payload)),
    takes: renames,
    ...answer,
    faults: eventFaults,
    example: { payload: event },
    needs: [welcome],
    lost: "dropped"
  },
  triggerBulk: {
    arguments: ({ payload }) => [Object(payload).events],
    completed,
    told: (outcomes) => Array.from(Object(outcomes), (each) => Object(Object(each).result).success),
    asks: (novu, { payload }) => {
      const { events: all }: { readonly events: ReadonlyArray<object> } = payload
      return novu.triggerBulk({ events: all.map((each) => renamed(withPayload(each))) })
    },
    takes: renames,
    reads: dto.TriggerEventResponseDto$inboundSchema.array(),
    wire: Schema.Array(wire),
    limits: Limits.triggered,
    faults: bulkFaults,
    example: { payload: { events: [event, { ...event, transactionId: "order-2" }] } },
    needs: [welcome],
    lost: "dropped"
  },
  triggerBroadcast: {
    completed,
    asks: (novu, { payload }) => novu.triggerBroadcast(withPayload(payload)),
    takes: { payload: dto.TriggerEventToAllRequestDto$outboundSchema },
    ...answer,
    // The document lets a tenant have no identifier.
    accepts: ({ tenant }) => typeof tenant !== "object" || "identifier" in Object(tenant),
    faults: eventFaults,
    example: { payload: { name: "welcome", payload: { plan: "pro" }, transactionId, overrides } },
    needs: [welcome],
    lost: "dropped"
  },
  cancel: {
    unknown: { transactionId: "answered" },
    asks: (novu, { params }) => novu.cancel(Object(params).transactionId),
    reads: aBoolean,
    example: { params: { transactionId } },
    lost: "same"
  }
}
