import { z } from 'zod'

const Home = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().optional(),
})
/** Where the guarded servers stand, in degrees, and what the user calls it. */
export type Home = z.infer<typeof Home>

const WithHome = z.object({ home: Home.nullish() })

/** The guarded servers' place of the settings, undefined where the user set none. */
export const homeOf = (settings: unknown): Home | undefined =>
  WithHome.safeParse(settings).data?.home ?? undefined
