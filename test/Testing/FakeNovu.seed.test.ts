import { assert, describe, it } from "@effect/vitest"
import formats from "ajv-formats"
import { Ajv2020 } from "ajv/dist/2020.js"
import { Effect } from "effect"
import { defaultSeed, type FakeNovuOptions, type Seed } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { makeServer } from "../../src/internal/fake/doors/server.ts"
import { readSeed } from "../../src/internal/fake/seed/readSeed.ts"
import { sampleSeed } from "../../src/internal/fake/seed/sampleSeed.ts"
import { seedJsonSchema } from "../../src/internal/fake/seed/seedJsonSchema.ts"
import { everything } from "./seeds/everything.ts"
import { emptyTables, rowsOf, type Server } from "./seeds/rows.ts"

/** Starts a fake with a seed. */
const started = (seed: Seed, options: FakeNovuOptions = {}) => makeServer({ ...options, seed })

/** Takes what is saved through JSON, as a file does. */
const reloaded = (server: Server) =>
  Effect.flatMap(server.saved, (seed) => Effect.flatMap(readSeed(JSON.stringify(seed)), (read) => started(read)))

const stored = (server: Server) => server.look(({ organization }) => rowsOf(organization))

const problem = (seed: unknown) => Effect.map(Effect.flip(readSeed(JSON.stringify(seed))), ({ message }) => message)

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | false
  readonly anyOf?: ReadonlyArray<JsonSchema>
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly description?: string
}

const schema: JsonSchema = seedJsonSchema()

/** Lists the members of all shapes, as `Step.type`. */
const places = Object.entries({ ...schema.$defs, Seed: schema.$defs?.["Seed"] ?? schema }).flatMap((
  [shape, { properties = {} }]
) => Object.keys(properties).map((name) => `${shape}.${name}`))

const named = ({ $ref }: JsonSchema): string | undefined => $ref?.split("/").at(-1)

/** Lists the members that a value has, by the shapes that a schema says it has. */
const membersOf = (value: unknown, of: JsonSchema, shape = "Seed"): ReadonlyArray<string> => {
  const name = named(of)
  if (name !== undefined) return membersOf(value, schema.$defs?.[name] ?? {}, name)
  if (of.anyOf !== undefined) return of.anyOf.flatMap((each) => membersOf(value, each, shape))
  if (Array.isArray(value)) return value.flatMap((item) => membersOf(item, of.items ?? {}, shape))
  if (typeof value !== "object" || value === null) return []
  const { additionalProperties: others, properties = {} } = of
  return Object.entries(value).flatMap(([member, each]) => {
    const known = properties[member]
    const inside = membersOf(each, known ?? (others || {}), shape)
    return known === undefined ? inside : [`${shape}.${member}`].concat(inside)
  })
}

const isValid = formats.default(new Ajv2020({ allErrors: true, strict: false })).compile(schema)

