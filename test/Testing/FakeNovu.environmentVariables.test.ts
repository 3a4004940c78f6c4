import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { FakeNovu, type Seed } from "effect-novu/Testing/FakeNovu"
import { TestClock } from "effect/testing"
import { inspect } from "node:util"
import { send } from "./wire.ts"

const base = "/v1/environment-variables"

const own = "6615943e7ace93b0540ae377"

const foreign = "6615943e7ace93b0540ae378"

const mask = "\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022"

const scope = "This authentication scheme is scoped to a single environment and cannot target a different " +
  "`_environmentId`. Use credentials from the target environment, or authenticate with a session token."

const fake = (seed: Seed = {}) => Effect.provide(FakeNovu.layer({ seed }))

interface Variable {
  readonly key: string
  readonly isSecret: boolean
  readonly values: ReadonlyArray<{ readonly _environmentId: string; readonly value: string }>
  readonly updatedAt: string
}

const at = (value: string, _environmentId = own) => ({ _environmentId, value })

const create = (body: unknown) => send("POST", base, { body })

const update = (key: string, body: unknown) => send("PATCH", `${base}/${key}`, { body })

const read = (key: string) => Effect.map(send("GET", `${base}/${key}`), ({ json }) => json.data as unknown as Variable)

const keys = (query = "") =>
  Effect.map(
    send("GET", `${base}${query}`),
    ({ json }) => (json.data as unknown as ReadonlyArray<Variable>).map(({ key }) => key)
  )

const refused = (reply: Effect.Success<ReturnType<typeof send>>) => [reply.status, reply.json.message]

const valuesHeld = (key: string) =>
  Effect.gen(function*() {
    const { variables } = yield* (yield* FakeNovu).state
    const row = variables.find((each) => each.key === key)
    return Object.entries(row?.values ?? {}).map(([environment, value]) => [environment, Redacted.value(value)])
  })

