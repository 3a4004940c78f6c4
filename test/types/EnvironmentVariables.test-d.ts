import type { Effect, Redacted } from "effect"
import type { EditedVariable, EnvironmentVariable, EnvironmentVariables, NovuError, NovuResponse } from "effect-novu"
import { expectTypeOf } from "vitest"

declare const variables: EnvironmentVariables["Service"]
declare const secret: Redacted.Redacted

const values = [{ _environmentId: "own", value: secret }] as const

expectTypeOf(variables.list({ search: "url" }))
  .toEqualTypeOf<Effect.Effect<NovuResponse<ReadonlyArray<EnvironmentVariable>>, NovuError>>()
expectTypeOf(variables.edit("URL", () => ({}))).toEqualTypeOf<Effect.Effect<EditedVariable, NovuError>>()

variables.create({ key: "URL" })
variables.create({ key: "URL", type: "string", isSecret: true, values })
// @ts-expect-error a key is required
variables.create({ values })
// @ts-expect-error a value in clear
variables.create({ key: "URL", values: [{ _environmentId: "own", value: "https://example.com" }] })
// @ts-expect-error there is no such type
variables.create({ key: "URL", type: "number" })

variables.update("URL", { isSecret: true })
variables.update("URL", { values })
variables.update("URL", { key: "ROOT_URL", values })
// @ts-expect-error Novu refuses a new key without a value
variables.update("URL", { key: "ROOT_URL" })
// @ts-expect-error and an empty list is no value
variables.update("URL", { key: "ROOT_URL", values: [] })

// a secret is renamed with its value only
variables.edit("URL", () => ({ key: "ROOT_URL", values }))
variables.edit("URL", (variable) => variable.isSecret ? {} : { key: "ROOT_URL", values: variable.values })
// @ts-expect-error it may be a secret
variables.edit("URL", () => ({ key: "ROOT_URL" }))
// @ts-expect-error the values of a secret are not shown
variables.edit("URL", (variable) => ({ key: "ROOT_URL", values: variable.values }))
// @ts-expect-error a value in clear
variables.edit("URL", () => ({ values: [{ _environmentId: "own", value: "a" }] }))
