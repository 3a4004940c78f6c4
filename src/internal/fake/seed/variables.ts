import type { SeedVariable } from "../../../Testing/Seed.ts"
import { reveal } from "../store/revealed.ts"
import type { VariableRow } from "../store/rows.ts"
import type { Organization } from "../store/store.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"

export const seedVariable = (seeding: Seeding, seed: SeedVariable): void => {
  const { variables } = seeding.store
  const existing = variables.byKey.get(seed.key)
  put(variables, existing, {
    ...stampOf(seeding, seed, existing),
    key: seed.key,
    type: seed.type ?? "string",
    isSecret: seed.isSecret ?? false,
    values: valuesOf(seeding, seed, existing?.values ?? [])
  })
}

/** The values of other environments stay, unless the seed has all values. */
const valuesOf = (
  { store: { environmentId } }: Seeding,
  { elsewhere = {}, value, values }: SeedVariable,
  before: VariableRow["values"]
): VariableRow["values"] => {
  if (values !== undefined) {
    return values.map((each) => ({ environmentId: each._environmentId, value: reveal(each.value) }))
  }
  const byEnvironment = new Map(before.map((each) => [each.environmentId, each.value]))
  for (const [id, each] of Object.entries(elsewhere)) byEnvironment.set(id, reveal(each))
  if (value !== undefined) byEnvironment.set(environmentId, reveal(value))
  return Array.from(byEnvironment, ([id, each]) => ({ environmentId: id, value: each }))
}

export const savedVariables = ({ variables }: Organization): ReadonlyArray<SeedVariable> =>
  variables.createdAt.rows.map((row) => ({
    key: row.key,
    isSecret: row.isSecret,
    type: row.type,
    values: row.values.map(({ environmentId, value }) => ({ _environmentId: environmentId, value })),
    ...savedStamp(row)
  }))
