import * as dto from "@novu/api/models/components/index.js"
import type { Page, Subscribed, TopicSubscription, Unsubscribed } from "effect-novu"
import { TopicSubscriptions } from "effect-novu/Client/TopicSubscriptions"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { withoutAt } from "../peer/paths.ts"
import { contextFaults, emptyContextKeys, protoInConditions, requiresIdentifier } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { made, type Need, type Rows } from "./row.ts"

const topicKey = "crew"
const identifier = "mine"

const params = { topicKey }

const payload = { subscriptions: ["ada", { subscriberId: "grace", identifier, name: "Mine" }], name: "Crew" }

const people: Need = FakeNovu.use((fake) =>
  fake.seed({ subscribers: ["ada", "grace"], workflows: [{ id: "news", steps: ["in_app"] }] })
)

const crew = made(TopicSubscriptions.operations.create, { params, payload })

const needs = [people, crew]

interface Sent extends Readonly<Record<string, unknown>> {
  readonly subscriptions: Array<string | dto.TopicSubscriberIdentifierDto>
}

const idOf = (item: Sent["subscriptions"][number]) => typeof item === "string" ? item : item.subscriberId

/** Returns the first request of several: a subscriber stands once in it. */
const first = (sent: Sent) => ({
  ...sent,
  subscriptions: sent.subscriptions.filter((item, place) =>
    sent.subscriptions.findIndex((each) => idOf(each) === idOf(item)) === place
  )
})

/** The SDK knows no name and no time of the last change in a list. */
const listed = (result: unknown) => ({
  ...Object(result),
  data: (result as Page<TopicSubscription>).data.map((each) => withoutAt(withoutAt(each, ["name"]), ["updatedAt"]))
})

const meta = (done: number, failed: number) => ({ totalCount: done + failed, successful: done, failed })

export const topicSubscriptions: Rows<typeof TopicSubscriptions> = {
  list: {
    asks: (novu, { params: { topicKey: key }, query }) =>
      novu.topics.subscriptions.list({ topicKey: key, ...Object(query) }),
    takes: { query: [] },
    faults: [emptyContextKeys],
    reads: dto.ListTopicSubscriptionsResponseDto$inboundSchema,
    limits: Limits.pageOf(Limits.listedSubscription),
    told: listed,
    example: { params, query: { subscriberId: "ada" } },
    needs,
    lost: "same"
  },
  create: {
    asks: (novu, { params: { topicKey: key }, payload: sent }) => novu.topics.subscriptions.create(first(sent), key),
    // The SDK takes deprecated lists, too, and members that Novu drops.
    takes: { payload: [] },
    completed: ({ params: asked, payload: sent }) => ({
      params: asked,
      payload: { ...Object(sent), subscriptions: [] }
    }),
    reads: dto.CreateSubscriptionsResponseDto$inboundSchema,
    limits: Limits.subscriptions,
    faults: [requiresIdentifier, protoInConditions, ...contextFaults],
    told: (result) => {
      const { failed, subscribed } = result as Subscribed
      return {
        // Novu sends empty texts for the times of what this request made.
        data: subscribed.map((each) => Object.assign({ createdAt: "", updatedAt: "" }, each)),
        ...(failed.length === 0 ? {} : { errors: failed }),
        meta: meta(subscribed.length, failed.length)
      }
    },
    example: { params, payload },
    unknown: { topicKey: 400 },
    needs: [people],
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { topicKey: key }, payload: sent }) => novu.topics.subscriptions.delete(sent, key),
    // The SDK takes items with both members, and deprecated lists.
    takes: { payload: [] },
    reads: dto.DeleteTopicSubscriptionsResponseDto$inboundSchema,
    limits: Limits.deletedSubscriptions,
    told: (result) => {
      const { deleted, failed } = result as Unsubscribed
      return {
        data: deleted.map((each) => withoutAt(each, ["name"])),
        ...(failed.length === 0 ? {} : { errors: failed }),
        meta: meta(deleted.length, failed.length)
      }
    },
    example: { params, payload: { subscriptions: ["ada", { identifier }] } },
    needs,
    lost: "once"
  },
  retrieve: {
    asks: (novu, { params: { identifier: id, topicKey: key } }) => novu.topics.subscriptions.getSubscription(key, id),
    reads: dto.SubscriptionDetailsResponseDto$inboundSchema,
    limits: Limits.subscriptionDetails,
    example: { params: { topicKey, identifier } },
    unknown: { topicKey: "answered", identifier: "answered" },
    needs,
    lost: "same"
  },
  update: {
    asks: (novu, { params: { identifier: id, topicKey: key }, payload: sent }) =>
      novu.topics.subscriptions.update({
        topicKey: key,
        identifier: id,
        updateTopicSubscriptionRequestDto: sent
      }),
    takes: { payload: [] },
    reads: dto.SubscriptionResponseDto$inboundSchema,
    limits: Limits.subscription,
    faults: [protoInConditions],
    example: { params: { topicKey, identifier }, payload: { name: "Ours", preferences: ["news"] } },
    needs,
    lost: "same"
  },
  retrieveSubscriber: {
    asks: (novu, { params: { externalSubscriberId: id, topicKey: key } }) => novu.topics.subscribers.retrieve(id, key),
    reads: dto.TopicSubscriberDto$inboundSchema,
    limits: Limits.membership,
    example: { params: { topicKey, externalSubscriberId: "ada" } },
    needs,
    lost: "same"
  },
  listForSubscriber: {
    asks: (novu, { params: { subscriberId: id }, query }) =>
      novu.subscribers.topics.list({ subscriberId: id, ...Object(query) }),
    takes: { query: [] },
    faults: [emptyContextKeys],
    reads: dto.ListTopicSubscriptionsResponseDto$inboundSchema,
    limits: Limits.pageOf(Limits.listedSubscription),
    told: listed,
    example: { params: { subscriberId: "ada" }, query: { key: topicKey } },
    needs,
    lost: "same"
  }
}
