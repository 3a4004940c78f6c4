/** Lists what `@novu/api` can call, as its own code says it. */
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

/** A method of the SDK, and the operation that it runs. */
export interface PeerMethod {
  /** Is such as `workflows.steps.retrieve`. */
  readonly name: string
  readonly parameters: ReadonlyArray<string>
  /** Is such as `GET /v2/workflows/{workflowId}/steps/{stepId}`. */
  readonly operation: string
}

/** Is where the release is installed that this package is compared with. */
export const installed = dirname(createRequire(import.meta.url).resolve("@novu/api/package.json"))

/** Finds the function that a method calls, and the arguments that it hands on. */
const calledBy = (method: unknown): readonly [name: string, parameters: ReadonlyArray<string>] | undefined => {
  const [, name, parameters] = /\(0, \w+\.(\w+)\)\(this(?:, ([^)]*))?\)\)/.exec(String(method)) ?? []
  return name === undefined ? undefined : [name, parameters?.split(", ") ?? []]
}

const operationOf = async (folder: string, name: string): Promise<string> => {
  const source = await readFile(join(folder, "funcs", `${name}.js`), "utf8")
  const path = /pathToFunc\)\("([^"]+)"\)/.exec(source)?.[1]
  const method = /\bmethod: "([A-Z]+)"/.exec(source)?.[1]
  if (path === undefined || method === undefined) throw new Error(`${name}.js does not say what it calls`)
  return `${method} ${path}`
}

/** Lists the methods of a part of the SDK, and of the parts that it leads to. */
const methodsOf = async (folder: string, sdk: object, prefix: string): Promise<ReadonlyArray<PeerMethod>> => {
  const members = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(sdk)))
  const found: Array<PeerMethod> = []
  for (const [member, { get, value }] of members) {
    if (member === "constructor" || member.startsWith("_")) continue
    if (get !== undefined) {
      found.push(...await methodsOf(folder, Reflect.get(sdk, member), `${prefix}${member}.`))
      continue
    }
    const called = calledBy(value)
    if (called === undefined) continue
    const [name, parameters] = called
    found.push({ name: `${prefix}${member}`, parameters, operation: await operationOf(folder, name) })
  }
  return found
}

/** Lists every method of the SDK that is installed in a folder, in its own order. */
export const peerMethods = async (folder = installed): Promise<ReadonlyArray<PeerMethod>> => {
  const { Novu }: { readonly Novu: new(options: object) => object } = createRequire(join(folder, "index.js"))(
    "./index.js"
  )
  return methodsOf(folder, new Novu({ secretKey: "none" }), "")
}
