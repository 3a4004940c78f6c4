import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { groups } from "effect-novu"
import {
  isNovuError,
  type PromisedClient,
  promisedClient,
  type PromisedClientOptions,
  Redacted,
  Schema
} from "effect-novu/Promised"
import { inspect } from "node:util"
import { secretPlaces } from "../../src/internal/promised/secretPlaces.ts"
import { overFake, rejection } from "./overFake.ts"

const secret = "xoxb-very-secret"

const connection = { integrationIdentifier: "slack-prod", subscriberId: "ada", workspace: { id: "T1" } }

const seed = {
  variables: [{ key: "API_KEY", value: "old" }],
  integrations: [{ identifier: "slack-prod", providerId: "slack" }]
}

/** Calls each method that takes secrets. */
const calls: Readonly<
  Record<string, (client: PromisedClient, secret: string | Redacted.Redacted) => Promise<unknown>>
> = {
  "agents.sendReply": ({ agents }, url) =>
    agents.sendReply("bot", {
      conversationId: "c1",
      integrationIdentifier: "slack-prod",
      reply: { markdown: "Hi", files: [{ filename: "a.txt", url }] }
    }),
  "agents.update": ({ agents }, devBridgeUrl) => agents.update("bot", { devBridgeUrl }),
  "agents.updateBridge": ({ agents }, bridgeUrl) => agents.updateBridge("bot", { bridgeUrl }),
  "channelConnections.create": ({ channelConnections }, accessToken) =>
    channelConnections.create({ ...connection, auth: { accessToken } }),
  "channelConnections.ensure": ({ channelConnections }, refreshToken) =>
    channelConnections.ensure({ ...connection, auth: { accessToken: "x", refreshToken } }),
  "channelConnections.update": ({ channelConnections }, accessToken) =>
    channelConnections.update("c1", { workspace: { id: "T1" }, auth: { accessToken } }),
  "channelEndpoints.create": ({ channelEndpoints }, authorization) =>
    channelEndpoints.create({
      type: "tool_webhook",
      integrationIdentifier: "hook",
      subscriberId: "ada",
      endpoint: { url: "https://example.com", headers: { authorization } }
    }),
  "channelEndpoints.update": ({ channelEndpoints }, routingKey) =>
    channelEndpoints.update("e1", { endpoint: { routingKey, region: "eu" } }),
  "environmentVariables.create": ({ environmentVariables }, value) =>
    environmentVariables.create({ key: "OTHER", values: [{ _environmentId: "e1", value }] }),
  "environmentVariables.edit": ({ environmentVariables }, value) =>
    environmentVariables.edit("API_KEY", () => ({ values: [{ _environmentId: "e1", value }] })),
  "environmentVariables.update": ({ environmentVariables }, value) =>
    environmentVariables.update("API_KEY", { values: [{ _environmentId: "e1", value }] }),
  "integrations.create": ({ integrations }, token) =>
    integrations.create({
      providerId: "slack",
      channel: "chat",
      credentials: typeof token === "string" ? { token } : Redacted.make({ token: Redacted.value(token) })
    }),
  "integrations.edit": ({ integrations }, token) =>
    integrations.edit("slack-prod", () => ({
      credentials: typeof token === "string" ? { token } : Redacted.make({ token: Redacted.value(token) })
    })),
  "integrations.update": ({ integrations }, token) =>
    integrations.update("i1", {
      credentials: typeof token === "string" ? { token } : Redacted.make({ token: Redacted.value(token) })
    }),
  "subscribers.appendCredentials": ({ subscribers }, token) =>
    subscribers.appendCredentials("ada", { providerId: "fcm", credentials: { deviceTokens: [token] } }),
  "subscribers.updateCredentials": ({ subscribers }, webhookUrl) =>
    subscribers.updateCredentials("ada", { providerId: "slack", credentials: { webhookUrl } }),
  "workflows.previewStep": ({ workflows }, token) =>
    workflows.previewStep("welcome", "s1", {
      previewPayload: { env: typeof token === "string" ? { token } : Redacted.make({ token: Redacted.value(token) }) }
    })
}

/** Returns what a call of a method sends to a fake. */
const sentBy = (call: (client: PromisedClient) => Promise<unknown>) =>
  Effect.gen(function*() {
    const { client, fake } = yield* overFake({ seed })
    yield* Effect.promise(() => call(client).catch(() => undefined))
    return (yield* fake.requests).map(({ body, method, url }) => ({ body, method, url }))
  })

type Node = Schema.Top["ast"]

/** Lists the places of secrets in a schema, or those of what is in clear there. */
const placesIn = (ast: Node, isSecret: boolean, path = ""): ReadonlyArray<string> => {
  switch (ast._tag) {
    case "Declaration":
      return /Redacted/.test(String(ast.annotations?.["expected"])) === isSecret ? [path] : []
    case "Objects":
      return [
        ...ast.propertySignatures.flatMap(({ name, type }) => placesIn(type, isSecret, `${path}.${String(name)}`)),
        ...ast.indexSignatures.flatMap(({ type }) => placesIn(type, isSecret, `${path}.*`))
      ]
    case "Arrays":
      return [...ast.elements, ...ast.rest].flatMap((each) => placesIn(each, isSecret, path))
    case "Union":
      return ast.types.flatMap((each) => placesIn(each, isSecret, path))
    case "Suspend":
    case "Undefined":
    case "Null":
      return []
    default:
      return isSecret ? [] : [path]
  }
}

