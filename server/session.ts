import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { BadInput } from '../engine/errors.ts'

const loginLifeMs = 10 * 60_000
const newToken = (): string => randomBytes(32).toString('base64url')
const tokenLength = newToken().length

function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

/** Cookies know no ports: the name does, so that two Vedettes on one machine do not log each other out. */
const cookieName = (host: string | undefined): string =>
  `vedette_session_${/:(\d+)$/.exec(host ?? '')?.[1] ?? '80'}`

export interface RequestHeaders {
  readonly host?: string | undefined
  readonly cookie?: string | undefined
  readonly authorization?: string | undefined
}

/** Who may ask: a browser that followed the one-time link, or a script with the token from its file. */
export class Sessions {
  readonly #apiToken: string
  readonly #sessions = new Set<string>()
  #login: { token: string; expires: number } | undefined

  /**
   * @param apiTokenFile file of mode 0600 that holds the scripts' token; made where it does not exist
   * @throws BadInput where the file holds no token
   */
  constructor(apiTokenFile: string) {
    if (!existsSync(apiTokenFile)) {
      mkdirSync(dirname(apiTokenFile), { recursive: true, mode: 0o700 })
      writeFileSync(apiTokenFile, `${newToken()}\n`, { mode: 0o600 })
    }
    chmodSync(apiTokenFile, 0o600)
    this.#apiToken = readFileSync(apiTokenFile, 'utf8').trim()
    if (this.#apiToken.length < tokenLength) {
      throw new BadInput(`The token in ${apiTokenFile} is too short: delete the file, a new one is made.`)
    }
  }

  /** A fresh one-time token; the one before is void. */
  newLogin(now = Date.now()): string {
    this.#login = { token: newToken(), expires: now + loginLifeMs }
    return this.#login.token
  }

  /** The Set-Cookie of a new session, or undefined where the token is wrong, used or too old. */
  redeem(token: string, host: string | undefined, now = Date.now()): string | undefined {
    const login = this.#login
    if (!login || now > login.expires || !isSame(token, login.token)) return undefined
    this.#login = undefined
    const session = newToken()
    this.#sessions.add(session)
    return `${cookieName(host)}=${session}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** How the sender of a request proved who it is; undefined where it did not. */
  access({ host, cookie, authorization }: RequestHeaders): 'token' | 'cookie' | undefined {
    const bearer = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
    if (bearer !== undefined) return isSame(bearer, this.#apiToken) ? 'token' : undefined
    const prefix = `${cookieName(host)}=`
    const session = (cookie ?? '').split(/;\s*/).find((part) => part.startsWith(prefix))
    return session !== undefined && this.#sessions.has(session.slice(prefix.length)) ? 'cookie' : undefined
  }
}
