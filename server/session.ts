import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const cookieName = 'vedette_session'
const loginLifeMs = 10 * 60_000
const newToken = (): string => randomBytes(32).toString('base64url')

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Who may ask: a browser that followed the one-time link, or a script with the token from its file. */
export class Sessions {
  readonly #apiToken: string
  readonly #sessions = new Set<string>()
  #login: { token: string; expires: number } | undefined

  /** @param apiTokenFile file of mode 0600 that holds the scripts' token; made where it does not exist */
  constructor(apiTokenFile: string) {
    if (!existsSync(apiTokenFile)) {
      mkdirSync(dirname(apiTokenFile), { recursive: true, mode: 0o700 })
      writeFileSync(apiTokenFile, `${newToken()}\n`, { mode: 0o600 })
    }
    chmodSync(apiTokenFile, 0o600)
    this.#apiToken = readFileSync(apiTokenFile, 'utf8').trim()
  }

  /** A fresh one-time token; the one before is void. */
  newLogin(now = Date.now()): string {
    this.#login = { token: newToken(), expires: now + loginLifeMs }
    return this.#login.token
  }

  /** The Set-Cookie of a new session, or undefined where the token is wrong, used or too old. */
  redeem(token: string, now = Date.now()): string | undefined {
    const login = this.#login
    if (!login || now > login.expires || !isSame(token, login.token)) return undefined
    this.#login = undefined
    const session = newToken()
    this.#sessions.add(session)
    return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`
  }

  isAllowed(headers: { cookie?: string | undefined; authorization?: string | undefined }): boolean {
    const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1]
    if (bearer !== undefined) return isSame(bearer, this.#apiToken)
    const cookie = (headers.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(`${cookieName}=`))
    return cookie !== undefined && this.#sessions.has(cookie.slice(cookieName.length + 1))
  }
}