const namesOf = (groups: Readonly<Record<string, object>>) =>
  Object.entries(groups).flatMap(([group, methods]) => Object.keys(methods).map((name) => `${group}.${name}`))

/** Lists the places that the client knows of a method. */
const known = (places: unknown, path = ""): ReadonlyArray<string> =>
  typeof places === "object" && places !== null
    ? Object.entries(places).flatMap(([name, place]) => known(place, `${path}.${name}`))
    : [path]

const operations: ReadonlyArray<readonly [name: string, payload: Schema.Top | undefined, places: unknown]> = Object
  .entries(groups).flatMap(([group, each]) =>
    Object.entries(each.operations).map(([name, operation]) =>
      [
        `${group}.${name}`,
        "payload" in operation ? operation.payload : undefined,
        Object.entries(Object.entries(secretPlaces).find(([key]) => key === group)?.[1] ?? {})
          .find(([key]) => key === name)?.[1]
      ] as const
    )
  )

describe("secrets that are given as they are", () => {
  it("stand where the schemas of what is sent have them, and nothing else stands there", () => {
    assert.isAbove(operations.length, 140)
    for (const [name, payload, places] of operations) {
      const ast = payload && Schema.toType(payload).ast
      const secrets = ast === undefined ? [] : [...new Set(placesIn(ast, true))].toSorted()
      assert.deepStrictEqual(places === undefined ? [] : known(places).toSorted(), secrets, name)
      const clear = ast === undefined ? [] : placesIn(ast, false)
      assert.deepStrictEqual(clear.filter((place) => secrets.includes(place)), [], name)
    }
  })

  it("are tried with every method that takes some", () => {
    assert.deepStrictEqual(Object.keys(calls).toSorted(), namesOf(secretPlaces).toSorted())
  })

  for (const [name, call] of Object.entries(calls)) {
    it.effect(`are sent as those that are redacted: ${name}`, () =>
      Effect.gen(function*() {
        const given = yield* sentBy((client) => call(client, secret))
        assert.include(given.map(({ body }) => body).join(), secret)
        assert.deepStrictEqual(given, yield* sentBy((client) => call(client, Redacted.make(secret))))
      }))

    it.effect(`show in no error: ${name}`, () =>
      Effect.gen(function*() {
        const { client } = yield* overFake({ secretKey: "sk_other" })
        const error = yield* Effect.promise(() => call(client, secret).then(() => undefined, (error: unknown) => error))
        assert.notInclude(`${inspect(error, { depth: 9 })} ${JSON.stringify(error)} ${String(error)}`, secret)
      }))
  }

  it.effect("leave what the caller holds as it is", () =>
    Effect.gen(function*() {
      const { client } = yield* overFake()
      const payload = { ...connection, auth: { accessToken: secret } }
      yield* Effect.promise(() => client.channelConnections.create(payload))
      assert.deepStrictEqual(payload, { ...connection, auth: { accessToken: secret } })
    }))

  it.effect("are refused where another copy of Effect made them, without being shown", () =>
    Effect.gen(function*() {
      const { client, fake } = yield* overFake()
      const foreign = Object.create({ toString: () => "<redacted>", hidden: secret }) as Redacted.Redacted
      for (const [name, call] of Object.entries(calls)) {
        if (/^(integrations|workflows)\./.test(name)) continue
        const before = (yield* fake.requests).filter(({ method }) => method !== "GET").length
        const error = yield* rejection(call(client, foreign))
        assert.isTrue(isNovuError(error, "InvalidInput", "NotFound"), `${name} ${String(error)}`)
        assert.notInclude(inspect(error, { depth: 9 }), secret)
        assert.strictEqual((yield* fake.requests).filter(({ method }) => method !== "GET").length, before)
      }
    }))
})

describe("a client from values", () => {
  const asked = async (options: PromisedClientOptions) => {
    const requests: Array<Request> = []
    await using client = promisedClient({
      ...options,
      fetch: async (url, init) => {
        requests.push(new Request(url, init))
        return Response.json({ data: [] })
      }
    })
    await client.integrations.list()
    return requests.map(({ headers, url }) => [url, headers.get("authorization")])
  }

  it("sends by the fetch that it is given, with a key that is a text or redacted", async () => {
    const sent = [["https://api.novu.co/v1/integrations", "ApiKey sk_1"]]
    assert.deepStrictEqual(await asked({ secretKey: "sk_1" }), sent)
    assert.deepStrictEqual(await asked({ secretKey: Redacted.make("sk_1") }), sent)
  })

  it("takes the URL and the limits of every client", async () => {
    const [[url] = []] = await asked({ secretKey: "sk_1", apiUrl: "https://eu.api.novu.co", totalTimeout: "1 second" })
    assert.strictEqual(url, "https://eu.api.novu.co/v1/integrations")
  })

  for (
    const [what, options] of Object.entries({
      none: {},
      "an empty one": { secretKey: "" },
      "a blank": { secretKey: " \n" }
    })
  ) {
    it(`rejects where the key is missing: ${what}`, async () => {
      // Programs without types may pass none.
      await using client: PromisedClient = Reflect.apply(promisedClient, undefined, [options])
      const error = await client.integrations.list().catch((error: unknown) => error)
      if (!isNovuError(error, "InvalidInput")) return assert.fail(String(error))
      assert.strictEqual(error.reason.detail, "secretKey: must not be empty")
    })
  }
})
