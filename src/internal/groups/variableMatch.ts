import type {
  CreateEnvironmentVariable,
  EnvironmentVariable,
  UpdateEnvironmentVariable
} from "../../Schema/EnvironmentVariable.ts"
import { type Agreement, stored, together, whereShown } from "./agreement.ts"

type Asked = Pick<CreateEnvironmentVariable | UpdateEnvironmentVariable, "isSecret" | "key" | "values">

/** Says whether a variable has what a request gave it. Values of secrets and of other environments are hidden. */
export const changeAgreement = (shown: EnvironmentVariable, asked: Asked): Agreement =>
  together(
    asked.key === undefined ? "same" : stored(shown.key, asked.key),
    asked.isSecret === undefined ? "same" : stored(shown.isSecret, asked.isSecret),
    ...(asked.values ?? []).map(({ _environmentId, value }) =>
      whereShown(shown.values.find((each) => each._environmentId === _environmentId)?.value, value)
    )
  )

/** Says whether a variable is what a `create` asked for, and has no other value. */
export const variableAgreement = (shown: EnvironmentVariable, asked: CreateEnvironmentVariable): Agreement => {
  const given = new Set(asked.values?.map(({ _environmentId }) => _environmentId))
  return shown.values.every(({ _environmentId }) => given.has(_environmentId))
    ? changeAgreement(shown, { ...asked, isSecret: asked.isSecret ?? false })
    : "different"
}
