import { z } from 'zod'

/** Where something is on the earth, in degrees, and what it is called there. */
export const Home = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().max(100).optional(),
})
export type Home = z.infer<typeof Home>

/** What each setting may be. No defaults here: a change would carry those of all it leaves out. */
const fields = {
  /** alerts older than this are purged, days */
  retentionDays: z.number().int().min(1).max(3650),
  /** Isolation Forest score from which a line without a signature is an anomaly alert; null: calibrated by the budget */
  anomalyThreshold: z.number().min(0).max(1).nullable(),
  /** anomaly alerts a day, at most; what is beyond is grouped under one alert a day */
  anomalyBudget: z.number().int().min(0).max(10_000),
  /** path of the user's own GeoLite2-City.mmdb; null uses the built-in database */
  geoDatabasePath: z.string().max(4096).nullable(),
  /** AbuseIPDB lookups leave the machine: off until turned on and a key is given */
  abuseIpDbEnabled: z.boolean(),
  /** addresses and CIDR ranges that are reported as bad, one entry each */
  blockList: z.array(z.string().max(64)).max(100_000),
  /** addresses and CIDR ranges that never alert for reputation or frequency */
  allowList: z.array(z.string().max(64)).max(10_000),
  /** notify on the desktop for critical alerts */
  notifyCritical: z.boolean(),
  /** where the guarded servers stand: the map draws its arcs to it; null: no arcs */
  home: Home.nullable(),
}

/** Everything a user can set. Secrets are write-only: read back as `…Set: boolean`. */
export const Settings = z.object({
  retentionDays: fields.retentionDays.default(30),
  anomalyThreshold: fields.anomalyThreshold.default(null),
  anomalyBudget: fields.anomalyBudget.default(20),
  geoDatabasePath: fields.geoDatabasePath.default(null),
  abuseIpDbEnabled: fields.abuseIpDbEnabled.default(false),
  blockList: fields.blockList.default([]),
  allowList: fields.allowList.default([]),
  notifyCritical: fields.notifyCritical.default(true),
  home: fields.home.default(null),
})
export type Settings = z.infer<typeof Settings>

export const SettingsView = Settings.extend({
  abuseIpDbKeySet: z.boolean(),
  /** chosen when Vedette was started, not to be changed here: the folder of the sealed log and the database */
  dataDir: z.string(),
  /** keys that open the sealed log; the first of them seals */
  keys: z.number().int().positive(),
})
export type SettingsView = z.infer<typeof SettingsView>

/** What is absent stays as it is. */
export const SettingsChange = z
  .object(fields)
  .partial()
  .extend({
    /** write-only; '' removes it */
    abuseIpDbKey: z.string().max(200).optional(),
  })
export type SettingsChange = z.infer<typeof SettingsChange>