describe("a seed", () => {
  it.effect("can hold whatever the fake stores: no table is empty", () =>
    Effect.gen(function*() {
      const server = yield* started(everything)
      assert.deepStrictEqual(yield* server.look(({ organization }) => emptyTables(organization)), [])
    }))

  it.effect("is saved without loss", () =>
    Effect.gen(function*() {
      const server = yield* started(yield* readSeed(JSON.stringify(everything)))
      assert.deepStrictEqual(yield* server.saved, everything)
      assert.deepStrictEqual(yield* stored(yield* reloaded(server)), yield* stored(server))
    }))

  it("is known whole: what the test above saves has every member but those that are short for others", () => {
    const seen = new Set(membersOf(everything, schema))
    assert.deepStrictEqual(places.filter((place) => !seen.has(place)), [
      "Topic.subscribers",
      "ContextOfType.id",
      "ContextOfType.data",
      "TopicSubscription.context",
      "Workflow.critical",
      "Connection.context",
      "Endpoint.context",
      "Agent.integrations",
      "Variable.value",
      "Variable.elsewhere",
      "Notification.context",
      "Message.context",
      "SeedOfEnvironment.variables",
      "Seed.$schema"
    ])
  })

  it.effect("can be read again in another fake, whose new ids are none of the old", () =>
    Effect.gen(function*() {
      const first = yield* started(defaultSeed)
      yield* first.seed({ connections: [{ integrationIdentifier: "slack-prod" }], messages: [item, item] })
      const second = yield* reloaded(first)
      yield* second.seed({ connections: [{ integrationIdentifier: "slack-prod" }], messages: [item, item] })
      const { connections, messages } = yield* second.state
      assert.lengthOf(new Set(connections.map(({ identifier }) => identifier)), 2)
      assert.lengthOf(new Set(messages.map(({ id }) => id)), 4)
    }))

  it.effect("that was saved can be loaded twice", () =>
    Effect.gen(function*() {
      const server = yield* started(everything)
      const before = yield* stored(server)
      yield* server.seed(yield* server.saved)
      assert.deepStrictEqual(yield* stored(server), before)
    }))

  it.effect("adds the subscribers, contexts and topics that it mentions", () =>
    Effect.gen(function*() {
      const server = yield* started({
        integrations: [{ identifier: "slack", providerId: "slack" }],
        workflows: [{ id: "welcome", steps: ["in_app", "email"] }],
        connections: [{ integrationIdentifier: "slack", subscriberId: "a", context: { tenant: "t1" } }],
        endpoints: [{
          integrationIdentifier: "slack",
          subscriberId: "b",
          type: "slack_user",
          endpoint: { userId: "U1" },
          context: { tenant: { id: "t2", data: { plan: "pro" } } },
          contextKeys: ["app:x"]
        }],
        topicSubscriptions: [{ topicKey: "news", subscriberId: "c", preferences: [{ workflowId: "welcome" }] }],
        notifications: [{ workflowId: "welcome", subscriberId: "a" }],
        messages: [{ subscriberId: "a", workflowId: "welcome", channel: "in_app", archived: true }]
      })
      const state = yield* server.state
      assert.deepStrictEqual(state.subscribers, ["c", "a", "b"])
      assert.deepStrictEqual(
        state.contexts.map(({ data, id, type }) => [type, id, data]),
        [["tenant", "t1", {}], ["app", "x", {}], ["tenant", "t2", { plan: "pro" }]]
      )
      assert.deepStrictEqual(state.connections.map(({ contextKeys }) => contextKeys), [["tenant:t1"]])
      assert.deepStrictEqual(state.endpoints.map(({ contextKeys }) => contextKeys), [["app:x", "tenant:t2"]])
      assert.deepStrictEqual(state.topics, [{ key: "news", subscribers: ["c"] }])
      assert.deepStrictEqual(state.runs[0]?.jobs.map(({ status, stepId }) => [stepId, status]), [
        ["in_app", "completed"],
        ["email", "completed"]
      ])
      const [message] = state.messages
      assert.deepInclude(message, { providerId: "novu", seen: true, read: true, archived: true, content: "" })
    }))

  it.effect("can hold the worker, which then does what the seed leaves to it", () =>
    Effect.gen(function*() {
      const queue = [{ workflow: "welcome", transactionId: "t", to: "ada" }]
      const server = yield* started({ ...defaultSeed, worker: { held: true, queue } })
      assert.lengthOf(yield* server.sent(), 0)
      yield* server.flush
      assert.lengthOf(yield* server.sent(), 1)
      assert.lengthOf(yield* (yield* started({ ...defaultSeed, worker: { queue } })).sent(), 1)
    }))

  it.effect("can have a digest that waits", () =>
    Effect.gen(function*() {
      const server = yield* started({
        workflows: [{ id: "digest", steps: ["digest", "in_app"] }],
        notifications: [{
          workflowId: "digest",
          subscriberId: "ada",
          jobs: [{ stepId: "digest", status: "delayed", dueAt: "1970-01-01T01:00:00.000Z" }, {
            stepId: "in_app",
            status: "pending"
          }]
        }]
      })
      assert.lengthOf(yield* server.messages(), 0)
      yield* TestClock.adjust("1 hour")
      assert.lengthOf(yield* server.messages(), 1)
    }))

  it.effect("says how the fake's own environment is called, and a saved one which others there are", () =>
    Effect.gen(function*() {
      const server = yield* started({
        environments: [{ name: "Development", color: "#000000", identifier: "app_saved" }, {
          name: "Mine",
          _id: mainId
        }, { name: "CI" }]
      }, { applicationIdentifier: "app_mine" })
      const names = server.look(({ organization: { environments } }) =>
        environments.createdAt.rows.map(({ color, identifier, name }) => [name, identifier, color])
      )
      const described = yield* names
      assert.deepInclude(described, ["Mine", "app_mine", "#000000"])
      assert.deepInclude(described, ["Production", "app_fake_production", "#FF8547"])
      assert.lengthOf(described, 3)
      yield* server.seed({ exact: true, environments: [] })
      assert.deepStrictEqual((yield* names).map(([name]) => name), ["Mine"])
    }))
})

