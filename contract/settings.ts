import { z } from 'zod'

/** Everything a user can set. Secrets are write-only: read back as `…Set: boolean`. */
export const Settings = z.object({
  /** alerts older than this are purged, days */
  retentionDays: z.number().int().min(1).max(3650).default(30),
  /** Isolation Forest score from which a line without a signature is an anomaly alert */
  anomalyThreshold: z.number().min(0).max(1).nullable().default(null),
  /** path of the user's own GeoLite2-City.mmdb; null uses the built-in database */
  geoDatabasePath: z.string().max(4096).nullable().default(null),
  /** AbuseIPDB lookups leave the machine: off until turned on and a key is given */
  abuseIpDbEnabled: z.boolean().default(false),
  /** addresses and CIDR ranges that are reported as bad, one entry each */
  blockList: z.array(z.string().max(64)).max(100_000).default([]),
  /** addresses and CIDR ranges that never alert for reputation or frequency */
  allowList: z.array(z.string().max(64)).max(10_000).default([]),
  /** notify on the desktop for critical alerts */
  notifyCritical: z.boolean().default(true),
})
export type Settings = z.infer<typeof Settings>

export const SettingsView = Settings.extend({ abuseIpDbKeySet: z.boolean() })
export type SettingsView = z.infer<typeof SettingsView>

export const SettingsChange = Settings.partial().extend({
  /** write-only; '' removes it */
  abuseIpDbKey: z.string().max(200).optional(),
})
export type SettingsChange = z.infer<typeof SettingsChange>
