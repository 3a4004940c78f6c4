/** Mends what a tool cannot read in Novu's document, or would answer as Novu never does, and says what it mended. */
type Node = Record<string, unknown>

interface Patch {
  readonly why: string
  /** Mends one object of the document, and returns how often it did. */
  readonly mend: (node: Node) => number
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null

const patches: ReadonlyArray<Patch> = [
  {
    why: "the name of a constant stands in the place of a pattern",
    mend: (node) => {
      if (typeof node.pattern !== "string" || !/^[A-Z_]+$/.test(node.pattern)) return 0
      delete node.pattern
      return 1
    }
  },
  {
    why: "a pattern is written with the slashes of a literal",
    mend: (node) => {
      const literal = typeof node.pattern === "string" ? /^\/(.*)\/$/.exec(node.pattern) : null
      if (literal === null) return 0
      node.pattern = literal[1]
      return 1
    }
  },
  {
    why: "a moment is a string without a format",
    mend: (node) => {
      if (!isNode(node.properties)) return 0
      const moments = Object.entries(node.properties).filter(([name, schema]) =>
        /(?:At|Date|Until)$/.test(name) && isNode(schema) && schema.type === "string" && schema.format === undefined
      )
      for (const [, schema] of moments) if (isNode(schema)) schema.format = "date-time"
      return moments.length
    }
  },
  {
    why: "a parameter is required that Novu does without",
    mend: (node) => {
      const isOptional = node.name === "Novu-Analytics-Source" || node.name === "deleteFromProvider"
      if (!isOptional || node.required !== true) return 0
      node.required = false
      return 1
    }
  },
  {
    why: "more than one alternative fits, and exactly one may",
    mend: (node) => {
      if (!Array.isArray(node.oneOf) || node.discriminator !== undefined) return 0
      node.anyOf = node.oneOf
      delete node.oneOf
      return 1
    }
  },
  {
    why:
      "a field of files has two names, of which the schema knows one, and Prism takes a file that stands alone for no array",
    mend: (node) => {
      if (!isNode(node.properties) || !isNode(node.properties.files) || !Array.isArray(node.required)) return 0
      if (!isNode(node.properties.files.items) || node.properties.files.items.format !== "binary") return 0
      node.properties = { ...node.properties, "files[]": {} }
      node.required = node.required.map((name) => name === "files" ? "files[]" : name)
      return 1
    }
  },
  {
    why: "no answer of a success says that Novu did nothing",
    mend: (node) => {
      const acknowledged = isNode(node.properties) ? node.properties.acknowledged : undefined
      if (!isNode(acknowledged) || acknowledged.type !== "boolean") return 0
      acknowledged.enum = [true]
      return 1
    }
  },
  {
    why: "a bulk is answered once for each of its events, of which the example has two",
    mend: (node) => {
      const ref = node.type === "array" && isNode(node.items) ? node.items.$ref : undefined
      if (ref !== "#/components/schemas/TriggerEventResponseDto") return 0
      Object.assign(node, { minItems: 2, maxItems: 2 })
      return 1
    }
  }
]

const mendAll = (value: unknown, patch: Patch): number => {
  if (!isNode(value)) return 0
  return Object.values(value).reduce<number>(
    (sum, inner) => sum + mendAll(inner, patch),
    Array.isArray(value) ? 0 : patch.mend(value)
  )
}

export const patched = (document: string): { readonly text: string; readonly notes: ReadonlyArray<string> } => {
  const tree: unknown = JSON.parse(document)
  const counts = patches.map((patch) => ({ why: patch.why, count: mendAll(tree, patch) }))
  return {
    text: JSON.stringify(tree),
    notes: counts.filter(({ count }) => count > 0).map(({ count, why }) => `${count} × ${why}`)
  }
}
