import type { WorkflowRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/** Writes an id in 62 letters and digits, as slugs have it. */
const shortId = (id: string): string => {
  let text = ""
  for (let left = BigInt(`0x${id}`); left > 0n; left /= 62n) text = base62.charAt(Number(left % 62n)) + text
  return text.padStart(16, "0")
}

const words = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")

/** Returns the slug of a workflow, which changes with its name. */
export const slugOf = ({ _id, name }: WorkflowRow): string => `${words(name)}_wf_${shortId(_id)}`

/** Finds a workflow by the identifier by which it is triggered, or by Novu's id. */
export const workflowBy = (store: Store, id: string): WorkflowRow | undefined =>
  store.workflows.byKey.get(id) ?? store.workflows.byId.get(id)

/** Finds a workflow by any of its three names. Of a slug only the end counts. */
export const workflowByAny = (store: Store, id: string): WorkflowRow | undefined =>
  workflowBy(store, id) ??
    store.workflows.createdAt.rows.find(({ _id }) => id.endsWith(`_wf_${shortId(_id)}`))
