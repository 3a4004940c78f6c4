import * as dto from "@novu/api/models/components/index.js"
import * as requests from "@novu/api/models/operations/index.js"
import { Effect, Redacted } from "effect"
import { Subscribers } from "effect-novu/Client/Subscribers"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { closedProvider, protoInData, protoInRows } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { made, type Need, type Rows } from "./row.ts"

const subscriberId = "lin"

const params = { subscriberId }

const profile = {
  firstName: "Lin",
  lastName: null,
  email: "lin@example.com",
  phone: "+49 30 1234",
  avatar: "",
  locale: "en-US",
  timezone: "Europe/Berlin",
  data: { plan: "pro", seats: [1, 2] }
}

const lin = made(Subscribers.operations.create, { payload: { subscriberId, ...profile } })

/** Gives the environment an integration that pushes. */
const push: Need = Effect.flatMap(
  FakeNovu,
  (fake) => fake.seed({ integrations: [{ identifier: "fcm-prod", providerId: "fcm", channel: "push" }] })
)

const credentials = {
  params,
  payload: { providerId: "fcm", credentials: { deviceTokens: [Redacted.make("token-1"), Redacted.make("token-2")] } }
}

const stored = made(Subscribers.operations.updateCredentials, credentials)

const answer = { reads: dto.SubscriberResponseDto$inboundSchema, limits: Limits.subscriber }

/** Novu's SDK calls the version of the row by another name. */
const told = (result: unknown) => {
  const { __v: v, ...rest } = Object(result)
  return v === undefined ? rest : { ...rest, v }
}

const written = {
  takes: { payload: dto.UpdateSubscriberChannelRequestDto$outboundSchema },
  ...answer,
  told,
  example: credentials,
  unknown: { subscriberId: 400 }
} as const

export const subscribers: Rows<typeof Subscribers> = {
  create: {
    asks: (novu, { payload, query }) => novu.subscribers.create(payload, Object(query).failIfExists),
    takes: { payload: dto.CreateSubscriberRequestDto$outboundSchema, query: [] },
    ...answer,
    faults: [protoInData],
    example: { payload: { subscriberId, ...profile } },
    lost: "same",
    variants: [{ example: { payload: { subscriberId, ...profile }, query: { failIfExists: true } }, lost: "found" }]
  },
  list: {
    asks: (novu, { query }) => novu.subscribers.search(query ?? {}),
    takes: { query: requests.SubscribersControllerSearchSubscribersRequest$outboundSchema },
    accepts: ({ after, before }) => after === undefined || before === undefined,
    reads: dto.ListSubscribersResponseDto$inboundSchema,
    limits: Limits.pageOf(Limits.subscriber),
    needs: [lin],
    lost: "same"
  },
  retrieve: {
    asks: (novu, { params: { subscriberId: id } }) => novu.subscribers.retrieve(id),
    ...answer,
    example: { params },
    needs: [lin],
    lost: "same"
  },
  update: {
    asks: (novu, { params: { subscriberId: id }, payload }) => novu.subscribers.patch(payload, id),
    takes: { payload: dto.PatchSubscriberRequestDto$outboundSchema },
    ...answer,
    faults: [protoInData],
    example: { params, payload: { firstName: null, lastName: "Zhao", data: { plan: "free" } } },
    needs: [lin],
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { subscriberId: id } }) => novu.subscribers.delete(id),
    reads: dto.RemoveSubscriberResponseDto$inboundSchema,
    example: { params },
    needs: [lin],
    lost: "gone"
  },
  updateCredentials: {
    asks: (novu, { params: { subscriberId: id }, payload }) => novu.subscribers.credentials.update(payload, id),
    ...written,
    faults: [closedProvider],
    needs: [lin, push],
    lost: "same"
  },
  appendCredentials: {
    asks: (novu, { params: { subscriberId: id }, payload }) => novu.subscribers.credentials.append(payload, id),
    ...written,
    faults: [closedProvider],
    needs: [lin, push, stored],
    lost: "same"
  },
  deleteCredentials: {
    asks: (novu, { params: { providerId, subscriberId: id } }) => novu.subscribers.credentials.delete(id, providerId),
    example: { params: { subscriberId, providerId: "fcm" } },
    unknown: { providerId: "answered" },
    needs: [lin, push, stored],
    lost: "same"
  },
  updateOnlineStatus: {
    asks: (novu, { params: { subscriberId: id }, payload }) =>
      novu.subscribers.properties.updateOnlineFlag(payload, id),
    takes: { payload: dto.UpdateSubscriberOnlineFlagRequestDto$outboundSchema },
    ...answer,
    told,
    example: { params, payload: { isOnline: true } },
    needs: [lin],
    lost: "same",
    variants: [{ example: { params, payload: { isOnline: false } }, needs: [lin], lost: "same" }]
  },
  createBulk: {
    asks: (novu, { payload }) => novu.subscribers.createBulk(payload),
    takes: { payload: dto.BulkSubscriberCreateDto$outboundSchema },
    accepts: ({ subscribers: rows }) => Array.isArray(rows) && rows.length > 0,
    reads: dto.BulkCreateSubscriberResponseDto$inboundSchema,
    faults: [protoInRows],
    // A second request finds the subscribers that the first has created.
    example: { payload: { subscribers: [{ subscriberId: "ada", firstName: "Ada" }, { subscriberId: "grace" }] } },
    lost: "same"
  }
}
