/** The table of the README that names every service with its methods. */
import { Effect } from "effect"
import { groups, layer, services } from "../../src/Client/groups.ts"
import { NovuTransport } from "../../src/Transport/NovuTransport.ts"
import type { Rows } from "./replaceTable.ts"

const code = (text: string): string => `\`${text}\``

/** The services over a transport that nothing calls, because only the names of their methods are asked for. */
const bound = services.pipe(
  Effect.provide(layer),
  Effect.provideService(NovuTransport, { call: () => Effect.die("not called") })
)

export const serviceRows = async (): Promise<Rows> => {
  const named = Object.entries(groups).map(([key, { key: name }]) => [key, name.replace(/^.*\//, "")] as const)
  const methods = new Map<string, object>(Object.entries(await Effect.runPromise(bound)))
  return [
    ["service", "methods"],
    ...named.map(([key, name]) => [code(name), Object.keys(methods.get(key) ?? {}).map(code).join(", ")]),
    [code("NovuClient"), `all of them behind one service: ${code("novu.channelConnections.create(…)")}`],
    [
      code("NovuTransport"),
      `${code("call(operation, input)")}, for an endpoint that no group covers; see ${code("Operation.make")}`
    ]
  ]
}
