import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { readArguments } from "../../src/bin/fake/arguments.ts"
import { readFlags } from "../../src/bin/fake/flags.ts"
import { usage } from "../../src/bin/fake/help.ts"

const read = (...args: ReadonlyArray<string>) => Effect.flatMap(readArguments(args), readFlags)

const refused = (...args: ReadonlyArray<string>) => Effect.map(Effect.flip(read(...args)), ({ message }) => message)

describe("the flags of effect-novu fake", () => {
  it.effect("mean this without any", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* read(), {
        port: 3210,
        host: undefined,
        allowedHosts: [],
        keys: { main: "sk_fake", named: [] },
        applicationIdentifier: "app_fake",
        seed: undefined,
        init: false,
        state: undefined,
        anyWorkflow: false,
        webhooks: [],
        localOAuth: false,
        idempotency: false,
        rateLimit: undefined,
        keep: 10_000
      })
    }))

  it.effect("are all read", () =>
    Effect.gen(function*() {
      const flags = yield* read(
        ..."--port 4000 --host=::1 --allow-host novu --allow-host fake.test:1 --seed s.json --state t.json".split(" "),
        ..."--app-id app_1 --keep 50 --rate-limit pro --init --any-workflow --local-oauth --idempotency".split(" ")
      )
      assert.deepStrictEqual(flags, {
        port: 4000,
        host: "::1",
        allowedHosts: ["novu", "fake.test:1"],
        keys: { main: "sk_fake", named: [] },
        applicationIdentifier: "app_1",
        seed: "s.json",
        init: true,
        state: "t.json",
        anyWorkflow: true,
        webhooks: [],
        localOAuth: true,
        idempotency: true,
        rateLimit: "pro",
        keep: 50
      })
    }))

  it.effect("take the last value where one does not repeat, and localhost as both of its addresses", () =>
    Effect.gen(function*() {
      const flags = yield* read("--port", "1", "--host", "0.0.0.0", "--port", "2", "--host", "LOCALHOST")
      assert.deepStrictEqual([flags.port, flags.host], [2, undefined])
      assert.strictEqual((yield* read("--host", "[::1]")).host, "::1")
    }))

  it.effect("give each key an environment", () =>
    Effect.gen(function*() {
      const keysOf = (...args: ReadonlyArray<string>) =>
        Effect.map(read(...args.flatMap((key) => ["--key", key])), ({ keys }) => keys)
      assert.deepStrictEqual(yield* keysOf("sk_mine"), { main: "sk_mine", named: [] })
      assert.deepStrictEqual(yield* keysOf("Development=sk_mine"), { main: "sk_mine", named: [] })
      assert.deepStrictEqual(yield* keysOf("a=sk_a", "b=sk_b=="), {
        main: "sk_fake",
        named: [{ name: "a", key: "sk_a" }, { name: "b", key: "sk_b==" }]
      })
      assert.deepStrictEqual(yield* keysOf("sk_1", "sk_2", "ci=sk_3"), {
        main: "sk_1",
        named: [{ name: "Environment 2", key: "sk_2" }, { name: "ci", key: "sk_3" }]
      })
    }))

  it.effect("make the secret of webhooks from the key and the URL, so that it survives a restart", () =>
    Effect.gen(function*() {
      const to = "http://localhost:3000/hook"
      const secretsOf = (...args: ReadonlyArray<string>) =>
        Effect.map(read(...args), ({ webhooks }) => webhooks.map(({ secret }) => Redacted.value(secret)))
      const [made] = yield* secretsOf("--webhook", to)
      assert.match(made ?? "", /^whsec_[A-Za-z0-9+/]{43}=$/)
      assert.deepStrictEqual(yield* secretsOf("--webhook", to), [made])
      assert.notDeepEqual(yield* secretsOf("--webhook", to, "--key", "sk_other"), [made])
      assert.notDeepEqual(yield* secretsOf("--webhook", `${to}2`), [made])
      const { webhooks } = yield* read("--webhook", `${to},whsec_bXkgc2VjcmV0`)
      assert.deepStrictEqual(
        webhooks.map(({ isMade, secret, to: at }) => ({ to: at, secret: Redacted.value(secret), isMade })),
        [
          { to, secret: "whsec_bXkgc2VjcmV0", isMade: false }
        ]
      )
    }))

  it.effect("are refused in one sentence that says what to do", () =>
    Effect.gen(function*() {
      const cases: ReadonlyArray<readonly [ReadonlyArray<string>, string]> = [
        [["--prot", "1"], "has no flag --prot: did you mean --port?"],
        [["--allowed-host", "novu"], "has no flag --allowed-host: did you mean --allow-host?"],
        [["--zzz"], "--help lists the flags"],
        [["-p", "1"], "has no flag -p"],
        [["4000"], "\"4000\" is none"],
        [["--port"], "--port needs a value: --port <number>"],
        [["--port", "--init"], "--port needs a value"],
        [["--seed="], "--seed needs a value"],
        [["--idempotency=yes"], "--idempotency takes no value"],
        [["--port", "65536"], "a number from 0 to 65535, not \"65536\""],
        [["--port", "0x10"], "a number from 0 to 65535"],
        [["--port", "80.5"], "a number from 0 to 65535"],
        [["--keep", "0"], "--keep needs a number from 1 on"],
        [["--rate-limit", "gold"], "one of free, pro, business, enterprise, unlimited, not \"gold\""],
        [["--allow-host", "*"], "--allow-host needs one name"],
        [["--allow-host", "http://novu"], "--allow-host needs one name"],
        [["--app-id", "a b"], "--app-id needs an identifier"],
        [["--key", "a b"], "--key needs a key without spaces"],
        [["--key", "=sk_a"], "--key needs a key"],
        [["--key", "ci="], "--key needs a key"],
        [["--key", "Production=sk_p"], "choose another name"],
        [["--key", "a=sk_1", "--key", "a=sk_2"], "names a twice"],
        [["--key", "a=sk_1", "--key", "b=sk_1"], "its own key"],
        [["--key", "a=sk_fake"], "its own key"],
        [["--webhook", "localhost:3000"], "--webhook needs a URL"],
        [["--webhook", "http://h.test/,sk_wrong"], "looks like an API key"]
      ]
      for (const [args, says] of cases) {
        const message = yield* refused(...args)
        assert.include(message, says, args.join(" "))
        assert.match(message, /^[^\n]+[.?]$/, args.join(" "))
        assert.notMatch(message, /sk_(1|2|a|fake|p|wrong)\b/, args.join(" "))
      }
    }))

  it("are all in the help", () => {
    const flags = usage.match(/--[\w-]+/g)
    assert.deepStrictEqual(flags, [
      ..."--port --host --allow-host --key --app-id --seed --init --state --any-workflow --webhook".split(" "),
      ..."--local-oauth --idempotency --rate-limit --keep --help --version".split(" ")
    ])
  })
})
