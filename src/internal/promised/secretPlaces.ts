import * as Redacted from "effect/Redacted"
import { isRecord } from "../input/isRecord.ts"

const secret = "secret"

const everyMember = "*"

/** Says where secrets stand in a value. A list has them where its items do. */
type Places = typeof secret | { readonly [member: string]: Places }

type PlacesByMethod = Readonly<Record<string, Readonly<Record<string, Places>>>>

const auth = { auth: { accessToken: secret, refreshToken: secret } } as const

const endpoint = {
  endpoint: { routingKey: secret, apiKey: secret, authToken: secret, headers: { [everyMember]: secret } }
} as const

const bridge = { bridgeUrl: secret, devBridgeUrl: secret } as const

const files = { files: { url: secret } } as const

const credentials = { credentials: { webhookUrl: secret, deviceTokens: secret } } as const

const settings = { credentials: secret, configurations: secret } as const

const values = { values: { value: secret } } as const

/**
 * Lists where secrets stand in what the methods take, or in what their callbacks
 * return.
 */
export const secretPlaces = {
  agents: {
    sendReply: { reply: files, edit: { content: files } },
    update: bridge,
    updateBridge: bridge
  },
  channelConnections: { create: auth, ensure: auth, update: auth },
  channelEndpoints: { create: endpoint, update: endpoint },
  environmentVariables: { create: values, edit: values, update: values },
  integrations: { create: settings, edit: settings, update: settings },
  subscribers: { appendCredentials: credentials, updateCredentials: credentials },
  workflows: { previewStep: { previewPayload: { env: secret } } }
} as const satisfies PlacesByMethod

const placesByMethod: PlacesByMethod = secretPlaces

/** Returns where secrets stand in what a method takes, if they do anywhere. */
export const placesOf = (group: string, method: string): Places | undefined => placesByMethod[group]?.[method]

/** Another copy of Effect has secrets, too, which only it can read: they are no plain record. */
const isPlain = (value: unknown): boolean =>
  isRecord(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value))

/**
 * Returns the value with its secrets as `Redacted`. What is redacted already, and
 * what can be no secret, stays as it is, so that the schemas say what is wrong.
 */
export const concealed = (value: unknown, places: Places): unknown => {
  if (Array.isArray(value)) return value.map((item) => concealed(item, places))
  if (places === secret) return typeof value === "string" || isPlain(value) ? Redacted.make(value) : value
  if (!isRecord(value)) return value
  const all = places[everyMember]
  const changed = Object.entries(value).flatMap(([name, member]) => {
    const place = all ?? (Object.hasOwn(places, name) ? places[name] : undefined)
    const safe = place === undefined ? member : concealed(member, place)
    return safe === member ? [] : [[name, safe] as const]
  })
  return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) }
}
