import { assert, it } from "@effect/vitest"
import { Effect, Random } from "effect"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpClient } from "effect/http"
import { connections, send } from "./wire.ts"

const sequences = 10_000
const longest = 8

type Step = readonly [
  operation: "create" | "retrieve" | "list" | "update" | "delete",
  name: string,
  owner: string,
  token: string
]

const step: Effect.Effect<Step> = Effect.all([
  Random.choice(["create", "create", "retrieve", "list", "update", "delete"] as const),
  Random.choice(["a", "b", "c"] as const),
  Random.choice(["ada", "grace"] as const),
  Random.choice(["t1", "t2"] as const)
])

/** Says what should happen. The model has connections by name, one per owner. */
const model = () => {
  const stored = new Map<string, { readonly owner: string; readonly token: string }>()
  return ([operation, name, owner, token]: Step): ReadonlyArray<unknown> => {
    const found = stored.get(name)
    if (operation === "list") {
      return [
        200,
        [...stored].map(([name, { owner, token }]) => `${name} ${owner} ${token}`).toReversed()
      ]
    }
    if (operation === "create") {
      if (found !== undefined || [...stored.values()].some((other) => other.owner === owner)) return [409]
      stored.set(name, { owner, token })
      return [201, `${name} ${owner} ${token}`]
    }
    if (found === undefined) return [404]
    if (operation === "update") stored.set(name, { owner: found.owner, token })
    if (operation === "delete") return stored.delete(name) ? [204] : []
    return [200, `${name} ${found.owner} ${operation === "update" ? token : found.token}`]
  }
}

const describe = (item: { readonly identifier: string; readonly subscriberId: string | null; readonly auth: object }) =>
  `${item.identifier} ${item.subscriberId} ${"accessToken" in item.auth ? item.auth.accessToken : ""}`

/** Says what does happen. */
const perform = ([operation, name, owner, token]: Step) => {
  const change = { workspace: { id: "T" }, auth: { accessToken: token } }
  const path = `${connections}/${name}`
  switch (operation) {
    case "create":
      return send("POST", connections, {
        body: { integrationIdentifier: "slack-prod", identifier: name, subscriberId: owner, ...change }
      })
    case "list":
      return send("GET", connections)
    case "retrieve":
      return send("GET", path)
    case "update":
      return send("PATCH", path, { body: change })
    case "delete":
      return send("DELETE", path)
  }
}

it.effect(`agrees with a small model over ${sequences} random sequences`, () =>
  Effect.gen(function*() {
    const novu = yield* FakeNovu
    for (let i = 0; i < sequences; i++) {
      const expected = model()
      const past: Array<Step> = []
      for (let left = yield* Random.nextIntBetween(1, longest); left > 0; left--) {
        const next = yield* step
        past.push(next)
        const { json, status } = yield* perform(next)
        const seen = status === 204 || status >= 400
          ? [status]
          : [status, next[0] === "list" ? json.data.map(describe) : describe(json.data)]
        assert.deepStrictEqual(seen, expected(next), `sequence ${i}: ${JSON.stringify(past)}`)
      }
      yield* novu.reset
    }
  }).pipe(
    Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
    Effect.provide(FakeNovu.layer()),
    Random.withSeed("connections")
  ), 60_000)
