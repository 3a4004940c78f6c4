/** Says where Novu's document, or Prism, makes an answer that Novu never would. */
export interface PrismException {
  readonly operation: string
  /** Is what the answer was made of: the document's examples, or random values of its schemas. */
  readonly phase: "static" | "dynamic"
  /** Is a part of the complaint, such as the place in a request. */
  readonly pointer: string
  readonly why: string
}

type Phase = PrismException["phase"]

const both: ReadonlyArray<Phase> = ["static", "dynamic"]

const excepted = (
  operation: string,
  pointer: string,
  why: string,
  phases: ReadonlyArray<Phase> = both
): ReadonlyArray<PrismException> => phases.map((phase) => ({ operation, phase, pointer, why }))

export const exceptions: ReadonlyArray<PrismException> = [
  ...excepted(
    "Agents.create",
    "Conflict: the identifier",
    "The answer has another identifier than the request, which the client takes for the twin that early servers made."
  ),
  ...excepted(
    "Environments.delete",
    "the body is empty",
    "The document has no schema for the answer. Novu answers with a body, and an empty one is not taken for a success."
  )
]
