/**
 * Builds a service of your own on top of several groups, with its layer, as a
 * product would that takes a new customer on: it keeps the person, puts them into the
 * customer's topic, stores what they want, connects the workspace, and welcomes
 * everybody in the topic.
 *
 * The service depends on the groups alone, so that a test can replace each with
 * `Layer.mock`: see test/examples/onboarding.test.ts.
 *
 *   npm run example examples/onboarding.ts
 */
import { NodeRuntime } from "@effect/platform-node"
import { Context, Effect, Layer, Redacted, Schema, Stream } from "effect"
import {
  ChannelConnections,
  Events,
  type NovuError,
  SubscriberNotifications,
  SubscriberPreferences,
  Subscribers,
  TopicSubscriptions,
  Trigger
} from "effect-novu"
import { defaultSeed } from "effect-novu/Testing/FakeNovu"
import { novuOr } from "./support/novu.ts"

export class AlreadyOnboarded extends Schema.TaggedError<AlreadyOnboarded>()("AlreadyOnboarded", {
  customer: Schema.String,
  connection: Schema.String
}) {}

export interface Customer {
  readonly id: string
  readonly slackTeam: string
  readonly slackToken: Redacted.Redacted
}

export interface Person {
  readonly id: string
  readonly email: string
  readonly wantsMail: boolean
}

const Welcome = Trigger.make("welcome", {
  payload: { customer: Schema.String },
  // Who is taken on twice is welcomed once.
  key: ({ customer }) => customer
})

const topicOf = ({ id }: Customer): string => `customer:${id}`

export class Onboarding extends Context.Service<Onboarding, {
  /** Connects a customer's workspace, once. Returns the connection's identifier. */
  readonly connect: (customer: Customer) => Effect.Effect<string, AlreadyOnboarded | NovuError>
  /** Makes a person one of the customer's. It may run again: it changes what differs. */
  readonly enroll: (customer: Customer, person: Person) => Effect.Effect<void, NovuError>
  /** Welcomes everybody whom the customer has enrolled. */
  readonly welcome: (customer: Customer) => Effect.Effect<void, NovuError>
}>()("example/Onboarding") {
  static readonly layer = Layer.effect(
    Onboarding,
    Effect.gen(function*() {
      const connections = yield* ChannelConnections
      const subscribers = yield* Subscribers
      const preferences = yield* SubscriberPreferences
      const subscriptions = yield* TopicSubscriptions
      const events = yield* Events
      return Onboarding.of({
        connect: (customer) =>
          connections.create({
            integrationIdentifier: "slack-prod",
            context: { customer: customer.id },
            connectionMode: "shared",
            workspace: { id: customer.slackTeam },
            auth: { accessToken: customer.slackToken }
          }).pipe(
            Effect.map(({ result }) => result.identifier),
            Effect.catchReason("NovuError", "Conflict", ({ existingIdentifier = "unknown" }) =>
              new AlreadyOnboarded({ customer: customer.id, connection: existingIdentifier }))
          ),
        enroll: Effect.fn("enroll")(function*(customer: Customer, { email, id, wantsMail }: Person) {
          yield* subscribers.ensure({ subscriberId: id, email })
          yield* subscriptions.create(topicOf(customer), { subscriptions: [id] })
          yield* preferences.update(id, { channels: { email: wantsMail } })
        }),
        welcome: (customer) =>
          Effect.asVoid(events.trigger(Welcome, {
            to: { type: "Topic", topicKey: topicOf(customer) },
            payload: { customer: customer.id }
          }))
      })
    })
  )
}

const acme = { id: "acme", slackTeam: "T024BE7LD", slackToken: Redacted.make("xoxb-example") }
const ada = { id: "ada", email: "ada@example.com", wantsMail: false }

const program = Effect.gen(function*() {
  const { connect, enroll, welcome } = yield* Onboarding
  const inbox = yield* SubscriberNotifications
  yield* Effect.log(`connected as ${yield* connect(acme)}`)
  yield* connect(acme).pipe(
    Effect.catchTag("AlreadyOnboarded", ({ connection }) => Effect.log(`was connected as ${connection}`))
  )
  yield* enroll(acme, ada)
  yield* welcome(acme)
  yield* inbox.listAll(ada.id).pipe(
    Stream.runForEach(({ body, subject }) => Effect.log(`in the inbox of ${ada.id}: ${subject}: ${body}`))
  )
})

const Novu = novuOr({
  seed: {
    ...defaultSeed,
    workflows: [{
      id: Welcome.id,
      steps: [{ type: "in_app", controls: { subject: "Welcome", body: "Your workspace is connected." } }, "email"]
    }]
  }
})

if (import.meta.main) {
  program.pipe(Effect.provide(Onboarding.layer), Effect.provide(Novu), NodeRuntime.runMain)
}
