import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { groups } from "effect-novu/Client/groups"
import { globSync, readFileSync } from "node:fs"
import { makeRoute, type Route } from "../../src/internal/fake/protocol/route.ts"
import { makeRouter } from "../../src/internal/fake/protocol/routing.ts"
import { routes } from "../../src/internal/fake/resources/routes.ts"

const operations = Object.values(groups).flatMap((group) => Object.values(group.operations))

/** Returns where a request goes, whatever its parameters are called. */
const placeOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method} ${path.replaceAll(/\{[^}]*\}/g, "{}")}`

const served = Map.groupBy(routes, placeOf)

describe("the routes of the fake", () => {
  it("are one per method and path", () => {
    assert.deepStrictEqual([...served].filter(([, all]) => all.length > 1).map(([place]) => place), [])
  })

  for (const operation of operations) {
    it(`serve ${operation.name} with a status that fits`, () => {
      const [route] = served.get(placeOf(operation)) ?? []
      assert.isDefined(route, `no route for ${placeOf(operation)}`)
      // A 201 says that something was made, and a 204 shows nothing.
      const fitting = [200, ...(operation.method === "POST" ? [201] : []), ...("success" in operation ? [] : [204])]
      assert.include(fitting, route?.status)
    })
  }

  it("are stated by the fake itself, which knows nothing of the client", () => {
    const files = globSync("src/internal/fake/**/*.ts")
    assert.isAbove(files.length, 30)
    const imports = files.flatMap((file) =>
      readFileSync(file, "utf8").match(/from "[^"]*\/(Client|Schema|Transport)\//g) ?? []
    )
    assert.deepStrictEqual(imports, [])
  })
})

describe("a request that fits several routes", () => {
  const route = makeRoute({ category: "global", level: "stored" })
  const handler = () => Result.succeed(undefined)
  const get = (path: string) => route("GET", path, 200, handler)

  const reached = (table: ReadonlyArray<Route>, target: string) =>
    Result.map(makeRouter(table)("GET", target, ""), (match) => [match.route.path, match.params])

  const cases: ReadonlyArray<readonly [paths: ReadonlyArray<string>, target: string, path: string, params: object]> = [
    [["/v1/x/active", "/v1/x/{id}"], "/v1/x/active", "/v1/x/active", {}],
    [["/v1/x/active", "/v1/x/{id}"], "/v1/x/ACTIVE/", "/v1/x/active", {}],
    [["/v1/x/active", "/v1/x/{id}"], "/v1/x/actively", "/v1/x/{id}", { id: "actively" }],
    [["/v1/x/{id}/y", "/v1/x/all/{part}"], "/v1/x/all/y", "/v1/x/all/{part}", { part: "y" }],
    [["/v1/x/{id}/y", "/v1/x/{id}/{part}", "/v1/x/all/{part}"], "/v1/x/1/y", "/v1/x/{id}/y", { id: "1" }],
    [["/v1/x/onlineStatus", "/v1/x/{id}"], "/v1/x/onlineStatus", "/v1/x/onlineStatus", {}],
    [["/v1/x", "/v1/x/{id}", "/v1/x/{id}/{part}"], "/v1/x?y=/z", "/v1/x", {}]
  ]
  for (const [paths, target, path, params] of cases) {
    it(`reaches ${path} of ${paths.join(" and ")} by ${target}, in either order`, () => {
      const table = paths.map(get)
      for (const ordered of [table, table.toReversed()]) {
        assert.deepStrictEqual<unknown>(reached(ordered, target), Result.succeed([path, params]))
      }
    })
  }

  it("reaches none whose method or number of segments is another", () => {
    const table = [route("POST", "/v1/x/active", 201, handler), get("/v1/x/{id}/y")]
    assert.isTrue(Result.isFailure(reached(table, "/v1/x/active")))
    assert.isTrue(Result.isFailure(reached(table, "/v1/x//y")))
  })
})