it.effect("a saved seed knows environments that have taken each other's names", () =>
  Effect.gen(function*() {
    const server = yield* started({})
    const names = (of: Server) =>
      of.look(({ organization }) =>
        organization.stores().map(({ environmentId }) => organization.environments.byId.get(environmentId)?.name)
      )
    const rename = (_id: string, name: string) => server.seed({ environments: [{ _id, name }] })
    const [, production] = yield* server.look(({ organization }) =>
      organization.stores().map(({ environmentId }) => environmentId)
    )
    yield* rename(mainId, "Production")
    assert.deepStrictEqual(yield* names(server), ["Development", "Production"])
    yield* rename(mainId, "Other")
    yield* rename(production ?? "", "Development")
    yield* rename(mainId, "Production")
    assert.deepStrictEqual(yield* names(server), ["Production", "Development"])
    assert.deepStrictEqual(yield* names(yield* reloaded(server)), ["Production", "Development"])
  }))

const mainId = "6615943e7ace93b0540ae377"

const item = { subscriberId: "ada", workflowId: "welcome", channel: "in_app" }

describe("a seed in JSON", () => {
  const wrong: ReadonlyArray<readonly [seed: unknown, problem: string]> = [
    [{ workflow: [] }, "workflow is not a member of a seed"],
    [
      { workflows: [{ id: "a", steps: [] }, { id: "b", steps: [] }, { id: "c", steps: [{ typ: "email" }] }] },
      "workflows[2].steps[0].typ is not a member of a step"
    ],
    [{ workflows: [{ steps: [] }] }, "workflows[0].id is missing, which a workflow must have"],
    [{ workflows: [{ id: "a", steps: [1] }] }, "workflows[0].steps[0] must be a text or a step, and is a number"],
    [
      { workflows: [{ id: "a", steps: [], active: "yes" }] },
      "workflows[0].active must be true or false, and is a text"
    ],
    [{ workflows: {} }, "workflows must be a list, and is an object"],
    [{ subscribers: [{ subscriberId: "a", nick: "b" }] }, "subscribers[0].nick is not a member of a subscriber"],
    [
      { topicSubscriptions: [{ topicKey: "a", subscriberId: "b", preferences: [{ workflow: "c" }] }] },
      "topicSubscriptions[0].preferences[0].workflow is not a member of a subscription preference"
    ],
    [
      { connections: [{ integrationIdentifier: "a", auth: { accessToken: 5 } }] },
      "connections[0].auth.accessToken must be a text, and is a number"
    ],
    [
      { connections: [{ integrationIdentifier: "a", context: { tenant: { identifier: "x" } } }] },
      "connections[0].context.tenant.identifier is not a member of a context"
    ],
    [
      { connections: [{ integrationIdentifier: "a", contextKeys: ["tenant"] }] },
      "connections[0].contextKeys[0] must be the key of a context such as \"tenant:acme\""
    ],
    [{ domains: [{ name: "a", status: "odd" }] }, "domains[0].status must be \"pending\" or \"verified\""],
    [{ domains: [{ name: "a", status: 1 }] }, "domains[0].status must be \"pending\" or \"verified\", and is a number"],
    [
      { messages: [{ ...item, readAt: "yesterday" }] },
      "messages[0].readAt must be a time such as \"2026-01-31T12:00:00.000Z\""
    ],
    [
      { messages: [{ ...item, createdAt: "2026-01-31T12:00:00" }] },
      "messages[0].createdAt must be a time such as \"2026-01-31T12:00:00.000Z\""
    ],
    [
      { preferences: [{ subscriberId: "a", channels: { "in app": 1 } }] },
      "preferences[0].channels[\"in app\"] must be true or false, and is a number"
    ],
    [
      { environments: [{ name: "CI", seed: { environments: [] } }] },
      "environments[0].seed.environments is not a member of a seed of an environment"
    ],
    [
      { integrations: [{ identifier: "a", providerId: "b", credentials: true }] },
      "integrations[0].credentials must be false or an object, and is a boolean"
    ],
    [[], "The seed must be a seed, and is a list"],
    [null, "The seed must be a seed, and is null"]
  ]

  it.effect("is refused with the path of what is wrong", () =>
    Effect.gen(function*() {
      for (const [seed, sentence] of wrong) assert.strictEqual(yield* problem(seed), sentence)
    }))

  it.effect("is refused where it is not JSON, and shows nothing of it", () =>
    Effect.gen(function*() {
      for (const text of ["", "{ \"connections\": xoxb-token }", "{]"]) {
        const { message } = yield* Effect.flip(readSeed(text))
        assert.match(message, /^The seed is not JSON( at (line \d+ column \d+|position \d+))?$/)
      }
    }))

  it.effect("may name its schema, and begin with a mark of its encoding", () =>
    Effect.gen(function*() {
      const text = `\uFEFF${JSON.stringify({ $schema: "./seed.schema.json", subscribers: ["ada"] })}`
      assert.deepStrictEqual((yield* readSeed(text)).subscribers, ["ada"])
    }))

  it("is refused by editors where the fake refuses it", () => {
    for (const [seed, sentence] of wrong) assert.isFalse(isValid(seed), sentence)
  })

  it("is let pass by editors where the fake does", () => {
    for (const seed of [everything, defaultSeed, JSON.parse(sampleSeed), { $schema: "./seed.schema.json" }]) {
      assert.isTrue(isValid(seed), JSON.stringify(isValid.errors))
    }
  })

  it("is explained to whoever writes one in an editor", () => {
    const said = (shape: string, member: string) => schema.$defs?.[shape]?.properties?.[member]?.description
    assert.strictEqual(schema.$defs?.["Topic"]?.description?.split(".")[0], "Describes a topic")
    assert.strictEqual(said("Step", "providerOverrides"), "Has what is set per provider.")
    assert.strictEqual(said("Workflow", "origin")?.split(" ").at(-1), "\"novu-cloud\".")
    assert.strictEqual(said("Message", "_id"), "Is Novu's own id, which is generated when absent.")
    assert.strictEqual(said("SeedOfEnvironment", "mails"), said("Seed", "mails"))
  })

  it.effect("has a sample that works as it is", () =>
    Effect.gen(function*() {
      const server = yield* started(yield* readSeed(sampleSeed))
      const { connections, messages, workflows } = yield* server.state
      assert.deepStrictEqual(workflows.map(({ workflowId }) => workflowId), ["order-shipped", "comments"])
      assert.deepStrictEqual(connections.map(({ contextKeys }) => contextKeys), [["tenant:acme"]])
      assert.deepStrictEqual(messages.map(({ read, subject }) => [subject, read]), [["Order 41", true]])
    }))
})