describe("environment variables", () => {
  it.effect("case 26, era 2026-08: are made with 200, and show their value in the environment of the key", () =>
    Effect.gen(function*() {
      const { json, status } = yield* create({ key: "BASE_URL", values: [at("https://a.test")] })
      assert.strictEqual(status, 200)
      const { _id, ...rest } = json.data as unknown as Record<string, unknown>
      assert.match(String(_id), /^[0-9a-f]{24}$/)
      assert.deepStrictEqual(rest, {
        _organizationId: "6615943e7ace93b0540ae301",
        key: "BASE_URL",
        type: "string",
        isSecret: false,
        values: [at("https://a.test")],
        createdAt: "1970-01-01T00:00:00.000Z",
        updatedAt: "1970-01-01T00:00:00.000Z"
      })
    }).pipe(fake()))

  it.effect("show a secret masked, wherever they show it", () =>
    Effect.gen(function*() {
      const made = yield* create({ key: "TOKEN", isSecret: true, values: [at("s3cret-value")] })
      const changed = yield* update("TOKEN", { values: [at("s3cret-other")] })
      const replies = [made, changed, yield* send("GET", base), yield* send("GET", `${base}/TOKEN`)]
      for (const { text } of replies) {
        assert.include(text, mask)
        assert.notInclude(text, "s3cret")
      }
      assert.deepStrictEqual(yield* valuesHeld("TOKEN"), [[own, "s3cret-other"]])
    }).pipe(fake()))

  it.effect("are listed newest first, by a part of the key in any case", () =>
    Effect.gen(function*() {
      for (const key of ["BASE_URL", "token", "other_url"]) {
        yield* create({ key })
        yield* TestClock.adjust("1 second")
      }
      assert.deepStrictEqual(yield* keys(), ["other_url", "token", "BASE_URL"])
      assert.deepStrictEqual(yield* keys("?search=UrL"), ["other_url", "BASE_URL"])
      assert.deepStrictEqual(yield* keys("?search=x.z"), [])
      assert.strictEqual((yield* send("GET", `${base}?search=${"x".repeat(257)}`)).status, 422)
    }).pipe(fake()))

  it.effect("show no value of another environment", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual((yield* read("BOTH")).values, [at("here")])
      assert.deepStrictEqual((yield* read("THERE")).values, [])
      assert.deepStrictEqual((yield* update("THERE", { values: [at("now here")] })).status, 200)
      assert.deepStrictEqual(yield* valuesHeld("THERE"), [[foreign, "there"], [own, "now here"]])
    }).pipe(
      fake({
        variables: [
          { key: "BOTH", value: "here", elsewhere: { [foreign]: "there" } },
          { key: "THERE", elsewhere: { [foreign]: Redacted.make("there") } }
        ]
      })
    ))

  it.effect("case 26, era 2026-08: are refused with 403 for another environment, and change nothing", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(refused(yield* create({ key: "NEW", values: [at("a"), at("b", foreign)] })), [403, scope])
      assert.deepStrictEqual(refused(yield* update("OLD", { values: [at("b", foreign)] })), [403, scope])
      assert.deepStrictEqual(yield* keys(), ["OLD"])
      assert.deepStrictEqual(yield* valuesHeld("OLD"), [[own, "before"]])
    }).pipe(fake({ variables: [{ key: "OLD", value: "before" }] })))

  it.effect("are changed by no request that names no value, even under another name", () =>
    Effect.gen(function*() {
      for (const body of [{ key: "OTHER" }, { isSecret: false }, { type: "string" }]) {
        assert.deepStrictEqual(refused(yield* update("TOKEN", body)), [403, scope])
      }
      assert.deepStrictEqual(
        refused(yield* update("TOKEN", {})),
        [400, "At least one field must be provided to update"]
      )
      assert.deepStrictEqual(yield* keys(), ["TOKEN"])
    }).pipe(fake({ variables: [{ key: "TOKEN", value: "before", isSecret: true }] })))

  it.effect("case 26, era 2026-08: refuse the mask as a value, and then change nothing", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(refused(yield* create({ key: "NEW", values: [at(mask)] })), [
        400,
        "Submitted value matches the secret mask placeholder; provide the real value or omit the entry."
      ])
      assert.deepStrictEqual(refused(yield* update("TOKEN", { key: "RENAMED", values: [at(mask)] })), [
        400,
        "Submitted value matches the secret mask placeholder; provide the real value or omit the entry to keep the " +
        "existing one."
      ])
      assert.deepStrictEqual(yield* keys(), ["TOKEN"])
      assert.deepStrictEqual(yield* valuesHeld("TOKEN"), [[own, "before"]])
    }).pipe(fake({ variables: [{ key: "TOKEN", value: "before", isSecret: true }] })))

  it.effect("are refused with 409 where the key exists, and with 400 from the eleventh on", () =>
    Effect.gen(function*() {
      yield* create({ key: "K1" })
      assert.deepStrictEqual(
        refused(yield* create({ key: "K1", values: [at(mask)] })),
        [409, "Environment variable with key \"K1\" already exists"]
      )
      for (let n = 2; n <= 10; n++) assert.strictEqual((yield* create({ key: `K${n}` })).status, 200)
      const { json, status } = yield* create({ key: "K1" })
      assert.deepStrictEqual(
        [status, json.message, json.ctx],
        [400, "Environment variables limit exceeded. Maximum allowed variables is 10.", { currentCount: 10, limit: 10 }]
      )
      yield* send("DELETE", `${base}/K5`)
      assert.strictEqual((yield* create({ key: "K11" })).status, 200)
    }).pipe(fake()))

  it.effect("have a key that starts with a letter, and short values", () =>
    Effect.gen(function*() {
      for (const key of ["", "1A", "A-B", "_A", "A".repeat(257), 5, undefined, null]) {
        assert.strictEqual((yield* create({ key })).status, 422, String(key))
      }
      const long = "v".repeat(257)
      for (const values of [[at(long)], [{ value: "a" }], [{ _environmentId: own }], "a", {}]) {
        assert.strictEqual((yield* create({ key: "A", values })).status, 422, JSON.stringify(values))
      }
      assert.strictEqual((yield* create({ key: "A", type: "number" })).status, 422)
      assert.strictEqual((yield* create({ key: "A", isSecret: "yes" })).status, 422)
      assert.strictEqual((yield* create({ key: "a_1", values: [at("v".repeat(256))] })).status, 200)
    }).pipe(fake()))

  it.effect("move to another address under another key, and keep the values of other environments", () =>
    Effect.gen(function*() {
      yield* TestClock.adjust("1 second")
      const body = { key: "NEW", values: [at("after")] }
      const { json, status } = yield* update("OLD", body)
      assert.deepInclude<unknown>(json.data, { key: "NEW", updatedAt: "1970-01-01T00:00:01.000Z" })
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(yield* valuesHeld("NEW"), [[foreign, "there"], [own, "after"]])
      assert.deepStrictEqual(
        refused(yield* update("OLD", body)),
        [404, "Environment variable with key \"OLD\" not found"]
      )
      assert.strictEqual((yield* update("NEW", { key: "TAKEN", values: [at("a")] })).status, 500)
      assert.deepStrictEqual(yield* keys(), ["TAKEN", "NEW"])
    }).pipe(
      fake({
        variables: [
          { key: "OLD", value: "before", elsewhere: { [foreign]: "there" }, isSecret: true },
          { key: "TAKEN" }
        ]
      })
    ))

  it.effect("are deleted once, with 204", () =>
    Effect.gen(function*() {
      const first = yield* send("DELETE", `${base}/OLD`)
      assert.deepStrictEqual([first.status, first.text], [204, ""])
      for (const [method, path] of [["DELETE", ""], ["GET", ""], ["GET", "/usage"]] as const) {
        const reply = yield* send(method, `${base}/OLD${path}`)
        assert.deepStrictEqual(refused(reply), [404, "Environment variable with key \"OLD\" not found"])
      }
    }).pipe(fake({ variables: [{ key: "OLD" }] })))

  it.effect("name the workflows whose steps use them", () =>
    Effect.gen(function*() {
      const { json } = yield* send("GET", `${base}/URL/usage`)
      assert.deepStrictEqual<unknown>(json.data, {
        workflows: ["plain", "filtered", "deep", "tag"].map((workflowId) => ({ name: `The ${workflowId}`, workflowId }))
      })
      assert.deepStrictEqual<unknown>((yield* send("GET", `${base}/URL_2/usage`)).json.data, {
        workflows: [{ name: "The other", workflowId: "other" }]
      })
    }).pipe(fake({
      variables: [{ key: "URL" }, { key: "URL_2" }],
      workflows: Object.entries({
        plain: "Go to {{env.URL}}.",
        filtered: "{{ env.URL | upcase }}",
        deep: { redirect: [{ url: "{{env.URL}}/a" }] },
        tag: "{% if env.URL %}yes{% endif %}",
        other: "{{env.URL_2}}",
        payload: "{{payload.env.URL}}",
        text: "env.URL {{ payload.x }}"
      }).map(([id, body]) => ({ id, name: `The ${id}`, steps: [{ type: "in_app", controls: { body } }] }))
    })))

  for (const era of ["2026-05", "2026-08"] as const) {
    it.effect(`case 27, era ${era}: are ${era === "2026-05" ? "renamed" : "kept"} without their values`, () =>
      Effect.gen(function*() {
        const reply = yield* update("TOKEN", { key: "NEW_TOKEN" })
        if (era === "2026-05") {
          assert.strictEqual(reply.status, 200)
          assert.deepStrictEqual(yield* valuesHeld("NEW_TOKEN"), [[own, "hush"]])
        } else {
          assert.deepStrictEqual(refused(reply), [403, scope])
          assert.deepStrictEqual(yield* keys(), ["TOKEN"])
        }
      }).pipe(
        Effect.provide(FakeNovu.layer({ era, seed: { variables: [{ key: "TOKEN", value: "hush", isSecret: true }] } }))
      ))
  }

  it.effect("are shown by a test's state without their values", () =>
    Effect.gen(function*() {
      const state = yield* (yield* FakeNovu).state
      assert.strictEqual(state.variables[0]?.key, "PLAIN")
      assert.notInclude(inspect(state, { depth: 10 }) + JSON.stringify(state), "only for Novu")
    }).pipe(fake({ variables: [{ key: "PLAIN", value: "only for Novu" }] })))
})
