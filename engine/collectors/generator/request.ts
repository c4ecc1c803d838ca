import type { AlertType } from '../../../contract/attack-type.ts'

/** A request or login before it is written as a log line. */
export interface TrafficRequest {
  readonly ip: string
  readonly host: string
  readonly method: string
  readonly target: string
  readonly status: number
  readonly bytes: number
  readonly referer?: string
  readonly userAgent: string
  readonly user?: string
  /** the line must tell the host (CSRF is judged by it) */
  readonly needsHost?: boolean
}

export interface TrafficLogin {
  readonly ip: string
  readonly host: string
  readonly user: string
  readonly accepted: boolean
}

export type TrafficKind = 'normal' | 'signature' | 'behavioural'

export interface TrafficLine {
  readonly line: string
  readonly kind: TrafficKind
  /** what a signature attack is meant to be found as */
  readonly type?: AlertType
}
