/** What is usual on a site: counted in one stream, frozen, bounded, shared by threads. */
export { ProfileBuilder } from './builder.ts'
export { SiteProfile } from './site-profile.ts'
