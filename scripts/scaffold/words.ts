/** Turns `channelConnections` into `ChannelConnections`. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Turns `ChannelConnections` into `channelConnections`. */
export const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Turns the name of a group into that of one item: `Topics` into `Topic`, `Policies` into `Policy`. */
export const singular = (group: string): string =>
  group.endsWith("ies") ? `${group.slice(0, -3)}y` : /[^s]s$/.test(group) ? group.slice(0, -1) : group

const isIdentifier = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text)

/** Turns a method's name into a variable. */
export const constant = (name: string): string => name === "delete" ? "remove" : name

/** Writes a name as the key of an object. */
export const key = (name: string): string => isIdentifier(name) ? name : JSON.stringify(name)

/** Turns a parameter's name into a variable. */
export const variable = (name: string): string =>
  isIdentifier(name) ? name : small(name.split(/[^A-Za-z0-9]+/).filter(Boolean).map(capital).join("")) || "parameter"

/** Writes `{ topicKey, "topic-key": topicKey }` for the names of parameters. */
export const shorthand = (names: ReadonlyArray<string>): string =>
  `{ ${names.map((name) => variable(name) === name ? name : `${key(name)}: ${variable(name)}`).join(", ")} }`
