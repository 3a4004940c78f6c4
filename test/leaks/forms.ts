/** Lists the forms that a secret may have in a text of somebody else: escaped, encoded, folded, cut. */
import { Buffer } from "node:buffer"

const lower = (text: string) => text.replace(/%[\dA-F]{2}/g, (each) => each.toLowerCase())

const everyByte = (text: string) =>
  Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")

const inJson = (text: string) => JSON.stringify(text).slice(1, -1)

const unicode = (text: string, write: (code: string) => string) =>
  text.replace(/[^\w-]/g, (each) => write(each.charCodeAt(0).toString(16).padStart(4, "0")))

const named: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\"": "&quot;",
  "'": "&apos;",
  "/": "&sol;",
  "+": "&plus;",
  "=": "&equals;",
  "_": "&lowbar;",
  "ö": "&ouml;",
  "Å": "&Aring;"
}

const inHtml = (text: string, write: (each: string) => string) => text.replace(/[^\w\s-]/g, write)

const folded = (text: string, columns: number, end: string) =>
  text.replace(new RegExp(`(.{${columns}})`, "g"), `$1${end}`)

const urlSafe = (text: string) => text.replaceAll("+", "-").replaceAll("/", "_")

/** Maps the name of each form to its function. */
export const forms: Readonly<Record<string, (secret: string) => string>> = {
  raw: (secret) => secret,
  "with white space collapsed": (secret) => secret.replace(/\s+/g, " "),
  "without line ends": (secret) => secret.replace(/\n/g, ""),
  "wrapped at 76 columns": (secret) => folded(secret, 76, "\r\n "),
  "percent-encoded": encodeURIComponent,
  "percent-encoded, lower case": (secret) => lower(encodeURIComponent(secret)),
  "percent-encoded, every byte": everyByte,
  "percent-encoded twice": (secret) => encodeURIComponent(encodeURIComponent(secret)),
  "form-encoded": (secret) => new URLSearchParams({ a: secret }).toString().slice(2),
  "JSON-escaped": inJson,
  "JSON-escaped with slashes": (secret) => inJson(secret).replaceAll("/", "\\/"),
  "JSON-escaped, lower case": (secret) => unicode(secret, (code) => `\\u${code}`),
  "JSON-escaped, upper case": (secret) => unicode(secret, (code) => `\\u${code.toUpperCase()}`),
  "JSON in JSON": (secret) => inJson(inJson(secret)),
  "HTML-escaped by name": (secret) => inHtml(secret, (each) => named[each] ?? each),
  "HTML-escaped by decimals": (secret) => inHtml(secret, (each) => `&#${each.codePointAt(0)};`),
  "HTML-escaped by hex": (secret) => inHtml(secret, (each) => `&#x${each.codePointAt(0)?.toString(16)};`),
  "HTML-escaped by upper hex": (secret) =>
    inHtml(secret, (each) => `&#X${each.codePointAt(0)?.toString(16).toUpperCase()};`),
  "JSON in HTML": (secret) => inHtml(inJson(secret), (each) => named[each] ?? each),
  base64: (secret) => Buffer.from(secret).toString("base64"),
  "base64 without padding": (secret) => Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  "base64url": (secret) => Buffer.from(secret).toString("base64url"),
  "base64 in lines": (secret) => folded(Buffer.from(secret).toString("base64"), 76, "\r\n"),
  "base64, percent-encoded": (secret) => encodeURIComponent(Buffer.from(secret).toString("base64")),
  "base64 of Bearer": (secret) => Buffer.from(`Bearer ${secret}`).toString("base64"),
  "base64 of ApiKey": (secret) => urlSafe(Buffer.from(`ApiKey ${secret}`).toString("base64")),
  "base64 of Basic": (secret) => Buffer.from(`ada:${secret}`).toString("base64"),
  hex: (secret) => Buffer.from(secret).toString("hex"),
  "with invisible characters": (secret) => `${secret.slice(0, 3)}\u200b${secret.slice(3, 6)}\u0000${secret.slice(6)}`
}

/** Returns the forms of a secret, reduced to what stays the same wherever the secret stands in an encoded text. */
export const marksOf = (secret: string): ReadonlyArray<string> => {
  const aligned = ["", "a", "ab"].map((before) =>
    Buffer.from(before + secret).toString("base64").replace(/=+$/, "").slice(before === "" ? 0 : before.length + 1, -1)
  )
  const all = [...Object.values(forms).map((form) => form(secret)), ...aligned, ...aligned.map(urlSafe)]
  return [...new Set(all.filter((form) => form.length > 4))]
}
