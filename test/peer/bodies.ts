/** Reads and changes bodies whose shape nobody has checked. */
export type Members = Readonly<Record<string, unknown>>

export const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export const membersOf = (value: unknown): Members => isMembers(value) ? value : {}

export const pick = (members: Members, keep: (name: string) => boolean): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => keep(name)))

/** Changes one member, if it is there. */
export const changeAt = (members: Members, name: string, by: (value: unknown) => unknown): Members =>
  name in members ? { ...members, [name]: by(members[name]) } : members

/** Drops a member that the validation of Novu's SDK drops wherever it reads a record. */
export const withoutProto = (value: unknown): unknown =>
  isMembers(value) ? pick(value, (name) => name !== "__proto__") : value

/** Changes each value of a record, which loses that member, too. */
export const mapped = (value: unknown, by: (each: unknown) => unknown): unknown =>
  isMembers(value)
    ? Object.fromEntries(Object.entries(membersOf(withoutProto(value))).map(([name, each]) => [name, by(each)]))
    : value

/** Drops that member from the data of a person or a context. */
export const withoutProtoInData = (value: unknown): unknown =>
  isMembers(value) ? changeAt(value, "data", withoutProto) : value
