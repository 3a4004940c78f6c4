/** Says whether a server on this address is reached by all addresses of the machine, so that it is none to visit. */
export const isEvery = (host: string): boolean => /^[0:.]+$/.test(host)

/** Is the URL that a person and a program on this machine use. */
export const urlOf = (host: string | undefined, port: number): string => {
  const name = host === undefined || isEvery(host) ? "localhost" : host
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`
}
