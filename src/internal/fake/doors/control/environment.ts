import * as Result from "effect/Result"
import type { Store } from "../../store/store.ts"

/** Finds an environment by its name, its id or its application identifier. Without one it is the fake's own. */
export const environmentNamed = (main: Store, named: string | undefined): Result.Result<Store, string> => {
  if (named === undefined) return Result.succeed(main)
  const { organization } = main
  const row = organization.environments.createdAt.rows.find(({ _id, identifier, name }) =>
    named === name || named === _id || named === identifier
  )
  const store = row === undefined ? undefined : organization.storeOf(row._id)
  return store === undefined ? Result.fail(`environment names none: "${named}" is not stored`) : Result.succeed(store)
}
