import * as dto from "@novu/api/models/components/index.js"
import * as requests from "@novu/api/models/operations/index.js"
import { Redacted } from "effect"
import { EnvironmentVariables } from "effect-novu/Client/EnvironmentVariables"
import * as Limits from "../peer/peerLimits.ts"
import { made, type Rows } from "./row.ts"

const own = "6615943e7ace93b0540ae377"

const params = { variableKey: "BASE_URL" }

const values = [{ _environmentId: own, value: Redacted.make("https://example.com") }] as const

const variable = made(EnvironmentVariables.operations.create, { payload: { key: "BASE_URL", values } })

const answer = { reads: dto.EnvironmentVariableResponseDto$inboundSchema, limits: Limits.environmentVariable }

/** Novu's SDK calls Novu's own ids by other names. */
const told = (result: unknown): unknown => {
  const { _id: id, _organizationId: organizationId, values: shown, ...rest } = Object(result)
  return {
    ...rest,
    id,
    organizationId,
    values: shown.map(({ _environmentId: environmentId, value }: { _environmentId: string; value: unknown }) => ({
      environmentId,
      value
    }))
  }
}

/** Novu's SDK calls the id of an environment by another name here. */
const asked = <P>(payload: P): P => {
  const { values, ...rest } = Object(payload)
  if (values === undefined) return payload
  return {
    ...rest,
    values: values.map(({ _environmentId: environmentId, value }: { _environmentId: string; value: unknown }) => ({
      environmentId,
      value
    }))
  }
}

export const environmentVariables: Rows<typeof EnvironmentVariables> = {
  list: {
    asks: (novu, { query }) => novu.environmentVariables.list(Object(query).search),
    takes: { query: requests.EnvironmentVariablesControllerListEnvironmentVariablesRequest$outboundSchema },
    reads: dto.EnvironmentVariableResponseDto$inboundSchema.array(),
    limits: Limits.environmentVariable,
    example: { query: { search: "base" } },
    needs: [variable],
    lost: "same"
  },
  create: {
    asks: (novu, { payload }) => novu.environmentVariables.create(asked(payload)),
    // The SDK calls the id of an environment by another name.
    takes: { payload: [] },
    ...answer,
    told,
    example: { payload: { key: "BASE_URL", type: "string", isSecret: false, values } },
    lost: "found"
  },
  retrieve: {
    asks: (novu, { params: { variableKey } }) => novu.environmentVariables.retrieve(variableKey),
    ...answer,
    told,
    example: { params },
    needs: [variable],
    lost: "same",
    undescribed: true
  },
  update: {
    asks: (novu, { params: { variableKey }, payload }) => novu.environmentVariables.update(asked(payload), variableKey),
    takes: { payload: [] },
    ...answer,
    told,
    example: { params, payload: { values } },
    needs: [variable],
    lost: "same",
    undescribed: true,
    variants: [{ example: { params, payload: { key: "NEW_URL", values } }, needs: [variable], lost: "found" }]
  },
  delete: {
    asks: (novu, { params: { variableKey } }) => novu.environmentVariables.delete(variableKey),
    example: { params },
    needs: [variable],
    lost: "gone",
    undescribed: true
  },
  retrieveUsage: {
    asks: (novu, { params: { variableKey } }) => novu.environmentVariables.usage(variableKey),
    reads: dto.GetEnvironmentVariableUsageResponseDto$inboundSchema,
    limits: Limits.usage,
    example: { params },
    needs: [variable],
    lost: "same",
    undescribed: true
  }
}
