import * as Redacted from "effect/Redacted"
import { version } from "../../internal/version.ts"
import type { FakeState } from "../../Testing/FakeState.ts"
import { isEvery, urlOf } from "./address.ts"
import type { Flags } from "./flags.ts"

interface Environment {
  readonly name: string
  readonly key: string
  readonly applicationIdentifier: string
}

const rows = (all: ReadonlyArray<readonly [string, string]>): string => {
  const width = Math.max(...all.map(([name]) => name.length))
  return all.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join("")
}

/** Returns the environments that were asked for by their keys, Development first. */
const environmentsOf = ({ applicationIdentifier, keys }: Flags, state: FakeState): ReadonlyArray<Environment> => [
  { name: "Development", key: keys.main, applicationIdentifier },
  ...keys.named.flatMap(({ key, name }) =>
    state.environments.filter((each) => each.name === name).map(({ identifier }) => ({
      name,
      key,
      applicationIdentifier: identifier
    }))
  )
]

/**
 * Says where the fake is, and what to copy into the configuration of others. Its
 * keys stand here and nowhere else: they open nothing but the fake. A secret that
 * somebody chose is not repeated.
 */
export const banner = (flags: Flags, port: number, state: FakeState): string => {
  const url = urlOf(flags.host, port)
  const [main = undefined, ...named] = environmentsOf(flags, state)
  const key = main?.key ?? ""
  const id = main?.applicationIdentifier ?? ""
  const [subscriberId = "ada"] = state.subscribers.includes("ada") ? ["ada"] : state.subscribers
  const more = [
    ...named.map((each) =>
      [`environment ${each.name}`, `key ${each.key}, application identifier ${each.applicationIdentifier}`] as const
    ),
    ...flags.webhooks.map(({ isMade, secret, to }) =>
      ["webhooks", `${to}${isMade ? `, with the secret ${Redacted.value(secret)}` : ""}`] as const
    ),
    ...(flags.state === undefined ? [] : [["saved at the end", flags.state] as const]),
    ...(flags.host !== undefined && isEvery(flags.host)
      ? [["names", ["localhost", ...flags.allowedHosts].join(", ") + "; others by --allow-host"] as const]
      : [])
  ]
  return `effect-novu fake ${version}: a Novu on this machine

${
    rows([
      ["page", `${url}/`],
      ["key", key],
      ["application identifier", id]
    ])
  }${more.length === 0 ? "" : `\n${rows(more)}`}
  effect-novu:
    NOVU_API_URL=${url} NOVU_SECRET_KEY=${key}
  @novu/api:
    new Novu({ serverURL: "${url}", secretKey: "${key}" })
  Inbox:
    <Inbox
      applicationIdentifier="${id}"
      subscriber="${subscriberId}"
      backendUrl="${url}"
      socketUrl="${url}"
    />
`
}
