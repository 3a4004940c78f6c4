import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Layer, Option, Redacted } from "effect"
import { ChannelConnections } from "effect-novu"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { HttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import { connect, Environments, Tenants, UnknownTenant } from "../../examples/multi-tenant.ts"

const names = ["acme", "globex"]

/** Holds what the tenants' calls left behind. */
interface Seen {
  readonly built: Array<string>
  readonly arrived: Array<string>
  clients: number
}

/** Makes one Novu per tenant, told apart by host, behind one HTTP client. */
const http = (seen: Seen) =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.gen(function*() {
      const clients = new Map<string, HttpClient.HttpClient>()
      for (const name of names) {
        const fake = yield* Layer.build(FakeNovu.layer({ secretKey: `sk_${name}` }))
        clients.set(`${name}.test`, Context.get(fake, HttpClient.HttpClient))
      }
      seen.clients += 1
      return HttpClient.make((request, url) => {
        seen.arrived.push(`${url.hostname} ${request.headers["authorization"] ?? "no key"}`)
        return clients.get(url.hostname)?.execute(request) ?? Effect.die(`no ${url.hostname}`)
      })
    })
  )

const environments = (seen: Seen) =>
  Layer.succeed(Environments, {
    of: (tenant) =>
      Effect.suspend(() => {
        if (!names.includes(tenant)) return Effect.fail(new UnknownTenant({ tenant }))
        seen.built.push(tenant)
        return Effect.succeed({ secretKey: Redacted.make(`sk_${tenant}`), apiUrl: `https://${tenant}.test` })
      })
  })

const withTenants = <A, E>(test: (seen: Seen) => Effect.Effect<A, E, Tenants>) =>
  Effect.suspend(() => {
    const seen: Seen = { built: [], arrived: [], clients: 0 }
    return Effect.provide(
      test(seen),
      Tenants.layer.pipe(Layer.provide(environments(seen)), Layer.provide(http(seen)))
    )
  })

const isAlive = (tenant: string) => Effect.scoped(Effect.map(Tenants.contextEffectOption(tenant), Option.isSome))

describe("a map of tenants", () => {
  it.effect("calls each tenant's Novu with that tenant's key alone", () =>
    withTenants((seen) =>
      Effect.gen(function*() {
        yield* Effect.all([...names, ...names].map((name) => connect(name, "T1")), { concurrency: "unbounded" })
        assert.deepStrictEqual(
          [...new Set(seen.arrived)].toSorted(),
          ["acme.test ApiKey sk_acme", "globex.test ApiKey sk_globex"]
        )
      })
    ))

  it.effect("uses the inner tenant's key where one tenant's code calls another's", () =>
    withTenants((seen) =>
      Effect.gen(function*() {
        yield* Effect.gen(function*() {
          yield* connect("globex", "T2")
          yield* (yield* ChannelConnections).list()
        }).pipe(Effect.provide(Tenants.get("acme")))
        assert.deepStrictEqual(seen.arrived, ["globex.test ApiKey sk_globex", "acme.test ApiKey sk_acme"])
      })
    ))

  it.effect("builds a tenant's layer once, and one HTTP client for all", () =>
    withTenants((seen) =>
      Effect.gen(function*() {
        for (const name of [...names, ...names, ...names]) yield* connect(name, "T1")
        assert.deepStrictEqual(seen.built, names)
        assert.strictEqual(seen.clients, 1)
      })
    ))

  it.effect("releases a tenant that was idle for five minutes, and builds it again when it is needed", () =>
    withTenants((seen) =>
      Effect.gen(function*() {
        yield* connect("acme", "T1")
        yield* TestClock.adjust("4 minutes")
        yield* connect("globex", "T2")
        assert.isTrue(yield* isAlive("globex"))
        yield* TestClock.adjust("1 minute")
        assert.isFalse(yield* isAlive("acme"))
        assert.isTrue(yield* isAlive("globex"))
        yield* connect("acme", "T1")
        assert.deepStrictEqual(seen.built, ["acme", "globex", "acme"])
      })
    ))

  it.effect("keeps a tenant whose call is running", () =>
    withTenants(() =>
      Effect.gen(function*() {
        yield* Effect.forkChild(Effect.provide(Effect.never, Tenants.get("acme")))
        yield* TestClock.adjust("1 hour")
        assert.isTrue(yield* isAlive("acme"))
      })
    ))

  it.effect("fails for a tenant that does not exist, each time it is asked for", () =>
    withTenants((seen) =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(connect("initech", "T1"))
        assert.strictEqual(error._tag, "UnknownTenant")
        yield* Effect.flip(connect("initech", "T1"))
        assert.deepStrictEqual(seen.arrived, [])
      })
    ))
})
